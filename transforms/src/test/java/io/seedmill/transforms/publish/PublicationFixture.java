package io.seedmill.transforms.publish;

import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.testing.Plans;
import io.seedmill.transforms.testing.ScriptedParameters;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.DatasetFiles;
import io.seedmill.transforms.write.PartFormats;
import io.seedmill.transforms.write.WrittenBucket;
import io.seedmill.transforms.write.WrittenFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** Runs that are written and wait to be published, in one output folder. */
public final class PublicationFixture {

  static final int PARTS = 3;
  static final String LATEST = DatasetLayout.LATEST_RUN;

  private final Path output;

  PublicationFixture(Path output) {
    this.output = output;
  }

  /** A run with something in parts 0 and 2, a duplicate and a dead letter. */
  Waiting run(String run, String attempt) throws IOException {
    return run(run, attempt, usual("third\n"));
  }

  Waiting run(String run, String attempt, BlockBuilder records) throws IOException {
    DatasetLayout layout = new DatasetLayout(run, attempt);
    WrittenBucket files = WrittenBucket.of(output, layout, PARTS, records);
    return new Waiting(layout, files.written(), files.summaries(), 0.25, "sha256:plan", 4, 1);
  }

  static BlockBuilder usual(String lastLine) {
    return new BlockBuilder()
        .sample(1, 0, 0, 0, "first\n")
        .sample(2, 0, 1, 0, "second\n")
        .sample(2, 0, 2, 0, "duplicate\n")
        .letter(3, 3, 0, "letter\n")
        .sample(-1, 0, 0, 1, lastLine);
  }

  /** A run without samples. */
  Waiting emptyRun(String run) {
    DatasetLayout layout = new DatasetLayout(run, "attempt");
    return new Waiting(layout, List.of(), List.of(), 0, "sha256:plan", 0, 0);
  }

  Path path(String name) {
    return output.resolve(name);
  }

  String read(String name) throws IOException {
    return Files.readString(path(name));
  }

  /** All files in the output but the temporary ones. */
  List<String> visible() throws IOException {
    return files().stream().filter(file -> !file.startsWith(DatasetLayout.TEMPORARY)).toList();
  }

  /** All files in the output, without links to them. */
  List<String> files() throws IOException {
    try (Stream<Path> found = Files.walk(output)) {
      return found
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> output.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** The input of the publishing step. */
  final class Waiting {

    final DatasetLayout layout;
    final List<WrittenFile> written;
    final List<BucketSummary> summaries;
    double maxFailureRate;
    String planDigest;
    long ofFirst;
    long ofSecond;

    private Waiting(
        DatasetLayout layout,
        List<WrittenFile> written,
        List<BucketSummary> summaries,
        double maxFailureRate,
        String planDigest,
        long ofFirst,
        long ofSecond) {
      this.layout = layout;
      this.written = new ArrayList<>(written);
      this.summaries = summaries;
      this.maxFailureRate = maxFailureRate;
      this.planDigest = planDigest;
      this.ofFirst = ofFirst;
      this.ofSecond = ofSecond;
    }

    Manifest publish() throws IOException {
      ScriptedParameters plain = ScriptedParameters.plain();
      GenerationPlan plan =
          Plans.plan(
              Plans.scripted("first", ofFirst, 1, plain),
              Plans.scripted("second", ofSecond, 1, plain));
      RunDescription description =
          new RunDescription(
              "dataset",
              planDigest,
              "Runner",
              "{\"seed\":42}",
              null,
              "2026-01-01",
              maxFailureRate,
              List.of());
      return new Publication(
              output.toString(),
              layout,
              plan,
              description,
              1,
              new DatasetFiles(PARTS, PartFormats.JSON_LINES),
              output.toString())
          .publish(written, summaries, List.of(), PipelineOptionsFactory.create());
    }

    String part(int part) {
      return layout.part(part, PARTS, ".jsonl");
    }

    Path temporary(String file) {
      return path(layout.temporary(file));
    }

    /** Puts another file where a file of the run is to be. */
    void occupy(String name, String text) {
      try {
        Files.createDirectories(path(name).getParent());
        Files.writeString(path(name), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

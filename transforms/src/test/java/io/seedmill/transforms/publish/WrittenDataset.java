package io.seedmill.transforms.publish;

import io.seedmill.transforms.dedupe.DeduplicateSamples;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShards;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.StoredFile;
import io.seedmill.transforms.testing.Captured;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.DatasetFiles;
import io.seedmill.transforms.write.OutputFile;
import io.seedmill.transforms.write.PartFormat;
import io.seedmill.transforms.write.PartFormats;
import io.seedmill.transforms.write.WriteParts;
import io.seedmill.transforms.write.WrittenFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.testing.TestPipeline;

/**
 * The files that a pipeline wrote under temporary names.
 *
 * @param written the files by name
 * @param buckets how many buckets the samples were split into
 */
public record WrittenDataset(
    Path folder, List<WrittenFile> written, List<BucketSummary> summaries, int buckets) {

  public static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");

  /** Runs the graph up to the writing. */
  public static WrittenDataset of(GenerationPlan plan, Path folder, int buckets, int parts) {
    return of(plan, folder, buckets, parts, PartFormats.JSON_LINES);
  }

  /** The same in another format, with blocks in memory. */
  public static WrittenDataset of(
      GenerationPlan plan, Path folder, int buckets, int parts, PartFormat format) {
    return of(plan, folder, buckets, parts, format, GenerateSamples.of(plan));
  }

  /** The same with blocks in files. */
  public static WrittenDataset spilled(GenerationPlan plan, Path folder, int buckets, int parts) {
    GenerateSamples generate = GenerateSamples.of(plan).withSpillTo(folder.toString(), LAYOUT);
    return of(plan, folder, buckets, parts, PartFormats.JSON_LINES, generate);
  }

  private static WrittenDataset of(
      GenerationPlan plan,
      Path folder,
      int buckets,
      int parts,
      PartFormat format,
      GenerateSamples generate) {
    TestPipeline pipeline = Pipelines.create();
    WriteParts.Result result =
        pipeline
            .apply(TaskShards.of(plan))
            .apply(generate.withBuckets(buckets))
            .apply(DeduplicateSamples.of(plan, buckets))
            .apply(
                "Write",
                WriteParts.to(folder.toString(), LAYOUT)
                    .withFiles(new DatasetFiles(parts, format)));
    Captured<WrittenFile> written = Captured.of(result.getFiles());
    Captured<BucketSummary> summaries = Captured.of(result.getSummaries());
    Pipelines.run(pipeline);
    List<WrittenFile> inOrder = new ArrayList<>(written.elements());
    inOrder.sort(Comparator.comparing(found -> found.file().name()));
    return new WrittenDataset(folder, inOrder, summaries.elements(), buckets);
  }

  /** Returns the file with a name: {@code part-0}, {@code dead-letters}, {@code keys}. */
  public Optional<WrittenFile> file(String name) {
    return written.stream().filter(found -> found.file().name().equals(name)).findFirst();
  }

  /** Returns the lines of a file; none where it is not there. */
  public List<String> lines(String name) {
    return file(name)
        .map(found -> new String(read(found), StandardCharsets.UTF_8).lines().toList())
        .orElse(List.of());
  }

  /** Returns the lines of a part. */
  public List<String> lines(int part) {
    return lines("part-" + part);
  }

  /** Returns the bytes of all parts joined together. */
  public byte[] joined() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    written.stream()
        .filter(found -> found.file() instanceof OutputFile.DatasetPart)
        .sorted(Comparator.comparing(found -> ((OutputFile.DatasetPart) found.file()).number()))
        .forEach(found -> joined.writeBytes(read(found)));
    return joined.toByteArray();
  }

  /** Returns the bytes of a file. */
  public byte[] read(WrittenFile found) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (StoredFile temporary : found.temporaries()) {
      try {
        joined.writeBytes(Files.readAllBytes(folder.resolve(temporary.path())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return joined.toByteArray();
  }
}

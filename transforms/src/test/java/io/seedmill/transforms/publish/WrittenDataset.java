package io.seedmill.transforms.publish;

import io.seedmill.transforms.dedupe.DeduplicateSamples;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShards;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.testing.Captured;
import io.seedmill.transforms.testing.Lines;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.write.BucketSummary;
import io.seedmill.transforms.write.WriteJsonl;
import io.seedmill.transforms.write.WrittenPart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.testing.TestPipeline;

/**
 * What a pipeline wrote under temporary names.
 *
 * @param written the parts in order, the keys and the dead letters before them
 * @param buckets how many buckets the samples were split into
 */
public record WrittenDataset(
    Path folder, List<WrittenPart> written, List<BucketSummary> summaries, int buckets) {

  public static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");

  /** Runs the graph up to the writing. */
  public static WrittenDataset of(GenerationPlan plan, Path folder, int buckets, int parts) {
    return of(plan, folder, buckets, parts, GenerateSamples.of(plan));
  }

  /** The same with blocks in files. */
  public static WrittenDataset spilled(GenerationPlan plan, Path folder, int buckets, int parts) {
    GenerateSamples generate = GenerateSamples.of(plan).withSpillTo(folder.toString(), LAYOUT);
    return of(plan, folder, buckets, parts, generate);
  }

  private static WrittenDataset of(
      GenerationPlan plan, Path folder, int buckets, int parts, GenerateSamples generate) {
    TestPipeline pipeline = Pipelines.create();
    WriteJsonl.Result result =
        pipeline
            .apply(TaskShards.of(plan))
            .apply(generate.withBuckets(buckets))
            .apply(DeduplicateSamples.of(plan, buckets))
            .apply("Write", WriteJsonl.to(folder.toString(), LAYOUT).withParts(parts));
    Captured<WrittenPart> written = Captured.of(result.getParts());
    Captured<BucketSummary> summaries = Captured.of(result.getSummaries());
    Pipelines.run(pipeline);
    List<WrittenPart> inOrder = new ArrayList<>(written.elements());
    inOrder.sort(Comparator.comparing(WrittenPart::part));
    return new WrittenDataset(folder, inOrder, summaries.elements(), buckets);
  }

  public Optional<WrittenPart> part(int part) {
    return written.stream().filter(found -> found.part() == part).findFirst();
  }

  /** The lines of a part; none where it is not there. */
  public List<String> lines(int part) {
    return part(part).map(found -> Lines.read(file(found))).orElse(List.of());
  }

  /** The bytes of all parts joined together, without the dead letters. */
  public byte[] joined() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (WrittenPart part : written) {
      if (part.part() >= 0) {
        joined.writeBytes(read(part));
      }
    }
    return joined.toByteArray();
  }

  private Path file(WrittenPart part) {
    return folder.resolve(part.files().get(0).path());
  }

  public byte[] read(WrittenPart part) {
    try {
      return Files.readAllBytes(file(part));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

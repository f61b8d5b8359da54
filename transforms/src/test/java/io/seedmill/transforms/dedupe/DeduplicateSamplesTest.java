package io.seedmill.transforms.dedupe;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.planWithKey;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.transforms.blocks.BlockBuilder;
import io.seedmill.transforms.blocks.BlockReader;
import io.seedmill.transforms.blocks.Collisions;
import io.seedmill.transforms.blocks.EntryCounts;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.blocks.SampleBlockCoder;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShards;
import io.seedmill.transforms.publish.WrittenDataset;
import io.seedmill.transforms.storage.StoredFile;
import io.seedmill.transforms.testing.Captured;
import io.seedmill.transforms.testing.Lines;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.testing.ScriptedGenerator.Act;
import io.seedmill.transforms.testing.ScriptedParameters;
import io.seedmill.transforms.testing.Storages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.BigEndianIntegerCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeduplicateSamplesTest {

  @TempDir private Path folder;

  private static final GenerationPlan TWO_ENTRIES =
      plan(
          scripted("ten", 100, 9, ScriptedParameters.plain().distinct(10).at(50, Act.THROW)),
          scripted("thirty", 100, 1000, ScriptedParameters.plain().distinct(30).at(0, Act.THROW)));

  @ParameterizedTest
  @CsvSource({"1", "4", "256"})
  void theSmallestIndexWinsThenTheFirstEntry(int buckets) {
    List<UniqueSamples> unique = deduplicate(TWO_ENTRIES, buckets);

    List<String> winners = new ArrayList<>();
    for (ObjectNode record : records(unique)) {
      winners.add(
          "%s from %s %d"
              .formatted(
                  record.get("answer"),
                  record.get("generator").textValue(),
                  record.get("index").longValue()));
    }
    List<String> expected = new ArrayList<>();
    for (int answer = 0; answer < 30; answer++) {
      expected.add("%d from %s %d".formatted(answer, answer < 10 ? "ten" : "thirty", answer));
    }
    winners.sort(Comparator.comparingInt(text -> Integer.parseInt(text.split(" ", 2)[0])));
    assertThat(winners, is(expected));
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "256"})
  void everySampleIsCountedForItsEntry(int buckets) {
    EntryCounts counts = new EntryCounts(2);
    deduplicate(TWO_ENTRIES, buckets).forEach(unique -> counts.add(unique.counts()));

    assertThat(counts.unique(0), is(10L));
    assertThat(counts.duplicates(0), is(89L));
    assertThat(counts.failed(0), is(1L));
    assertThat(counts.unique(1), is(20L));
    assertThat(counts.duplicates(1), is(79L));
    assertThat(counts.failed(1), is(1L));
    Collisions collisions = counts.collisions();
    assertThat(collisions.repeats(0), is(new Collisions.Repeats(10, 0, 89)));
    assertThat(collisions.repeats(1), is(new Collisions.Repeats(30, 0, 69)));
    List<Long> losses = new ArrayList<>();
    collisions.losses().forEach((pair, lost) -> losses.add(lost.samples()));
    assertThat(losses.stream().mapToLong(Long::longValue).sum(), is(89L + 79L));
    assertThat(collisions, is(collisions(16)));
  }

  private Collisions collisions(int buckets) {
    EntryCounts counts = new EntryCounts(2);
    deduplicate(TWO_ENTRIES, buckets).forEach(unique -> counts.add(unique.counts()));
    return counts.collisions();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 8", "256, 16"})
  void whatAnEarlierRunPublishedIsLeftOutAndCounted(int buckets, int earlierBuckets) {
    GenerationPlan earlier = plan(scripted("earlier", 25, 9, ScriptedParameters.plain()));
    WrittenDataset published = WrittenDataset.of(earlier, folder, earlierBuckets, 1);
    StoredFile keys = published.file("keys").orElseThrow().temporaries().get(0);
    KnownKeys known = new KnownKeys(folder.toString(), keys.path(), 25);

    List<UniqueSamples> unique = deduplicate(TWO_ENTRIES, buckets, List.of(known));

    List<String> left =
        records(unique).stream().map(record -> "" + record.get("answer")).sorted().toList();
    assertThat(left, is(List.of("25", "26", "27", "28", "29")));
    EntryCounts counts = new EntryCounts(2);
    unique.forEach(bucket -> counts.add(bucket.counts()));
    assertThat(counts.known(0), is(99L));
    assertThat(counts.known(1), is(84L)); // 25 of each 30, but one index fails
    assertThat(counts.unique(1), is(5L));
    assertThat(counts.duplicates(1), is(10L));
  }

  @Test
  void samplesThatLackAllNamedFieldsAreNoDuplicates() {
    GenerationPlan answers =
        planWithKey(List.of("noSuchField"), scripted("any", 40, 7, ScriptedParameters.plain()));

    List<ObjectNode> records = records(deduplicate(answers, 2));

    assertThat(records, hasSize(40));
  }

  @Test
  void aBucketIsOneElementWithItsKeysAscending() {
    List<SampleBlock> low = new BlockBuilder().sample(9, 0, 0, 0, "b\n").endBlock().build();
    List<SampleBlock> lower = new BlockBuilder().sample(3, 0, 1, 0, "a\n").build();
    List<SampleBlock> high = new BlockBuilder().sample(-1, 0, 2, 0, "z\n").build();
    TestPipeline pipeline = Pipelines.create();

    PAssert.that(
            pipeline
                .apply(
                    Create.of(KV.of(0, low.get(0)), KV.of(1, high.get(0)), KV.of(0, lower.get(0)))
                        .withCoder(
                            KvCoder.of(BigEndianIntegerCoder.of(), SampleBlockCoder.INSTANCE)))
                .apply(DeduplicateSamples.of(plan(TWO_ENTRIES.entries().get(0)), 2)))
        .satisfies(
            buckets -> {
              List<String> found = new ArrayList<>();
              buckets.forEach(bucket -> found.add(bucket.bucket() + ":" + lines(bucket)));
              found.sort(Comparator.naturalOrder());
              assertThat(found, is(List.of("0:[a, b]", "1:[z]")));
              return null;
            });

    Pipelines.run(pipeline);
  }

  @Test
  void nothingStaysNothing() {
    GenerationPlan none = plan(scripted("none", 0, 1, ScriptedParameters.plain()));

    assertThat(deduplicate(none, 16), is(empty()));
  }

  private static List<UniqueSamples> deduplicate(GenerationPlan plan, int buckets) {
    return deduplicate(plan, buckets, List.of());
  }

  private static List<UniqueSamples> deduplicate(
      GenerationPlan plan, int buckets, List<KnownKeys> known) {
    TestPipeline pipeline = Pipelines.create();
    Captured<UniqueSamples> unique =
        Captured.of(
            pipeline
                .apply(TaskShards.of(plan))
                .apply(GenerateSamples.of(plan).withBuckets(buckets))
                .apply(DeduplicateSamples.of(plan, buckets).withKnown(known)));
    Pipelines.run(pipeline);
    return unique.elements();
  }

  private static List<ObjectNode> records(List<UniqueSamples> unique) {
    return unique.stream().flatMap(u -> lines(u).stream()).map(Lines::parse).toList();
  }

  private static List<String> lines(UniqueSamples unique) {
    LineList samples = unique.samples();
    List<String> lines = new ArrayList<>();
    for (int line = 0; line < samples.size(); line++) {
      lines.add(text(unique, samples, line).strip());
    }
    return lines;
  }

  private static String text(UniqueSamples unique, LineList list, int line) {
    try {
      byte[] bytes = new BlockReader(Storages.folders()).lines(unique.blocks())[list.block(line)];
      return new String(bytes, list.offset(line), list.length(line), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

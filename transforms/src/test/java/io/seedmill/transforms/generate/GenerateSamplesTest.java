package io.seedmill.transforms.generate;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.ranges;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.transforms.blocks.BlockRecord;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.testing.Lines;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.testing.Plans;
import io.seedmill.transforms.testing.ScriptedGenerator.Act;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateSamplesTest {

  private static final ScriptedParameters TROUBLE =
      ScriptedParameters.plain()
          .distinct(7)
          .at(0, Act.THROW)
          .at(3, Act.THROW_ONCE)
          .at(5, Act.WRITE_NOTHING)
          .at(8, Act.WRITE_HUGE)
          .at(9, Act.INVALID_JSON)
          .at(11, Act.OUTSIDE_JSON)
          .at(12, Act.WRITE_HALF)
          .at(16, Act.OVERFLOW_STACK)
          .at(19, Act.THROW);

  private static final List<Long> TROUBLED = List.of(0L, 5L, 8L, 9L, 12L, 16L, 19L);

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 20, 1000})
  void everyIndexEndsOnceWhateverTheShardSize(long shardSize) {
    GenerationPlan plan =
        plan(
            scripted("troubled", 20, shardSize, TROUBLE),
            scripted("none", 0, shardSize, ScriptedParameters.plain()),
            scripted("plain", 11, shardSize, ScriptedParameters.plain()));

    GeneratedRecords made = GeneratedRecords.of(plan, GenerateSamples.of(plan).withBuckets(4));

    made.assertEveryIndexOnce(plan);
    assertThat(made.failedIndices(), is(TROUBLED));
    assertThat(made.counter(GenerateSamples.SAMPLES), is(24L));
    assertThat(made.counter(GenerateSamples.FAILURES), is(7L));
  }

  @Test
  void theRecordsDoNotDependOnShardSize() {
    GenerationPlan one = plan(scripted("troubled", 20, 1, TROUBLE));
    GenerationPlan all = plan(scripted("troubled", 20, 1000, TROUBLE));

    assertThat(GeneratedRecords.of(one).records(), is(GeneratedRecords.of(all).records()));
  }

  @Test
  void aDeadLetterSaysHowToMakeItsSampleAgain() {
    GenerationPlan plan = plan(scripted("troubled", 20, 7, TROUBLE));

    ObjectNode letter = Lines.parse(GeneratedRecords.of(plan).letters().get(0).line());

    assertThat(letter.get("generator").textValue(), is("troubled"));
    assertThat(letter.get("index").longValue(), is(0L));
    assertThat(letter.get("attempts").intValue(), is(3));
    assertThat(letter.get("error").textValue(), is("generator-error"));
    assertThat(
        letter.get("message").textValue(), is("IllegalStateException: scripted failure of 0"));
    long seed = SampleSeeds.of(Plans.SEED, "troubled").seedOf(0);
    assertThat(letter.get("seed").textValue(), is(Long.toString(seed)));
  }

  @Test
  void eachKindOfFailureIsNamed() {
    GenerationPlan plan = plan(scripted("troubled", 20, 20, TROUBLE));

    List<String> messages = new ArrayList<>();
    for (BlockRecord letter : GeneratedRecords.of(plan).letters()) {
      messages.add(Lines.parse(letter.line()).get("message").textValue());
    }

    assertThat(messages.get(1), is("the generator wrote nothing"));
    assertThat(
        messages.get(2),
        is("more than the 1048576 bytes that a sample may have ('maxSampleBytes')"));
    assertThat(messages.get(3), containsString("not valid JSON"));
    assertThat(messages.get(4), is("IllegalStateException: scripted failure halfway through 12"));
  }

  @Test
  void aRecordIsIdGeneratorIndexContentMetadata() {
    GenerationPlan plan = plan(scripted("plain", 3, 3, ScriptedParameters.plain().distinct(2)));

    BlockRecord record = GeneratedRecords.of(plan).samples().get(2);

    assertThat(
        record.line(),
        is(
            "{\"id\":\""
                + record.id()
                + "\",\"generator\":\"plain\",\"index\":2,\"answer\":0,\"prompt\":\"What is 0?\","
                + "\"metadata\":{\"difficulty\":1,\"madeFor\":2,\"parameters\":{\"distinct\":2,\"script\":{}}}}\n"));
  }

  @Test
  void aSampleFromOutsideIsTheSameAsOneWrittenHere() {
    ScriptedParameters outside = ScriptedParameters.plain().distinct(1).at(1, Act.OUTSIDE_JSON);
    GenerationPlan plan = plan(scripted("mixed", 2, 2, outside));

    List<BlockRecord> samples = GeneratedRecords.of(plan).samples();

    assertThat(samples.get(1).id(), is(samples.get(0).id()));
    assertThat(Lines.content(samples.get(1).line()), is(Lines.content(samples.get(0).line())));
    assertThat(
        Lines.parse(samples.get(1).line()).at("/metadata/source").textValue(), is("outside"));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 16, 256})
  void aBlockIsKeyedByTheTopBitsOfItsKeys(int buckets) {
    GenerationPlan plan = plan(scripted("plain", 300, 100, TROUBLE.distinct(300)));

    GeneratedRecords made =
        GeneratedRecords.of(plan, GenerateSamples.of(plan).withBuckets(buckets));

    for (KV<Integer, SampleBlock> block : made.blocks()) {
      for (BlockRecord record : BlockRecord.of(block.getValue())) {
        long high = Long.parseUnsignedLong(record.key().substring(0, 16), 16);
        long bucket = Long.divideUnsigned(high, Long.divideUnsigned(-1L, buckets) + 1);
        assertThat(block.getKey(), is((int) bucket));
      }
    }
    made.assertEveryIndexOnce(plan);
  }

  @Test
  void aBlockIsHandedOnWhenItIsFull() {
    GenerationPlan plan = plan(ranges("long", 1000, 1000, ScriptedParameters.plain()));

    GeneratedRecords made = GeneratedRecords.of(plan);

    assertThat(made.blocks(), hasSize(greaterThan(2)));
    for (KV<Integer, SampleBlock> block : made.blocks()) {
      assertThat(block.getValue().linesLength(), lessThan((512 << 10) + 1));
    }
    made.assertEveryIndexOnce(plan);
  }

  @Test
  void aPlanWithoutSamplesMakesNothing() {
    GenerationPlan plan = plan(scripted("none", 0, 10, ScriptedParameters.plain()));

    assertThat(GeneratedRecords.of(plan).blocks(), is(empty()));
  }

  @Test
  void aGeneratorOfAnotherVersionIsRefused() {
    GenerationPlan plan =
        plan(
            new GenerationPlan.Entry(
                "newer", "test-scripted", 2, "{}", 1, List.of(new IndexRange(0, 5)), 5));

    Exception thrown = assertThrows(RuntimeException.class, () -> GeneratedRecords.of(plan));

    assertThat(
        Pipelines.rootCause(thrown).getMessage(),
        is("this worker has no generator 'test-scripted' of version 2, as the plan wants"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 3, 8192})
  void aNumberOfBucketsThatIsNoPowerOfTwoIsRefused(int buckets) {
    GenerateSamples generate = GenerateSamples.of(plan());

    Exception thrown =
        assertThrows(IllegalArgumentException.class, () -> generate.withBuckets(buckets));

    assertThat(
        thrown.getMessage(), is("buckets must be a power of two from 1 to 4096, found " + buckets));
  }
}

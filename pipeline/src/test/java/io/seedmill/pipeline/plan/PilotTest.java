package io.seedmill.pipeline.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import io.seedmill.pipeline.dataset.Filters;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.plan.PilotResult.Ending;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.generate.WorkerSettings.Assets;
import io.seedmill.transforms.schema.RecordSchema;
import io.seedmill.transforms.write.PartFormats;
import io.seedmill.transforms.write.Splits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Results of a pilot, which comes to an end. */
class PilotTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final List<Long> made = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void aSlowGeneratorMakesAsManySamplesAsWantedAndNoMore() {
    PilotResult result =
        new Pilot(5, LONG, LONG, LONG)
            .run(
                spec(
                    generator(
                        (index, random, sample) -> {
                          made.add(index);
                          new CountDownLatch(1).await(6, TimeUnit.MILLISECONDS);
                          sample.text("t", "x" + index);
                        },
                        100)))
            .get(0);
    assertThat(made, contains(0L, 1L, 2L, 3L, 4L));
    assertThat(result.ending(), is(Ending.DONE));
    assertThat(result.made(), is(5L));
    assertThat(result.compared(), is(5L));
    assertThat(result.distinct(), is(5L));
    assertThat(result.nanos().orElse(0), greaterThan(6e6));
  }

  @Test
  void aFastGeneratorIsWarmedUpWithOtherSamplesWhichAreComparedOnce() {
    PilotResult result =
        new Pilot(10, SHORT, LONG, LONG)
            .run(spec(generator((index, random, sample) -> sample.text("t", "" + index % 50), 70)))
            .get(0);
    assertThat(result.made(), greaterThan(70L));
    assertThat(result.compared(), is(70L));
    assertThat(result.distinct(), is(50L));
    assertThat(result.equalPairs(), is(20L));
    DuplicateEstimate exact = DuplicateEstimate.of(result, 70);
    assertThat(exact, is(new DuplicateEstimate(20, 20, 20)));
  }

  @Test
  void samplesAreSpreadOverTheCellsByTheirSize() {
    GeneratorSpec cells = generator((index, random, sample) -> made.add(index), 10, 0, 970, 10, 10);
    PilotResult result = new Pilot(100, Duration.ZERO, LONG, LONG).run(spec(cells)).get(0);
    assertThat(result.failed(), is(100L)); // nothing was written
    long ofTheLargest = made.stream().mapToLong(index -> index).max().orElse(0) + 1;
    assertThat(ofTheLargest, is(97L));
  }

  @Test
  void aHundredThousandCellsAreNotMadeOneByOne() {
    long[] samples = LongStream.generate(() -> 10).limit(100_000).toArray();
    GeneratorSpec cells = generator((index, random, sample) -> sample.text("t", "x"), samples);
    PilotResult result = new Pilot(8, Duration.ZERO, LONG, LONG).run(spec(cells)).get(0);
    assertThat(result.made(), is(8L));
  }

  @Test
  void aGeneratorThatHangsDoesNotHoldUpTheOthers() {
    SampleGenerator hangs =
        (index, random, sample) -> {
          if (index == 3) {
            awaitUninterruptibly();
          }
          sample.text("t", "x" + index);
        };
    SampleGenerator works = (index, random, sample) -> sample.text("t", "y");
    List<PilotResult> results =
        new Pilot(8, Duration.ZERO, SHORT, LONG)
            .run(spec(generator(hangs, 9), generator(works, 9)));
    never.countDown();
    assertThat(results, hasSize(2));
    assertThat(results.get(0).ending(), is(Ending.TIME_OVER));
    assertThat(results.get(0).made(), is(3L));
    assertThat(results.get(0).nanos().isPresent(), is(false));
    assertThat(results.get(1).ending(), is(Ending.DONE));
    assertThat(results.get(1).made(), is(8L));
  }

  @Test
  void allOfThemHaveOneTimeTogether() {
    SampleGenerator hangs = (index, random, sample) -> awaitUninterruptibly();
    GeneratorSpec[] many =
        IntStream.range(0, 50).mapToObj(i -> generator(hangs, 9)).toArray(GeneratorSpec[]::new);
    long start = System.nanoTime();
    List<PilotResult> results = new Pilot(8, Duration.ZERO, SHORT, SHORT).run(spec(many));
    never.countDown();
    assertThat((System.nanoTime() - start) / 1e9, lessThan(10.0));
    assertThat(results, hasSize(50));
    assertThat(results.get(49).ending(), is(Ending.TIME_OVER));
  }

  @Test
  void aGeneratorThatBreaksIsToldApart() {
    SampleGenerator breaks =
        (index, random, sample) -> {
          throw new Error("broken");
        };
    PilotResult result =
        new Pilot(8, Duration.ZERO, LONG, LONG).run(spec(generator(breaks, 9))).get(0);
    assertThat(result.ending(), is(Ending.FAILED));
  }

  /** 1,000 of 100,000 equally likely values: some 5 equal pairs; 20,000 samples have 1,873 more. */
  @Test
  void duplicatesAreEstimatedAsInTheBirthdayProblem() {
    DuplicateEstimate estimate = DuplicateEstimate.of(trial(1000, 995, 5), 20_000);
    assertThat(estimate.expected(), both(greaterThan(1800.0)).and(lessThan(1950.0)));
    assertThat(estimate.low(), both(greaterThan(500.0)).and(lessThan(800.0)));
    assertThat(estimate.high(), both(greaterThan(3500.0)).and(lessThan(4500.0)));
  }

  @Test
  void fewSamplesWithoutEqualPairsSayLittle() {
    DuplicateEstimate estimate = DuplicateEstimate.of(trial(20, 20, 0), 10_000);
    assertThat(estimate.low(), is(0.0));
    assertThat(estimate.expected(), is(0.0));
    assertThat(estimate.high(), greaterThan(9000.0));
    assertThat(DuplicateEstimate.of(trial(1, 1, 0), 10).high(), is(9.0));
  }

  private static PilotResult trial(long compared, long distinct, long pairs) {
    return new PilotResult(
        Ending.DONE,
        compared,
        0,
        0,
        0,
        OptionalDouble.empty(),
        compared,
        distinct,
        pairs,
        0,
        compared,
        0,
        0);
  }

  private void awaitUninterruptibly() {
    boolean done = false;
    while (!done) {
      try {
        never.await();
        done = true;
      } catch (InterruptedException e) {
        done = false; // it hangs
      }
    }
  }

  private static DatasetSpec spec(GeneratorSpec... generators) {
    return new DatasetSpec(
        "d",
        1,
        0,
        1000,
        false,
        FailurePolicy.DEFAULT,
        Assets.INLINE,
        false,
        List.of(generators),
        List.of(),
        Preference.INDEX,
        null,
        null,
        false,
        Splits.NONE,
        1,
        PartFormats.JSON_LINES,
        RecordSchema.NONE,
        false,
        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
        Filters.NONE);
  }

  private static GeneratorSpec generator(SampleGenerator samples, long... cells) {
    GeneratorFactory factory = new Fake(samples);
    List<Entry> entries =
        IntStream.range(0, cells.length)
            .mapToObj(
                i ->
                    new Entry(
                        "e" + i,
                        factory,
                        factory.parameters().defaults(),
                        cells[i],
                        OptionalLong.empty()))
            .toList();
    return new GeneratorSpec(
        "g", factory, List.of(), List.of(), JsonNodeFactory.instance.objectNode(), entries, null);
  }

  private record Fake(SampleGenerator samples) implements GeneratorFactory {

    @Override
    public String name() {
      return "fake";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String summary() {
      return "a fake";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none();
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, samples);
    }
  }
}

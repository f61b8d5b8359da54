package io.seedmill.generators;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.testing.CollectingSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** One index after the other, with retries, so that one bad sample harms no other. */
class PerSampleGeneratorTest {

  private static final SampleSeeds SEEDS = SampleSeeds.of(42, "test");

  private final CollectingSink sink = new CollectingSink();
  private final List<Long> asked = new ArrayList<>();

  @Test
  void everyIndexOfTheRangeIsASample() throws Exception {
    generate(3, 6, (index, random, sample) -> sample.text("answer", "" + random.nextLong()));
    assertThat(asked, contains(3L, 4L, 5L));
    assertThat(
        sink.samples().stream().map(CollectingSink.Collected::content).toList(),
        contains(randomAnswer(3), randomAnswer(4), randomAnswer(5)));
    assertThat(
        sink.samples().get(0).metadata(), is("{\"parameters\":{\"kind\":\"odd\",\"size\":7}}"));
    assertThat(sink.failures(), is(empty()));
  }

  @Test
  void anEmptyRangeAsksForNothing() throws Exception {
    generate(3, 3, (index, random, sample) -> sample.text("answer", "x"));
    assertThat(asked, is(empty()));
    assertThat(sink.samples(), is(empty()));
  }

  @Test
  void anIndexIsTriedThreeTimesInAll() throws Exception {
    generate(
        0,
        2,
        (index, random, sample) -> {
          sample.text("answer", "begun");
          throw new IOException("no luck");
        });
    assertThat(asked, contains(0L, 0L, 0L, 1L, 1L, 1L));
    assertThat(sink.samples(), is(empty()));
    assertThat(
        sink.failures(),
        contains(
            new SampleFailure(0, SEEDS.seedOf(0), 3, "generator-error", "IOException: no luck"),
            new SampleFailure(1, SEEDS.seedOf(1), 3, "generator-error", "IOException: no luck")));
  }

  @Test
  void aRetryHasTheSameRandomnessAndNoRemains() throws Exception {
    List<Long> drawn = new ArrayList<>();
    generate(
        5,
        6,
        (index, random, sample) -> {
          drawn.add(random.nextLong());
          sample.note("attempt", 1);
          sample.text("answer", "" + drawn.get(0));
          if (drawn.size() < 3) {
            throw new IllegalStateException("not yet");
          }
        });
    long first = SEEDS.randomOf(5).nextLong();
    assertThat(drawn, contains(first, first, first));
    assertThat(sink.failures(), is(empty()));
    assertThat(sink.samples().get(0).content(), is(randomAnswer(5)));
    assertThat(
        sink.samples().get(0).metadata(),
        is("{\"attempt\":1,\"parameters\":{\"kind\":\"odd\",\"size\":7}}"));
  }

  @Test
  void assertionsAndEndlessRecursionAreFailuresOfTheSample() throws Exception {
    generate(
        0,
        3,
        (index, random, sample) -> {
          if (index == 0) {
            throw new AssertionError("odd");
          }
          if (index == 1) {
            recurse(0);
          }
          sample.text("answer", "fine");
        });
    assertThat(
        sink.failures().stream().map(SampleFailure::message).toList(),
        contains("AssertionError: odd", "StackOverflowError"));
    assertThat(sink.failures().get(1).error(), is(SampleFailure.GENERATOR_ERROR));
    assertThat(sink.samples().get(0).index(), is(2L));
  }

  @Test
  void anErrorOfTheMachineEndsTheRange() {
    assertThrows(
        OutOfMemoryError.class,
        () ->
            generate(
                0,
                3,
                (index, random, sample) -> {
                  throw new OutOfMemoryError("thrown by a test");
                }));
    assertThat(asked, contains(0L));
    assertThat(sink.failures(), is(empty()));
  }

  @Test
  void anInterruptEndsTheRange() {
    assertThrows(
        InterruptedException.class,
        () ->
            generate(
                0,
                3,
                (index, random, sample) -> {
                  if (index == 1) {
                    throw new InterruptedException();
                  }
                  sample.text("answer", "x");
                }));
    assertThat(asked, contains(0L, 1L));
    assertThat(sink.samples().size(), is(1));
    assertThat(sink.failures(), is(empty()));
  }

  @Test
  void aSampleThatTheSinkCannotHoldIsAFailureOfTheSample() throws Exception {
    SampleSink strict =
        new SampleSink() {
          @Override
          public void accept(long index, Sample sample) throws InvalidSampleException {
            throw new InvalidSampleException("too large for a record");
          }

          @Override
          public void fail(SampleFailure failure) {
            sink.fail(failure);
          }
        };
    generate(0, 1, (index, random, sample) -> sample.text("answer", "x"), strict);
    assertThat(asked, contains(0L, 0L, 0L));
    assertThat(sink.failures().get(0).message(), is("too large for a record"));
  }

  @Test
  void whateverElseTheSinkThrowsIsNoFaultOfTheSample() {
    AtomicInteger handedOver = new AtomicInteger();
    SampleSink broken =
        new SampleSink() {
          @Override
          public void accept(long index, Sample sample) {
            handedOver.incrementAndGet();
            throw new IllegalStateException("the disk is full");
          }

          @Override
          public void fail(SampleFailure failure) {
            sink.fail(failure);
          }
        };
    assertThrows(
        IllegalStateException.class,
        () -> generate(0, 3, (index, random, sample) -> sample.text("answer", "x"), broken));
    assertThat(handedOver.get(), is(1));
    assertThat(sink.failures(), is(empty()));
  }

  @Test
  void theSinkHearsOfEveryIndexBeforeItIsMade() throws Exception {
    List<String> heard = new ArrayList<>();
    SampleSink listening =
        new SampleSink() {
          @Override
          public void begin(long index) {
            heard.add("begin " + index);
          }

          @Override
          public void accept(long index, Sample sample) {
            heard.add("accept " + index);
          }

          @Override
          public void fail(SampleFailure failure) {
            heard.add("fail " + failure.index());
          }
        };
    generate(
        0,
        2,
        (index, random, sample) -> {
          if (index == 0) {
            sample.text("answer", "x");
          }
        },
        listening);
    assertThat(heard, contains("begin 0", "accept 0", "begin 1", "fail 1"));
  }

  @Test
  void closingItClosesWhatItAsks() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    class Closing implements SampleGenerator, AutoCloseable {
      @Override
      public void generate(long index, UniformRandomProvider random, Sample sample) {
        sample.text("answer", "x");
      }

      @Override
      public void close() {
        closed.incrementAndGet();
      }
    }
    Generator.perSample(ParameterSchema.none().defaults(), new Closing()).close();
    assertThat(closed.get(), is(1));
  }

  private void generate(long first, long end, SampleGenerator generator) throws Exception {
    generate(first, end, generator, sink);
  }

  private void generate(long first, long end, SampleGenerator generator, SampleSink into)
      throws Exception {
    ParameterSchema schema =
        ParameterSchema.none()
            .integer("size", "a size", 7, 1, 9)
            .choice("kind", "a kind", "odd", List.of("odd", "even"));
    SampleGenerator noting =
        (index, random, sample) -> {
          asked.add(index);
          generator.generate(index, random, sample);
        };
    Generator.perSample(schema.defaults(), noting)
        .generate(new GenerationTask(new IndexRange(first, end), SEEDS, 10_000), into);
  }

  private static String randomAnswer(long index) {
    return "{\"answer\":\"" + SEEDS.randomOf(index).nextLong() + "\"}";
  }

  @SuppressWarnings("InfiniteRecursion")
  private static int recurse(int depth) {
    return 1 + recurse(depth + 1);
  }
}

package io.seedmill.pipeline.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.generate.GenerationPlan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Estimates grow with what a run has to hold, and are near to what was measured. */
class MemoryEstimateTest {

  private static final long MEGABYTE = 1L << 20;

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 64, 1024, 4096})
  void moreSamplesNeedMore(int buckets) {
    long before = 0;
    for (long samples = 1; samples < 1_000_000_000; samples *= 10) {
      long need = need(samples, buckets, 2, 0);
      assertThat(need, greaterThan(before));
      before = need;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000, 10_000_000})
  void moreWorkersNeedMore(long samples) {
    long before = 0;
    for (int workers = 1; workers < 64; workers *= 2) {
      long need = need(samples, 64, workers, 0);
      assertThat(need, greaterThan(before));
      before = need;
    }
  }

  @Test
  void aBucketIsInMemoryAsAWhole() {
    assertThat(
        need(20_000_000, 1, 2, 0), greaterThan(need(20_000_000, 256, 2, 0) + 5000 * MEGABYTE));
  }

  @Test
  void verySmallBlocksCostMoreThanTheySave() {
    assertThat(need(20_000_000, 4096, 2, 0), greaterThan(need(20_000_000, 256, 2, 0)));
  }

  @Test
  void everyWorkerHasBuffersOfTheStorage() {
    assertThat(
        need(1_000_000, 16, 2, 40 << 20) - need(1_000_000, 16, 2, 0),
        greaterThan(2 * (40L << 20) - 1));
  }

  /** The least heap of those tried, in megabytes, with which a run came to its end. */
  @ParameterizedTest
  @CsvSource({"100000, 8, 43", "2000000, 32, 160", "5000000, 64, 260", "20000000, 256, 760"})
  void itIsSomewhatAboveWhatWasMeasured(long samples, int buckets, long least) {
    assertThat(
        need(samples, buckets, 2, 0) / MEGABYTE, both(greaterThan(least)).and(lessThan(2 * least)));
  }

  private static long need(long samples, int buckets, int workers, long bufferBytes) {
    GenerationPlan.Entry entry =
        new GenerationPlan.Entry("e", "g", 1, "{}", 1, List.of(new IndexRange(0, samples)), 1000);
    GenerationPlan generation = new GenerationPlan(List.of(entry), List.of(), 1000);
    Plan plan = new Plan(generation, buckets, "sha256:", 350 * samples);
    return MemoryEstimate.of(plan, workers, bufferBytes).bytes();
  }
}

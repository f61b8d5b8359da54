package io.seedmill.pipeline.launcher;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The young generation leaves something of a small heap. */
class JvmOptionsTest {

  private static final long MEGABYTE = 1L << 20;

  @ParameterizedTest
  @CsvSource({
    "-Xmx300m, 100",
    "-Xmx307200k, 100",
    "-Xmx314572800, 100",
    "-Xmx600m, 200",
    "-Xmx2g, 200",
    "-Xmx1T, 200"
  })
  void itIsAThirdOfASmallHeap(String heap, long megabytes) {
    assertThat(JvmOptions.youngGeneration(List.of(heap)), is(megabytes * MEGABYTE));
  }

  @Test
  void theLastHeapCounts() {
    assertThat(
        JvmOptions.youngGeneration(List.of("-Xmx2g", "-Xss1m", "-Xmx300m")), is(100 * MEGABYTE));
  }

  @Test
  void withoutAHeapTheMachinesMemoryCounts() {
    long young = JvmOptions.youngGeneration(List.of("-Xss1m"));
    assertThat(young, greaterThan(0L));
    assertThat(young, lessThanOrEqualTo(200 * MEGABYTE));
  }
}

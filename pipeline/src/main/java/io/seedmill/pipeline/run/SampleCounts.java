package io.seedmill.pipeline.run;

import io.seedmill.transforms.generate.GenerateSamples;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * The samples that a running pipeline has made, as far as its runner tells.
 *
 * @param indices indices that are done
 * @param samples samples made
 * @param failures indices that failed
 */
public record SampleCounts(long indices, long samples, long failures) {

  private static final MetricsFilter FILTER =
      MetricsFilter.builder()
          .addNameFilter(MetricNameFilter.inNamespace(GenerateSamples.class))
          .build();

  /** Asks a pipeline. */
  public static SampleCounts of(PipelineResult result) {
    MetricQueryResults found = result.metrics().queryMetrics(FILTER);
    return new SampleCounts(
        sum(found, GenerateSamples.INDICES),
        sum(found, GenerateSamples.SAMPLES),
        sum(found, GenerateSamples.FAILURES));
  }

  private static long sum(MetricQueryResults found, String name) {
    long sum = 0;
    for (var counter : found.getCounters()) {
      sum += counter.getName().getName().equals(name) ? counter.getAttempted() : 0;
    }
    return sum;
  }
}

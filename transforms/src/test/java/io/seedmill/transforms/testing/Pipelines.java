package io.seedmill.transforms.testing;

import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.TestPipeline;

/** Pipelines on the DirectRunner, which checks that no element changes and all can be encoded. */
public final class Pipelines {

  private Pipelines() {}

  /** A pipeline to add transforms to. */
  public static TestPipeline create() {
    return TestPipeline.create().enableAbandonedNodeEnforcement(false);
  }

  /** Runs a pipeline to its end. */
  public static PipelineResult run(TestPipeline pipeline) {
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result;
  }

  /** The last value of a counter; 0 where it was never touched. */
  public static long counter(PipelineResult result, Class<?> namespace, String name) {
    MetricsFilter filter =
        MetricsFilter.builder().addNameFilter(MetricNameFilter.named(namespace, name)).build();
    long sum = 0;
    for (var counter : result.metrics().queryMetrics(filter).getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  /** The first cause of what a pipeline threw. */
  public static Throwable rootCause(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}

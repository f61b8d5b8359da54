package io.seedmill.pipeline.run;

import org.apache.beam.sdk.PipelineResult;

/** Is shown a running pipeline a few times a second. */
@FunctionalInterface
public interface Progress {

  /** Looks at the pipeline; what cannot be known from it yet is left as it was. */
  void update(PipelineResult result);
}

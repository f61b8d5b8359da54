package io.seedmill.pipeline.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;

/** A pipeline that was started. */
public interface RunningJob {

  /** Returns the progress. May be called many times a second. */
  Advance advance();

  /**
   * Waits for its end.
   *
   * @param longest how long at most
   * @return whether it ended well; false where it is not at its end yet
   * @throws IOException if no one knows how it goes on, with the cause in a sentence
   * @throws Pipeline.PipelineExecutionException if it failed
   */
  boolean await(Duration longest) throws IOException;

  /** Returns true if the job publishes by itself, and this program does not wait for it. */
  boolean isDetached();

  /**
   * Returns a sentence for a user whose program ends before the job. Empty where the job ends with
   * this program, or has ended.
   */
  Optional<String> notice();
}

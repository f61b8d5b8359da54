package io.seedmill.pipeline.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;

/** A pipeline that was started. */
public interface RunningJob {

  /** How far it is. May be asked many times a second. */
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

  /** Whether this program has nothing more to do with it, which then publishes by itself. */
  boolean isDetached();

  /**
   * What a user should know who leaves the job alone, in a sentence. Empty where the job ends with
   * this program, or has ended.
   */
  Optional<String> farewell();
}

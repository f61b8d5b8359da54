package io.seedmill.pipeline.flink;

import io.seedmill.pipeline.run.Advance;
import io.seedmill.pipeline.run.RunningJob;
import java.time.Duration;
import java.util.Optional;

/**
 * A job on Flink that no one waits for.
 *
 * @param sentence see {@link #notice()}
 */
record DetachedJob(String sentence) implements RunningJob {

  @Override
  public Advance advance() {
    return Advance.ofRun(0, 0, "shards", "");
  }

  @Override
  public boolean await(Duration longest) {
    throw new IllegalStateException("no one waits for a detached job");
  }

  @Override
  public boolean isDetached() {
    return true;
  }

  @Override
  public Optional<String> notice() {
    return Optional.of(sentence);
  }
}

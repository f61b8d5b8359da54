package io.seedmill.pipeline.run;

import java.io.IOException;

/** Is told a few times a second how far a run is. */
@FunctionalInterface
public interface Progress {

  /**
   * Takes the newest state.
   *
   * @throws IOException if the run must not go on
   */
  void update(Advance advance) throws IOException;
}

package io.seedmill.pipeline.run;

/** Is told a few times a second how far a run is. */
@FunctionalInterface
public interface Progress {

  /** Takes the newest state. */
  void update(Advance advance);
}

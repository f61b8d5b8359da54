package io.seedmill.pipeline.run;

import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.raw.RawNote;

/** The result of a run. */
public sealed interface Outcome {

  /** The dataset is published. */
  record Published(Manifest manifest) implements Outcome {}

  /** An earlier run has published the same data, so nothing new is published. */
  record SameData(Manifest earlier) implements Outcome {}

  /** It is written down where each entry has each key first; nothing is published. */
  record FirstsFound() implements Outcome {}

  /** A batch's raw file is there, and so is its note. */
  record BatchKept(RawNote note) implements Outcome {}

  /**
   * The job goes on without this program and publishes by itself.
   *
   * @param run the run's name
   * @param job which job, and how to cancel it, in a sentence
   */
  record Submitted(String run, String job) implements Outcome {}
}

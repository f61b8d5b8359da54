package io.seedmill.pipeline.run;

import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.raw.RawNote;
import java.util.List;

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

  /** The raw files of tasks of a queue are there, and so are their notes. */
  record TasksKept(List<RawNote> notes) implements Outcome {

    public TasksKept {
      notes = List.copyOf(notes);
    }
  }

  /**
   * The job goes on without this program and publishes by itself.
   *
   * @param run the run's name
   * @param job which job, and how to cancel it, in a sentence
   */
  record Submitted(String run, String job) implements Outcome {}
}

package io.seedmill.transforms.write;

import io.seedmill.transforms.dedupe.RemovedSamples.Reason;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.write.FileSets.FileSet;
import java.io.Serializable;

/** A file that a run publishes. Every bucket of samples may have a piece in it. */
public sealed interface OutputFile extends Serializable {

  /** Returns the name that tells the file apart from the others of its run. */
  String name();

  /** Returns the name under which the file is published. */
  String path(DatasetLayout layout);

  /** Returns the name of the temporary file in which writers place their pieces. */
  default String temporary(DatasetLayout layout) {
    return layout.temporary(name());
  }

  /**
   * A part of the dataset.
   *
   * @param set the set of files that it belongs to
   * @param number its position in the set, from 0
   * @param count the number of parts of the set
   * @param extension the end of its name, such as {@code .csv}
   */
  record DatasetPart(FileSet set, int number, int count, String extension) implements OutputFile {

    /** A part of a dataset whose samples are in one set. */
    public DatasetPart(int number, int count, String extension) {
      this(FileSet.ALL, number, count, extension);
    }

    @Override
    public String name() {
      return set.equals(FileSet.ALL) ? "part-" + number : set.path() + "-part-" + number;
    }

    @Override
    public String path(DatasetLayout layout) {
      return layout.part(set.path(), number, count, extension);
    }
  }

  /** The dead letters, in the plan's order. */
  record DeadLetters() implements OutputFile {

    @Override
    public String name() {
      return "dead-letters";
    }

    @Override
    public String path(DatasetLayout layout) {
      return layout.failures();
    }
  }

  /** The assets of the samples, a line each; it is read when these are published, and never is. */
  record AssetList() implements OutputFile {

    @Override
    public String name() {
      return "asset-list";
    }

    @Override
    public String path(DatasetLayout layout) {
      return temporary(layout);
    }
  }

  /** The samples that are left out for a reason, in ascending order of their keys. */
  record RemovedFile(Reason reason) implements OutputFile {

    @Override
    public String name() {
      return "removed-" + reason;
    }

    @Override
    public String path(DatasetLayout layout) {
      return reason.path(layout);
    }
  }

  /** The keys of the unique samples: 16 bytes each, ascending. */
  record Keys() implements OutputFile {

    @Override
    public String name() {
      return "keys";
    }

    @Override
    public String path(DatasetLayout layout) {
      return layout.keys();
    }
  }
}

package io.seedmill.pipeline.run;

import io.seedmill.pipeline.raw.Coverage;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.raw.RawPiece;
import java.util.List;

/** The origin of a dataset's samples. */
public sealed interface Source {

  /** Returns the number of tasks that workers get, to make {@code made}. */
  default long tasks(GenerationPlan made) {
    return made.shards();
  }

  /** All are made now, and leave no raw files. */
  record Generators() implements Source {}

  /**
   * Those that raw files have are read, the others are made now and kept in raw files, and both are
   * treated alike. What turns out to be damaged is made again.
   *
   * @param found what is there already
   */
  record Checkpoints(Coverage found) implements Source {

    @Override
    public long tasks(GenerationPlan made) {
      return made.packs();
    }
  }

  /**
   * Those that a run published are read from its files, the others are made now.
   *
   * @param published its files
   * @param rest what it lacks
   */
  record Published(List<RawPiece> published, GenerationPlan rest) implements Source {

    public Published {
      published = List.copyOf(published);
    }
  }

  /**
   * All are read from raw files.
   *
   * @param found what is there
   * @param missing the tasks that are not, which must be none or be allowed
   * @param allowMissing whether to go on without what turns out to be damaged
   */
  record RawBatches(Coverage found, List<TaskShard> missing, boolean allowMissing)
      implements Source {

    public RawBatches {
      missing = List.copyOf(missing);
    }
  }
}

package io.seedmill.pipeline.plan;

import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.blocks.Packing;

/**
 * About how much heap a run needs on a runner that keeps its elements in the heap, as the
 * DirectRunner does. A heap of that size suffices; somewhat less may do.
 *
 * @param bytes the heap, its young generation included
 */
public record MemoryEstimate(long bytes) {

  /*
   * Objects that live long, and so must fit the old generation:
   *
   * - the program: classes, graph, the runner's tables;
   * - for every sample that is unique, 28 bytes: its key, and where its line lies;
   * - for every block, a note of its file and place, which the runner wraps. Blocks shrink as
   *   buckets become many (see Packing), so their number grows faster than the dataset;
   * - for every worker a block under construction in each bucket, headers and lines, and one bucket
   *   that is read, sorted and written, with the buffers of the storage.
   *
   * The young generation comes on top: a third of a small heap, 200 MB of a larger one.
   *
   * The numbers were fitted to the smallest old generation with which runs of 100,000 to 20,000,000
   * samples, in 1 to 4,096 buckets, came to their end.
   */
  private static final long PROGRAM = 12L << 20;
  private static final long BYTES_A_SAMPLE = 29;
  private static final long BYTES_A_BLOCK = 300;
  private static final long MOST_YOUNG = 200L << 20;

  private static final long TASKS_A_WORKER = 4;

  /*
   * Near duplicates: the texts that are compared with, which the comparison keeps to this size; for
   * every sample a note of its signature's place. Evaluation texts: a copy that the spec has, and one
   * that the workers share.
   */
  private static final long NEAR = 32L << 20;
  private static final long NEAR_BYTES_A_SAMPLE = 8;
  private static final int COPIES_OF_EVALUATION_TEXTS = 2;

  /**
   * Estimates a run of a spec.
   *
   * @param workers how many threads work at the same time
   * @param bufferBytes what the storage buffers for each of them
   */
  public static MemoryEstimate of(Plan plan, DatasetSpec spec, int workers, long bufferBytes) {
    long more = 0;
    if (spec.near() != null) {
      more += NEAR + NEAR_BYTES_A_SAMPLE * plan.generation().samples();
    }
    if (spec.against() != null) {
      more += COPIES_OF_EVALUATION_TEXTS * spec.against().texts().heapBytes();
    }
    return of(plan, workers, bufferBytes, more);
  }

  /**
   * Estimates a run that compares equal samples alone.
   *
   * @param workers how many threads work at the same time
   * @param bufferBytes what the storage buffers for each of them
   */
  public static MemoryEstimate of(Plan plan, int workers, long bufferBytes) {
    return of(plan, workers, bufferBytes, 0);
  }

  private static MemoryEstimate of(Plan plan, int workers, long bufferBytes, long more) {
    long old =
        more
            + PROGRAM
            + BYTES_A_SAMPLE * plan.generation().samples()
            + BYTES_A_BLOCK * blocks(plan, workers)
            + workers
                * (underConstruction(plan) + plan.estimatedBytes() / plan.buckets() + bufferBytes);
    return new MemoryEstimate(old + Math.min(MOST_YOUNG, old / 2));
  }

  private static long blocks(Plan plan, int workers) {
    long full = plan.estimatedBytes() / blockBytes(plan);
    return full + workers * TASKS_A_WORKER * plan.buckets();
  }

  /** Lines, and headers, which are no larger than the lines but in steps of their own. */
  private static long underConstruction(Plan plan) {
    long most =
        plan.buckets()
            * (blockBytes(plan) + Math.max(Packing.SMALLEST_BLOCK, blockBytes(plan) / 4));
    return Math.min(most, plan.estimatedBytes() + 2L * Packing.SMALLEST_BLOCK * plan.buckets());
  }

  private static long blockBytes(Plan plan) {
    return Packing.blockBytes(plan.buckets());
  }
}

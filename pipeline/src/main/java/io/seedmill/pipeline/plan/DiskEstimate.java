package io.seedmill.pipeline.plan;

import io.seedmill.transforms.blocks.Packing;

/**
 * An estimate of the room that a run needs on disks.
 *
 * @param waiting the bytes of samples that wait in temporary files until the run is published
 * @param dataset the bytes of the dataset as JSON Lines without compression
 */
public record DiskEstimate(long waiting, long dataset) {

  /** Estimates a run whose samples are text; images are not compressed, and take more. */
  public static DiskEstimate of(Plan plan) {
    long samples = plan.generation().samples();
    return new DiskEstimate(
        Packing.diskBytes(plan.buckets(), samples, plan.estimatedBytes()), plan.estimatedBytes());
  }

  /** Returns the bytes of a run whose samples wait beside the dataset. */
  public long all() {
    return waiting + dataset;
  }
}

package io.seedmill.pipeline.plan;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.blocks.Packing;
import io.seedmill.transforms.blocks.RecordFormat;

/**
 * An estimate of the room that a run needs on disks.
 *
 * @param waiting the bytes of samples that wait in temporary files until the run is published
 * @param dataset the bytes of the dataset; twice these if it is compressed, because its pieces lie
 *     beside the file that they are joined to
 */
public record DiskEstimate(long waiting, long dataset) {

  /** Estimates a run whose samples are text; images are not compressed, and take more. */
  public static DiskEstimate of(DatasetSpec spec, Plan plan) {
    long headers = RecordFormat.HEADER_BYTES * plan.generation().samples();
    long lines = Math.max(0, plan.estimatedBytes() - headers);
    return new DiskEstimate(
        Packing.diskBytes(plan.buckets(), headers + lines),
        isCompressed(spec) ? (long) (2 * Packing.COMPRESSED * lines) : lines);
  }

  private static boolean isCompressed(DatasetSpec spec) {
    JsonNode output = spec.toJson().path("output");
    boolean byItself = output.path("format").asText().equals("parquet");
    return !output.path("compression").asText(byItself ? "zstd" : "none").equals("none");
  }

  /** Returns the bytes of a run whose samples wait beside the dataset. */
  public long all() {
    return waiting + dataset;
  }
}

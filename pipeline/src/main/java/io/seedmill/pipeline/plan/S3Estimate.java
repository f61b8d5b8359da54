package io.seedmill.pipeline.plan;

import io.seedmill.pipeline.dataset.DatasetSpec;

/**
 * An estimate of the requests to S3 of a run whose output is there, and whose samples wait in a
 * temporary folder, as those of workers on one machine do.
 *
 * <p>Each bucket writes a piece of its records and one of its keys. The pieces are read once for
 * their digests, and joined. A file of 5 MiB or more is sent in parts. The fixed numbers are those
 * of a run of one small file.
 *
 * @param puts requests that write, copy or list
 * @param gets requests that read
 */
public record S3Estimate(long puts, long gets) {

  /** Listings, the manifest, the registry, the pointer, the report, temporary files. */
  private static final long PUTS_OF_A_RUN = 28;

  private static final long GETS_OF_A_RUN = 24;
  private static final long LISTS_OF_A_FILE = 1;
  private static final long GETS_OF_A_FILE = 5;

  /** Two listings, and the note of the run's owner: taken, tried, removed; without renewals. */
  private static final long CHECKPOINT_PUTS = 11;

  private static final long CHECKPOINT_GETS = 3;

  /** A raw file and its note are written; the size of the file is asked for, and it is read. */
  private static final long REQUESTS_OF_A_PACK = 2;

  private static final long KEY_BYTES = 16;
  private static final double PART = 5 << 20;
  private static final double LARGEST_PART = 16 << 20;
  private static final double MOST_PARTS = 10_000;
  private static final double PARTS_OF_A_PIECE = 8;

  /**
   * Estimates.
   *
   * @param estimate the size of the dataset
   */
  static S3Estimate of(DatasetSpec spec, Plan plan, RunEstimate estimate) {
    double unique = plan.generation().samples() - estimate.duplicates().expected();
    return of(
        files(spec),
        plan.buckets(),
        estimate.datasetBytes(),
        KEY_BYTES * unique,
        spec.checkpoint() ? plan.generation().packs() : 0);
  }

  /**
   * Estimates.
   *
   * @param files the files of the dataset
   * @param kept the packs of shards that are kept until the run is published
   */
  static S3Estimate of(long files, long buckets, double bytes, double keyBytes, long kept) {
    S3Estimate data = joined(files, Math.max(files, buckets), bytes);
    S3Estimate keys = joined(1, buckets, keyBytes);
    long owner = kept == 0 ? 0 : 1;
    return new S3Estimate(
        PUTS_OF_A_RUN
            + LISTS_OF_A_FILE * files
            + data.puts
            + keys.puts
            + owner * CHECKPOINT_PUTS
            + REQUESTS_OF_A_PACK * kept,
        GETS_OF_A_RUN
            + GETS_OF_A_FILE * files
            + data.gets
            + keys.gets
            + owner * CHECKPOINT_GETS
            + REQUESTS_OF_A_PACK * kept);
  }

  /** Returns the requests that write pieces, read them for their digests and join them. */
  private static S3Estimate joined(long files, long pieces, double bytes) {
    double piece = bytes / pieces;
    double file = bytes / files;
    long written = pieces * (piece < PART ? 1 : 2 + parts(piece, PART));
    long digested = pieces * Math.max(1, parts(piece, PART));
    if (file < PART) {
      return new S3Estimate(written + files, digested + pieces);
    }
    double usual = Math.max(PART, Math.min(LARGEST_PART, piece / PARTS_OF_A_PIECE));
    long parts = files * parts(file, Math.max(usual, file / MOST_PARTS));
    long fetched = piece < PART ? pieces + parts : 2 * pieces;
    return new S3Estimate(written + 2 * files + parts, digested + fetched);
  }

  private static long parts(double bytes, double size) {
    return (long) Math.ceil(bytes / size);
  }

  private static long files(DatasetSpec spec) {
    long splits = Math.max(1, spec.splits().splits().size());
    long entries = spec.byGenerator() ? spec.entries().size() : 1;
    return splits * entries * spec.parts();
  }
}

package io.seedmill.pipeline.run;

/**
 * The progress of a run, or of a command that reads one, as far as it is told.
 *
 * @param done how much is done
 * @param total how much there is to do
 * @param unit what is counted, such as samples
 * @param rest what goes on once all of these are done, such as writing
 * @param remark what else there is to say, in a few words; may be empty
 */
public record Advance(long done, long total, String unit, String rest, String remark) {

  private static final long MEGABYTE = 1_000_000;
  private static final long SMALL = 10 * MEGABYTE;

  /**
   * Tells of samples, queries or shards that a run makes. They become more than were planned where
   * a raw file of them is found to be damaged.
   */
  public static Advance ofRun(long done, long total, String unit, String remark) {
    return new Advance(done, Math.max(done, total), unit, "deduplicating and writing", remark);
  }

  /** Tells of bytes that a command reads. */
  public static Advance ofBytes(long done, long total, String rest) {
    long size = total < SMALL ? 1_000 : MEGABYTE;
    long units = (total + size - 1) / size;
    return new Advance(
        done >= total ? units : done / size, units, size == MEGABYTE ? "MB" : "kB", rest, "");
  }
}

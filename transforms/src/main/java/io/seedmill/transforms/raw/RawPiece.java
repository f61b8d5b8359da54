package io.seedmill.transforms.raw;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.blocks.FetchCounts;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;
import java.util.List;

/**
 * The place of the lines of some indices of one entry: records and dead letters in the order of the
 * indices.
 *
 * @param entry the entry's position in the plan
 * @param range the indices
 * @param wanted which of them are wanted; the others are skipped by who reads the piece
 * @param path the file
 * @param offset where in the file the lines begin
 * @param bytes how many bytes they have
 * @param samples how many of them are records
 * @param failed how many of them are dead letters
 * @param sha256 the SHA-256 of the bytes, in hex
 * @param numbersAsText how many numbers in them became text
 * @param nearTimeLimit how many answers came near a time limit, or after it
 * @param nanos the time that a worker took for them; 0 where it is not known
 * @param earlier whether they were made before this run
 * @param fetched where the answers came from that they were made of
 * @param leftOut the records that are not there because another one of the batch is equal
 */
@RecordBuilder
public record RawPiece(
    int entry,
    IndexRange range,
    IndexRange wanted,
    String path,
    long offset,
    long bytes,
    long samples,
    long failed,
    String sha256,
    long numbersAsText,
    long nearTimeLimit,
    long nanos,
    boolean earlier,
    FetchCounts fetched,
    LeftOut leftOut)
    implements Serializable, RawPieceBuilder.With {

  /**
   * Records that were left out.
   *
   * @param samples how many
   * @param known how many of them an earlier run published
   * @param lacking how many of them lack each field that makes samples equal, and then all of them;
   *     empty where none does
   */
  public record LeftOut(long samples, long known, List<Long> lacking) implements Serializable {

    /** All records are there. */
    public static final LeftOut NONE = new LeftOut(0, 0, List.of());

    public LeftOut {
      lacking = List.copyOf(lacking);
    }
  }

  /** Returns the same lines, whose answers are known by their times alone. */
  public RawPiece withTimesOnly() {
    return withFetched(fetched.timesOnly());
  }

  /** Returns the same lines in another file. */
  RawPiece movedTo(String newPath, long newOffset) {
    return with(copy -> copy.path(newPath).offset(newOffset));
  }

  /** Returns what is left of the lines once some records are left out. */
  RawPiece reducedTo(
      String newPath, long newOffset, long newBytes, String newSha256, LeftOut newLeftOut) {
    return with(
        copy ->
            copy.path(newPath)
                .offset(newOffset)
                .bytes(newBytes)
                .samples(samples - newLeftOut.samples())
                .sha256(newSha256)
                .leftOut(newLeftOut));
  }

  /** Returns about how many numbers became text in the lines that are wanted. */
  long wantedNumbersAsText() {
    return wanted(numbersAsText);
  }

  /** Returns about how many answers came near a time limit for the lines that are wanted. */
  long wantedNearTimeLimit() {
    return wanted(nearTimeLimit);
  }

  /** Returns about how long a worker took for the lines that are wanted. */
  long wantedNanos() {
    return wanted(nanos);
  }

  private long wanted(long count) {
    double share = (double) wanted.size() / Math.max(1, range.size());
    return (long) Math.ceil(count * share);
  }
}

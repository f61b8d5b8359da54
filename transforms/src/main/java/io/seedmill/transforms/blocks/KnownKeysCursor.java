package io.seedmill.transforms.blocks;

import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Goes through the keys of one file that lie in a range, piece by piece. */
final class KnownKeysCursor {

  /*
   * Keys are hashes, so key number i of n is near i/n of all possible keys. Where a range begins is
   * therefore guessed (interpolation search), and reading starts a little before: of n uniform keys
   * the number below a bound deviates from its mean by at most sqrt(n)/2 (the binomial's standard
   * deviation), so 4 * sqrt(n) is eight times that. Where the guess was wrong all the same, reading
   * starts again further ahead. So one read nearly always finds the beginning, where a binary
   * search would take a dozen.
   */
  private static final int PIECE = 1 << 14;

  private final KnownKeys file;
  private final long first;
  private final long last;
  private long margin;

  /** The number of the first key of the next piece. */
  private long next;

  private boolean begun;
  private ByteBuffer piece;
  private long previousHigh;
  private long previousLow;

  /**
   * @param first the first 8 bytes of the smallest key of the range
   * @param last the first 8 bytes of the largest
   */
  KnownKeysCursor(KnownKeys file, long first, long last) {
    this.file = file;
    this.first = first;
    this.last = last;
    this.margin = 16 + 4 * (long) Math.sqrt((double) file.records());
    this.next = Math.max(0, guess(first) - margin);
  }

  KnownKeys file() {
    return file;
  }

  /** Returns true if all keys up to the file's last one were read. */
  boolean isAtEnd() {
    return begun && next == file.records();
  }

  /** Returns the bytes to read before the next call of {@link #take}. */
  Storage.Slice nextPiece() {
    long expected = Math.max(margin, guess(last) + margin - next);
    int keys = (int) Math.min(Math.min(PIECE, expected), file.records() - next);
    piece = ByteBuffer.allocate(keys * ContentHash.BYTES);
    return new Storage.Slice(
        file.path(), next * ContentHash.BYTES, piece.array(), piece.capacity());
  }

  /**
   * Tells the keys of the piece that are in the range.
   *
   * @return whether another piece is needed
   * @throws IOException if the keys do not ascend
   */
  boolean take(KnownKeysReader.KeySink sink) throws IOException {
    if (!begun && next > 0 && Long.compareUnsigned(piece.getLong(0), first) >= 0) {
      margin *= 4;
      next = Math.max(0, next - margin);
      return true;
    }
    while (piece.hasRemaining()) {
      long high = piece.getLong();
      long low = piece.getLong();
      checkOrder(high, low);
      if (Long.compareUnsigned(high, last) > 0) {
        return false;
      }
      next++;
      if (Long.compareUnsigned(high, first) >= 0) {
        sink.accept(high, low);
      }
    }
    return next < file.records();
  }

  private void checkOrder(long high, long low) throws IOException {
    int byHigh = Long.compareUnsigned(previousHigh, high);
    if (begun && (byHigh > 0 || (byHigh == 0 && Long.compareUnsigned(previousLow, low) >= 0))) {
      throw new IOException(
          "'%s' of '%s' is damaged: key number %d is not larger than the one before it"
              .formatted(file.path(), file.root(), next));
    }
    begun = true;
    previousHigh = high;
    previousLow = low;
  }

  /** About how many keys of the file are smaller. */
  private long guess(long high) {
    double share = (high >>> 11) * 0x1.0p-53;
    return (long) (share * file.records());
  }
}

package io.seedmill.transforms.raw;

import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Reads pieces of raw files, line by line or as they are. Its buffer grows to the longest line.
 *
 * <p>Small pieces lie side by side in a file and are read one after the other, each of them twice:
 * for its digest, and for its lines. So what follows a small piece is read with it and kept.
 */
final class RawFileReader {

  private static final int BUFFER_BYTES = 1 << 20;
  private static final int AHEAD_BYTES = 1 << 20;

  private final Storage storage;
  private byte[] buffer = new byte[BUFFER_BYTES];

  /** Bytes of the file {@link #aheadPath} from {@link #aheadOffset} on. */
  private byte[] ahead;

  private String aheadPath = "";
  private long aheadOffset;
  private int aheadBytes;

  /** Takes a line; what it keeps of the array, it copies before it returns. */
  @FunctionalInterface
  public interface LineReceiver {

    /**
     * Takes one.
     *
     * @param length how many bytes from {@code from} on, the line feed included
     */
    void accept(byte[] bytes, int from, int length) throws IOException;
  }

  /** Takes bytes; what it keeps of the array, it copies before it returns. */
  @FunctionalInterface
  interface BytesReceiver {
    void accept(byte[] bytes, int length) throws IOException;
  }

  /** Reads from {@code storage}. */
  public RawFileReader(Storage storage) {
    this.storage = storage;
  }

  /** Returns true if the bytes of a piece are those that were written. */
  public boolean isWhole(RawPiece piece) throws IOException {
    return damage(piece).isEmpty();
  }

  /** Says what is wrong with a piece, in a sentence; empty if it is what was written. */
  Optional<String> damage(RawPiece piece) throws IOException {
    boolean wasAhead = isAhead(piece);
    Optional<String> damage = look(piece);
    if (wasAhead && damage.isPresent()) { // the file may be another one by now
      aheadPath = "";
      return look(piece);
    }
    return damage;
  }

  private Optional<String> look(RawPiece piece) throws IOException {
    MessageDigest sha256 = ContentHash.sha256();
    String found;
    try {
      long read = copy(piece, (bytes, length) -> sha256.update(bytes, 0, length));
      String digest = HexFormat.of().formatHex(sha256.digest());
      if (read == piece.bytes() && digest.equals(piece.sha256())) {
        return Optional.empty();
      }
      found = "%d bytes with SHA-256 %s".formatted(read, digest);
    } catch (NoSuchFileException e) {
      found = "no file";
    }
    return Optional.of(
        "%s is damaged: %d bytes at %d with SHA-256 %s were written, found %s"
            .formatted(piece.path(), piece.bytes(), piece.offset(), piece.sha256(), found));
  }

  /** Hands on the bytes of a piece and returns how many there were, at most all of them. */
  long copy(RawPiece piece, BytesReceiver receiver) throws IOException {
    long done = 0;
    if (piece.bytes() == 0) {
      return done;
    }
    try (InputStream in = open(piece)) {
      while (done < piece.bytes()) {
        int read = in.read(buffer, 0, (int) Math.min(piece.bytes() - done, buffer.length));
        if (read < 0) {
          return done;
        }
        receiver.accept(buffer, read);
        done += read;
      }
    }
    return done;
  }

  /**
   * Hands on the lines of a piece that is whole, in order, whatever the name of the file says of
   * their form.
   */
  public void lines(RawPiece piece, LineReceiver receiver) throws IOException {
    if (piece.bytes() == 0) {
      return;
    }
    boolean isPlain = PublishedRecords.arePlain(piece.path());
    try (InputStream in =
        isPlain
            ? open(piece)
            : PublishedRecords.lines(storage, piece.path(), piece.offset(), piece.bytes())) {
      long left = isPlain ? piece.bytes() : Long.MAX_VALUE;
      int filled = 0;
      while (left > 0) {
        int read = in.read(buffer, filled, (int) Math.min(left, buffer.length - filled));
        if (read < 0 && isPlain) {
          throw new IOException(piece.path() + " ends before it should");
        }
        if (read < 0) {
          break;
        }
        left -= read;
        int searched = filled;
        filled += read;
        int done = handOn(searched, filled, receiver);
        System.arraycopy(buffer, done, buffer, 0, filled - done);
        filled -= done;
        if (filled == buffer.length) {
          buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, buffer.length));
        }
      }
      if (filled > 0) {
        throw new IOException(piece.path() + " ends within a line");
      }
    }
  }

  private InputStream open(RawPiece piece) throws IOException {
    if (piece.bytes() > AHEAD_BYTES) {
      return storage.open(piece.path(), piece.offset(), piece.bytes());
    }
    if (!isAhead(piece)) {
      readAhead(piece.path(), piece.offset());
    }
    int from = (int) (piece.offset() - aheadOffset);
    int length = (int) Math.min(piece.bytes(), aheadBytes - from);
    return new ByteArrayInputStream(ahead, from, length);
  }

  private boolean isAhead(RawPiece piece) {
    return piece.path().equals(aheadPath)
        && piece.offset() >= aheadOffset
        && piece.offset() + piece.bytes() <= aheadOffset + aheadBytes;
  }

  private void readAhead(String path, long offset) throws IOException {
    long size = storage.size(path).orElseThrow(() -> new NoSuchFileException(path));
    if (ahead == null) {
      ahead = new byte[AHEAD_BYTES];
    }
    aheadPath = "";
    aheadOffset = offset;
    aheadBytes = (int) Math.max(0, Math.min(AHEAD_BYTES, size - offset));
    storage.read(path, offset, ahead, aheadBytes);
    aheadPath = path;
  }

  /** Hands on whole lines; those begin at 0. Returns where the first that is not whole begins. */
  private int handOn(int searched, int filled, LineReceiver receiver) throws IOException {
    int start = 0;
    for (int i = searched; i < filled; i++) {
      if (buffer[i] == '\n') {
        receiver.accept(buffer, start, i + 1 - start);
        start = i + 1;
      }
    }
    return start;
  }
}

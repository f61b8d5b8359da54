package io.seedmill.pipeline.validate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The keys and ids of records that come one set of files after the other, ascending within each,
 * and are wanted ascending over all. They wait in a temporary file, 32 bytes a record, so that
 * little memory and one open file is enough for any number of sets.
 */
final class KeyRuns implements AutoCloseable {

  private static final int KEY_BYTES = 16;
  private static final int RECORD_BYTES = 2 * KEY_BYTES;
  private static final int BUFFER_BYTES = RECORD_BYTES << 7;

  private final Path file;
  private final OutputStream out;
  private final List<Run> runs = new ArrayList<>();
  private long bytes;
  private long start;

  KeyRuns() throws IOException {
    file = Files.createTempFile("seedmill-keys-", ".bin");
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }

  /** Adds a record of the present set. */
  void add(byte[] key, byte[] id) throws IOException {
    out.write(key);
    out.write(id);
    bytes += RECORD_BYTES;
  }

  /** Ends the present set. */
  void endSet(String name) {
    runs.add(new Run(name, start, bytes));
    start = bytes;
  }

  /** Hands on all records, ascending by their keys. */
  void mergeInto(KeySequence sequence) throws IOException {
    out.flush();
    Comparator<Run> byKey = (one, other) -> Arrays.compareUnsigned(one.key, other.key);
    PriorityQueue<Run> next = new PriorityQueue<>(byKey);
    try (FileChannel channel = FileChannel.open(file)) {
      for (Run run : runs) {
        if (run.advance(channel)) {
          next.add(run);
        }
      }
      while (!next.isEmpty()) {
        Run run = next.poll();
        sequence.add(run.key, run.id, run.name, 0);
        if (run.advance(channel)) {
          next.add(run);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(file);
  }

  /** The records of a set, and the one that is next. */
  private static final class Run {

    private final String name;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final long end;
    private long at;
    private byte[] key;
    private byte[] id;

    Run(String name, long start, long end) {
      this.name = name;
      this.at = start;
      this.end = end;
    }

    /** Reads the next record; returns false if there is none. */
    boolean advance(FileChannel channel) throws IOException {
      if (!buffer.hasRemaining()) {
        buffer.clear().limit((int) Math.min(BUFFER_BYTES, end - at));
        while (buffer.hasRemaining()) {
          int read = channel.read(buffer, at);
          if (read < 0) {
            throw new IOException("the temporary file of keys is shorter than it was written");
          }
          at += read;
        }
        buffer.flip();
      }
      if (!buffer.hasRemaining()) {
        return false;
      }
      key = new byte[KEY_BYTES];
      id = new byte[KEY_BYTES];
      buffer.get(key).get(id);
      return true;
    }
  }
}

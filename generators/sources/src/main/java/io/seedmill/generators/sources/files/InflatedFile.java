package io.seedmill.generators.sources.files;

import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.WorkspaceException;
import io.seedmill.generators.sources.rows.Compression;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A compressed file, inflated once for all threads of a process, as far as it was asked for.
 *
 * <p>Nobody can begin in the midst of what is compressed. So it goes to a temporary file that has
 * no name any more, and that ends with the process.
 */
final class InflatedFile {

  private static final int BUFFER_BYTES = 1 << 18;

  private static final Map<InputFile, InflatedFile> SHARED = new HashMap<>();

  private final InputFile file;
  private final InputStream raw;
  private final InputStream inflated;
  private final FileChannel plain;
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private long size;
  private boolean complete;
  private int users;

  private InflatedFile(InputFile file, InputStream raw, InputStream inflated) throws IOException {
    this.file = file;
    this.raw = raw;
    this.inflated = inflated;
    try {
      this.plain =
          FileChannel.open(
              Files.createTempFile("seedmill-", ".inflated"),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException e) {
      throw cannotInflate(e);
    }
  }

  private static InflatedFile open(InputFiles inputs, InputFile file) throws IOException {
    InputStream raw = inputs.open(file.path(), 0, file.bytes());
    try {
      return new InflatedFile(file, raw, Compression.ofName(file.path()).inflated(raw));
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** The one that all threads use; it is released as often as it was asked for. */
  static InflatedFile shared(InputFiles inputs, InputFile file) throws IOException {
    synchronized (SHARED) {
      InflatedFile known = SHARED.get(file);
      if (known == null || !known.isOpen()) {
        known = open(inputs, file);
        SHARED.put(file, known);
      }
      known.users++;
      return known;
    }
  }

  /** Returns true if it is open: a thread that is interrupted as it reads closes it for all. */
  boolean isOpen() {
    return plain.isOpen();
  }

  /** Says that a user is done. */
  void release() throws IOException {
    synchronized (SHARED) {
      if (--users > 0) {
        return;
      }
      SHARED.remove(file, this);
    }
    synchronized (this) {
      raw.close();
      plain.close();
    }
  }

  /** Opens the uncompressed bytes from a position on. */
  InputStream open(long from) {
    return new InputStream() {
      private long at = from;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        int read = InflatedFile.this.read(at, target, offset, length);
        at += Math.max(0, read);
        return read;
      }
    };
  }

  private int read(long at, byte[] target, int offset, int length) throws IOException {
    return inflateTo(at + 1) ? plain.read(ByteBuffer.wrap(target, offset, length), at) : -1;
  }

  /** Inflates until there are so many bytes; false where there are not. */
  private synchronized boolean inflateTo(long wanted) throws IOException {
    while (size < wanted && !complete) {
      int read = inflated.read(buffer);
      if (read < 0) {
        complete = true;
      } else {
        write(read);
      }
    }
    return size >= wanted;
  }

  private void write(int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, length);
    while (bytes.hasRemaining()) {
      try {
        size += plain.write(bytes, size);
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        throw cannotInflate(e);
      }
    }
  }

  private WorkspaceException cannotInflate(IOException cause) {
    return new WorkspaceException(
        "%s cannot be inflated into the temporary folder %s (another one:"
                .formatted(file.path(), System.getProperty("java.io.tmpdir"))
            + " SEEDMILL_JAVA_OPTS=-Djava.io.tmpdir=<folder>)",
        cause);
  }
}

package io.seedmill.generators.sources.rows;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/** The compression of a file, known by the ending of its name. */
public enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private static final int BUFFER_BYTES = 1 << 16;

  /** The largest window of zstd that is read, as a power of two: 2 GiB, {@code zstd --long=31}. */
  private static final int LONGEST_WINDOW = 31;

  private static final String FOLLOWED =
      "it is not compressed as its name says, or other bytes follow the compressed ones";

  private static final String CUT = "it is cut: it ends within compressed data";

  private final String ending;

  Compression(String ending) {
    this.ending = ending;
  }

  /** Returns the compression that a name ends in. */
  public static Compression ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(GZIP.ending) ? GZIP : lower.endsWith(ZSTD.ending) ? ZSTD : NONE;
  }

  /** Returns the end of the names of such files, such as {@code .gz}. */
  public String ending() {
    return ending;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns a name without the ending of the compression. */
  String plainName(String name) {
    return name.substring(0, name.length() - ending.length());
  }

  /**
   * Inflates all members or frames of a stream. Reading it throws an exception if a member is cut
   * or followed by other bytes; Java's own stream would end silently. Zero bytes behind the last
   * member of gzip are its end, as for {@code gzip -d}: tapes and some copies fill blocks so.
   */
  public InputStream inflated(InputStream in) throws IOException {
    return inflated(in, LONGEST_WINDOW);
  }

  /**
   * Inflates a stream as {@link #inflated(InputStream)} does.
   *
   * @param longestWindow the largest window of zstd, for which memory is reserved, as a power of
   *     two
   */
  public InputStream inflated(InputStream in, int longestWindow) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new Explained(new Members(new BufferedInputStream(in, BUFFER_BYTES)));
      case ZSTD -> {
        NativeLibraries.prepare(List.of());
        yield new Explained(new ZstdInputStream(in).setLongMax(longestWindow));
      }
    };
  }

  /** The members of a gzip stream, one after the other. */
  private static final class Members extends InputStream {

    private final InputStream in;
    private InputStream member;

    /** Reads the first header. */
    Members(InputStream in) throws IOException {
      this.in = in;
      member = open("it is not gzip");
    }

    private InputStream open(String otherwise) throws IOException {
      try {
        return GzipCompressorInputStream.builder().setInputStream(in).get();
      } catch (EOFException e) {
        throw new IOException(CUT, e);
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage());
        throw new IOException(reason.contains("not in the .gz format") ? otherwise : reason, e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = member.read(buffer, offset, length);
      while (count < 0 && next()) {
        count = member.read(buffer, offset, length);
      }
      return count;
    }

    /** Opens the next member; false where only zero bytes follow. */
    private boolean next() throws IOException {
      in.mark(1);
      int first = in.read();
      if (first > 0) {
        in.reset();
        member = open(FOLLOWED);
        return true;
      }
      while (first == 0) {
        first = in.read();
      }
      if (first > 0) {
        throw new IOException(FOLLOWED);
      }
      return false;
    }

    @Override
    public void close() throws IOException {
      member.close();
    }
  }

  /** A stream whose exceptions say what is wrong with the file. */
  private static final class Explained extends FilterInputStream {

    Explained(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      try {
        return in.read(buffer, offset, length);
      } catch (EOFException e) {
        throw new IOException(CUT, e);
      } catch (IOException e) {
        throw new IOException(explanation(String.valueOf(e.getMessage())), e);
      }
    }

    private static String explanation(String message) {
      if (message.contains("Truncated source")) {
        return CUT;
      }
      if (message.contains("too much memory")) {
        return "its zstd window is larger than 2 GiB; compress it with --long=31 or less";
      }
      if (message.contains("not enough memory")) {
        return "there is too little memory for its zstd window, which takes up to 2 GiB beside the"
            + " heap";
      }
      if (message.contains("Dictionary mismatch")) {
        return "it is compressed with a dictionary; compress it without one";
      }
      return message.contains("Unknown frame") ? FOLLOWED : message;
    }
  }
}

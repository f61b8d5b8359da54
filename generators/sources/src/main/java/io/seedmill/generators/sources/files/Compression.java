package io.seedmill.generators.sources.files;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/** How a file is compressed, by the end of its name. */
enum Compression {
  NONE(""),
  GZIP(".gz"),
  ZSTD(".zst");

  private static final int BUFFER_BYTES = 1 << 16;

  private final String end;

  Compression(String end) {
    this.end = end;
  }

  static Compression ofName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(GZIP.end) ? GZIP : lower.endsWith(ZSTD.end) ? ZSTD : NONE;
  }

  /** A name without the end that tells the compression. */
  String plainName(String name) {
    return name.substring(0, name.length() - end.length());
  }

  /** The bytes that were compressed, of all members or frames. */
  InputStream inflated(InputStream in) throws IOException {
    return switch (this) {
      case NONE -> in;
      case GZIP -> new GZIPInputStream(new Available(in), BUFFER_BYTES);
      case ZSTD -> new ZstdInputStream(in);
    };
  }

  /** GZIPInputStream takes a stream that says that nothing is available for one that has ended. */
  private static final class Available extends PushbackInputStream {

    Available(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      int next = read();
      if (next < 0) {
        return 0;
      }
      unread(next);
      return Math.max(1, super.available());
    }
  }
}

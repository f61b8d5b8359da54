package io.seedmill.transforms.write;

import com.github.luben.zstd.ZstdOutputStream;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.generators.sources.rows.NativeLibraries;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Zstandard (RFC 8878): frames one behind the other, each with a checksum. A frame does not say how
 * many bytes it holds: a reader that asks for that takes the first frame for the whole file, and
 * without it, it fails instead of reading less.
 *
 * <p>The library brings its own compiled code and uses none of the system's. So the bytes depend on
 * its version alone.
 */
record ZstdFormat(PartFormat plain, int frameBytes) implements CompressedFormat {

  /** Twice the window of the level. */
  static final int FRAME_BYTES = 4 << 20;

  private static final int LEVEL = 3;
  private static final int BUFFER_BYTES = 1 << 16;

  ZstdFormat(PartFormat plain) {
    this(plain, FRAME_BYTES);
  }

  @Override
  public Compression compression() {
    return Compression.ZSTD;
  }

  @Override
  public byte[] header(Survey all) throws IOException {
    byte[] header = plain.header(all);
    return header.length == 0 ? header : compress(header);
  }

  @Override
  public RecordEncoder encoder(Survey all, OutputStream out) throws IOException {
    FrameWriter frame = new FrameWriter(out);
    RecordEncoder encoder = plain.encoder(all, frame.bytes);
    return new RecordEncoder() {

      @Override
      public void add(byte[] bytes, int offset, int length) throws IOException {
        encoder.add(bytes, offset, length);
      }

      @Override
      public byte[] finish() throws IOException {
        encoder.finish();
        frame.end();
        return new byte[0];
      }
    };
  }

  /** Returns an empty frame for a part that has nothing else: no bytes are not Zstandard. */
  @Override
  public byte[] footer(Survey all, List<Frame> frames) throws IOException {
    byte[] footer = plain.footer(all, List.of());
    boolean hasFrame = !frames.isEmpty() || plain.header(all).length > 0;
    return footer.length == 0 && hasFrame ? footer : compress(footer);
  }

  private static byte[] compress(byte[] bytes) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    FrameWriter frame = new FrameWriter(compressed);
    frame.bytes.write(bytes);
    frame.end();
    return compressed.toByteArray();
  }

  private static final class FrameWriter {

    private final ZstdOutputStream compressed;
    private final OutputStream bytes;

    FrameWriter(OutputStream out) throws IOException {
      NativeLibraries.prepare(List.of());
      compressed = new ZstdOutputStream(new Open(out), LEVEL).setChecksum(true);
      bytes = new BufferedOutputStream(compressed, BUFFER_BYTES);
    }

    void end() throws IOException {
      bytes.flush();
      compressed.close();
    }
  }

  /** A stream that others go on with. */
  private static final class Open extends FilterOutputStream {

    Open(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}

package io.seedmill.transforms.write;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.DeflaterOutputStream;
import com.jcraft.jzlib.JZlib;
import io.seedmill.generators.sources.rows.Compression;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Gzip (RFC 1952). Every part is one member, because many readers take the first member for the
 * whole file and say nothing. A frame is a piece of its deflated data that refers to nothing before
 * it and ends at a byte, as {@code pigz --independent} makes them; the checksums of the frames add
 * up to that of the member.
 *
 * <p>The JDK deflates by a zlib that differs between builds and systems. This one is written in
 * Java, so that the bytes depend on its version alone.
 */
record GzipFormat(PartFormat plain, int frameBytes) implements CompressedFormat {

  /** Larger ones are hardly smaller in sum: deflate looks back 32 KiB. */
  static final int FRAME_BYTES = 1 << 20;

  /** Level 2 takes as long as level 1 and saves a few hundredths; higher ones take longer. */
  private static final int LEVEL = 2;

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * The method is deflate; no name, no time, no operating system, so that all files begin alike.
   */
  private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  /** An empty last block. */
  private static final byte[] LAST_BLOCK = {3, 0};

  GzipFormat(PartFormat plain) {
    this(plain, FRAME_BYTES);
  }

  @Override
  public Compression compression() {
    return Compression.GZIP;
  }

  @Override
  public byte[] header(Survey all) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    header.writeBytes(HEAD);
    deflate(plain.header(all), header);
    return header.toByteArray();
  }

  @Override
  public RecordEncoder encoder(Survey all, OutputStream out) throws IOException {
    Piece piece = new Piece(out);
    RecordEncoder encoder = plain.encoder(all, piece);
    return new RecordEncoder() {

      @Override
      public void add(byte[] bytes, int offset, int length) throws IOException {
        encoder.add(bytes, offset, length);
      }

      @Override
      public byte[] finish() throws IOException {
        encoder.finish();
        return piece.finish().toBytes();
      }
    };
  }

  @Override
  public byte[] footer(Survey all, List<Frame> frames) throws IOException {
    ByteArrayOutputStream footer = new ByteArrayOutputStream();
    Sum sum = deflate(plain.header(all), OutputStream.nullOutputStream());
    for (Frame frame : frames) {
      sum = sum.plus(Sum.of(frame.note()));
    }
    sum = sum.plus(deflate(plain.footer(all, List.of()), footer));
    footer.writeBytes(LAST_BLOCK);
    footer.writeBytes(
        ByteBuffer.allocate(2 * Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt((int) sum.crc32())
            .putInt((int) sum.bytes())
            .array());
    return footer.toByteArray();
  }

  private static Sum deflate(byte[] bytes, OutputStream out) throws IOException {
    Piece piece = new Piece(out);
    piece.write(bytes, 0, bytes.length);
    return piece.finish();
  }

  /** The checksum and the number of some bytes before they are compressed. */
  private record Sum(long crc32, long bytes) {

    static Sum of(byte[] note) {
      ByteBuffer read = ByteBuffer.wrap(note);
      return new Sum(read.getLong(), read.getLong());
    }

    Sum plus(Sum next) {
      return new Sum(
          JZlib.crc32_combine(crc32, next.crc32, next.bytes), Math.addExact(bytes, next.bytes));
    }

    byte[] toBytes() {
      return ByteBuffer.allocate(2 * Long.BYTES).putLong(crc32).putLong(bytes).array();
    }
  }

  /** A piece of a member's deflated data; no bytes are an empty one. */
  private static final class Piece extends OutputStream {

    private final CRC32 crc32 = new CRC32();
    private final DeflaterOutputStream deflated;
    private final OutputStream plain;
    private long bytes;

    Piece(OutputStream out) throws IOException {
      boolean isRaw = true;
      deflated =
          new DeflaterOutputStream(
              out, new Deflater(LEVEL, JZlib.MAX_WBITS, isRaw), BUFFER_BYTES, false);
      deflated.setSyncFlush(true);
      plain = new BufferedOutputStream(new CheckedOutputStream(deflated, crc32), BUFFER_BYTES);
    }

    @Override
    public void write(int value) throws IOException {
      plain.write(value);
      bytes++;
    }

    @Override
    public void write(byte[] values, int offset, int length) throws IOException {
      plain.write(values, offset, length);
      bytes += length;
    }

    Sum finish() throws IOException {
      if (bytes > 0) {
        plain.flush();
      }
      return new Sum(crc32.getValue(), bytes);
    }
  }
}

package io.seedmill.generators.vision.image;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.jcraft.jzlib.Deflater;
import com.jcraft.jzlib.GZIPException;
import com.jcraft.jzlib.JZlib;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * PNG files, still or animated. They depend on the pixels alone: colours stand in the palette in
 * the order in which they occur, no row is filtered, and the compression is a port of zlib that
 * comes with Seedmill.
 *
 * <p>Up to 256 colours are indexed, more are written as RGB.
 */
public final class Png {

  /** The media type of still and of animated ones. */
  public static final String MEDIA_TYPE = "image/png";

  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int MOST_COLOURS = 256;
  private static final int LEVEL = 3;

  private final Palette palette;
  private final int size;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream(8192);

  private Png(int size, List<Canvas> frames) {
    this.size = size;
    this.palette = new Palette(frames);
    file.writeBytes(SIGNATURE);
    chunk(
        "IHDR",
        ByteBuffer.allocate(13)
            .putInt(size)
            .putInt(size)
            .put((byte) 8)
            .put((byte) (palette.isIndexed() ? 3 : 2))
            .array());
  }

  /** Returns the file of one picture. */
  public static byte[] encode(Canvas canvas) {
    Png png = new Png(canvas.size(), List.of(canvas));
    png.palette();
    png.chunk("IDAT", png.compressed(0, canvas, new Box(0, 0, png.size, png.size), new byte[0]));
    return png.end();
  }

  /**
   * Returns an animated file, which plays once.
   *
   * @param frames of one size; the first one is the picture that simple programs show
   * @param millis how long each is shown
   */
  public static byte[] animate(List<Canvas> frames, int millis) {
    Png png = new Png(frames.get(0).size(), frames);
    png.chunk("acTL", ByteBuffer.allocate(8).putInt(frames.size()).putInt(1).array());
    png.palette();
    int sequence = 0;
    for (int i = 0; i < frames.size(); i++) {
      Box box =
          i == 0
              ? new Box(0, 0, png.size, png.size)
              : Box.ofChanges(frames.get(i - 1), frames.get(i));
      png.chunk(
          "fcTL",
          ByteBuffer.allocate(26)
              .putInt(sequence++)
              .putInt(box.width)
              .putInt(box.height)
              .putInt(box.x)
              .putInt(box.y)
              .putShort((short) millis)
              .putShort((short) 1000)
              .array());
      byte[] number = i == 0 ? new byte[0] : ByteBuffer.allocate(4).putInt(sequence++).array();
      png.chunk(i == 0 ? "IDAT" : "fdAT", png.compressed(i, frames.get(i), box, number));
    }
    return png.end();
  }

  private void palette() {
    if (palette.isIndexed()) {
      chunk("PLTE", palette.bytes());
    }
  }

  private byte[] end() {
    chunk("IEND", new byte[0]);
    return file.toByteArray();
  }

  private void chunk(String type, byte[] data) {
    byte[] name = type.getBytes(US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt(data.length).array());
    file.writeBytes(name);
    file.writeBytes(data);
    file.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  /** Returns a part of a picture as a zlib stream behind some other bytes. */
  private byte[] compressed(int frame, Canvas canvas, Box box, byte[] before) {
    int bytes = palette.isIndexed() ? 1 : 3;
    byte[] rows = new byte[box.height * (1 + bytes * box.width)];
    int at = 0;
    for (int y = box.y; y < box.y + box.height; y++) {
      rows[at++] = 0; // no filter
      at = palette.write(frame, canvas.pixels(), y * size + box.x, box.width, rows, at);
    }
    byte[] out = Arrays.copyOf(before, before.length + rows.length + rows.length / 1000 + 64);
    try {
      Deflater deflater = new Deflater(LEVEL, JZlib.MAX_WBITS);
      deflater.setInput(rows);
      deflater.setOutput(out, before.length, out.length - before.length);
      int status = deflater.deflate(JZlib.Z_FINISH);
      if (status != JZlib.Z_STREAM_END) {
        throw new IllegalStateException("deflate ended with " + status);
      }
      int length = before.length + (int) deflater.total_out;
      deflater.end();
      return Arrays.copyOf(out, length);
    } catch (GZIPException e) {
      throw new IllegalStateException("the settings are ones that it allows", e);
    }
  }

  /** The part of a picture that a frame replaces. */
  private record Box(int x, int y, int width, int height) {

    /** Returns the smallest with all changes; one pixel where there are none. */
    static Box ofChanges(Canvas before, Canvas after) {
      int size = after.size();
      int left = size;
      int right = -1;
      int top = size;
      int bottom = -1;
      for (int y = 0; y < size; y++) {
        int row = y * size;
        int from =
            Arrays.mismatch(before.pixels(), row, row + size, after.pixels(), row, row + size);
        if (from >= 0) {
          int to = size - 1;
          while (before.pixels()[row + to] == after.pixels()[row + to]) {
            to--;
          }
          left = StrictMath.min(left, from);
          right = StrictMath.max(right, to);
          top = StrictMath.min(top, y);
          bottom = y;
        }
      }
      return right < 0
          ? new Box(0, 0, 1, 1)
          : new Box(left, top, right - left + 1, bottom - top + 1);
    }
  }

  /** The colours of some pictures, in the order in which they occur. */
  private static final class Palette {

    private static final int SLOTS = 1024;

    private final int[] colours = new int[MOST_COLOURS];
    private final int[] slotColours = new int[SLOTS];
    private final short[] slotIndices = new short[SLOTS];
    private int count;

    /** By frame: the index of each pixel's colour; null where there are too many colours. */
    private byte[][] indices;

    Palette(List<Canvas> frames) {
      Arrays.fill(slotIndices, (short) -1);
      indices = new byte[frames.size()][];
      for (int frame = 0; frame < indices.length; frame++) {
        int[] pixels = frames.get(frame).pixels();
        byte[] found = new byte[pixels.length];
        int last = ~pixels[0];
        int index = 0;
        for (int i = 0; i < pixels.length; i++) {
          if (pixels[i] != last) {
            last = pixels[i];
            index = index(last);
            if (index == MOST_COLOURS) {
              indices = null;
              return;
            }
          }
          found[i] = (byte) index;
        }
        indices[frame] = found;
      }
    }

    boolean isIndexed() {
      return indices != null;
    }

    /** Returns the index of a colour, which may be a new one. */
    private int index(int rgb) {
      int slot = (rgb * 0x9E3779B1) >>> 22;
      while (slotIndices[slot] >= 0) {
        if (slotColours[slot] == rgb) {
          return slotIndices[slot];
        }
        slot = slot + 1 & SLOTS - 1;
      }
      if (count < MOST_COLOURS) {
        slotColours[slot] = rgb;
        slotIndices[slot] = (short) count;
        colours[count++] = rgb;
        return count - 1;
      }
      return MOST_COLOURS;
    }

    byte[] bytes() {
      byte[] bytes = new byte[3 * count];
      for (int i = 0; i < count; i++) {
        writeRgb(colours[i], bytes, 3 * i);
      }
      return bytes;
    }

    int write(int frame, int[] pixels, int from, int width, byte[] rows, int start) {
      if (isIndexed()) {
        System.arraycopy(indices[frame], from, rows, start, width);
        return start + width;
      }
      int at = start;
      for (int i = from; i < from + width; i++) {
        writeRgb(pixels[i], rows, at);
        at += 3;
      }
      return at;
    }

    private static void writeRgb(int rgb, byte[] bytes, int at) {
      bytes[at] = (byte) (rgb >> 16);
      bytes[at + 1] = (byte) (rgb >> 8);
      bytes[at + 2] = (byte) rgb;
    }
  }
}

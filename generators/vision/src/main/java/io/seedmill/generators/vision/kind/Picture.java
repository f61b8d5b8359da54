package io.seedmill.generators.vision.kind;

import io.seedmill.generators.vision.image.Canvas;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A picture of any size that someone proposes as a final frame. */
public final class Picture {

  private static final int MOST_PIXELS = 1 << 24;
  private static final int FARTHEST = 110;
  private static final int PATCH = 2;

  private final BufferedImage image;

  private Picture(BufferedImage image) {
    this.image = image;
  }

  /**
   * Reads a picture in Base64, also as a data URL; empty if it is none, or has more than 16 million
   * pixels.
   */
  public static Optional<Picture> ofText(String text) {
    String base64 = text.strip();
    base64 = base64.startsWith("data:") ? base64.substring(base64.indexOf(',') + 1) : base64;
    try {
      return of(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads a PNG, JPEG, BMP or GIF file; empty if it is none. */
  public static Optional<Picture> of(byte[] file) {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          return Optional.empty();
        }
        return Optional.of(new Picture(reader.read(0)));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return Optional.empty(); // a damaged file is no picture
    }
  }

  /**
   * Returns the colour at a place in units of a canvas: of each of red, green and blue the middle
   * value of some pixels around it.
   */
  public int at(double x, double y) {
    int around = 1 + 2 * PATCH;
    int[][] values = new int[3][around * around];
    for (int i = 0; i < around * around; i++) {
      double dx = (i % around - PATCH) * 0.5;
      double dy = (i / around - PATCH) * 0.5;
      int rgb = image.getRGB(pixel(x + dx, image.getWidth()), pixel(y + dy, image.getHeight()));
      for (int c = 0; c < 3; c++) {
        values[c][i] = rgb >> (16 - 8 * c) & 0xFF;
      }
    }
    int middle = 0;
    for (int[] each : values) {
      Arrays.sort(each);
      middle = middle << 8 | each[each.length / 2];
    }
    return middle;
  }

  /** Returns the mean brightness of a square, from 0 to 255, by some of its pixels. */
  double brightness(double left, double top, double side) {
    int steps = StrictMath.max(2, (int) (side * image.getWidth() / Canvas.UNITS) + 1);
    int sum = 0;
    for (int i = 0; i < steps * steps; i++) {
      double x = left + (i % steps + 0.5) * side / steps;
      double y = top + (Math.floorDiv(i, steps) + 0.5) * side / steps;
      int rgb = image.getRGB(pixel(x, image.getWidth()), pixel(y, image.getHeight()));
      sum += 3 * (rgb >> 16 & 0xFF) + 6 * (rgb >> 8 & 0xFF) + (rgb & 0xFF);
    }
    return sum / 10.0 / (steps * steps);
  }

  /**
   * Returns true if the colour at a place is nearer to the expected one than to others, and not far
   * from it.
   */
  public boolean shows(int expected, Set<Integer> palette, double x, double y) {
    int found = at(x, y);
    int distance = distance(found, expected);
    return distance <= FARTHEST * FARTHEST
        && palette.stream().allMatch(other -> distance <= distance(found, other));
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      int d = (a >> shift & 0xFF) - (b >> shift & 0xFF);
      sum += d * d;
    }
    return sum;
  }

  private static int pixel(double units, int pixels) {
    int at = (int) StrictMath.floor(units * pixels / Canvas.UNITS);
    return StrictMath.max(0, StrictMath.min(pixels - 1, at));
  }
}

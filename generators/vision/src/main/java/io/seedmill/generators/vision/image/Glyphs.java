package io.seedmill.generators.vision.image;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Letters, digits and signs as lines of a pen.
 *
 * <p>A glyph is 60 units high, y grows down. {@code M x y} puts the pen down, {@code L x y} draws a
 * line, {@code A x y rx ry from to} draws a part of an ellipse, to which a line leads if the pen is
 * down already.
 */
final class Glyphs {

  private static final double HEIGHT = 60;
  private static final double PEN = 9;
  private static final double GAP = 19;
  private static final double BLANK = 14;

  private static final Map<Character, Glyph> ALL = new HashMap<>();

  /** The width between the middles of the outer lines, and the lines. */
  private record Glyph(double width, List<double[]> lines) {}

  static {
    put('0', 36, "A 18 20 18 20 180 360 L 36 40 A 18 40 18 20 0 180 L 0 20");
    put('1', 17, "M 0 15 L 17 0 L 17 60");
    put('2', 38, "A 19 19 18 19 190 400 L 0 60 L 38 60");
    put('3', 38, "A 18 15.5 17 15.5 205 450 L 12 31 M 18 31 A 19 45 19 14.5 270 515");
    put('4', 40, "M 31 60 L 31 0 L 0 42 L 41 42");
    put('5', 38, "M 34 0 L 6 0 L 3.7 27.1 A 18.5 40 19.5 20 221 502");
    put('6', 38, "A 19 41 19 19 0 360 M 0 41 A 33 41 33 41 180 262");
    put('7', 38, "M 0 0 L 38 0 L 13 60");
    put('8', 38, "A 19 15 16 15 90 450 A 19 45 19 15 270 630");
    put('9', 38, "A 19 19 19 19 0 360 M 38 19 A 5 19 33 41 0 82");
    put('A', 46, "M 0 60 L 23 0 L 46 60 M 8 41 L 38 41");
    put(
        'B',
        38,
        "M 0 29 L 20 29 A 21 44.5 17 15.5 270 450 L 0 60 L 0 0 L 20 0 A 20 14.5 15 14.5 270 450");
    put('C', 44, "A 25 30 25 30 -42 -318");
    put('D', 42, "M 0 0 L 14 0 A 14 30 28 30 270 450 L 0 60 L 0 0");
    put('E', 34, "M 34 0 L 0 0 L 0 60 L 34 60 M 0 29 L 28 29");
    put('F', 34, "M 34 0 L 0 0 L 0 60 M 0 30 L 28 30");
    put('G', 47, "A 25 30 25 30 -42 -345 L 48 33 L 28 33 M 48 33 L 48 56");
    put('H', 40, "M 0 0 L 0 60 M 40 0 L 40 60 M 0 29 L 40 29");
    put('I', 0, "M 0 0 L 0 60");
    put('J', 28, "M 28 0 L 28 44 A 14 44 14 16 0 180");
    put('K', 38, "M 0 0 L 0 60 M 36 0 L 0 37 M 13 24 L 38 60");
    put('L', 33, "M 0 0 L 0 60 L 33 60");
    put('M', 48, "M 0 60 L 0 0 L 24 40 L 48 0 L 48 60");
    put('N', 40, "M 0 60 L 0 0 L 40 60 L 40 0");
    put('O', 50, "A 25 30 25 30 0 360");
    put('P', 37, "M 0 60 L 0 0 L 20 0 A 20 17 17 17 270 450 L 0 34");
    put('Q', 50, "A 25 30 25 30 0 360 M 30 43 L 50 64");
    put('R', 39, "M 0 60 L 0 0 L 20 0 A 20 16.5 17 16.5 270 450 L 0 33 M 19 33 L 39 60");
    put('S', 38, "A 19 15 17 15 -28 -270 A 19 45 19 15 270 512");
    put('T', 42, "M 0 0 L 42 0 M 21 0 L 21 60");
    put('U', 40, "M 0 0 L 0 39 A 20 39 20 21 180 0 L 40 0");
    put('V', 44, "M 0 0 L 22 60 L 44 0");
    put('W', 62, "M 0 0 L 15 60 L 31 8 L 47 60 L 62 0");
    put('X', 42, "M 0 0 L 42 60 M 42 0 L 0 60");
    put('Y', 42, "M 0 0 L 21 30 L 42 0 M 21 30 L 21 60");
    put('Z', 40, "M 0 0 L 40 0 L 0 60 L 40 60");
    put('+', 36, "M 0 32 L 36 32 M 18 14 L 18 50");
    put('-', 32, "M 0 32 L 32 32");
    put('=', 36, "M 0 22 L 36 22 M 0 42 L 36 42");
    put('×', 30, "M 0 17 L 30 47 M 30 17 L 0 47");
    put('÷', 36, "M 0 32 L 36 32 M 18 16 L 18 16.5 M 18 47.5 L 18 48");
    put('/', 26, "M 26 0 L 0 60");
    put('.', 0, "M 0 59 L 0 60");
    put(',', 5, "M 5 58 L 0 70");
    put(':', 0, "M 0 18 L 0 19 M 0 47 L 0 48");
    put('!', 0, "M 0 0 L 0 40 M 0 59 L 0 60");
    put('?', 34, "A 17 16 16 16 190 425 L 17 42 M 17 59 L 17 60");
    put('(', 12, "A 30 30 30 42 222 138");
    put(')', 12, "A -18 30 30 42 -42 42");
    put('<', 32, "M 32 14 L 0 32 L 32 50");
    put('>', 32, "M 0 14 L 32 32 L 0 50");
    put('%', 52, "M 44 0 L 8 60 M 22 13 A 11 13 11 13 0 360 M 52 47 A 41 47 11 13 0 360");
    put('#', 42, "M 14 4 L 8 56 M 34 4 L 28 56 M 0 20 L 42 20 M 0 41 L 42 41");
    put('°', 18, "A 9 9 9 9 0 360");
    put('\'', 0, "M 0 0 L 0 14");
    put('→', 48, "M 0 32 L 48 32 M 30 14 L 48 32 L 30 50");
    put('←', 48, "M 48 32 L 0 32 M 18 14 L 0 32 L 18 50");
    put('↑', 36, "M 18 60 L 18 4 M 0 22 L 18 4 L 36 22");
    put('↓', 36, "M 18 0 L 18 56 M 0 38 L 18 56 L 36 38");
  }

  private Glyphs() {}

  static Shape text(String text, double x, double y, double height) {
    double scale = height / HEIGHT;
    double width = -GAP;
    for (int i = 0; i < text.length(); i++) {
      width += advance(text.charAt(i));
    }
    double left = x - width * scale / 2;
    double top = y - height / 2;
    Shape all = null;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) != ' ') {
        for (double[] line : glyph(text.charAt(i)).lines()) {
          double[] points = new double[line.length];
          for (int p = 0; p < line.length; p += 2) {
            points[p] = left + line[p] * scale;
            points[p + 1] = top + line[p + 1] * scale;
          }
          Shape drawn = Shape.polyline(PEN * scale, points);
          all = all == null ? drawn : all.and(drawn);
        }
      }
      left += advance(text.charAt(i)) * scale;
    }
    if (all == null) {
      throw new IllegalArgumentException("found the text '" + text + "'; allowed: one that shows");
    }
    return all;
  }

  private static double advance(char sign) {
    return (sign == ' ' ? BLANK : glyph(sign).width()) + GAP;
  }

  private static Glyph glyph(char sign) {
    Glyph glyph = ALL.get(sign);
    if (glyph == null) {
      throw new IllegalArgumentException(
          "found the sign '%s'; allowed: a digit, a capital letter or one of the signs of Glyphs"
              .formatted(sign));
    }
    return glyph;
  }

  private static void put(char sign, double width, String pen) {
    List<double[]> lines = new ArrayList<>();
    double[] line = {};
    String[] words = pen.split(" ", -1);
    int at = 0;
    while (at < words.length) {
      String command = words[at++];
      if (command.equals("M")) {
        if (line.length > 0) {
          lines.add(line);
        }
        line = new double[0];
      }
      if (command.equals("M") || command.equals("L")) {
        line = joined(line, number(words[at]), number(words[at + 1]));
        at += 2;
      } else if (command.equals("A")) {
        double[] arc =
            Shape.arcPoints(
                number(words[at]),
                number(words[at + 1]),
                number(words[at + 2]),
                number(words[at + 3]),
                number(words[at + 4]),
                number(words[at + 5]));
        line = joined(line, arc);
        at += 6;
      }
    }
    lines.add(line);
    ALL.put(sign, new Glyph(width, lines));
  }

  private static double number(String word) {
    return Double.parseDouble(word);
  }

  private static double[] joined(double[] line, double... more) {
    double[] all = new double[line.length + more.length];
    System.arraycopy(line, 0, all, 0, line.length);
    System.arraycopy(more, 0, all, line.length, more.length);
    return all;
  }
}

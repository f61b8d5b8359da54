package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.util.Map;

/** Reads pictures in which a point is marked. */
final class MarkReaders {

  private static final int INK = 0x2B2F36;

  static final Map<String, PixelReaders.Reader> ALL =
      Map.of(
          "mark-largest-angle", MarkReaders::largestAngle,
          "mark-midpoint", MarkReaders::midpoint,
          "mark-tangent", MarkReaders::tangent);

  private MarkReaders() {}

  /** Measures the angles by the cosine of their sides, and looks where the dot is. */
  private static JsonNode largestAngle(BufferedImage first, BufferedImage last, JsonNode given) {
    double largest = 0;
    double next = 0;
    JsonNode widest = null;
    for (JsonNode angle : given.get("angles")) {
      double x = angle.at("/vertex/0").asDouble();
      double y = angle.at("/vertex/1").asDouble();
      JsonNode ends = angle.get("ends");
      double[] a = {ends.get(0).asDouble() - x, ends.get(1).asDouble() - y};
      double[] b = {ends.get(2).asDouble() - x, ends.get(3).asDouble() - y};
      for (double part = 0; part < 1; part += 0.1) {
        if (at(first, x + part * a[0], y + part * a[1]) != rgb(angle.get("colour"))
            || at(first, x + part * b[0], y + part * b[1]) != rgb(angle.get("colour"))) {
          return wrong("no line from %s, %s".formatted(x, y));
        }
      }
      double cosine = (a[0] * b[0] + a[1] * b[1]) / Math.hypot(a[0], a[1]) / Math.hypot(b[0], b[1]);
      double degrees = Math.toDegrees(Math.acos(cosine));
      if (degrees > largest) {
        next = largest;
        largest = degrees;
        widest = angle.get("vertex");
      } else {
        next = Math.max(next, degrees);
      }
    }
    double[] dot = middle(last, rgb(given.get("dot")));
    boolean isThere =
        Math.hypot(dot[0] - widest.get(0).asDouble(), dot[1] - widest.get(1).asDouble()) < 0.8;
    return largest - next > 6 && isThere
        ? PixelReaders.answer()
            .put("degrees", (int) Math.round(largest))
            .put("x", widest.get(0).asDouble())
            .put("y", widest.get(1).asDouble())
        : wrong("%s and %s degrees, dot at %s, %s".formatted(largest, next, dot[0], dot[1]));
  }

  /** Measures how far each line is from the middle of the circle. */
  private static JsonNode tangent(BufferedImage first, BufferedImage last, JsonNode given) {
    double x = given.at("/circle/0").asInt();
    double y = given.at("/circle/1").asInt();
    double radius = given.at("/circle/2").asInt();
    double[] dot = middle(last, rgb(given.get("dot")));
    int tangents = 0;
    boolean isOn = Math.abs(Math.hypot(dot[0] - x, dot[1] - y) - radius) < 1;
    for (JsonNode ends : given.get("lines")) {
      Line2D line =
          new Line2D.Double(
              ends.get(0).asDouble(),
              ends.get(1).asDouble(),
              ends.get(2).asDouble(),
              ends.get(3).asDouble());
      for (double part = 0; part < 1; part += 0.1) {
        double across = line.getX1() + part * (line.getX2() - line.getX1());
        double down = line.getY1() + part * (line.getY2() - line.getY1());
        if (at(first, across, down) != INK) {
          return wrong("no line at %s, %s".formatted(across, down));
        }
      }
      boolean isOutside =
          Math.min(line.getP1().distance(x, y), line.getP2().distance(x, y)) > radius + 9;
      double off = Math.abs(line.ptSegDist(x, y) - radius);
      if (off < 1.2) {
        tangents++;
        isOn &= line.ptSegDist(dot[0], dot[1]) < 1.2;
      } else if (off < 8 || !isOutside) {
        return wrong("a line that nearly touches: %s".formatted(ends));
      }
    }
    return tangents == 1 && isOn
        ? PixelReaders.answer()
            .put("x", (int) Math.round(dot[0]))
            .put("y", (int) Math.round(dot[1]))
        : wrong("%d tangents, a dot at %s, %s".formatted(tangents, dot[0], dot[1]));
  }

  /** The middle of all pixels of the line in the first frame, and of all that became the dot's. */
  private static JsonNode midpoint(BufferedImage first, BufferedImage last, JsonNode given) {
    double[] line = middle(first, rgb(given.get("line")));
    double[] dot = middle(last, rgb(given.get("dot")));
    if (Math.hypot(line[0] - dot[0], line[1] - dot[1]) > 0.8) {
      return wrong(
          "a dot at %s, %s for the middle %s, %s".formatted(dot[0], dot[1], line[0], line[1]));
    }
    return PixelReaders.answer()
        .put("x", (int) Math.round(dot[0]))
        .put("y", (int) Math.round(dot[1]));
  }

  private static double[] middle(BufferedImage image, int rgb) {
    double x = 0;
    double y = 0;
    int count = 0;
    for (int i = 0; i < image.getWidth() * image.getHeight(); i++) {
      int column = i % image.getWidth();
      int row = i / image.getWidth();
      if (at(image, column, row) == rgb) {
        x += column + 0.5;
        y += row + 0.5;
        count++;
      }
    }
    return new double[] {x / count, y / count};
  }
}

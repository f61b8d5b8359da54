package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Reads pictures of the kinds of {@code physics}. */
final class PhysicsReaders {

  static final Map<String, PixelReaders.Reader> ALL =
      Map.of(
          "ball-bounce", PhysicsReaders::ballBounce,
          "colour-mixing", PhysicsReaders::colourMixing,
          "communicating-vessels", PhysicsReaders::communicatingVessels,
          "object-permanence", PhysicsReaders::objectPermanence,
          "ray-refraction", PhysicsReaders::rayRefraction,
          "ray-reflection", PhysicsReaders::rayReflection);

  private PhysicsReaders() {}

  /** Mixes the colours of the ends of the bars. */
  private static JsonNode colourMixing(BufferedImage first, BufferedImage last, JsonNode given) {
    boolean isLight = given.get("mixing").asText().equals("additive");
    ArrayNode crossings = JsonNodeFactory.instance.arrayNode();
    for (JsonNode row : given.get("rows")) {
      ArrayNode line = crossings.addArray();
      int y = row.get("from").asInt() + row.get("width").asInt() / 2;
      Color across = new Color(at(first, 9, y));
      for (JsonNode column : given.get("columns")) {
        int x = column.get("from").asInt() + column.get("width").asInt() / 2;
        Color down = new Color(at(first, x, 9));
        int mixed = 0;
        int[] a = {across.getRed(), across.getGreen(), across.getBlue()};
        int[] b = {down.getRed(), down.getGreen(), down.getBlue()};
        for (int i = 0; i < 3; i++) {
          double part = isLight ? (a[i] + b[i]) / 255.0 : a[i] / 255.0 * (b[i] / 255.0);
          mixed = mixed << 8 | (int) (Math.min(1, part) * 255 + 1e-6);
        }
        if (at(first, x - 8, y - 8) != 0xD5D8DC || at(last, x, y) != mixed) {
          return wrong("%x and not %x at %d, %d".formatted(at(last, x, y), mixed, x, y));
        }
        line.add(String.format(Locale.ROOT, "#%06x", mixed));
      }
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("crossings", crossings);
    return answer;
  }

  /** Measures the liquid in each vessel; joined vessels have one level and keep their amount. */
  private static JsonNode communicatingVessels(
      BufferedImage first, BufferedImage last, JsonNode given) {
    int colour = rgb(given.get("liquid"));
    JsonNode vessels = given.get("vessels");
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    double before = 0;
    double after = 0;
    for (int i = 0; i < vessels.size(); i++) {
      JsonNode vessel = vessels.get(i);
      double x = vessel.get("x").asInt() + vessel.get("width").asInt() * 0.75;
      double level = height(last, x, colour);
      if (height(first, x, colour) != vessel.get("level").asDouble()) {
        return wrong("vessel %d is filled to %s at first".formatted(i, height(first, x, colour)));
      }
      before += vessel.get("width").asInt() * vessel.get("level").asDouble();
      after += vessel.get("width").asInt() * level;
      answer.withArray("levels").add(level);
      boolean isOpen =
          i + 1 < vessels.size() && given.get("valves").get(i).asText().equals("green");
      if (isOpen) {
        double nextX =
            vessels.get(i + 1).get("x").asInt() + vessels.get(i + 1).get("width").asInt() * 0.75;
        if (height(last, nextX, colour) != level) {
          return wrong("vessels %d and the next differ".formatted(i));
        }
      } else if (Math.abs(before - after) > 1e-6) {
        return wrong("the amount changes from %s to %s".formatted(before, after));
      } else {
        before = 0;
        after = 0;
      }
    }
    return answer;
  }

  private static double height(BufferedImage image, double x, int colour) {
    int y = 207;
    while (at(image, x, y) == colour) {
      y--;
    }
    return (207 - y) / 16.0;
  }

  /** Unfolds the box: a straight line whose coordinates are folded back, wall by wall. */
  private static JsonNode ballBounce(BufferedImage first, BufferedImage last, JsonNode given) {
    double[] box = new double[4];
    for (int i = 0; i < 4; i++) {
      box[i] = given.get("box").get(i).asDouble();
    }
    double x = given.get("start").get(0).asDouble() - box[0];
    double y = given.get("start").get(1).asDouble() - box[1];
    double dx = given.get("arrow").get(0).asDouble();
    double dy = given.get("arrow").get(1).asDouble();
    double least = Math.min(Math.abs(dx), Math.abs(dy));
    // Slopes are of small whole numbers; the arrow is in tenths.
    double across = Math.abs(dx) / least < 1.1 ? 1 : Math.abs(dx) / least;
    double down = Math.abs(dy) / least < 1.1 ? 1 : Math.abs(dy) / least;
    double scale = Math.abs(Math.max(across, down) - 1.5) < 0.1 ? 2 : 1;
    across = Math.signum(dx) * Math.rint(across * scale);
    down = Math.signum(dy) * Math.rint(down * scale);
    double width = box[2] - box[0];
    double height = box[3] - box[1];
    TreeSet<Double> times = new TreeSet<>();
    for (int wall = -20; wall <= 20; wall++) {
      times.add((wall * width - x) / across);
      times.add((wall * height - y) / down);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    double endX = 0;
    double endY = 0;
    double before = 0;
    int touches = given.get("touches").asInt();
    for (double time : times.tailSet(1e-9)) {
      if (touches-- == 0) {
        break;
      }
      for (double part = 0.3; part < 1; part += 0.1) {
        double at = before + part * (time - before);
        double lineX = box[0] + folded(x + at * across, width);
        double lineY = box[1] + folded(y + at * down, height);
        int found = at(last, lineX, lineY);
        boolean isArrow = before == 0 && at * Math.hypot(across, down) < 36;
        boolean isLine = found == rgb(given.get("way")) || found == rgb(given.get("ball"));
        if (!isLine && !isArrow && part < 0.8) {
          return wrong("no line at %s, %s".formatted(lineX, lineY));
        }
      }
      endX = box[0] + folded(x + time * across, width);
      endY = box[1] + folded(y + time * down, height);
      answer.withArray("touches").addArray().add(tenths(endX)).add(tenths(endY));
      before = time;
    }
    boolean hasMoved =
        at(first, given.get("start").get(0).asDouble(), given.get("start").get(1).asDouble())
                == rgb(given.get("ball"))
            && at(last, endX, endY) == rgb(given.get("ball"));
    return hasMoved ? answer : wrong("no ball at %s, %s".formatted(endX, endY));
  }

  /** Walks along the colour, and turns where the picture has a slanted line. */
  private static JsonNode rayReflection(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("mirrors").size();
    double side = 212.0 / size;
    int row = given.get("arrow").get(0).asInt();
    int column = given.get("arrow").get(1).asInt();
    int down = row < 0 ? 1 : row == size ? -1 : 0;
    int across = column < 0 ? 1 : column == size ? -1 : 0;
    int colour = rgb(given.get("ray"));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    while (true) {
      row += down;
      column += across;
      if (row < 0 || column < 0 || row >= size || column >= size) {
        return answer;
      }
      double x = 22 + (column + 0.5) * side;
      double y = 22 + (row + 0.5) * side;
      answer.withArray("cells").addArray().add(row).add(column);
      boolean isIn = at(last, x - across * side * 0.4, y - down * side * 0.4) == colour;
      boolean isFalling = at(first, x - side * 0.2, y - side * 0.2) == 0x2B2F36;
      boolean isRising = at(first, x + side * 0.2, y - side * 0.2) == 0x2B2F36;
      if (isFalling || isRising) {
        int sign = isFalling ? 1 : -1;
        int before = across;
        across = sign * down;
        down = sign * before;
      }
      if (!isIn || at(last, x + across * side * 0.4, y + down * side * 0.4) != colour) {
        return wrong("no ray through row %d, column %d".formatted(row, column));
      }
    }
  }

  private static double folded(double value, double length) {
    double rest = value - 2 * length * Math.floor(value / (2 * length));
    return rest > length ? 2 * length - rest : rest;
  }

  private static double tenths(double value) {
    return Math.floor(value * 10 + 0.5 + 1e-6) / 10;
  }

  /** Bends a vector at each boundary: its level part changes by the quotient of the indices. */
  private static JsonNode rayRefraction(BufferedImage first, BufferedImage last, JsonNode given) {
    int colour = rgb(given.get("ray"));
    int count = given.get("indices").size();
    double across = Math.sin(Math.toRadians(given.get("angle").asInt()));
    double x = given.at("/start/0").asDouble();
    double height = 240.0 / count;
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        across *= given.at("/indices/" + (i - 1)).asDouble() / given.at("/indices/" + i).asDouble();
      }
      double slope = across / Math.sqrt(1 - across * across);
      for (double part = 0.2; part < 0.9; part += 0.1) {
        double y = 8 + height * (i + part);
        double off = 12 * Math.sqrt(1 + slope * slope);
        boolean isArrow = i == 0 && part * height < 44;
        if (at(last, x + part * height * slope, y) != colour
            || (!isArrow && at(last, x + part * height * slope + off, y) == colour)
            || (!isArrow && at(first, x + part * height * slope, y) == colour)) {
          return wrong("no ray in layer %d at %s".formatted(i, part));
        }
      }
      x += slope * height;
      answer
          .withArray("points")
          .addArray()
          .add(Math.rint(x * 10) / 10)
          .add(Math.rint((8 + height * (i + 1)) * 10) / 10);
    }
    return answer;
  }

  /** Counts cells from the ball that the first frame shows to the one that the last frame shows. */
  private static JsonNode objectPermanence(
      BufferedImage first, BufferedImage last, JsonNode given) {
    int lanes = given.get("balls").size();
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int lane = 0; lane < lanes; lane++) {
      JsonNode ball = given.get("balls").get(lane);
      double y = 128 + (lane - (lanes - 1) / 2.0) * 40;
      int before = -1;
      int after = -1;
      for (int cell = 0; cell < 10; cell++) {
        double x = 56 + 20 * cell;
        boolean isScreen =
            cell >= given.at("/screen/0").asInt() && cell <= given.at("/screen/1").asInt();
        if (isScreen != (at(first, x, y) == 0x2B2F36)) {
          return wrong("screen or not in lane %d, cell %d".formatted(lane, cell));
        }
        before = at(first, x, y) == rgb(ball.get("colour")) ? cell : before;
        after = at(last, x, y) != 0xFFFFFF ? cell : after;
      }
      if (at(last, 56 + 20 * after, y) != rgb(ball.get("colour"))
          || after - before != ball.get("steps").asInt()) {
        return wrong("lane %d: a ball from %d to %d".formatted(lane, before, after));
      }
      answer.withArray("cells").add(after);
    }
    return answer;
  }
}

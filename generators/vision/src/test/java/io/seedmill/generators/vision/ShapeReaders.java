package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Reads pictures of the kinds of {@code shapes}. */
final class ShapeReaders {

  static final Map<String, PixelReaders.Reader> ALL =
      Map.of(
          "dot-to-dot", ShapeReaders::dotToDot,
          "rotation", ShapeReaders::rotation,
          "shape-sorting", ShapeReaders::shapeSorting,
          "scaling", ShapeReaders::scaling,
          "reflection", ShapeReaders::reflection);

  private ShapeReaders() {}

  private static JsonNode rotation(BufferedImage first, BufferedImage last, JsonNode given) {
    double angle = Math.toRadians(given.get("angle").asInt());
    JsonNode dot = given.get("dot");
    AffineTransform turn =
        AffineTransform.getRotateInstance(
            given.get("direction").asText().equals("clockwise") ? angle : -angle,
            dot.get(0).asInt(),
            dot.get(1).asInt());
    return moved(first, last, given, turn, false);
  }

  private static JsonNode scaling(BufferedImage first, BufferedImage last, JsonNode given) {
    JsonNode dot = given.get("dot");
    AffineTransform scale =
        AffineTransform.getTranslateInstance(dot.get(0).asInt(), dot.get(1).asInt());
    scale.scale(given.get("width").asDouble(), given.get("height").asDouble());
    scale.translate(-dot.get(0).asInt(), -dot.get(1).asInt());
    return moved(first, last, given, scale, false);
  }

  private static JsonNode reflection(BufferedImage first, BufferedImage last, JsonNode given) {
    JsonNode line = given.get("line");
    double angle = Math.toRadians(line.get("angle").asInt());
    AffineTransform mirror =
        AffineTransform.getTranslateInstance(line.get("x").asInt(), line.get("y").asInt());
    mirror.rotate(angle);
    mirror.scale(1, -1);
    mirror.rotate(-angle);
    mirror.translate(-line.get("x").asInt(), -line.get("y").asInt());
    return moved(first, last, given, mirror, true);
  }

  /** Each tile of the first frame is in the other at its new place, and there are no others. */
  private static JsonNode moved(
      BufferedImage first,
      BufferedImage last,
      JsonNode given,
      AffineTransform map,
      boolean staysToo) {
    ArrayNode tiles = JsonNodeFactory.instance.arrayNode();
    for (JsonNode tile : given.get("tiles")) {
      Point2D before = new Point2D.Double(tile.get(0).asDouble(), tile.get(1).asDouble());
      Point2D after = map.transform(before, null);
      // Off the middle, away from the dot.
      double off = given.get("side").asInt() / 4.0;
      Point2D far =
          new Point2D.Double(
              before.getX() + (before.getX() < given.at("/dot/0").asInt() ? -off : off),
              before.getY() + (before.getY() < given.at("/dot/1").asInt() ? -off : off));
      Point2D place = map.transform(far, null);
      int colour = rgb(tile.get(2));
      if (at(first, far.getX(), far.getY()) != colour) {
        return wrong("no %s tile at %s at first".formatted(tile.get(2), before));
      }
      if (at(last, place.getX(), place.getY()) != colour) {
        return wrong("no %s tile at %s at last".formatted(tile.get(2), after));
      }
      tiles
          .addArray()
          .add(Math.rint(after.getX() * 10) / 10)
          .add(Math.rint(after.getY() * 10) / 10)
          .add(tile.get(2).asText());
    }
    double more = coloured(last) / (double) coloured(first);
    double expected = Math.abs(map.getDeterminant()) + (staysToo ? 1 : 0);
    if (Math.abs(more / expected - 1) > 0.35) {
      return wrong("%s times as many coloured pixels, and not %s".formatted(more, expected));
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("tiles", tiles);
    return answer;
  }

  /** Looks for a line between any two dots, and follows the lines from the smallest number. */
  private static JsonNode dotToDot(BufferedImage first, BufferedImage last, JsonNode given) {
    int colour = rgb(given.get("colour"));
    List<JsonNode> dots = new ArrayList<>();
    given.get("dots").forEach(dots::add);
    dots.sort(Comparator.comparing(dot -> dot.get("number").asInt()));
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < dots.size(); i++) {
      for (int j = i + 1; j < dots.size(); j++) {
        boolean isLine = true;
        for (double part = 0.3; part < 0.7; part += 0.04) {
          double x =
              dots.get(i).get("x").asInt() * (1 - part) + dots.get(j).get("x").asInt() * part;
          double y =
              dots.get(i).get("y").asInt() * (1 - part) + dots.get(j).get("y").asInt() * part;
          isLine &= at(last, x, y) == colour && at(first, x, y) != colour;
        }
        if (isLine != (j == i + 1)) {
          return wrong("a line or none from %s to %s".formatted(dots.get(i), dots.get(j)));
        }
      }
      answer.withArray("order").add(dots.get(i).get("number").asInt());
    }
    return answer;
  }

  /** Measures the shapes in the boxes: their pixels, or the corners as they are given. */
  private static JsonNode shapeSorting(BufferedImage first, BufferedImage last, JsonNode given) {
    ArrayNode boxes = JsonNodeFactory.instance.arrayNode();
    int count = given.get("shapes").size();
    double before = -1;
    boolean isAscending = given.get("order").asText().equals("ascending");
    for (int i = 0; i < count; i++) {
      int box = isAscending ? i : count - 1 - i;
      int found = at(last, 6 + 244.0 / count * (box + 0.5), 214);
      double value = -1;
      for (JsonNode shape : given.get("shapes")) {
        double x = shape.get("x").asDouble();
        double y = shape.get("y").asDouble();
        if (rgb(shape.get("colour")) == found && at(first, x, y) == found) {
          value =
              given.get("rule").asText().equals("size")
                  ? pixels(last, found)
                  : shape.get("corners").asInt();
          if (at(last, x, y) == found
              || Math.abs(pixels(first, found) - pixels(last, found)) > 40) {
            return wrong("the shape of colour %x is not moved as it was".formatted(found));
          }
        }
      }
      if (value <= before) {
        return wrong("box %d has %s after %s".formatted(box, value, before));
      }
      before = value;
    }
    for (int box = 0; box < count; box++) {
      int found = at(last, 6 + 244.0 / count * (box + 0.5), 214);
      for (JsonNode shape : given.get("shapes")) {
        if (rgb(shape.get("colour")) == found) {
          boxes.add(shape.get("colour").asText());
        }
      }
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("boxes", boxes);
    return answer;
  }

  private static int pixels(BufferedImage image, int colour) {
    int count = 0;
    for (int i = 0; i < 256 * 256; i++) {
      count += at(image, i % 256, Math.floorDiv(i, 256)) == colour ? 1 : 0;
    }
    return count;
  }

  private static int coloured(BufferedImage image) {
    int count = 0;
    for (int i = 0; i < 256 * 256; i++) {
      int rgb = at(image, i % 256, Math.floorDiv(i, 256));
      int high = Math.max(rgb >> 16, Math.max(rgb >> 8 & 0xFF, rgb & 0xFF));
      int low = Math.min(rgb >> 16, Math.min(rgb >> 8 & 0xFF, rgb & 0xFF));
      count += high - low > 40 ? 1 : 0;
    }
    return count;
  }
}

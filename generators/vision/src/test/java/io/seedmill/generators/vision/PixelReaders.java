package io.seedmill.generators.vision;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.awt.image.BufferedImage;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the answer of each kind of task from the pixels of its frames, and looks if it is right.
 * They share no code with the kinds.
 */
final class PixelReaders {

  /** Reads pictures that are 256 pixels wide. */
  @FunctionalInterface
  interface Reader {

    /** Returns the answer that the final frame shows, or a text that says what is wrong. */
    JsonNode answer(BufferedImage first, BufferedImage last, JsonNode given);
  }

  static final Map<String, Reader> ALL =
      Stream.of(
              RouteReaders.ALL,
              GridReaders.ALL,
              DialReaders.ALL,
              PuzzleReaders.ALL,
              ShapeReaders.ALL,
              PhysicsReaders.ALL)
          .flatMap(all -> all.entrySet().stream())
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final Map<String, Integer> COLOURS =
      Map.ofEntries(
          entry("dark grey", 0x2B2F36),
          entry("red", 0xD8322F),
          entry("orange", 0xF28C1E),
          entry("yellow", 0xF4CF2C),
          entry("green", 0x2E9E4F),
          entry("cyan", 0x35BCD0),
          entry("blue", 0x2860C8),
          entry("purple", 0x7D3CB5),
          entry("pink", 0xF07CB2),
          entry("brown", 0x855A35));

  private PixelReaders() {}

  /** Returns the colour of a name. */
  static int rgb(JsonNode name) {
    return COLOURS.get(name.asText());
  }

  /** Returns the colour of a pixel. */
  static int at(BufferedImage image, double x, double y) {
    return image.getRGB((int) x, (int) y) & 0xFFFFFF;
  }

  /** Returns what no answer is. */
  static JsonNode wrong(String what) {
    return JsonNodeFactory.instance.textNode(what);
  }
}

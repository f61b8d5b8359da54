package io.seedmill.generators.vision;

import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
              BoardReaders.ALL,
              WayReaders.ALL,
              ChoiceReaders.ALL,
              ChessReaders.ALL,
              MarkReaders.ALL,
              ShapeReaders.ALL,
              PhysicsReaders.ALL)
          .flatMap(all -> all.entrySet().stream())
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private static final int WHITE = 0xFFFFFF;
  private static final int PAPER = 0xF6F4EE;

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

  /** Returns an empty answer. */
  static ObjectNode answer() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns the place of a colour in a list from 1 on, 0 for white and paper, -1 for others. */
  static int index(int colour, JsonNode colours) {
    for (int i = 0; i < colours.size(); i++) {
      if (rgb(colours.get(i)) == colour) {
        return i + 1;
      }
    }
    return colour == WHITE || colour == PAPER ? 0 : -1;
  }

  /** Returns the places of the colours of cells in a list. */
  static int[][] grid(
      BufferedImage image, int rows, int columns, double[] corner, double side, JsonNode colours) {
    int[][] grid = new int[rows][columns];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int colour = at(image, corner[0] + (column + 0.5) * side, corner[1] + (row + 0.5) * side);
        grid[row][column] = index(colour, colours);
      }
    }
    return grid;
  }

  /** Returns a row of cells as the answer has it. */
  static String line(int[] cells) {
    StringBuilder line = new StringBuilder();
    for (int cell : cells) {
      line.append(cell < 0 ? "?" : cell == 0 ? "." : "" + cell);
    }
    return line.toString();
  }

  /** Returns the number of the only framed box of some, from 0, else -1. */
  static int framed(BufferedImage first, BufferedImage last, double[][] boxes, int colour) {
    int framed = -1;
    int count = 0;
    for (int i = 0; i < boxes.length; i++) {
      double[] box = boxes[i];
      boolean isFramed = true;
      for (double part = 0.1; part < 1; part += 0.1) {
        double[][] places = {
          {box[0] + part * box[2], box[1] - 2},
          {box[0] + part * box[2], box[1] + box[3] + 2},
          {box[0] - 2, box[1] + part * box[3]},
          {box[0] + box[2] + 2, box[1] + part * box[3]}
        };
        for (double[] place : places) {
          isFramed &= at(last, place[0], place[1]) == colour;
          isFramed &= at(first, place[0], place[1]) != colour;
        }
      }
      framed = isFramed ? i : framed;
      count += isFramed ? 1 : 0;
    }
    return count == 1 ? framed : -1;
  }

  /** Returns the boxes with numbers at the bottom. */
  static double[][] numberBoxes() {
    double[][] boxes = new double[6][];
    for (int i = 0; i < 6; i++) {
      boxes[i] = new double[] {13 + 40 * i, 213, 30, 32};
    }
    return boxes;
  }
}

package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.util.Map;

/** Reads pictures of the kinds of {@code routes}. */
final class RouteReaders {

  static final Map<String, PixelReaders.Reader> ALL = Map.of("maze", RouteReaders::maze);

  private RouteReaders() {}

  /** Follows the line from the disc, cell by cell, and looks for walls. */
  private static JsonNode maze(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("size").asInt();
    double side = 232.0 / size;
    int colour = rgb(given.get("way_colour"));
    int row = given.get("start").get(0).asInt();
    int column = given.get("start").get(1).asInt();
    if (at(first, 12 + (column + 0.5) * side, 12 + (row + 0.5) * side)
        != rgb(given.get("start_colour"))) {
      return wrong("no disc at the start");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode path = answer.putArray("path");
    path.addArray().add(row).add(column);
    int[][] moves = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
    int from = -1;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (int move = 0; move < 4 && !moved; move++) {
        double x = 12 + (column + 0.5 + moves[move][1] * 0.5) * side;
        double y = 12 + (row + 0.5 + moves[move][0] * 0.5) * side;
        if ((move + 2) % 4 != from && at(last, x, y) == colour) {
          if (at(first, x, y) != 0xFFFFFF) {
            return wrong("the line crosses a wall at %s, %s".formatted(x, y));
          }
          from = move;
          row += moves[move][0];
          column += moves[move][1];
          path.addArray().add(row).add(column);
          moved = true;
        }
      }
    }
    boolean isGoal =
        row == given.get("goal").get(0).asInt() && column == given.get("goal").get(1).asInt();
    return isGoal ? answer : wrong("the line ends at %d, %d".formatted(row, column));
  }
}

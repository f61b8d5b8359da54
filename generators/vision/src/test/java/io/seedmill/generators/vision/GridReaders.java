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

/** Reads pictures of the kinds of {@code grids}. */
final class GridReaders {

  static final Map<String, PixelReaders.Reader> ALL =
      Map.of("symmetry-completion", GridReaders::symmetryCompletion);

  private GridReaders() {}

  /** Reads the cells, and compares each with its mirror image. */
  private static JsonNode symmetryCompletion(
      BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("grid").size();
    String[] before = grid(first, size, given);
    String[] after = grid(last, size, given);
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (int row = 0; row < size; row++) {
      if (!before[row].equals(given.get("grid").get(row).asText())) {
        return wrong("row %d of the first frame is %s".formatted(row, before[row]));
      }
      for (int column = 0; column < size; column++) {
        char mirror =
            switch (given.get("axis").asText()) {
              case "vertical" -> after[row].charAt(size - 1 - column);
              case "horizontal" -> after[size - 1 - row].charAt(column);
              default -> after[column].charAt(row);
            };
        char kept = before[row].charAt(column);
        if (after[row].charAt(column) != mirror || (kept != '.' && kept != mirror)) {
          return wrong("row %d, column %d".formatted(row, column));
        }
      }
      rows.add(after[row]);
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.set("grid", rows);
    return answer;
  }

  private static String[] grid(BufferedImage image, int size, JsonNode given) {
    double side = 224.0 / size;
    String[] rows = new String[size];
    for (int row = 0; row < size; row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < size; column++) {
        int found = at(image, 16 + (column + 0.25) * side, 16 + (row + 0.75) * side);
        char cell = found == 0xFFFFFF ? '.' : '?';
        for (int i = 0; i < given.get("colours").size(); i++) {
          cell = rgb(given.get("colours").get(i)) == found ? (char) ('1' + i) : cell;
        }
        text.append(cell);
      }
      rows[row] = text.toString();
    }
    return rows;
  }
}

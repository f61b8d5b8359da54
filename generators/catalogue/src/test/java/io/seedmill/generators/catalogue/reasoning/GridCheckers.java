package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** Solves puzzles on grids, and judges solutions, in another way. */
final class GridCheckers {

  static final Map<String, Checkers.Checker> ALL = Map.of();

  static final Map<String, Checkers.Judge> JUDGES = Map.of("n-queens", GridCheckers::areSafe);

  private GridCheckers() {}

  private static boolean areSafe(JsonNode given, String answer) {
    List<Integer> columns = GameCheckers.integers(answer);
    int size = given.get("size").intValue();
    for (JsonNode queen : given.get("queens")) {
      int row = queen.get(0).intValue() - 1;
      if (row >= columns.size() || columns.get(row) != queen.get(1).intValue()) {
        return false;
      }
    }
    for (int a = 0; a < columns.size(); a++) {
      for (int b = 0; b < a; b++) {
        int apart = Math.abs(columns.get(a) - columns.get(b));
        if (apart == 0 || apart == a - b) {
          return false;
        }
      }
    }
    return columns.size() == size
        && columns.stream().allMatch(column -> column >= 1 && column <= size);
  }
}

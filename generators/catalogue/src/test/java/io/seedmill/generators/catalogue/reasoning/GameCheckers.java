package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plays and judges moves by slow and plain models. */
final class GameCheckers {

  static final Map<String, Checkers.Checker> ALL = Map.of();

  static final Map<String, Checkers.Judge> JUDGES = Map.of("sliding-puzzle", GameCheckers::solves);

  private GameCheckers() {}

  static List<Integer> integers(String answer) {
    return Stream.of(answer.split(", ")).map(Integer::valueOf).toList();
  }

  /** Swaps the tile with 0 where the two are one step apart. */
  private static boolean solves(JsonNode given, String answer) {
    List<List<Integer>> rows = new ArrayList<>();
    for (JsonNode row : given.get("start")) {
      List<Integer> tiles = new ArrayList<>();
      row.forEach(tile -> tiles.add(tile.intValue()));
      rows.add(tiles);
    }
    for (int tile : integers(answer)) {
      int[] from = find(rows, tile);
      int[] to = find(rows, 0);
      if (tile == 0 || from == null || Math.abs(from[0] - to[0]) + Math.abs(from[1] - to[1]) != 1) {
        return false;
      }
      rows.get(to[0]).set(to[1], tile);
      rows.get(from[0]).set(from[1], 0);
    }
    return rows.toString().replace(" ", "").equals(given.get("goal").toString())
        && integers(answer).size() <= given.get("moves").intValue();
  }

  private static int[] find(List<List<Integer>> rows, int tile) {
    for (int row = 0; row < rows.size(); row++) {
      int column = rows.get(row).indexOf(tile);
      if (column >= 0) {
        return new int[] {row, column};
      }
    }
    return null;
  }
}

package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.answer;
import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads pictures of ways over grids and graphs. */
final class WayReaders {

  private static final int WHITE = 0xFFFFFF;
  private static final int INK = 0x2B2F36;
  private static final int[][] MOVES = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};

  static final Map<String, PixelReaders.Reader> ALL =
      Map.ofEntries(
          entry("graph-navigation", WayReaders::graphNavigation),
          entry("keys-and-doors", WayReaders::keysAndDoors),
          entry("shortest-grid-path", WayReaders::shortestGridPath));

  private WayReaders() {}

  /** Counts the shortest ways through the free cells that the first frame shows. */
  private static JsonNode shortestGridPath(
      BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("grid").size();
    int[] start = {given.get("start").get(0).asInt(), given.get("start").get(1).asInt()};
    int[] goal = {given.get("goal").get(0).asInt(), given.get("goal").get(1).asInt()};
    double side = 238.0 / size;
    int way = rgb(given.get("way"));
    boolean[][] isWay = new boolean[size][size];
    int marked = 0;
    boolean[][] isFree = new boolean[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        double x = 9 + (column + 0.17) * side;
        double y = 9 + (row + 0.17) * side;
        isFree[row][column] = at(first, x, y) == WHITE;
        isWay[row][column] = at(last, x, y) == way;
        marked += isWay[row][column] ? 1 : 0;
        if (at(first, x, y) == way || (isWay[row][column] && !isFree[row][column])) {
          return wrong("row %d, column %d".formatted(row, column));
        }
      }
    }
    for (int[] end : List.of(start, goal)) {
      if (at(first, 9 + (end[1] + 0.5) * side, 9 + (end[0] + 0.5) * side)
          != rgb(given.get("ends"))) {
        return wrong("no disc or star at " + Arrays.toString(end));
      }
    }
    // Ways of each length, until the first ones arrive.
    long[][] ways = new long[size][size];
    ways[start[0]][start[1]] = 1;
    boolean[][] seen = new boolean[size][size];
    int steps = 0;
    while (ways[goal[0]][goal[1]] == 0) {
      steps++;
      long[][] next = new long[size][size];
      for (int cell = 0; cell < size * size; cell++) {
        int row = cell / size;
        int column = cell % size;
        seen[row][column] |= ways[row][column] > 0;
        for (int[] move : MOVES) {
          int r = row + move[0];
          int c = column + move[1];
          if (r >= 0 && c >= 0 && r < size && c < size && isFree[r][c]) {
            next[r][c] += ways[row][column];
          }
        }
      }
      for (int cell = 0; cell < size * size; cell++) {
        if (seen[cell / size][cell % size]) {
          next[cell / size][cell % size] = 0;
        }
      }
      ways = next;
    }
    ObjectNode answer = answer();
    int[] at = start;
    answer.withArray("path").addArray().add(at[0]).add(at[1]);
    isWay[at[0]][at[1]] = false;
    for (int i = 0; i < steps; i++) {
      int[] from = at;
      for (int[] move : MOVES) {
        int r = from[0] + move[0];
        int c = from[1] + move[1];
        if (r >= 0 && c >= 0 && r < size && c < size && isWay[r][c]) {
          at = new int[] {r, c};
        }
      }
      isWay[at[0]][at[1]] = false;
      answer.withArray("path").addArray().add(at[0]).add(at[1]);
    }
    return ways[goal[0]][goal[1]] == 1 && marked == steps + 1 && Arrays.equals(at, goal)
        ? answer
        : wrong("%d ways of %d steps, %d cells".formatted(ways[goal[0]][goal[1]], steps, marked));
  }

  /** Searches all pairs of a place and the keys that are held, and counts the shortest walks. */
  private static JsonNode keysAndDoors(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("grid").size();
    double side = 248.0 / size;
    Map<Integer, Integer> doors = new HashMap<>();
    Map<Integer, Integer> keys = new HashMap<>();
    int locks = 0;
    for (Map.Entry<String, JsonNode> door : given.get("doors").properties()) {
      JsonNode key = given.get("keys").get(door.getKey());
      int colour = rgb(JsonNodeFactory.instance.textNode(door.getKey()));
      doors.put(door.getValue().get(0).asInt() * size + door.getValue().get(1).asInt(), locks);
      keys.put(key.get(0).asInt() * size + key.get(1).asInt(), locks++);
      double doorX = 4 + (door.getValue().get(1).asInt() + 0.2) * side;
      double doorY = 4 + (door.getValue().get(0).asInt() + 0.2) * side;
      double keyX = 4 + (key.get(1).asInt() + 0.62) * side;
      double keyY = 4 + (key.get(0).asInt() + 0.5) * side;
      if (at(first, doorX, doorY) != colour || at(first, keyX, keyY) != colour) {
        return wrong("no %s door and key".formatted(door.getKey()));
      }
    }
    int start = given.get("start").get(0).asInt() * size + given.get("start").get(1).asInt();
    int goal = given.get("goal").get(0).asInt() * size + given.get("goal").get(1).asInt();
    Map<List<Integer>, List<Integer>> before = new HashMap<>();
    Map<List<Integer>, Integer> steps = new HashMap<>(Map.of(List.of(start, 0), 0));
    Map<List<Integer>, Integer> walks = new HashMap<>(Map.of(List.of(start, 0), 1));
    Deque<List<Integer>> queue = new ArrayDeque<>(List.of(List.of(start, 0)));
    List<Integer> end = null;
    int found = 0;
    while (!queue.isEmpty()) {
      List<Integer> at = queue.poll();
      if (at.get(0) == goal && (end == null || steps.get(at).equals(steps.get(end)))) {
        end = at;
        found += walks.get(at);
      }
      for (int[] move : MOVES) {
        int row = at.get(0) / size + move[0];
        int column = at.get(0) % size + move[1];
        int cell = row * size + column;
        boolean isFree = at(first, 4 + (column + 0.06) * side, 4 + (row + 0.06) * side) == WHITE;
        boolean isLocked = doors.containsKey(cell) && (at.get(1) >> doors.get(cell) & 1) == 0;
        if (isFree && !isLocked) {
          int held = at.get(1) | (keys.containsKey(cell) ? 1 << keys.get(cell) : 0);
          List<Integer> next = List.of(cell, held);
          if (!steps.containsKey(next)) {
            steps.put(next, steps.get(at) + 1);
            before.put(next, at);
            queue.add(next);
          }
          if (steps.get(next) == steps.get(at) + 1) {
            walks.merge(next, walks.get(at), Integer::sum);
          }
        }
      }
    }
    Set<Integer> visited = new HashSet<>();
    for (List<Integer> at = end; at != null; at = before.get(at)) {
      visited.add(at.get(0));
    }
    ObjectNode answer = answer();
    for (int row = 0; row < size; row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < size; column++) {
        double x = 4 + (column + 0.06) * side;
        double y = 4 + (row + 0.06) * side;
        boolean isTrail = at(last, x, y) == rgb(given.get("trail"));
        text.append(isTrail ? "o" : at(last, x, y) == INK ? "#" : ".");
        if (isTrail != visited.contains(row * size + column) || found != 1) {
          return wrong("row %d, column %d, %d walks".formatted(row, column, found));
        }
      }
      answer.withArray("grid").add(text.toString());
    }
    return answer;
  }

  /** Tries all ways of the lines that are seen, by their length. */
  private static JsonNode graphNavigation(BufferedImage first, BufferedImage last, JsonNode given) {
    Map<String, Set<String>> next = new HashMap<>();
    Set<Set<String>> coloured = new HashSet<>();
    for (JsonNode line : given.get("lines")) {
      String a = line.get(0).asText();
      String b = line.get(1).asText();
      JsonNode from = given.get("discs").get(a);
      JsonNode to = given.get("discs").get(b);
      double length =
          Math.hypot(
              to.get(0).asDouble() - from.get(0).asDouble(),
              to.get(1).asDouble() - from.get(1).asDouble());
      int grey = 0;
      int marked = 0;
      int places = 0;
      for (double part = 17 / length; part < 1 - 17 / length; part += 1 / length) {
        double x = from.get(0).asDouble() * (1 - part) + to.get(0).asDouble() * part;
        double y = from.get(1).asDouble() * (1 - part) + to.get(1).asDouble() * part;
        places++;
        grey += at(first, x, y) == 0x8A9099 ? 1 : 0;
        marked += at(last, x, y) == rgb(given.get("colour")) ? 1 : 0;
      }
      if (grey < places || (marked > 0 && marked < places)) {
        return wrong("line %s%s: %d, %d of %d".formatted(a, b, grey, marked, places));
      }
      next.computeIfAbsent(a, key -> new HashSet<>()).add(b);
      next.computeIfAbsent(b, key -> new HashSet<>()).add(a);
      if (marked > 0) {
        coloured.add(Set.of(a, b));
      }
    }
    String to = given.get("to").asText();
    List<List<String>> ways = List.of(List.of(given.get("from").asText()));
    while (ways.stream().noneMatch(way -> way.get(way.size() - 1).equals(to))) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> way : ways) {
        for (String each : next.getOrDefault(way.get(way.size() - 1), Set.of())) {
          if (!way.contains(each)) {
            List<String> more = new ArrayList<>(way);
            more.add(each);
            longer.add(more);
          }
        }
      }
      ways = longer;
    }
    ways = ways.stream().filter(way -> way.get(way.size() - 1).equals(to)).toList();
    ObjectNode answer = answer();
    ways.get(0).forEach(answer.withArray("path")::add);
    Set<Set<String>> lines = new HashSet<>();
    for (int i = 0; i + 1 < ways.get(0).size(); i++) {
      lines.add(Set.of(ways.get(0).get(i), ways.get(0).get(i + 1)));
    }
    return ways.size() == 1 && lines.equals(coloured)
        ? answer
        : wrong("%s are the ways, and %s have the colour".formatted(ways, coloured));
  }
}

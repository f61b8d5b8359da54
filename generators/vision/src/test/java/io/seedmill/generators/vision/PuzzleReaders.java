package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.wolfraam.chessgame.ChessGame;
import io.github.wolfraam.chessgame.move.Move;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads pictures of the kinds of {@code puzzles}. */
final class PuzzleReaders {

  private static final int WHITE = 0xFFFFFF;
  private static final int PAPER = 0xF6F4EE;
  private static final int INK = 0x2B2F36;

  private static final int[][] MOVES = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};

  static final Map<String, PixelReaders.Reader> ALL =
      Map.ofEntries(
          entry("arrow-that-differs", PuzzleReaders::arrowThatDiffers),
          entry("chess-mate-in-one", PuzzleReaders::chessMateInOne),
          entry("counting", PuzzleReaders::counting),
          entry("grid-shift", PuzzleReaders::gridShift),
          entry("edit-distance", PuzzleReaders::editDistance),
          entry("graph-navigation", PuzzleReaders::graphNavigation),
          entry("keys-and-doors", PuzzleReaders::keysAndDoors),
          entry("majority-colour", PuzzleReaders::majorityColour),
          entry("nonogram", PuzzleReaders::nonogram),
          entry("raven-matrices", PuzzleReaders::ravenMatrices),
          entry("shortest-grid-path", PuzzleReaders::shortestGridPath),
          entry("sliding-puzzle", PuzzleReaders::slidingPuzzle),
          entry("sudoku", PuzzleReaders::sudoku),
          entry("tetris-drop", PuzzleReaders::tetrisDrop),
          entry("tower-of-hanoi", PuzzleReaders::towerOfHanoi));

  private PuzzleReaders() {}

  private static ObjectNode answer() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Returns the place of a colour in a list from 1 on, 0 for white and paper, -1 for others. */
  private static int index(int colour, JsonNode colours) {
    for (int i = 0; i < colours.size(); i++) {
      if (rgb(colours.get(i)) == colour) {
        return i + 1;
      }
    }
    return colour == WHITE || colour == PAPER ? 0 : -1;
  }

  private static int[][] grid(
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

  private static String line(int[] cells) {
    StringBuilder line = new StringBuilder();
    for (int cell : cells) {
      line.append(cell < 0 ? "?" : cell == 0 ? "." : "" + cell);
    }
    return line.toString();
  }

  /** Returns the number of the only framed box of some, from 0, else -1. */
  private static int framed(BufferedImage first, BufferedImage last, double[][] boxes, int colour) {
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

  private static double[][] numberBoxes() {
    double[][] boxes = new double[6][];
    for (int i = 0; i < 6; i++) {
      boxes[i] = new double[] {13 + 40 * i, 213, 30, 32};
    }
    return boxes;
  }

  /** Moves the cells that the first frame shows. */
  private static JsonNode gridShift(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("grid").size();
    double[] corner = {16, 16};
    int[][] before = grid(first, size, size, corner, 224.0 / size, given.get("colours"));
    int[][] after = grid(last, size, size, corner, 224.0 / size, given.get("colours"));
    int right = 0;
    int down = 0;
    for (JsonNode way : given.get("ways")) {
      int steps = Integer.parseInt(way.asText().split(" ", 2)[0]);
      String to = way.asText().replaceAll(".* ", "");
      right += to.equals("right") ? steps : to.equals("left") ? size - steps : 0;
      down += to.equals("down") ? steps : to.equals("up") ? size - steps : 0;
    }
    ObjectNode answer = answer();
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        if (before[row][column] != after[(row + down) % size][(column + right) % size]) {
          return wrong("row %d, column %d".formatted(row, column));
        }
      }
      if (!line(before[row]).equals(given.get("grid").get(row).asText())) {
        return wrong("row %d of the first frame is %s".formatted(row, line(before[row])));
      }
      answer.withArray("grid").add(line(after[row]));
    }
    return answer;
  }

  /** Counts the connected areas of the colour that are as large as the form. */
  private static JsonNode counting(BufferedImage first, BufferedImage last, JsonNode given) {
    int colour = rgb(given.get("colour"));
    boolean[][] seen = new boolean[256][256];
    int count = 0;
    for (int y = 0; y < 205; y++) {
      for (int x = 0; x < 256; x++) {
        if (at(first, x, y) == colour && !seen[y][x] && isForm(first, x, y, seen, given)) {
          count++;
        }
      }
    }
    int framed = framed(first, last, numberBoxes(), rgb(given.get("frame")));
    return framed + given.get("first_number").asInt() == count && framed >= 0
        ? answer().put("count", count)
        : wrong("%d forms, and box %d is framed".formatted(count, framed));
  }

  private static boolean isForm(
      BufferedImage image, int startX, int startY, boolean[][] seen, JsonNode given) {
    Deque<int[]> queue = new ArrayDeque<>(List.of(new int[] {startX, startY}));
    seen[startY][startX] = true;
    int pixels = 0;
    int widestRow = 0;
    Map<Integer, Integer> rows = new HashMap<>();
    while (!queue.isEmpty()) {
      int[] place = queue.poll();
      pixels++;
      rows.merge(place[1], 1, Integer::sum);
      for (int[] move : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
        int x = place[0] + move[0];
        int y = place[1] + move[1];
        if (x >= 0 && x < 256 && y >= 0 && y < 256 && !seen[y][x]) {
          if (at(image, x, y) == rgb(given.get("colour"))) {
            seen[y][x] = true;
            queue.add(new int[] {x, y});
          }
        }
      }
    }
    int top = rows.keySet().stream().min(Integer::compare).orElseThrow();
    int bottom = rows.keySet().stream().max(Integer::compare).orElseThrow();
    for (int width : rows.values()) {
      widestRow = Math.max(widestRow, width);
    }
    double full = pixels / (double) ((bottom - top + 1) * widestRow);
    int topWidth = rows.get(top);
    int bottomWidth = rows.get(bottom);
    String form =
        full > 0.95
            ? "square"
            : bottomWidth == widestRow
                ? "triangle"
                : full > 0.7 && Math.abs(topWidth - bottomWidth) < 3 ? "disc" : "star";
    return form.equals(given.get("form").asText());
  }

  private static JsonNode majorityColour(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("grid").size();
    int[][] grid =
        grid(first, size, size, new double[] {28, 5}, 200.0 / size, given.get("colours"));
    int[] counts = new int[given.get("colours").size() + 1];
    for (int[] row : grid) {
      for (int cell : row) {
        counts[cell]++;
      }
    }
    counts[0] = 0;
    int most = Arrays.stream(counts).max().orElseThrow();
    int filled = index(at(last, 128, 230), given.get("colours"));
    for (int x = 110; x < 146; x++) {
      for (int y = 212; y < 248; y++) {
        if (at(first, x, y) != WHITE || at(last, x, y) != at(last, 128, 230)) {
          return wrong("the box at %d, %d".formatted(x, y));
        }
      }
    }
    if (Arrays.stream(counts).filter(count -> count == most).count() > 1
        || filled <= 0
        || counts[filled] != most) {
      return wrong("%s discs, and the box has colour %d".formatted(line(counts), filled));
    }
    return answer().put("colour", given.get("colours").get(filled - 1).asText()).put("count", most);
  }

  /** Searches all positions in order of their distance from the goal. */
  private static JsonNode towerOfHanoi(BufferedImage first, BufferedImage last, JsonNode given) {
    String before = pegs(first, given);
    String after = pegs(last, given);
    int discs = given.get("colours").size();
    String goal = Integer.toString(given.get("goal").asInt() - 1).repeat(discs);
    Map<String, Integer> fromGoal = distances(goal);
    Map<String, Integer> fromStart = distances(before);
    int moves = given.get("moves").asInt();
    int right = 0;
    for (String each : fromStart.keySet()) {
      boolean isOnWay =
          fromStart.get(each) == moves && fromGoal.get(each) + moves == fromGoal.get(before);
      right += isOnWay ? each.equals(after) ? 1 : 100 : 0;
    }
    if (right != 1) {
      return wrong("from %s to %s on the way to %s: %d".formatted(before, after, goal, right));
    }
    ObjectNode answer = answer();
    for (char peg = '0'; peg < '3'; peg++) {
      StringBuilder stack = new StringBuilder();
      for (int disc = discs - 1; disc >= 0; disc--) {
        stack.append(after.charAt(disc) == peg ? "" + (disc + 1) : "");
      }
      answer.withArray("pegs").add(stack.toString());
    }
    return answer;
  }

  /** Returns the peg of each disc, the smallest first. */
  private static String pegs(BufferedImage image, JsonNode given) {
    int discs = given.get("colours").size();
    char[] pegs = "?".repeat(discs).toCharArray();
    for (int peg = 0; peg < 3; peg++) {
      int before = discs + 1;
      for (int slot = 0; slot < discs; slot++) {
        int disc =
            index(at(image, 46 + 82 * peg + 12, 216 - 21 * (slot + 0.5)), given.get("colours"));
        if (disc > 0 && disc < before && pegs[disc - 1] == '?') {
          pegs[disc - 1] = (char) ('0' + peg);
          before = disc;
        } else if (disc != 0) {
          pegs[0] = '!';
        }
      }
    }
    return new String(pegs);
  }

  private static Map<String, Integer> distances(String from) {
    Map<String, Integer> distances = new HashMap<>(Map.of(from, 0));
    Deque<String> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty()) {
      String at = queue.poll();
      Set<Character> covered = new HashSet<>();
      for (int disc = 0; disc < at.length(); disc++) {
        if (covered.add(at.charAt(disc))) {
          for (char peg = '0'; peg < '3'; peg++) {
            String next = at.substring(0, disc) + peg + at.substring(disc + 1);
            boolean isFree = at.substring(0, disc).indexOf(peg) < 0;
            if (isFree && distances.putIfAbsent(next, distances.get(at) + 1) == null) {
              queue.add(next);
            }
          }
        }
      }
    }
    return distances;
  }

  /** Lays the pictures of the cells on each other: one fits the others less. */
  private static JsonNode arrowThatDiffers(
      BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("size").asInt();
    double side = 244.0 / size;
    int pixels = (int) side;
    boolean[][] masks = new boolean[size * size][pixels * pixels];
    int ringed = -1;
    for (int i = 0; i < masks.length; i++) {
      double left = 6 + i % size * side;
      double top = 6 + Math.floor(i / (double) size) * side;
      for (int p = 0; p < masks[i].length; p++) {
        int row = p / pixels;
        int colour = at(first, left + p % pixels + 0.5, top + row + 0.5);
        masks[i][p] = distance(colour, PAPER) > 100;
      }
      boolean isRinged = true;
      for (int angle = 0; angle < 360; angle += 15) {
        double x = left + side / 2 + (side / 2 - 4.5) * Math.cos(Math.toRadians(angle));
        double y = top + side / 2 + (side / 2 - 4.5) * Math.sin(Math.toRadians(angle));
        isRinged &= at(last, x, y) == rgb(given.get("ring")) && at(first, x, y) == PAPER;
      }
      if (isRinged && ringed >= 0) {
        return wrong("several rings");
      }
      ringed = isRinged ? i : ringed;
    }
    long[] differences = new long[masks.length];
    for (int i = 0; i < masks.length; i++) {
      for (boolean[] other : masks) {
        for (int p = 0; p < other.length; p++) {
          differences[i] += masks[i][p] == other[p] ? 0 : 1;
        }
      }
    }
    long most = Arrays.stream(differences).max().orElseThrow();
    long second = Arrays.stream(differences).filter(each -> each < most).max().orElseThrow();
    return ringed >= 0 && differences[ringed] == most && most > 1.4 * second
        ? answer().put("column", ringed % size + 1).put("row", ringed / size + 1)
        : wrong("ring %d, differences %s".formatted(ringed, Arrays.toString(differences)));
  }

  private static int distance(int a, int b) {
    int sum = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      sum += Math.abs((a >> shift & 0xFF) - (b >> shift & 0xFF));
    }
    return sum;
  }

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

  /** Lets the squares of the piece fall one by one row, as a heap of characters. */
  private static JsonNode tetrisDrop(BufferedImage first, BufferedImage last, JsonNode given) {
    int rows = given.get("board").size();
    int columns = given.get("board").get(0).asText().length();
    double side = 240.0 / rows;
    double[] corner = {128 - columns * side / 2, 8};
    List<String> heap = new ArrayList<>();
    List<int[]> piece = new ArrayList<>();
    int[][] cells = grid(first, rows, columns, corner, side, given.get("colours"));
    for (int row = 0; row < rows; row++) {
      String text = line(cells[row]);
      if (!text.equals(given.get("board").get(row).asText())) {
        return wrong("row %d of the first frame is %s".formatted(row, text));
      }
      for (int column = 0; column < columns; column++) {
        if (text.charAt(column) == '1') {
          piece.add(new int[] {row, column});
        }
      }
      heap.add(text.replace('1', '.'));
    }
    while (piece.stream()
        .allMatch(cell -> cell[0] + 1 < rows && heap.get(cell[0] + 1).charAt(cell[1]) == '.')) {
      piece.forEach(cell -> cell[0]++);
    }
    for (int[] cell : piece) {
      StringBuilder row = new StringBuilder(heap.get(cell[0]));
      row.setCharAt(cell[1], '1');
      heap.set(cell[0], row.toString());
    }
    heap.removeIf(row -> row.indexOf('.') < 0);
    while (heap.size() < rows) {
      heap.add(0, ".".repeat(columns));
    }
    int[][] after = grid(last, rows, columns, corner, side, given.get("colours"));
    ObjectNode answer = answer();
    for (int row = 0; row < rows; row++) {
      if (!line(after[row]).equals(heap.get(row)) || piece.size() != 4) {
        return wrong("row %d is %s, not %s".formatted(row, line(after[row]), heap.get(row)));
      }
      answer.withArray("board").add(heap.get(row));
    }
    return answer;
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

  /** Searches from the first board and from the goal. */
  private static JsonNode slidingPuzzle(BufferedImage first, BufferedImage last, JsonNode given) {
    String[] boards = new String[4];
    for (int i = 0; i < 4; i++) {
      double side = i < 2 ? 57 : 20;
      double left = i < 2 ? 8 : 188;
      double top = i < 2 ? 42 : 97.5;
      StringBuilder board = new StringBuilder();
      for (int place = 0; place < 9; place++) {
        int row = place / 3;
        double x = left + (place % 3 + 0.18) * side;
        double y = top + (row + 0.82) * side;
        int tile = index(at(i % 2 == 0 ? first : last, x, y), given.get("colours"));
        board.append(tile > 0 ? "" + tile : ".");
      }
      boards[i] = board.toString();
    }
    int moves = given.get("moves").asInt();
    int all = given.get("moves_to_goal").asInt();
    Map<String, Integer> fromFirst = slid(boards[0], all);
    Map<String, Integer> fromGoal = slid(boards[2], all);
    // On the only way there is one board at each distance.
    int[] onWay = new int[all + 1];
    fromFirst.forEach(
        (board, distance) -> {
          if (fromGoal.getOrDefault(board, 99) + distance == all) {
            onWay[distance]++;
          }
        });
    boolean isRight =
        boards[0].equals(given.get("board").asText())
            && boards[2].equals(given.get("goal").asText())
            && boards[3].equals(boards[2])
            && Integer.valueOf(all).equals(fromFirst.get(boards[2]))
            && Integer.valueOf(moves).equals(fromFirst.get(boards[1]))
            && Integer.valueOf(all - moves).equals(fromGoal.get(boards[1]))
            && Arrays.stream(onWay).allMatch(count -> count == 1);
    return isRight
        ? answer().put("board", boards[1])
        : wrong(Arrays.toString(boards) + Arrays.toString(onWay));
  }

  private static Map<String, Integer> slid(String from, int most) {
    Map<String, Integer> distances = new HashMap<>(Map.of(from, 0));
    Deque<String> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty() && distances.get(queue.peek()) < most) {
      String at = queue.poll();
      int gap = at.indexOf('.');
      for (int[] move : MOVES) {
        int row = gap / 3 + move[0];
        int column = gap % 3 + move[1];
        if (row >= 0 && column >= 0 && row < 3 && column < 3) {
          char[] next = at.toCharArray();
          next[gap] = next[row * 3 + column];
          next[row * 3 + column] = '.';
          if (distances.putIfAbsent(new String(next), distances.get(at) + 1) == null) {
            queue.add(new String(next));
          }
        }
      }
    }
    return distances;
  }

  private static JsonNode sudoku(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("grid").size();
    double side = 234.0 / size;
    double[] corner = {11.5 - 0.3 * side, 11.5 + 0.3 * side};
    int[][] before = grid(first, size, size, corner, side, given.get("colours"));
    int[][] after = grid(last, size, size, corner, side, given.get("colours"));
    ObjectNode answer = answer();
    for (int row = 0; row < size; row++) {
      if (!line(before[row]).equals(given.get("grid").get(row).asText())) {
        return wrong("row %d of the first frame is %s".formatted(row, line(before[row])));
      }
      for (int column = 0; column < size; column++) {
        int digit = after[row][column];
        after[row][column] = 0;
        boolean isKept = before[row][column] == 0 || before[row][column] == digit;
        if (digit < 1 || !isKept || !fits(after, row, column, digit)) {
          return wrong("%d in row %d, column %d".formatted(digit, row, column));
        }
        after[row][column] = digit;
      }
      answer.withArray("grid").add(line(after[row]));
    }
    int solutions = sudokuSolutions(before, 0);
    return solutions == 1 ? answer : wrong(solutions + " solutions");
  }

  private static boolean fits(int[][] grid, int row, int column, int digit) {
    int size = grid.length;
    int boxRows = size == 9 ? 3 : 2;
    int boxColumns = size / boxRows;
    for (int r = 0; r < size; r++) {
      for (int c = 0; c < size; c++) {
        boolean sees =
            r == row
                || c == column
                || (r / boxRows == row / boxRows && c / boxColumns == column / boxColumns);
        if (sees && grid[r][c] == digit) {
          return false;
        }
      }
    }
    return true;
  }

  private static int sudokuSolutions(int[][] grid, int from) {
    int size = grid.length;
    int cell = from;
    while (cell < size * size && grid[cell / size][cell % size] > 0) {
      cell++;
    }
    if (cell == size * size) {
      return 1;
    }
    int found = 0;
    for (int digit = 1; digit <= size && found < 2; digit++) {
      if (fits(grid, cell / size, cell % size, digit)) {
        grid[cell / size][cell % size] = digit;
        found += sudokuSolutions(grid, cell + 1);
      }
    }
    grid[cell / size][cell % size] = 0;
    return found;
  }

  /** Reads the runs of the final frame, and tries all pictures row by row. */
  private static JsonNode nonogram(BufferedImage first, BufferedImage last, JsonNode given) {
    int size = given.get("rows").size();
    double side = 180.0 / size;
    String[] columns = new String[size];
    Arrays.fill(columns, "");
    ObjectNode answer = answer();
    for (int row = 0; row < size; row++) {
      StringBuilder text = new StringBuilder();
      for (int column = 0; column < size; column++) {
        double x = 72 + (column + 0.3) * side;
        double y = 72 + (row + 0.7) * side;
        boolean isFilled = at(last, x, y) == rgb(given.get("colour"));
        if (at(first, x, y) != WHITE || (!isFilled && at(last, x, y) != WHITE)) {
          return wrong("row %d, column %d".formatted(row, column));
        }
        text.append(isFilled ? '#' : '.');
        columns[column] += isFilled ? '#' : '.';
      }
      if (!runs(text.toString()).equals(given.get("rows").get(row).toString())) {
        return wrong("row %d is %s".formatted(row, text));
      }
      answer.withArray("grid").add(text.toString());
    }
    for (int column = 0; column < size; column++) {
      if (!runs(columns[column]).equals(given.get("columns").get(column).toString())) {
        return wrong("column %d is %s".formatted(column, columns[column]));
      }
    }
    int pictures = pictures(new ArrayList<>(), size, given);
    return pictures == 1 ? answer : wrong(pictures + " pictures");
  }

  private static String runs(String line) {
    List<Integer> runs = new ArrayList<>();
    for (String run : line.replaceAll("^\\.+|\\.+$", "").split("\\.+", -1)) {
      runs.add(run.length());
    }
    return runs.toString().replace(" ", "");
  }

  private static int pictures(List<String> rows, int size, JsonNode given) {
    if (rows.size() == size) {
      return 1;
    }
    int found = 0;
    for (int bits = 0; bits < 1 << size && found < 2; bits++) {
      String row =
          Integer.toBinaryString(1 << size | bits).substring(1).replace('0', '.').replace('1', '#');
      if (runs(row).equals(given.get("rows").get(rows.size()).toString())) {
        rows.add(row);
        boolean isPossible = true;
        for (int column = 0; column < size && isPossible; column++) {
          StringBuilder above = new StringBuilder();
          for (String each : rows) {
            above.append(each.charAt(column));
          }
          isPossible = begins(above.toString(), given.get("columns").get(column), size);
        }
        found += isPossible ? pictures(rows, size, given) : 0;
        rows.remove(rows.size() - 1);
      }
    }
    return found;
  }

  private static boolean begins(String above, JsonNode runs, int size) {
    StringBuilder pattern = new StringBuilder("\\.*");
    for (int i = 0; i < runs.size(); i++) {
      pattern.append(i == 0 ? "" : "\\.+").append("#{").append(runs.get(i)).append('}');
    }
    Matcher matcher = Pattern.compile(pattern + "\\.*").matcher(above);
    return matcher.matches() || (above.length() < size && matcher.hitEnd());
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

  /** Reads all figures, and finds for each attribute what the last cell has. */
  private static JsonNode ravenMatrices(BufferedImage first, BufferedImage last, JsonNode given) {
    String[][] cells = new String[9][];
    for (int i = 0; i < 8; i++) {
      int row = i / 3;
      cells[i] = figure(first, 79.5 + i % 3 * 47, 26 + row * 47, 22);
      if (!String.join("", cells[i]).equals(given.get("cells").get(i).asText())) {
        return wrong("cell %d is %s".formatted(i, String.join("", cells[i])));
      }
    }
    StringBuilder missing = new StringBuilder();
    for (int attribute = 0; attribute < cells[0].length; attribute++) {
      String[] values = new String[8];
      for (int i = 0; i < 8; i++) {
        values[i] = cells[i][attribute];
      }
      if (values[0].equals(values[1]) && values[1].equals(values[2])) {
        missing.append(values[6]);
      } else if (values[0].equals(values[3]) && values[3].equals(values[6])) {
        missing.append(values[2]);
      } else {
        Set<String> left = new HashSet<>(List.of(values[0], values[1], values[2]));
        left.remove(values[6]);
        left.remove(values[7]);
        left.remove(values[2]);
        left.remove(values[5]);
        missing.append(String.join("?", left));
      }
    }
    double[][] boxes = new double[8][];
    int right = -1;
    Set<String> options = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      boxes[i] = new double[] {26 + i % 4 * 54, i < 4 ? 153 : 206, 42, 42};
      String option = String.join("", figure(first, boxes[i][0] + 21, boxes[i][1] + 21, 21));
      options.add(option);
      if (!option.equals(given.get("options").get(i).asText())) {
        return wrong("option %d is %s".formatted(i, option));
      }
      right = option.contentEquals(missing) ? i : right;
    }
    int framed = framed(first, last, boxes, rgb(given.get("frame")));
    return framed == right && framed >= 0 && options.size() == 8
        ? answer().put("choice", framed + 1).put("figure", missing.toString())
        : wrong("%s is missing, and box %d is framed".formatted(missing, framed));
  }

  /** Returns number, colour, form and background. */
  private static String[] figure(BufferedImage image, double x, double y, double half) {
    int background = at(image, x - half + 3, y - half + 3);
    double[][] places = {{0, 0}, {-9.5, 0}, {0, -9}, {-9.5, -9.5}};
    int count = 0;
    for (int i : new int[] {1, 3, 2, 0}) {
      count = at(image, x + places[i][0], y + places[i][1]) == background ? count : i + 1;
    }
    double left = x + places[count - 1][0];
    double top = y + places[count - 1][1];
    int colour = at(image, left, top);
    String form =
        isLike(image, left - 5.9, top - 5.9, colour, background)
            ? "square"
            : isLike(image, left - 4.5, top - 4.5, colour, background)
                ? "disc"
                : isLike(image, left - 5.3, top + 4.6, colour, background) ? "triangle" : "star";
    String on = background == WHITE ? "white" : background == 0xD5D8DC ? "light grey" : "grey";
    String name = "?";
    for (String each : List.of("red", "yellow", "green", "cyan", "blue", "purple")) {
      name = rgb(JsonNodeFactory.instance.textNode(each)) == colour ? each : name;
    }
    return new String[] {count + " ", name + " ", form + " on ", on};
  }

  private static boolean isLike(
      BufferedImage image, double x, double y, int colour, int background) {
    return distance(at(image, x, y), colour) < 0.5 * distance(background, colour);
  }

  private static JsonNode editDistance(BufferedImage first, BufferedImage last, JsonNode given) {
    String[] words = {given.get("first").asText(), given.get("second").asText()};
    for (int row = 0; row < 2; row++) {
      int left = 129 - 12 * words[row].length();
      for (int i = -1; i <= words[row].length(); i++) {
        boolean isTile = i >= 0 && i < words[row].length();
        int found = at(first, Math.max(0, left + 24 * i + 4), (row == 0 ? 52 : 132) + 4);
        boolean hasInk = false;
        for (int pixel = 0; pixel < 22 * 30; pixel++) {
          int down = pixel / 22;
          hasInk |=
              isTile && at(first, left + 24 * i + pixel % 22, (row == 0 ? 52 : 132) + down) == INK;
        }
        if (hasInk != isTile || (found == PAPER) == isTile) {
          return wrong("tile %d of row %d has colour %x".formatted(i, row, found));
        }
      }
    }
    int distance = edits(words[0], words[1], 0);
    int framed = framed(first, last, numberBoxes(), rgb(given.get("frame")));
    return framed >= 0 && framed + given.get("first_number").asInt() == distance
        ? answer().put("distance", distance)
        : wrong("distance %d, and box %d is framed".formatted(distance, framed));
  }

  /** Tries more and more edits. */
  private static int edits(String from, String to, int least) {
    return canEdit(from, to, least) ? least : edits(from, to, least + 1);
  }

  private static boolean canEdit(String from, String to, int edits) {
    if (from.isEmpty() || to.isEmpty()) {
      return from.length() + to.length() <= edits;
    }
    if (from.charAt(0) == to.charAt(0) && canEdit(from.substring(1), to.substring(1), edits)) {
      return true;
    }
    return edits > 0
        && (canEdit(from.substring(1), to.substring(1), edits - 1)
            || canEdit(from.substring(1), to, edits - 1)
            || canEdit(from, to.substring(1), edits - 1));
  }

  /** Asks a chess program for all moves, and which of them end the game. */
  private static JsonNode chessMateInOne(BufferedImage first, BufferedImage last, JsonNode given) {
    StringBuilder fen = new StringBuilder();
    for (JsonNode row : given.get("board")) {
      fen.append(fen.length() == 0 ? "" : "/").append(row.asText().replace(".", "1"));
    }
    String wrong = compared(first, fen.toString());
    if (!wrong.isEmpty()) {
      return wrong("first frame: " + wrong);
    }
    ChessGame game = new ChessGame(fen + " w - - 0 1");
    ObjectNode answer = null;
    for (Move move : game.getLegalMoves()) {
      ChessGame after = new ChessGame(fen + " w - - 0 1");
      after.playMove(move);
      if (after.isKingAttacked() && after.getLegalMoves().isEmpty()) {
        if (answer != null) {
          return wrong("two moves mate in " + fen);
        }
        String board = after.getFen().split(" ", 2)[0];
        for (int count = 1; count <= 8; count++) {
          board = board.replace("" + count, "1".repeat(count));
        }
        wrong = compared(last, board);
        answer = answer();
        for (String row : board.split("/", -1)) {
          answer.withArray("board").add(row.replace('1', '.'));
        }
        answer.put("move", (move.from + "" + move.to).toLowerCase(Locale.ROOT));
      }
    }
    return answer == null || !wrong.isEmpty() ? wrong("no mate in " + fen + wrong) : answer;
  }

  /** Returns a square whose piece has another colour than a board says, or nothing. */
  private static String compared(BufferedImage image, String board) {
    String[] rows = board.split("/", -1);
    for (int row = 0; row < 8; row++) {
      for (int column = 0; column < 8; column++) {
        char piece = rows[row].charAt(column);
        int found = at(image, 8 + 30 * column + 15, 8 + 30 * row + 20);
        char colour = found == WHITE ? 'w' : found == INK ? 'b' : '1';
        char expected = piece == '1' ? '1' : Character.isUpperCase(piece) ? 'w' : 'b';
        if (colour != expected) {
          return "row %d, column %d is %c".formatted(row, column, colour);
        }
      }
    }
    return "";
  }
}

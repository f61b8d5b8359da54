package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.answer;
import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.grid;
import static io.seedmill.generators.vision.PixelReaders.index;
import static io.seedmill.generators.vision.PixelReaders.line;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads pictures of puzzles on boards. */
final class BoardReaders {

  private static final int WHITE = 0xFFFFFF;
  private static final int[][] MOVES = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};

  static final Map<String, PixelReaders.Reader> ALL =
      Map.ofEntries(
          entry("grid-shift", BoardReaders::gridShift),
          entry("nonogram", BoardReaders::nonogram),
          entry("sliding-puzzle", BoardReaders::slidingPuzzle),
          entry("sudoku", BoardReaders::sudoku),
          entry("tetris-drop", BoardReaders::tetrisDrop),
          entry("tower-of-hanoi", BoardReaders::towerOfHanoi));

  private BoardReaders() {}

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
}

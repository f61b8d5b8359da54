package io.seedmill.generators.vision;

import static io.seedmill.generators.vision.PixelReaders.at;
import static io.seedmill.generators.vision.PixelReaders.rgb;
import static io.seedmill.generators.vision.PixelReaders.wrong;
import static java.util.Map.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads pictures of the kinds of {@code puzzles}. */
final class PuzzleReaders {

  private static final int WHITE = 0xFFFFFF;
  private static final int PAPER = 0xF6F4EE;

  static final Map<String, PixelReaders.Reader> ALL =
      Map.ofEntries(
          entry("counting", PuzzleReaders::counting),
          entry("grid-shift", PuzzleReaders::gridShift),
          entry("majority-colour", PuzzleReaders::majorityColour),
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
}

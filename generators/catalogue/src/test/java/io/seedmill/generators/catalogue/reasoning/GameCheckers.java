package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plays and judges moves by slow and plain models. */
final class GameCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.of(
          "cube-moves", GameCheckers::face,
          "connect-four", GameCheckers::column,
          "chess-moves", ChessCheckers::moves,
          "chess-attackers", ChessCheckers::attackers);

  static final Map<String, Checkers.Judge> JUDGES =
      Map.of("sliding-puzzle", GameCheckers::solves, "tic-tac-toe", GameCheckers::isBest);

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

  private static final List<String> FACES = List.of("up", "left", "front", "right", "back", "down");

  /**
   * For each of the faces: the directions outwards, to the right in the net, and down in the net.
   */
  private static final int[][][] AXES = {
    {{0, 1, 0}, {1, 0, 0}, {0, 0, 1}},
    {{-1, 0, 0}, {0, 0, 1}, {0, -1, 0}},
    {{0, 0, 1}, {1, 0, 0}, {0, -1, 0}},
    {{1, 0, 0}, {0, 0, -1}, {0, -1, 0}},
    {{0, 0, -1}, {-1, 0, 0}, {0, -1, 0}},
    {{0, -1, 0}, {1, 0, 0}, {0, 0, -1}}
  };

  /** Rotates stickers in space. A sticker's place is twice its direction plus its offsets. */
  private static String face(JsonNode given) {
    Map<List<Integer>, Character> cube = new HashMap<>();
    String[] net = given.get("net").textValue().split("\n", -1);
    int[][] corners = {{0, 4}, {3, 0}, {3, 4}, {3, 8}, {3, 12}, {6, 4}};
    for (int face = 0; face < 6; face++) {
      for (int row = 0; row < 3; row++) {
        for (int column = 0; column < 3; column++) {
          char colour = net[corners[face][0] + row].charAt(corners[face][1] + column);
          cube.put(place(face, row, column), colour);
        }
      }
    }
    for (String move : given.get("moves").textValue().split(" ", -1)) {
      int[] axis = AXES["ULFRBD".indexOf(move.charAt(0))][0];
      int times = move.endsWith("2") ? 2 : move.endsWith("'") ? 3 : 1;
      for (int i = 0; i < times; i++) {
        Map<List<Integer>, Character> turned = new HashMap<>();
        cube.forEach((place, colour) -> turned.put(clockwise(place, axis), colour));
        cube = turned;
      }
    }
    int face = FACES.indexOf(given.get("face").textValue());
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 9; i++) {
      rows.append(i > 0 && i % 3 == 0 ? "\n" : "").append(cube.get(place(face, i / 3, i % 3)));
    }
    return rows.toString();
  }

  private static List<Integer> place(int face, int row, int column) {
    List<Integer> place = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int[][] axes = AXES[face];
      place.add(2 * axes[0][i] + (column - 1) * axes[1][i] + (row - 1) * axes[2][i]);
    }
    return place;
  }

  /** Turns a place by a quarter if it belongs to the slice on the side of {@code axis}. */
  private static List<Integer> clockwise(List<Integer> place, int[] axis) {
    int along = 0;
    for (int i = 0; i < 3; i++) {
      along += place.get(i) * axis[i];
    }
    if (along < 1) {
      return place;
    }
    List<Integer> turned = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int next = (i + 1) % 3;
      int last = (i + 2) % 3;
      turned.add(along * axis[i] + place.get(next) * axis[last] - place.get(last) * axis[next]);
    }
    return turned;
  }

  /** Compares what each move leads to by playing on to the end in every way. */
  private static boolean isBest(JsonNode given, String answer) {
    String board = given.get("board").textValue();
    char mover = given.get("mover").textValue().charAt(0);
    int best = -1;
    int answered = -2;
    Map<String, Integer> known = new HashMap<>(); // of boards on which it is the same one's turn
    for (int i = 0; i < board.length(); i++) {
      if (board.charAt(i) == '.') {
        char other = mover == 'X' ? 'O' : 'X';
        int result = -result(marked(board, i, mover), other, known);
        best = Math.max(best, result);
        boolean isAnswer = answer.equals("abcd".charAt(i % 4) + "" + (i / 4 + 1));
        answered = isAnswer ? result : answered;
      }
    }
    return answered == best;
  }

  private static int result(String board, char mover, Map<String, Integer> known) {
    char other = mover == 'X' ? 'O' : 'X';
    Integer before = known.get(board);
    if (before != null) {
      return before;
    }
    int best = -2;
    for (int first = 0; first < 16; first++) {
      for (int step : new int[] {1, 3, 4, 5}) {
        boolean isLine =
            step == 1 ? first % 4 == 0 : step == 4 ? first < 4 : first == (step == 3 ? 3 : 0);
        for (int i = 0; i < 4 && isLine; i++) {
          isLine = board.charAt(first + i * step) == other;
        }
        best = isLine ? -1 : best;
      }
    }
    if (best == -2) {
      best = board.indexOf('.') < 0 ? 0 : -1;
      for (int i = 0; i < 16; i++) {
        if (board.charAt(i) == '.') {
          best = Math.max(best, -result(marked(board, i, mover), other, known));
        }
      }
    }
    known.put(board, best);
    return best;
  }

  private static String marked(String board, int at, char mark) {
    return board.substring(0, at) + mark + board.substring(at + 1);
  }

  /** Drops discs into columns of letters, and looks for lines from every disc. */
  private static String column(JsonNode given) {
    String[] rows = given.get("board").textValue().split("\n", -1);
    List<String> columns = new ArrayList<>();
    for (int x = 0; x < rows[0].length(); x++) {
      StringBuilder column = new StringBuilder();
      for (int y = rows.length - 1; y >= 0; y--) {
        column.append(rows[y].charAt(x) == '.' ? "" : rows[y].charAt(x));
      }
      columns.add(column.toString());
    }
    char mover = given.get("mover").textValue().charAt(0);
    int moves = given.get("moves").intValue();
    List<String> winning = new ArrayList<>();
    for (int x = 0; x < columns.size(); x++) {
      if (columns.get(x).length() < rows.length
          && wins(dropped(columns, x, mover), x, mover, rows.length, moves)) {
        winning.add(Integer.toString(x + 1));
      }
    }
    return String.join(" or ", winning);
  }

  /** Returns true if a player who dropped a disc into column {@code x} wins in time. */
  private static boolean wins(List<String> columns, int x, char mover, int rows, int moves) {
    if (hasFour(columns, x)) {
      return true;
    }
    char other = mover == 'X' ? 'O' : 'X';
    boolean canReply = false;
    for (int reply = 0; reply < columns.size() && moves > 1; reply++) {
      if (columns.get(reply).length() < rows) {
        canReply = true;
        List<String> after = dropped(columns, reply, other);
        boolean isAnswered = false;
        for (int next = 0; next < columns.size() && !isAnswered; next++) {
          isAnswered =
              after.get(next).length() < rows
                  && wins(dropped(after, next, mover), next, mover, rows, moves - 1);
        }
        if (hasFour(after, reply) || !isAnswered) {
          return false;
        }
      }
    }
    return canReply;
  }

  private static List<String> dropped(List<String> columns, int x, char disc) {
    List<String> after = new ArrayList<>(columns);
    after.set(x, after.get(x) + disc);
    return after;
  }

  /** Returns true if the topmost disc of a column is in a line of four. */
  private static boolean hasFour(List<String> columns, int x) {
    int y = columns.get(x).length() - 1;
    char disc = columns.get(x).charAt(y);
    for (int[] way : new int[][] {{1, 0}, {0, 1}, {1, 1}, {1, -1}}) {
      int length = 1;
      for (int sign = -1; sign <= 1; sign += 2) {
        int far = 1;
        while (discAt(columns, x + sign * far * way[0], y + sign * far * way[1]) == disc) {
          far++;
          length++;
        }
      }
      if (length >= 4) {
        return true;
      }
    }
    return false;
  }

  private static char discAt(List<String> columns, int x, int y) {
    boolean isDisc = x >= 0 && x < columns.size() && y >= 0 && y < columns.get(x).length();
    return isDisc ? columns.get(x).charAt(y) : '.';
  }
}

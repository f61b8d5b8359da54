package io.seedmill.generators.vision.puzzles;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.vision.image.Canvas;
import io.seedmill.generators.vision.image.Colour;
import io.seedmill.generators.vision.image.Shape;
import io.seedmill.generators.vision.kind.Draws;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.kind.VisionTask;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A piece of four squares falls straight down on a heap; rows that are full then vanish.
 *
 * <p>The board grows with the level. One row becomes full from level 5 on, and two do from level 8
 * on.
 */
final class TetrisDrop extends VisionKind {

  /** Rows of each piece, in the direction in which it is known best. */
  private static final List<List<String>> PIECES =
      List.of(
          List.of("####"),
          List.of("##", "##"),
          List.of("###", ".#."),
          List.of(".##", "##."),
          List.of("##.", ".##"),
          List.of("###", "#.."),
          List.of("###", "..#"));

  private static final int[] FULL = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2};

  TetrisDrop() {
    super(
        "tetris-drop",
        "let a piece fall on a heap",
        List.of("piece"),
        "The {piece} piece at the top falls straight down until it lies on the floor or on another"
            + " block. Rows that are full then vanish, and all rows above them move down. Show the"
            + " board after that.",
        "Drop the {piece} piece without turning or shifting it. If a row is full after it has"
            + " landed, remove the row and lower what is above by one row. Draw the result.",
        "What does the board look like when the {piece} piece has fallen as far as it can? Complete"
            + " rows are cleared, and the rows above them come down.",
        "Let the {piece} piece drop vertically onto the heap. Blocks never move on their own: only"
            + " when a whole row is filled, it disappears and everything above it sinks by one row."
            + " Show the final board.",
        "Tetris: the {piece} piece falls in the columns where it is now and comes to rest. Show the"
            + " board, with filled rows removed and the rows above moved down.");
  }

  /** A board; colours count from 1, and 1 is that of the piece. */
  private record Board(int[][] before, int[][] landed, int[][] after, int[][] piece, int fall) {}

  @Override
  public VisionTask draw(int level, UniformRandomProvider random) {
    int rows = 8 + (level + 1) / 2;
    int columns = 6 + level / 2;
    List<Colour> palette = Draws.drawn(Colour.BRIGHT, level <= 2 ? 2 : 4, random);
    Board board = null;
    while (board == null) {
      board = drop(rows, columns, palette.size(), FULL[level - 1], random);
    }
    Board drawn = board;
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    palette.forEach(each -> given.withArray("colours").add(each.label()));
    for (int row = 0; row < rows; row++) {
      answer.withArray("board").add(Puzzles.text(board.after()[row]));
      given.withArray("board").add(Puzzles.text(board.before()[row]));
    }
    double side = 240.0 / rows;
    double left = 128 - columns * side / 2;
    return new VisionTask(
        answer,
        given,
        (long) rows * columns + 20L * FULL[level - 1],
        (canvas, time) -> paint(canvas, time, drawn, palette),
        Puzzles.cells(left, 8, side, rows, columns),
        List.of(palette.get(0).label()));
  }

  /** Returns null if other than {@code full} rows become full. */
  private static Board drop(
      int rows, int columns, int colours, int full, UniformRandomProvider random) {
    int[][] board = new int[rows][columns];
    int height = 2 + random.nextInt(3);
    for (int column = 0; column < columns; column++) {
      height = StrictMath.max(1, StrictMath.min(rows - 6, height + random.nextInt(5) - 2));
      for (int row = rows - height; row < rows; row++) {
        // A few holes, but not at the top of a column.
        boolean isHole = row > rows - height && random.nextInt(6) == 0;
        board[row][column] = isHole ? 0 : 2 + random.nextInt(colours - 1);
      }
    }
    int[][] piece = piece(columns, random);
    int fall = 0;
    while (isFree(board, piece, fall + 1)) {
      fall++;
    }
    // Completes rows that the piece lies in, where its own columns are not open below it.
    int lowest = -1;
    for (int i = 0; i < full; i++) {
      int row = piece[random.nextInt(4)][0] + fall;
      if (row == lowest) {
        return null;
      }
      lowest = row;
      for (int column = 0; column < columns; column++) {
        for (int below = row; below < rows && !isOver(piece, column); below++) {
          // Hardly anything is to hang in the air.
          if (board[below][column] == 0 && (below == row || random.nextInt(5) > 0)) {
            board[below][column] = 2 + random.nextInt(colours - 1);
          }
        }
      }
    }
    int[][] before = copy(board);
    int[][] landed = copy(board);
    for (int[] cell : piece) {
      before[cell[0]][cell[1]] = 1;
      landed[cell[0] + fall][cell[1]] = 1;
    }
    int[][] after = new int[rows][columns];
    int to = rows - 1;
    for (int row = rows - 1; row >= 0; row--) {
      if (isFull(before[row])) {
        return null;
      }
      if (!isFull(landed[row])) {
        after[to--] = landed[row].clone();
      }
    }
    return to + 1 == full && fall > 0 ? new Board(before, landed, after, piece, fall) : null;
  }

  /** Returns the rows and columns of the squares of a piece at the top. */
  private static int[][] piece(int columns, UniformRandomProvider random) {
    List<String> form = Draws.one(PIECES, random);
    int turns = random.nextInt(4);
    int[][] piece = new int[4][];
    int found = 0;
    for (int row = 0; row < form.size(); row++) {
      for (int column = 0; column < form.get(row).length(); column++) {
        if (form.get(row).charAt(column) == '#') {
          piece[found++] = new int[] {row, column};
        }
      }
    }
    for (int turn = 0; turn < turns; turn++) {
      int height = 0;
      for (int[] cell : piece) {
        height = StrictMath.max(height, cell[0]);
      }
      for (int i = 0; i < 4; i++) {
        piece[i] = new int[] {piece[i][1], height - piece[i][0]};
      }
    }
    int width = 0;
    for (int[] cell : piece) {
      width = StrictMath.max(width, cell[1] + 1);
    }
    int left = random.nextInt(columns - width + 1);
    for (int[] cell : piece) {
      cell[1] += left;
    }
    return piece;
  }

  private static boolean isFree(int[][] board, int[][] piece, int fall) {
    for (int[] cell : piece) {
      int row = cell[0] + fall;
      if (row >= board.length || board[row][cell[1]] > 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOver(int[][] piece, int column) {
    for (int[] cell : piece) {
      if (cell[1] == column) {
        return true;
      }
    }
    return false;
  }

  private static boolean isFull(int[] row) {
    for (int cell : row) {
      if (cell == 0) {
        return false;
      }
    }
    return true;
  }

  private static int[][] copy(int[][] board) {
    int[][] copy = new int[board.length][];
    for (int row = 0; row < board.length; row++) {
      copy[row] = board[row].clone();
    }
    return copy;
  }

  private static void paint(Canvas canvas, double time, Board board, List<Colour> palette) {
    int rows = board.before().length;
    int columns = board.before()[0].length;
    double side = 240.0 / rows;
    double left = 128 - columns * side / 2;
    canvas.clear(Colour.SILVER);
    canvas.fill(Shape.rectangle(left - 3, 5, columns * side + 6, 246), Colour.INK);
    canvas.fill(Shape.rectangle(left, 8, columns * side, 240), Colour.WHITE);
    double fall = StrictMath.min(1, time / 0.8) * board.fall();
    int[][] cells = time >= 1 ? board.after() : time >= 0.8 ? board.landed() : board.before();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        int colour = cells[row][column];
        double y = 8 + (row + (time < 0.8 && colour == 1 ? fall : 0)) * side;
        if (colour > 0) {
          canvas.fill(
              Shape.rectangle(left + column * side + 0.75, y + 0.75, side - 1.5, side - 1.5),
              palette.get(colour - 1));
        }
      }
    }
  }
}

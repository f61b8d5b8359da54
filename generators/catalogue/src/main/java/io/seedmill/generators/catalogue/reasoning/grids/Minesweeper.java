package io.seedmill.generators.catalogue.reasoning.grids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The hidden squares of a minefield that no arrangement of mines can have a mine on. This search
 * makes some 10,000 samples a second.
 */
final class Minesweeper extends Kind {

  private static final int MOST_AT_NUMBERS = 24;

  Minesweeper() {
    super(
        "minesweeper",
        "the squares of a minefield that are certainly safe",
        Form.SQUARES,
        List.of("board"),
        "In this game of minesweeper, a digit says how many of the up to eight squares around it"
            + " have mines, and ? is a hidden square. The number of mines is not known.\n\n"
            + "{board}\n\n"
            + "Which hidden squares are certainly free of mines?",
        "{board}\n\n"
            + "Question marks are hidden squares, some of them mined. Each digit counts the mines"
            + " on the squares that touch its own, corners included. List all of the hidden squares"
            + " that cannot have a mine, however many mines there are.",
        "The board shows a minefield that is opened in part: opened squares have no mine and tell"
            + " how many of their neighbours (also diagonal ones) do.\n\n"
            + "{board}\n\n"
            + "Name every hidden square (?) that follows to be safe. How many mines there are in"
            + " all is unknown.",
        "Find all of the squares that can be opened without risk on this minesweeper board, where ?"
            + " is not opened yet and a digit is the number of mines next to it in all eight"
            + " directions.\n\n"
            + "{board}\n\n"
            + "Nothing is known of the total of mines.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int height = 5 + (level + random.nextInt(4)) / 4;
    int width = 5 + (level + random.nextInt(4)) / 4;
    while (true) {
      Field field = new Field(height, width);
      field.layMines(random);
      for (int i = 0; i < height * width / 4; i++) {
        field.open(random.nextInt(height * width));
      }
      List<Integer> edge = field.hiddenAtNumbers();
      if (edge.size() > MOST_AT_NUMBERS) {
        continue;
      }
      List<String> safe = new ArrayList<>();
      for (int square : edge) {
        if (!field.isMine[square] && field.isSafe(square, edge)) {
          safe.add((char) ('a' + square % width) + Integer.toString(square / width + 1));
        }
      }
      if (!safe.isEmpty() && safe.size() < edge.size()) {
        safe.sort(null);
        StringBuilder cells = new StringBuilder();
        StringBuilder board = new StringBuilder(" ");
        for (int x = 0; x < width; x++) {
          board.append(' ').append((char) ('a' + x));
        }
        for (int i = 0; i < height * width; i++) {
          char cell = field.isOpen[i] ? (char) ('0' + field.minesAround(i)) : '?';
          board.append(i % width == 0 ? "\n" + (i / width + 1) : "").append(' ').append(cell);
          cells.append(i > 0 && i % width == 0 ? "\n" : "").append(cell);
        }
        ObjectNode given = JsonNodeFactory.instance.objectNode().put("board", cells.toString());
        return new Problem(
            String.join(", ", safe), given, (long) edge.size() * height * width, board);
      }
    }
  }

  private static final class Field {
    final int height;
    final int width;
    final boolean[] isMine;
    final boolean[] isOpen;
    private final int[][] around;

    /** Squares tried as mined (1) and as free (-1). */
    private final int[] tried;

    Field(int height, int width) {
      this.height = height;
      this.width = width;
      isMine = new boolean[height * width];
      isOpen = new boolean[height * width];
      tried = new int[height * width];
      around = new int[height * width][];
      for (int i = 0; i < around.length; i++) {
        around[i] = neighbours(i);
      }
    }

    void layMines(UniformRandomProvider random) {
      for (int i = 0; i < isMine.length; i++) {
        isMine[i] = random.nextInt(9) < 2;
      }
    }

    /** Opens a square without a mine, and all around it if no mine is next to it. */
    void open(int square) {
      if (isMine[square] || isOpen[square]) {
        return;
      }
      isOpen[square] = true;
      if (minesAround(square) == 0) {
        for (int other : around[square]) {
          open(other);
        }
      }
    }

    int minesAround(int square) {
      int mines = 0;
      for (int other : around[square]) {
        mines += isMine[other] ? 1 : 0;
      }
      return mines;
    }

    private int[] neighbours(int square) {
      int[] found = new int[8];
      int count = 0;
      for (int y = square / width - 1; y <= square / width + 1; y++) {
        for (int x = square % width - 1; x <= square % width + 1; x++) {
          if (y >= 0 && y < height && x >= 0 && x < width && y * width + x != square) {
            found[count++] = y * width + x;
          }
        }
      }
      return Arrays.copyOf(found, count);
    }

    List<Integer> hiddenAtNumbers() {
      List<Integer> hidden = new ArrayList<>();
      for (int i = 0; i < isOpen.length; i++) {
        boolean isAtNumber = false;
        for (int other : around[i]) {
          isAtNumber |= isOpen[other];
        }
        if (!isOpen[i] && isAtNumber) {
          hidden.add(i);
        }
      }
      return hidden;
    }

    /** Returns true if no arrangement of mines with one on {@code square} fits all numbers. */
    boolean isSafe(int square, List<Integer> edge) {
      Arrays.fill(tried, 0);
      tried[square] = 1;
      return !fitsAround(square) || !canComplete(edge, 0);
    }

    private boolean canComplete(List<Integer> edge, int from) {
      if (from == edge.size()) {
        return true;
      }
      int square = edge.get(from);
      if (tried[square] != 0) {
        return canComplete(edge, from + 1);
      }
      for (int mined = -1; mined <= 1; mined += 2) {
        tried[square] = mined;
        if (fitsAround(square) && canComplete(edge, from + 1)) {
          return true;
        }
      }
      tried[square] = 0;
      return false;
    }

    /** Returns true if the numbers next to a square can still come true. */
    private boolean fitsAround(int square) {
      for (int number : around[square]) {
        if (isOpen[number]) {
          int missing = minesAround(number);
          int unknown = 0;
          for (int other : around[number]) {
            missing -= tried[other] > 0 ? 1 : 0;
            unknown += !isOpen[other] && tried[other] == 0 ? 1 : 0;
          }
          if (missing < 0 || missing > unknown) {
            return false;
          }
        }
      }
      return true;
    }
  }

  /** Returns the share of the squares that were found, less that of wrong ones. */
  @Override
  public double score(JsonNode given, String expected, String reply) {
    Set<String> wanted = new HashSet<>(List.of(expected.split(", ", -1)));
    Set<String> found = new HashSet<>(List.of(form().read(reply).orElse("").split(", ", -1)));
    found.remove("");
    int right = (int) found.stream().filter(wanted::contains).count();
    return Math.max(0, (2 * right - found.size()) / (double) wanted.size());
  }
}

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
 * makes some 20,000 samples a second.
 */
final class Minesweeper extends Kind {

  private static final int MOST_AT_NUMBERS = 24;
  private static final int LARGEST = 8;

  /** The squares around each square, by height and width of the board. */
  private static final int[][][][] AROUND = new int[LARGEST + 1][LARGEST + 1][][];

  static {
    for (int height = 5; height <= LARGEST; height++) {
      for (int width = 5; width <= LARGEST; width++) {
        AROUND[height][width] = new int[height * width][];
        for (int square = 0; square < height * width; square++) {
          AROUND[height][width][square] = neighbours(square, height, width);
        }
      }
    }
  }

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
      int[] edge = field.hiddenAtNumbers();
      if (edge.length > MOST_AT_NUMBERS) {
        continue;
      }
      boolean[] isSafe = field.safe(edge);
      List<String> safe = new ArrayList<>();
      for (int i = 0; i < edge.length; i++) {
        if (isSafe[i]) {
          safe.add((char) ('a' + edge[i] % width) + Integer.toString(edge[i] / width + 1));
        }
      }
      if (!safe.isEmpty() && safe.size() < edge.length) {
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
            String.join(", ", safe), given, (long) edge.length * height * width, board);
      }
    }
  }

  private static int[] neighbours(int square, int height, int width) {
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

  private static final class Field {
    final boolean[] isMine;
    final boolean[] isOpen;
    private final int[][] around;

    /** Squares tried as mined (1) and as free (-1). */
    private final int[] tried;

    /** Of each open square: the mines around it that lack, and the hidden squares not tried yet. */
    private final int[] missing;

    private final int[] unknown;

    Field(int height, int width) {
      isMine = new boolean[height * width];
      isOpen = new boolean[height * width];
      tried = new int[height * width];
      missing = new int[height * width];
      unknown = new int[height * width];
      around = AROUND[height][width];
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

    int[] hiddenAtNumbers() {
      int[] hidden = new int[isOpen.length];
      int count = 0;
      for (int i = 0; i < isOpen.length; i++) {
        boolean isAtNumber = false;
        for (int other : around[i]) {
          isAtNumber |= isOpen[other];
        }
        if (!isOpen[i] && isAtNumber) {
          hidden[count++] = i;
        }
      }
      return Arrays.copyOf(hidden, count);
    }

    /**
     * Returns which of the hidden squares at numbers no arrangement of mines that fits all numbers
     * has a mine on.
     */
    boolean[] safe(int[] edge) {
      boolean[] isSafe = new boolean[edge.length];
      boolean[] mayBeMined = new boolean[isMine.length];
      for (int square : edge) {
        mayBeMined[square] = isMine[square];
      }
      for (int i = 0; i < edge.length; i++) {
        if (!mayBeMined[edge[i]]) {
          count();
          isSafe[i] = !fits(edge[i], 1) || !canComplete(edge, 0);
          for (int j = i + 1; !isSafe[i] && j < edge.length; j++) {
            mayBeMined[edge[j]] |= tried[edge[j]] > 0;
          }
        }
      }
      return isSafe;
    }

    private void count() {
      Arrays.fill(tried, 0);
      for (int i = 0; i < isOpen.length; i++) {
        if (isOpen[i]) {
          missing[i] = minesAround(i);
          unknown[i] = 0;
          for (int other : around[i]) {
            unknown[i] += isOpen[other] ? 0 : 1;
          }
        }
      }
    }

    private boolean canComplete(int[] edge, int from) {
      int next = from;
      while (next < edge.length && tried[edge[next]] != 0) {
        next++;
      }
      if (next == edge.length) {
        return true;
      }
      for (int mined = -1; mined <= 1; mined += 2) {
        if (fits(edge[next], mined) && canComplete(edge, next + 1)) {
          return true;
        }
        undo(edge[next]);
      }
      return false;
    }

    /** Tries a square as mined or free; returns true if the numbers at it can still come true. */
    private boolean fits(int square, int mined) {
      tried[square] = mined;
      boolean fits = true;
      for (int number : around[square]) {
        if (isOpen[number]) {
          missing[number] -= mined > 0 ? 1 : 0;
          unknown[number]--;
          fits &= missing[number] >= 0 && missing[number] <= unknown[number];
        }
      }
      return fits;
    }

    private void undo(int square) {
      for (int number : around[square]) {
        if (isOpen[number]) {
          missing[number] += tried[square] > 0 ? 1 : 0;
          unknown[number]++;
        }
      }
      tried[square] = 0;
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

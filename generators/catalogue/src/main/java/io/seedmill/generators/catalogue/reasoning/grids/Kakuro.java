package io.seedmill.generators.catalogue.reasoning.grids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Digits from the sums of runs. Some are given where the sums alone do not lead to them, so that it
 * can be solved without guesses. This search makes some 17,000 samples a second.
 */
final class Kakuro extends Kind {

  private static final int DIGITS = 0b11_1111_1110;

  /** By the number of digits and their sum: the sets of digits, as bits. */
  private static final int[][][] SETS = new int[10][46][];

  static {
    for (int[][] bySum : SETS) {
      Arrays.fill(bySum, new int[0]);
    }
    for (int set = 2; set <= DIGITS; set += 2) {
      int sum = 0;
      for (int rest = set; rest != 0; rest &= rest - 1) {
        sum += Integer.numberOfTrailingZeros(rest);
      }
      int[][] bySum = SETS[Integer.bitCount(set)];
      bySum[sum] = Arrays.copyOf(bySum[sum], bySum[sum].length + 1);
      bySum[sum][bySum[sum].length - 1] = set;
    }
  }

  private final List<int[]> runs = new ArrayList<>();
  private int[] digits = {};
  private int[] possible = {};

  Kakuro() {
    super(
        "kakuro",
        "digits from the sums of runs of cells",
        Form.GRID,
        List.of("grid", "rows", "columns"),
        "In this kakuro, # is a black cell and a dot is a cell for a digit from 1 to 9:\n\n"
            + "{grid}\n\n"
            + "A run is a row's or column's stretch of cells between black cells or edges. In a run"
            + " no digit occurs twice, and its digits add up to a given sum. The sums of the runs"
            + " in the rows, from left to right, are: {rows}. Those in the columns, from top to"
            + " bottom: {columns}.\n\n"
            + "Replace every dot by its digit.",
        "{grid}\n\n"
            + "Replace each dot by a digit from 1 to 9. Black cells (#) and the edges part the rows"
            + " and columns into runs; within a run all digits are different. Each run has the sum"
            + " stated for it.\n\n"
            + "Sums in the rows (left to right): {rows}\n"
            + "Sums in the columns (top to bottom): {columns}\n\n"
            + "The solution is unique.",
        "Solve a kakuro. Rows, with the sums of their runs from left to right: {rows}. Columns,"
            + " with the sums of their runs from top to bottom: {columns}. The cells are\n\n"
            + "{grid}\n\n"
            + "where # parts runs, and dots want digits from 1 to 9, none of them twice in one"
            + " run.",
        "Which digits from 1 to 9 belong in place of the dots?\n\n"
            + "{grid}\n\n"
            + "Consecutive cells of a row add up to these sums, where # ends one sum and begins the"
            + " next: {rows}. For the columns the sums, from the top, are: {columns}. Cells that"
            + " are added together all have different digits. Digits that are shown stay.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int height = 3 + level / 2;
    int width = 3 + (level - 1) / 2;
    do {
      layOut(height, width, random);
    } while (!fill(0, width, random));
    possible = new int[digits.length];
    Arrays.fill(possible, DIGITS);
    infer();
    boolean[] isGiven = new boolean[digits.length];
    int hidden = 0;
    for (int cell : permutation(digits.length, random)) {
      if (digits[cell] > 0 && Integer.bitCount(possible[cell]) > 1) {
        possible[cell] = 1 << digits[cell];
        isGiven[cell] = true;
        infer();
      }
      hidden += digits[cell] > 0 && !isGiven[cell] ? 1 : 0;
    }
    StringBuilder grid = new StringBuilder();
    StringBuilder answer = new StringBuilder();
    for (int i = 0; i < digits.length; i++) {
      char digit = digits[i] == 0 ? '#' : (char) ('0' + digits[i]);
      String end = i > 0 && i % width == 0 ? "\n" : "";
      answer.append(end).append(digit);
      grid.append(end).append(digits[i] == 0 || isGiven[i] ? digit : '.');
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("grid", grid.toString());
    ArrayNode sums = given.putArray("runs");
    StringBuilder rows = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    int before = -1;
    for (int[] run : runs) {
      boolean isRow = run[1] == run[0] + 1;
      StringBuilder text = isRow ? rows : columns;
      int line = isRow ? run[0] / width : height + run[0] % width;
      int sum = sum(run);
      if (line != before) {
        text.append(text.length() == 0 ? "" : "; ").append(isRow ? "row " : "column ");
        text.append(isRow ? line + 1 : line - height + 1).append(": ").append(sum);
      } else {
        text.append(", ").append(sum);
      }
      before = line;
      ArrayNode cells = sums.addObject().put("sum", sum).putArray("cells");
      Arrays.stream(run).forEach(cells::add);
    }
    return new Problem(
        answer.toString(), given, (long) hidden * (height + width), grid, rows, columns);
  }

  private int sum(int[] run) {
    return Arrays.stream(run).map(cell -> digits[cell]).sum();
  }

  /** Makes some cells black (0; the others are -1), such that no run has one cell. */
  private void layOut(int height, int width, UniformRandomProvider random) {
    digits = new int[height * width];
    Arrays.fill(digits, -1);
    int most = height * width / 4;
    for (int cell : permutation(height * width, random)) {
      int y = cell / width;
      int x = cell % width;
      boolean isCutOff =
          isAlone(y - 1, x, y - 2, x, height, width)
              || isAlone(y + 1, x, y + 2, x, height, width)
              || isAlone(y, x - 1, y, x - 2, height, width)
              || isAlone(y, x + 1, y, x + 2, height, width);
      if (most > 0 && !isCutOff) {
        digits[cell] = 0;
        most--;
      }
    }
    listRuns(height, width);
  }

  /** Returns true if the cell (v, u) is white and the next one in its line, (z, w), is not. */
  private boolean isAlone(int v, int u, int z, int w, int height, int width) {
    return isWhite(v, u, height, width) && !isWhite(z, w, height, width);
  }

  private boolean isWhite(int y, int x, int height, int width) {
    return y >= 0 && y < height && x >= 0 && x < width && digits[y * width + x] != 0;
  }

  private void listRuns(int height, int width) {
    runs.clear();
    for (int y = 0; y < height; y++) {
      listLine(y * width, 1, width);
    }
    for (int x = 0; x < width; x++) {
      listLine(x, width, height);
    }
  }

  private void listLine(int first, int step, int length) {
    int begin = 0;
    for (int i = 0; i <= length; i++) {
      if (i == length || digits[first + i * step] == 0) {
        if (i > begin) {
          int[] run = new int[i - begin];
          for (int k = 0; k < run.length; k++) {
            run[k] = first + (begin + k) * step;
          }
          runs.add(run);
        }
        begin = i + 1;
      }
    }
  }

  /** Puts random digits into the cells from {@code cell} on. */
  private boolean fill(int cell, int width, UniformRandomProvider random) {
    if (cell == digits.length) {
      return true;
    }
    if (digits[cell] == 0) {
      return fill(cell + 1, width, random);
    }
    int free = DIGITS;
    for (int before = cell - 1; before % width != width - 1 && isFilled(before); before--) {
      free &= ~(1 << digits[before]);
    }
    for (int above = cell - width; isFilled(above); above -= width) {
      free &= ~(1 << digits[above]);
    }
    while (free != 0) {
      int rest = free;
      for (int skipped = random.nextInt(Integer.bitCount(free)); skipped > 0; skipped--) {
        rest &= rest - 1;
      }
      int bit = Integer.lowestOneBit(rest);
      free ^= bit;
      digits[cell] = Integer.numberOfTrailingZeros(bit);
      if (fill(cell + 1, width, random)) {
        return true;
      }
      digits[cell] = -1;
    }
    return false;
  }

  private boolean isFilled(int cell) {
    return cell >= 0 && digits[cell] > 0;
  }

  /** Narrows down the digits that cells may have, as far as each run says. */
  private void infer() {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int[] run : runs) {
        changed |= infer(run);
      }
    }
  }

  private boolean infer(int[] run) {
    int ever = 0;
    int always = DIGITS;
    for (int set : SETS[run.length][sum(run)]) {
      if (fits(set, run)) {
        ever |= set;
        always &= set;
      }
    }
    int once = 0;
    int twice = 0;
    int known = 0;
    for (int cell : run) {
      twice |= once & possible[cell];
      once |= possible[cell];
      known |= Integer.bitCount(possible[cell]) == 1 ? possible[cell] : 0;
    }
    boolean changed = false;
    for (int cell : run) {
      int before = possible[cell];
      if (Integer.bitCount(before) > 1) {
        int alone = before & always & ~twice;
        possible[cell] &= alone != 0 ? alone : ever & ~known;
        changed |= possible[cell] != before;
      }
    }
    return changed;
  }

  private boolean fits(int set, int[] run) {
    int all = 0;
    for (int cell : run) {
      if ((possible[cell] & set) == 0) {
        return false;
      }
      all |= possible[cell];
    }
    return (set & ~all) == 0;
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    return Cells.score(given.path("grid").asText(), expected, form().read(reply));
  }
}

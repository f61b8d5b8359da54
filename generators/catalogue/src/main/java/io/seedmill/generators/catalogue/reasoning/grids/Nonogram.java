package io.seedmill.generators.catalogue.reasoning.grids;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A picture from the lengths of its runs. Line after line, they determine it without guesses. */
final class Nonogram extends Kind {

  private static final int LARGEST = 10;

  /** By width and line: the lines of that width with the same runs. */
  private final int[][][] alike = new int[LARGEST + 1][][];

  Nonogram() {
    super(
        "nonogram",
        "a picture from the lengths of the runs in its rows and columns",
        Form.ROWS,
        List.of("height", "width", "rows", "columns"),
        "Solve this nonogram of {height} rows and {width} columns. For each line, the numbers are"
            + " the lengths of its runs of filled cells, in order (0: there are none); between two"
            + " runs is at least one empty cell.\n\n"
            + "Rows, from the top: {rows}\n"
            + "Columns, from the left: {columns}\n\n"
            + "Draw filled cells as # and empty cells as a dot.",
        "A picture of {height} rows and {width} columns has filled cells (#) and empty ones (.)."
            + " Its rows from top to bottom have blocks of these lengths, from left to right:"
            + " {rows}. Its columns from left to right have blocks of these lengths, from top to"
            + " bottom: {columns}. Blocks of one line do not touch, and 0 means an empty line."
            + " There is only one such picture. Draw it.",
        "Rows: {rows}\n"
            + "Columns: {columns}\n\n"
            + "These are the clues of a nonogram ({height} rows, top to bottom, and {width}"
            + " columns, left to right). A clue such as 2 1 stands for a block of two filled cells"
            + " and then, after a gap of one or more empty cells, a block of one; 0 stands for no"
            + " block. Give the solution with # for filled and . for empty.",
        "Which cells of a grid with {height} rows and {width} columns are filled, if the"
            + " consecutive filled cells in each row number {rows} (top row first) and in each"
            + " column {columns} (leftmost first)? Within a line, the groups come in this order and"
            + " have empty cells between them; 0 is a line without any.\n\n"
            + "Use # for a filled and . for an empty cell.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int height = (9 + level + random.nextInt(2)) / 2;
    int width = (9 + level + random.nextInt(2)) / 2;
    int percent = 45 + random.nextInt(20);
    int[] rows = new int[height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        rows[y] |= random.nextInt(100) < percent ? 1 << x : 0;
      }
    }
    // Where the clues leave cells open, those are filled, until nothing is open.
    int visits = 0;
    for (boolean isOpen = true; isOpen; ) {
      int[] open = new int[height];
      visits = solve(rows, width, open);
      isOpen = false;
      for (int y = 0; y < height; y++) {
        rows[y] |= open[y];
        isOpen |= open[y] != 0;
      }
    }
    int[] columns = turned(rows, width);
    StringBuilder picture = new StringBuilder();
    for (int row : rows) {
      picture.append(picture.length() == 0 ? "" : "\n");
      for (int x = 0; x < width; x++) {
        picture.append((row >> x & 1) == 1 ? '#' : '.');
      }
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    return new Problem(
        picture.toString(),
        given,
        (long) visits * (height + width),
        Integer.toString(height),
        Integer.toString(width),
        clues(rows, given.putArray("rows")),
        clues(columns, given.putArray("columns")));
  }

  /**
   * Finds what each line's runs say of it until no line says more.
   *
   * @param open receives the cells that stay unknown
   * @return the lines looked at
   */
  private int solve(int[] rows, int width, int[] open) {
    int[][] lines = {rows, turned(rows, width)};
    int[][] filled = {new int[rows.length], new int[width]};
    int[][] empty = {new int[rows.length], new int[width]};
    int visits = 0;
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int side = 0; side < 2; side++) {
        int length = lines[1 - side].length;
        for (int i = 0; i < lines[side].length; i++) {
          int known = filled[side][i] | empty[side][i];
          if (Integer.bitCount(known) == length) {
            continue;
          }
          visits++;
          int always = -1;
          int ever = 0;
          for (int line : alike(length)[lines[side][i]]) {
            if ((line & known) == filled[side][i]) {
              always &= line;
              ever |= line;
            }
          }
          int never = ~ever & ((1 << length) - 1);
          for (int more = (always | never) & ~known; more != 0; more &= more - 1) {
            int across = Integer.numberOfTrailingZeros(more);
            (((always >> across) & 1) == 1 ? filled : empty)[1 - side][across] |= 1 << i;
            changed = true;
          }
          filled[side][i] = always;
          empty[side][i] = never;
        }
      }
    }
    for (int y = 0; y < rows.length; y++) {
      open[y] = ((1 << width) - 1) & ~(filled[0][y] | empty[0][y]);
    }
    return visits;
  }

  private int[][] alike(int width) {
    if (alike[width] == null) {
      int[][] table = new int[1 << width][];
      List<List<Integer>> byRuns = new ArrayList<>();
      for (int i = 0; i < table.length; i++) {
        byRuns.add(new ArrayList<>());
      }
      for (int line = 0; line < table.length; line++) {
        byRuns.get(packed(line)).add(line);
      }
      for (int line = 0; line < table.length; line++) {
        int first = packed(line);
        table[line] =
            line == first
                ? byRuns.get(line).stream().mapToInt(Integer::intValue).toArray()
                : table[first];
      }
      alike[width] = table;
    }
    return alike[width];
  }

  /** Moves all runs to the start of their line: no line with the same runs is a smaller number. */
  private static int packed(int line) {
    int packed = 0;
    int at = 0;
    for (int rest = line; rest != 0; ) {
      rest >>= Integer.numberOfTrailingZeros(rest);
      int run = Integer.numberOfTrailingZeros(~rest);
      packed |= ((1 << run) - 1) << at;
      at += run + 1;
      rest >>= run;
    }
    return packed;
  }

  private static int[] turned(int[] rows, int width) {
    int[] columns = new int[width];
    for (int y = 0; y < rows.length; y++) {
      for (int x = 0; x < width; x++) {
        columns[x] |= (rows[y] >> x & 1) << y;
      }
    }
    return columns;
  }

  private static CharSequence clues(int[] lines, ArrayNode given) {
    StringBuilder text = new StringBuilder();
    for (int line : lines) {
      StringBuilder runs = new StringBuilder();
      ArrayNode numbers = given.addArray();
      for (int rest = line; rest != 0; ) {
        rest >>= Integer.numberOfTrailingZeros(rest);
        int run = Integer.numberOfTrailingZeros(~rest);
        runs.append(runs.length() == 0 ? "" : " ").append(run);
        numbers.add(run);
        rest >>= run;
      }
      text.append(text.length() == 0 ? "" : "; ").append(runs.length() == 0 ? "0" : runs);
    }
    return text;
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    return Cells.score(expected.replaceAll("[#.]", "?"), expected, form().read(reply));
  }
}

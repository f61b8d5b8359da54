package io.seedmill.generators.catalogue.sudoku;

import java.util.BitSet;

/**
 * Counts the solutions of a sudoku as those of an exact cover problem: 324 conditions (every cell
 * has a digit; every row, column and box has every digit), of which each of the 729 ways to put a
 * digit into a cell meets four.
 */
final class ExactCover {

  private static final int CONDITIONS = 324;
  private static final int[][] MEETS = new int[729][];
  private static final BitSet[] MET_BY = new BitSet[CONDITIONS];
  private static final BitSet[] EXCLUDES = new BitSet[729];

  static {
    for (int condition = 0; condition < CONDITIONS; condition++) {
      MET_BY[condition] = new BitSet(729);
    }
    for (int way = 0; way < 729; way++) {
      int row = way / 81;
      int column = way / 9 % 9;
      int digit = way % 9;
      int box = row / 3 * 3 + column / 3;
      MEETS[way] =
          new int[] {
            row * 9 + column, 81 + row * 9 + digit, 162 + column * 9 + digit, 243 + box * 9 + digit
          };
      for (int condition : MEETS[way]) {
        MET_BY[condition].set(way);
      }
    }
    for (int way = 0; way < 729; way++) {
      EXCLUDES[way] = new BitSet(729);
      for (int condition : MEETS[way]) {
        EXCLUDES[way].or(MET_BY[condition]);
      }
    }
  }

  private ExactCover() {}

  /** Returns the number of solutions of an 81-character puzzle, or 2 if there are more. */
  static int solutionsUpToTwo(String puzzle) {
    BitSet ways = new BitSet(729);
    ways.set(0, 729);
    BitSet open = new BitSet(CONDITIONS);
    open.set(0, CONDITIONS);
    for (int cell = 0; cell < 81; cell++) {
      if (puzzle.charAt(cell) != '.') {
        int way = cell * 9 + puzzle.charAt(cell) - '1';
        if (!ways.get(way)) {
          return 0;
        }
        choose(way, ways, open);
      }
    }
    return count(ways, open);
  }

  private static int count(BitSet ways, BitSet open) {
    if (open.isEmpty()) {
      return 1;
    }
    BitSet fewest = null;
    for (int c = open.nextSetBit(0); c >= 0; c = open.nextSetBit(c + 1)) {
      BitSet options = (BitSet) MET_BY[c].clone();
      options.and(ways);
      if (fewest == null || options.cardinality() < fewest.cardinality()) {
        fewest = options;
        if (fewest.cardinality() <= 1) {
          break;
        }
      }
    }
    int solutions = 0;
    for (int w = fewest.nextSetBit(0); w >= 0 && solutions < 2; w = fewest.nextSetBit(w + 1)) {
      BitSet waysLeft = (BitSet) ways.clone();
      BitSet openLeft = (BitSet) open.clone();
      choose(w, waysLeft, openLeft);
      solutions += count(waysLeft, openLeft);
    }
    return Math.min(2, solutions);
  }

  private static void choose(int way, BitSet ways, BitSet open) {
    ways.andNot(EXCLUDES[way]);
    for (int condition : MEETS[way]) {
      open.clear(condition);
    }
  }
}

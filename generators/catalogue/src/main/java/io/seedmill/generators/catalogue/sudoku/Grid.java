package io.seedmill.generators.catalogue.sudoku;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A sudoku with blank cells, which are numbered row by row. A digit is a bit: bit 0 stands for 1.
 */
final class Grid {

  static final int CELLS = 81;

  private static final int DIGITS = (1 << 9) - 1;
  private static final int UNITS = 27;
  private static final int[] ROW = new int[CELLS];
  private static final int[] COLUMN = new int[CELLS];
  private static final int[] BOX = new int[CELLS];

  static {
    for (int cell = 0; cell < CELLS; cell++) {
      ROW[cell] = cell / 9;
      COLUMN[cell] = 9 + cell % 9;
      BOX[cell] = 18 + cell / 27 * 3 + cell % 9 / 3;
    }
  }

  /*
   * Depth-first search that takes the most constrained choice first: a cell with one candidate, else
   * a digit with one place in a unit (a row, column or box), else the cell with the fewest
   * candidates. Units keep the set of digits that they lack, so that a cell's candidates are the
   * intersection of three sets. One pass over the blanks collects for every unit the digits that
   * are seen and those seen again: a digit that a unit lacks but does not see is a dead end, one
   * that it sees once has a single place. The trade-off is a pass of all blanks for each step,
   * against hardly any wrong guesses. The rule is known as minimum remaining values: Knuth, The Art
   * of Computer Programming 4B, section 7.2.2.1.
   */
  private final int[] lacking = new int[UNITS];
  private final int[] seen = new int[UNITS];
  private final int[] seenAgain = new int[UNITS];
  private final int[] blanks = new int[CELLS];
  private final int[] found = new int[CELLS];
  private int blankCount;

  /** Fills the board at random with a solution, though not with each as likely as the next. */
  void fill(UniformRandomProvider random) {
    Arrays.fill(lacking, DIGITS);
    for (int cell = 0; cell < CELLS; cell++) {
      blanks[cell] = cell;
    }
    blankCount = CELLS;
    if (!search(random)) {
      throw new IllegalStateException("an empty board has no solution");
    }
    while (blankCount > 0) {
      int cell = blanks[--blankCount];
      flip(cell, found[cell]);
    }
  }

  /** Copies the digits of a board that is full. */
  void copyTo(int[] digits) {
    System.arraycopy(found, 0, digits, 0, CELLS);
  }

  /**
   * Blanks a cell of a board that has one solution, unless there would be another then.
   *
   * @return whether the cell is blank now
   */
  boolean blankIfUnique(int cell, int digit, UniformRandomProvider random) {
    flip(cell, digit);
    blanks[blankCount++] = cell;
    if (anyLeadsToSolution(blankCount - 1, candidates(cell) & ~digit, random)) {
      blankCount--;
      flip(cell, digit);
      return false;
    }
    return true;
  }

  int blankCount() {
    return blankCount;
  }

  /**
   * Fills all cells that have one candidate, or are the one place of a digit in a unit, as the
   * board stands before the first of them is filled.
   *
   * @return how many there were
   */
  int fillSingles() {
    clearSeen();
    for (int at = 0; at < blankCount; at++) {
      see(blanks[at], candidates(blanks[at]));
    }
    for (int at = 0; at < blankCount; at++) {
      int cell = blanks[at];
      int candidates = candidates(cell);
      int onlyHere = candidates & (single(ROW[cell]) | single(COLUMN[cell]) | single(BOX[cell]));
      found[cell] = Integer.bitCount(candidates) == 1 ? candidates : onlyHere;
    }
    int before = blankCount;
    for (int at = before - 1; at >= 0; at--) {
      int cell = blanks[at];
      if (found[cell] != 0) {
        flip(cell, found[cell]);
        blanks[at] = blanks[--blankCount];
      }
    }
    return before - blankCount;
  }

  /** Looks for a solution, leaves it in {@link #found}, and the blanks as they were. */
  private boolean search(UniformRandomProvider random) {
    if (blankCount == 0) {
      return true;
    }
    clearSeen();
    int fewest = 10;
    int fewestAt = -1;
    for (int at = 0; at < blankCount; at++) {
      int candidates = candidates(blanks[at]);
      int count = Integer.bitCount(candidates);
      if (count <= 1) {
        return count == 1 && leadsToSolution(at, candidates, random);
      }
      see(blanks[at], candidates);
      if (count < fewest) {
        fewest = count;
        fewestAt = at;
      }
    }
    int unitOfSingle = -1;
    for (int unit = 0; unit < UNITS; unit++) {
      if (seen[unit] != lacking[unit]) {
        return false;
      }
      unitOfSingle = single(unit) == 0 ? unitOfSingle : unit;
    }
    if (unitOfSingle >= 0) {
      int digit = Integer.lowestOneBit(single(unitOfSingle));
      return leadsToSolution(placeOf(digit, unitOfSingle), digit, random);
    }
    return anyLeadsToSolution(fewestAt, candidates(blanks[fewestAt]), random);
  }

  private boolean leadsToSolution(int at, int digit, UniformRandomProvider random) {
    int cell = blanks[at];
    blanks[at] = blanks[--blankCount];
    flip(cell, digit);
    found[cell] = digit;
    boolean solved = search(random);
    flip(cell, digit);
    blanks[blankCount++] = blanks[at];
    blanks[at] = cell;
    return solved;
  }

  private boolean anyLeadsToSolution(int at, int candidates, UniformRandomProvider random) {
    int left = candidates;
    while (left != 0) {
      int digit = anyOf(left, random);
      if (leadsToSolution(at, digit, random)) {
        return true;
      }
      left ^= digit;
    }
    return false;
  }

  private static int anyOf(int digits, UniformRandomProvider random) {
    int left = digits;
    for (int skip = random.nextInt(Integer.bitCount(digits)); skip > 0; skip--) {
      left &= left - 1;
    }
    return Integer.lowestOneBit(left);
  }

  private int placeOf(int digit, int unit) {
    for (int at = 0; at < blankCount; at++) {
      int cell = blanks[at];
      boolean inUnit = ROW[cell] == unit || COLUMN[cell] == unit || BOX[cell] == unit;
      if (inUnit && (candidates(cell) & digit) != 0) {
        return at;
      }
    }
    throw new IllegalStateException("a place that was seen is gone");
  }

  private void clearSeen() {
    Arrays.fill(seen, 0);
    Arrays.fill(seenAgain, 0);
  }

  private void see(int cell, int candidates) {
    seeIn(ROW[cell], candidates);
    seeIn(COLUMN[cell], candidates);
    seeIn(BOX[cell], candidates);
  }

  private void seeIn(int unit, int candidates) {
    seenAgain[unit] |= seen[unit] & candidates;
    seen[unit] |= candidates;
  }

  private int single(int unit) {
    return seen[unit] & ~seenAgain[unit];
  }

  private int candidates(int cell) {
    return lacking[ROW[cell]] & lacking[COLUMN[cell]] & lacking[BOX[cell]];
  }

  /** Places a digit that the cell's units lack, or takes it away. */
  private void flip(int cell, int digit) {
    lacking[ROW[cell]] ^= digit;
    lacking[COLUMN[cell]] ^= digit;
    lacking[BOX[cell]] ^= digit;
  }
}

package io.seedmill.generators.catalogue.reasoning.grids;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Latin squares, and what follows for the cells of one from those that are known and from signs
 * between neighbours: a digit can be only once in a row or column, and has to be somewhere.
 */
final class LatinSquare {

  private int size;
  private int[] signs;
  private int[] digits;

  /** The digits that a cell may have, as bits. */
  private int[] possible;

  /** Draws a square; it is one array, row by row. */
  int[] draw(int size, UniformRandomProvider random) {
    this.size = size;
    digits = new int[size * size];
    while (!fill(0, new int[size], new int[size], random)) {
      Arrays.fill(digits, 0);
    }
    return digits;
  }

  private boolean fill(int cell, int[] inRow, int[] inColumn, UniformRandomProvider random) {
    if (cell == size * size) {
      return true;
    }
    int y = cell / size;
    int x = cell % size;
    int free = ((2 << size) - 2) & ~(inRow[y] | inColumn[x]);
    while (free != 0) {
      int rest = free;
      for (int skipped = random.nextInt(Integer.bitCount(free)); skipped > 0; skipped--) {
        rest &= rest - 1;
      }
      int bit = Integer.lowestOneBit(rest);
      free ^= bit;
      inRow[y] |= bit;
      inColumn[x] |= bit;
      digits[cell] = Integer.numberOfTrailingZeros(bit);
      if (fill(cell + 1, inRow, inColumn, random)) {
        return true;
      }
      inRow[y] ^= bit;
      inColumn[x] ^= bit;
    }
    return false;
  }

  /** Forgets all cells and infers what the signs alone say. */
  void reset(int size, int[] signs) {
    this.size = size;
    this.signs = signs;
    possible = new int[size * size];
    Arrays.fill(possible, (2 << size) - 2);
    infer();
  }

  boolean isKnown(int cell) {
    return Integer.bitCount(possible[cell]) == 1;
  }

  /** Adds a digit and what follows. */
  void put(int cell, int digit) {
    possible[cell] = 1 << digit;
    infer();
  }

  private void infer() {
    for (boolean changed = true; changed; ) {
      changed = false;
      for (int i = 0; i < signs.length; i++) {
        int other = i / 2 + (i % 2 == 0 ? 1 : size);
        if (signs[i] != 0) {
          changed |= signs[i] < 0 ? less(i / 2, other) : less(other, i / 2);
        }
      }
      for (int line = 0; line < size; line++) {
        changed |= inferLine(line * size, 1);
        changed |= inferLine(line, size);
      }
    }
  }

  private boolean less(int smaller, int greater) {
    int highest = Integer.highestOneBit(possible[greater]);
    int lowest = Integer.lowestOneBit(possible[smaller]);
    boolean changed = keep(smaller, highest - 1);
    return keep(greater, -(lowest << 1)) || changed;
  }

  private boolean inferLine(int first, int step) {
    int once = 0;
    int twice = 0;
    int known = 0;
    for (int i = 0, cell = first; i < size; i++, cell += step) {
      twice |= once & possible[cell];
      once |= possible[cell];
      known |= isKnown(cell) ? possible[cell] : 0;
    }
    boolean changed = false;
    for (int i = 0, cell = first; i < size; i++, cell += step) {
      if (!isKnown(cell)) {
        int alone = possible[cell] & ~twice;
        changed |= keep(cell, alone != 0 ? alone : ~known);
      }
    }
    return changed;
  }

  private boolean keep(int cell, int digitsToKeep) {
    int before = possible[cell];
    possible[cell] &= digitsToKeep;
    return possible[cell] != before;
  }
}

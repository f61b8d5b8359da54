package io.seedmill.generators.catalogue.logic;

/**
 * A disjunction of literals of different variables. Every variable is one bit, the same in the
 * masks and in an assignment; the first variable is the highest bit.
 *
 * @param positive the variables that occur as they are
 * @param negative the variables that occur negated
 */
record Clause(int positive, int negative) {

  int variables() {
    return positive | negative;
  }

  int lastVariable() {
    return Integer.lowestOneBit(variables());
  }

  boolean isFalseUnder(int assignment) {
    return ((assignment & positive) | (~assignment & negative)) == 0;
  }

  /** Returns the same clause, with each literal of {@code chosen}, which it contains, negated. */
  Clause flip(int chosen) {
    return new Clause(positive ^ chosen, negative ^ chosen);
  }

  /** Returns the same clause, with the variable {@code names[p]} for the variable of bit p. */
  Clause rename(int[] names) {
    return new Clause(rename(positive, names), rename(negative, names));
  }

  private static int rename(int mask, int[] names) {
    int renamed = 0;
    for (int left = mask; left != 0; left &= left - 1) {
      renamed |= names[Integer.numberOfTrailingZeros(left)];
    }
    return renamed;
  }
}

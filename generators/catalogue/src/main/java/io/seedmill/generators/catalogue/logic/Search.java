package io.seedmill.generators.catalogue.logic;

import java.util.List;

/**
 * Finds the first model of a growing list of clauses.
 *
 * <p>Assignments are numbers whose highest bit is the first variable, so that the first model, with
 * false before true and the first variable compared first, is the smallest number.
 */
final class Search {

  /*
   * Backtracking over the variables in their order, false before true, without a stack: the
   * candidate is the branch, its higher bits are what is decided. A clause that is false under the
   * candidate and whose last variable is bit p stays false whatever the bits below p are, so the
   * search goes on at the next number that differs at p or above. Of all false clauses the one with
   * the highest p cuts off most; it is the one at which a search with a stack would turn back. More
   * clauses only take models away, so that the candidate never goes down when the list grows.
   *
   * Golomb, Baumert: Backtrack Programming, JACM 12(4), 1965.
   */
  private final int assignments;
  private final List<Clause> clauses;
  private int candidate;
  private int deadEnds;

  Search(int variables, List<Clause> clauses) {
    this.assignments = 1 << variables;
    this.clauses = clauses;
  }

  /** Goes on to the first model of the clauses as they are now; false if they have none. */
  boolean findModel() {
    while (candidate < assignments) {
      int cut = 0;
      for (Clause clause : clauses) {
        if (clause.isFalseUnder(candidate)) {
          cut = Math.max(cut, clause.lastVariable());
        }
      }
      if (cut == 0) {
        return true;
      }
      candidate = (candidate | (cut - 1)) + 1;
      deadEnds++;
    }
    return false;
  }

  /** Returns the model that was found. */
  int model() {
    return candidate;
  }

  /** Returns the number of partial assignments that the search refuted. */
  int deadEnds() {
    return deadEnds;
  }
}

package io.seedmill.generators.catalogue.reasoning.grids;

import java.util.Optional;

/** Scores grids by their cells. */
final class Cells {

  private Cells() {}

  /**
   * Returns the share of right cells less that of wrong ones, at least 0, so that guesses gain
   * nothing.
   *
   * @param puzzle the cells as they were shown; those that the answer has too do not count
   */
  static double score(String puzzle, String answer, Optional<String> reply) {
    String found = reply.orElse("");
    if (found.length() != answer.length()) {
      return 0;
    }
    int asked = 0;
    int gained = 0;
    for (int i = 0; i < answer.length(); i++) {
      if (puzzle.charAt(i) != answer.charAt(i)) {
        asked++;
        gained += found.charAt(i) == answer.charAt(i) ? 1 : -1;
      } else if (found.charAt(i) != answer.charAt(i)) {
        return 0; // what was given has been changed
      }
    }
    return Math.max(0, gained / (double) asked);
  }
}

package io.seedmill.generators.catalogue.sudoku;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Reply;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Scores the share of blank cells that are filled in right; a grid in which a clue has changed
 * scores 0.
 *
 * <p>The last 81 digits of a reply are the grid, in one line or in rows, with blanks and lines
 * between them or not.
 */
final class SudokuScorer implements Scorer {

  private static final Pattern FRAME = Pattern.compile("[\\s|+,;\\[\\]\u2500-\u257f-]+");
  private static final Pattern DIGITS =
      Pattern.compile("(?<!\\d)\\.*?((?:[0-9._?]{81})++)\\.?(?!\\d)");

  @Override
  public double score(JsonNode sample, String answer) {
    String solution = Scorer.text(sample, "answer");
    String puzzle = Scorer.text(sample, "puzzle");
    String text = FRAME.matcher(Reply.of(answer).part()).replaceAll("");
    Optional<String> last =
        DIGITS.matcher(text).results().reduce((a, b) -> b).map(found -> found.group(1));
    String grid = last.orElse("");
    if (grid.isEmpty()) {
      return 0;
    }
    int from = grid.length() / Grid.CELLS * Grid.CELLS - Grid.CELLS;
    int blanks = 0;
    int right = 0;
    for (int cell = 0; cell < Grid.CELLS; cell++) {
      boolean same = grid.charAt(from + cell) == solution.charAt(cell);
      if (puzzle.charAt(cell) == '.') {
        blanks++;
        right += same ? 1 : 0;
      } else if (!same) {
        return 0;
      }
    }
    return blanks == 0 ? 1 : (double) right / blanks;
  }
}

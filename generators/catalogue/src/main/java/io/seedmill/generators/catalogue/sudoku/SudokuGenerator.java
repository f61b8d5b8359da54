package io.seedmill.generators.catalogue.sudoku;

import com.google.auto.service.AutoService;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleGenerator;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.words.Phrasings;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Sudoku puzzles of 9 by 9 cells, each with exactly one solution.
 *
 * <p>A puzzle has as many clues as asked for, or more where none of them can be taken away without
 * a second solution: of 100 puzzles that shall have 24 clues about 45 have more, and 3 more than
 * 26. The metadata's {@code clues} counts them.
 *
 * <p>The difficulty is measured in rounds. A round fills, all at once, every cell that has one
 * candidate left or is the one place left for a digit in its row, column or box. A puzzle that is
 * solved in this way has the level 1 + rounds / 2 (rounded down), at most 6. Any other needs
 * further techniques or trial and error: the level is 7 where the rounds leave up to 24 cells open,
 * 8 up to 36, 9 up to 48, and 10 beyond.
 *
 * <p>Fields: {@code answer} (81 digits, row by row), {@code prompt} (with the grid in nine lines),
 * {@code puzzle} (81 characters, row by row, a dot for a blank).
 */
public final class SudokuGenerator implements SampleGenerator {

  private static final Phrasings QUESTIONS =
      Phrasings.of(
          List.of("grid"),
          "Solve this sudoku, where a dot is an empty cell. Answer with all 81 digits, row by row,"
              + " without spaces.\n\n{grid}",
          "Fill in the dots so that every row, every column and every 3 by 3 box has each of the"
              + " digits 1 to 9. Write the whole grid as 81 digits in one line, row by row.\n\n"
              + "{grid}",
          "{grid}\n\nThis is a sudoku in nine rows, with dots for empty cells. What is its only"
              + " solution? Give all 81 digits in one line, row after row, with nothing between"
              + " them.",
          "Here are the nine rows of a sudoku; a dot stands for a missing digit.\n\n{grid}\n\nReply"
              + " with the solved rows joined to a single string of 81 digits.");

  private final int wantedClues;
  private final Grid board = new Grid();
  private final int[] solution = new int[Grid.CELLS];
  private final int[] order = new int[Grid.CELLS];
  private final char[] answer = new char[Grid.CELLS];
  private final char[] puzzle = new char[Grid.CELLS];

  private SudokuGenerator(Parameters parameters) {
    this.wantedClues = parameters.intValue("clues");
  }

  @Override
  public void generate(long index, UniformRandomProvider random, Sample sample) {
    board.fill(random);
    board.copyTo(solution);
    for (int cell = 0; cell < Grid.CELLS; cell++) {
      answer[cell] = (char) ('1' + Integer.numberOfTrailingZeros(solution[cell]));
      puzzle[cell] = answer[cell];
    }
    takeCluesAway(random);
    int clues = Grid.CELLS - board.blankCount();
    String puzzleText = new String(puzzle);
    sample.text("answer", new String(answer));
    sample.text("prompt", QUESTIONS.draw(random, grid(puzzleText)));
    sample.text("puzzle", puzzleText);
    sample.difficulty(difficulty());
    sample.note("clues", clues);
  }

  /**
   * Tries each cell once, in a random order. A clue that is needed stays needed when there are
   * fewer clues, so that a second try would take nothing more away.
   */
  private void takeCluesAway(UniformRandomProvider random) {
    for (int i = 0; i < Grid.CELLS; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    int wantedBlanks = Grid.CELLS - wantedClues;
    for (int i = 0; i < Grid.CELLS && board.blankCount() < wantedBlanks; i++) {
      int cell = order[i];
      if (board.blankIfUnique(cell, solution[cell], random)) {
        puzzle[cell] = '.';
      }
    }
  }

  /** Solves the puzzle as far as singles lead. */
  private int difficulty() {
    int rounds = 0;
    while (board.fillSingles() > 0) {
      rounds++;
    }
    int open = board.blankCount();
    if (open == 0) {
      return Math.min(6, 1 + rounds / 2);
    }
    return open <= 24 ? 7 : open <= 36 ? 8 : open <= 48 ? 9 : 10;
  }

  private static CharSequence grid(String puzzle) {
    StringBuilder grid = new StringBuilder(Grid.CELLS + 9);
    for (int row = 0; row < 9; row++) {
      grid.append(row == 0 ? "" : "\n").append(puzzle, 9 * row, 9 * row + 9);
    }
    return grid;
  }

  /** The catalogue's entry. */
  @AutoService(GeneratorFactory.class)
  public static final class Factory implements GeneratorFactory {

    @Override
    public String name() {
      return "sudoku";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public String summary() {
      return "sudoku puzzles with one solution, rated by the steps that they take";
    }

    @Override
    public ParameterSchema parameters() {
      return ParameterSchema.none()
          .integer("clues", "digits given, or slightly more where none can be spared", 32, 24, 80);
    }

    @Override
    public Optional<Set<String>> fields(Parameters parameters, Prepared prepared) {
      return Optional.of(Set.of("answer", "prompt", "puzzle"));
    }

    @Override
    public Optional<Scorer> scorer() {
      return Optional.of(new SudokuScorer());
    }

    @Override
    public Generator create(Parameters parameters) {
      return Generator.perSample(parameters, new SudokuGenerator(parameters));
    }
  }
}

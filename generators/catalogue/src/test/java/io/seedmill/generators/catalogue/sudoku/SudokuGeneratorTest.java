package io.seedmill.generators.catalogue.sudoku;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import io.seedmill.generators.testing.GeneratorContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.chocosolver.solver.Model;
import org.chocosolver.solver.variables.IntVar;
import org.junit.jupiter.api.Test;

class SudokuGeneratorTest extends GeneratorContract {

  private static final List<int[]> UNITS = units();
  private static final List<int[]> PEERS =
      IntStream.range(0, 81).mapToObj(SudokuGeneratorTest::peers).toList();

  @Override
  protected GeneratorFactory factory() {
    return new SudokuGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("fcbd6858e62138cf", "2266659ad9f1817f", "89216e8255b1affd");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of("{\"clues\":24}", "{\"clues\":28}", "{\"clues\":80}");
  }

  @Override
  protected List<Pattern> phrasings() {
    String grid = "(?<grid>[1-9.\n]+)";
    return Stream.of(
            "Solve this sudoku, where a dot is an empty cell\\. Answer with all 81 digits, row by"
                + " row, without spaces\\.\n\n"
                + grid,
            "Fill in the dots so that every row, every column and every 3 by 3 box has each of the"
                + " digits 1 to 9\\. Write the whole grid as 81 digits in one line, row by row\\.\n\n"
                + grid,
            grid
                + "\n\nThis is a sudoku in nine rows, with dots for empty cells\\. What is its only"
                + " solution\\? Give all 81 digits in one line, row after row, with nothing between"
                + " them\\.",
            "Here are the nine rows of a sudoku; a dot stands for a missing digit\\.\n\n"
                + grid
                + "\n\nReply with the solved rows joined to a single string of 81 digits\\.")
        .map(Pattern::compile)
        .toList();
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    String puzzle = sample.get("puzzle").textValue();
    String answer = sample.get("answer").textValue();
    String grid = String.join("\n", puzzle.split("(?<=\\G.{9})"));
    if (!prompt(sample).group("grid").equals(grid)) {
      return Optional.of("another grid in the prompt");
    }
    if (!answer.matches("[1-9]{81}") || !answer.matches(puzzle)) {
      return Optional.of("an answer that does not fit the clues");
    }
    if (ExactCover.solutionsUpToTwo(answer) != 1) {
      return Optional.of("an answer that repeats a digit");
    }
    if (ExactCover.solutionsUpToTwo(puzzle) != 1) {
      return Optional.of("a second solution");
    }
    int clues = (int) puzzle.chars().filter(c -> c != '.').count();
    int wanted = sample.at("/metadata/parameters/clues").intValue();
    if (clues != sample.at("/metadata/clues").intValue() || clues < wanted) {
      return Optional.of("another number of clues");
    }
    if (clues > wanted && hasClueToSpare(puzzle)) {
      return Optional.of("more clues than necessary");
    }
    int difficulty = sample.at("/metadata/difficulty").intValue();
    return difficulty == difficulty(puzzle) ? Optional.empty() : Optional.of("another difficulty");
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    StringBuilder answer = new StringBuilder(sample.get("answer").textValue());
    int cell = random.nextInt(81);
    int row = cell / 9;
    int other = row / 3 * 3 + (row + 1 + random.nextInt(2)) % 3;
    char digit = answer.charAt(cell);
    switch (random.nextInt(6)) {
      case 0 -> answer.setCharAt(cell, (char) ('1' + (digit - '0' + random.nextInt(8)) % 9));
      case 1 -> answer.setCharAt(cell, "0.a ".charAt(random.nextInt(4)));
      case 2 -> answer.deleteCharAt(cell);
      case 3 -> answer.insert(cell, digit);
      case 4 -> {
        String rows = answer.substring(row * 9, row * 9 + 9);
        answer.replace(row * 9, row * 9 + 9, answer.substring(other * 9, other * 9 + 9));
        answer.replace(other * 9, other * 9 + 9, rows);
      }
      default -> {
        char next = (char) ('1' + (digit - '0' + random.nextInt(8)) % 9);
        String swapped = answer.toString().replace(digit, 'x').replace(next, digit);
        answer.replace(0, 81, swapped.replace('x', next));
      }
    }
    sample.put("answer", answer.toString());
  }

  @Test
  void aConstraintSolverFindsTheAnswerAndNoOther() {
    for (ObjectNode sample : samples("{}", 1_000)) {
      assertThat(
          solveWithChoco(sample.get("puzzle").textValue()),
          is(List.of(sample.get("answer").textValue())));
    }
  }

  @Test
  void theNumberOfCluesIsTheOneAskedForUnlessItIsVeryLow() {
    for (int clues = 32; clues <= 80; clues += 8) {
      assertThat(Set.copyOf(cluesOf(samples("{\"clues\":" + clues + "}", 300))), is(Set.of(clues)));
    }
    List<Integer> few = cluesOf(samples("{\"clues\":24}", 300));
    assertThat(few, everyItem(is(both(greaterThanOrEqualTo(24)).and(lessThan(31)))));
    assertThat(Collections.frequency(few, 24), greaterThan(100));
  }

  @Test
  void theLevelsOfDifficultyAreSpread() {
    Set<Integer> levels = new TreeSet<>();
    samples("{}", 2_000).forEach(s -> levels.add(s.at("/metadata/difficulty").intValue()));
    assertThat(levels.size(), greaterThan(6));
  }

  private List<ObjectNode> samples(String given, int count) {
    try {
      ObjectNode parameters = (ObjectNode) CanonicalJson.parse(given.getBytes(UTF_8));
      return CollectingSink.collect(
              factory(), factory().parameters().read(parameters), 7, new IndexRange(0, count))
          .stream()
          .map(Collected::parsed)
          .toList();
    } catch (IOException | InvalidParametersException e) {
      throw new AssertionError(given, e);
    }
  }

  private static List<Integer> cluesOf(List<ObjectNode> samples) {
    return samples.stream().map(sample -> sample.at("/metadata/clues").intValue()).toList();
  }

  private static boolean hasClueToSpare(String puzzle) {
    for (int cell = 0; cell < 81; cell++) {
      String without = puzzle.substring(0, cell) + '.' + puzzle.substring(cell + 1);
      if (puzzle.charAt(cell) != '.' && ExactCover.solutionsUpToTwo(without) == 1) {
        return true;
      }
    }
    return false;
  }

  /** Returns the scale of {@link SudokuGenerator}, worked out with lists of candidates. */
  private static int difficulty(String puzzle) {
    StringBuilder board = new StringBuilder(puzzle);
    int rounds = 0;
    for (var singles = singles(board); !singles.isEmpty(); singles = singles(board)) {
      singles.forEach((cell, digit) -> board.setCharAt(cell, digit));
      rounds++;
    }
    long open = board.chars().filter(c -> c == '.').count();
    if (open == 0) {
      return rounds >= 10 ? 6 : rounds / 2 + 1;
    }
    return open > 48 ? 10 : open > 36 ? 9 : open > 24 ? 8 : 7;
  }

  private static Map<Integer, Character> singles(StringBuilder board) {
    Map<Integer, Character> singles = new TreeMap<>();
    for (int[] unit : UNITS) {
      for (char digit = '1'; digit <= '9'; digit++) {
        char wanted = digit;
        int[] places = Arrays.stream(unit).filter(cell -> fits(board, cell, wanted)).toArray();
        if (places.length == 1) {
          singles.put(places[0], digit);
        }
      }
      for (int cell : unit) {
        int[] digits = IntStream.rangeClosed('1', '9').filter(d -> fits(board, cell, d)).toArray();
        if (digits.length == 1) {
          singles.put(cell, (char) digits[0]);
        }
      }
    }
    return singles;
  }

  private static boolean fits(StringBuilder board, int cell, int digit) {
    if (board.charAt(cell) != '.') {
      return false;
    }
    for (int peer : PEERS.get(cell)) {
      if (board.charAt(peer) == digit) {
        return false;
      }
    }
    return true;
  }

  private static int[] peers(int cell) {
    return UNITS.stream()
        .filter(unit -> Arrays.stream(unit).anyMatch(c -> c == cell))
        .flatMapToInt(Arrays::stream)
        .distinct()
        .toArray();
  }

  private static List<int[]> units() {
    List<int[]> units = new ArrayList<>();
    for (int unit = 0; unit < 9; unit++) {
      int first = unit;
      int corner = unit / 3 * 27 + unit % 3 * 3;
      units.add(IntStream.range(0, 9).map(i -> 9 * first + i).toArray());
      units.add(IntStream.range(0, 9).map(i -> 9 * i + first).toArray());
      units.add(IntStream.range(0, 9).map(i -> corner + i / 3 * 9 + i % 3).toArray());
    }
    return units;
  }

  private static List<String> solveWithChoco(String puzzle) {
    Model model = new Model();
    IntVar[] cells = new IntVar[81];
    for (int cell = 0; cell < 81; cell++) {
      char given = puzzle.charAt(cell);
      cells[cell] = given == '.' ? model.intVar(1, 9) : model.intVar(given - '0');
    }
    for (int[] unit : UNITS) {
      model
          .allDifferent(Arrays.stream(unit).mapToObj(cell -> cells[cell]).toArray(IntVar[]::new))
          .post();
    }
    List<String> solutions = new ArrayList<>();
    while (solutions.size() < 2 && model.getSolver().solve()) {
      StringBuilder solution = new StringBuilder();
      Arrays.stream(cells).forEach(cell -> solution.append(cell.getValue()));
      solutions.add(solution.toString());
    }
    return solutions;
  }
}

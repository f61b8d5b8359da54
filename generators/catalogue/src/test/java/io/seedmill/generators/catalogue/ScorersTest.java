package io.seedmill.generators.catalogue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.testing.CollectingSink;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each generator's own rule, on questions written by hand. */
class ScorersTest {

  private static final String MAZE = "Find the way.\n\n#####\n#S..#\n#.#.#\n#..G#\n#####";
  private static final String GRAPH =
      "Write it as X -> Y -> Z, length 12. The edges are A-B 3, B-C 4, A-C 9, C-D 1.";
  private static final String FORMULA =
      "Is (A or not B) and (B or C) and (not A or B) satisfiable?";

  private static ObjectNode sample(String answer, String prompt) {
    return JsonNodeFactory.instance.objectNode().put("answer", answer).put("prompt", prompt);
  }

  private static double score(String generator, ObjectNode sample, String reply) {
    return scorer(generator).score(sample, reply.replace('~', '\n'));
  }

  private static Scorer scorer(String generator) {
    return Catalogue.load().generator(generator).flatMap(GeneratorFactory::scorer).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "RRDD,1",
    "DDRR,1", // as short
    "r r d d,1",
    "'Answer: R, R, D, D, as the walls demand.',1",
    "RLRRDD,0.667",
    "RRD,0",
    "RDRD,0",
    "UUUUUUUUUU,0",
    "RRDDD,0"
  })
  void aPathThroughAMazeScoresByItsLength(String reply, double score) {
    assertThat(score("maze", sample("RRDD", MAZE), reply), closeTo(score, 0.001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A -> B -> C -> D, length 8 | 1",
        "The route is A → B → C → D with a total of 8. | 1",
        "A-B-C-D, length 8 | 1",
        "$A \\to B \\to C \\to D$, length 8 | 1",
        "A -> B -> C -> D | 0.5",
        "A -> B -> C -> D, length 9 | 0.5",
        "A -> C -> D, length 10 | 0.8",
        "A -> C -> D, length 8 | 0.4",
        "A -> D, length 8 | 0",
        "A -> B -> C, length 7 | 0",
        "D -> C -> B -> A, length 8 | 0"
      })
  void aRouteScoresByItsLength(String reply, double score) {
    ObjectNode sample = sample("A -> B -> C -> D, length 8", GRAPH);
    assertThat(score("shortest-path", sample, reply), closeTo(score, 0.001));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "satisfiable: A=false, B=false, C=true | 1",
        "It is satisfiable, with A = False, B = False and C = True. | 1",
        "First A=true.~So: satisfiable: C=1, B=0, A=0 | 1",
        "satisfiable: A=true, B=true, C=false | 0.5",
        "satisfiable: A=true, B=false, C=true | 0",
        "satisfiable: A=false, B=false | 0",
        "satisfiable | 0",
        "It is not satisfiable. | 0"
      })
  void anotherModelCountsHalf(String reply, double score) {
    ObjectNode sample = sample("satisfiable: A=false, B=false, C=true", FORMULA);
    assertThat(score("satisfiability", sample, reply), is(score));
    assertThat(
        score("satisfiability", sample("unsatisfiable", FORMULA), "No: it is not satisfiable."),
        is(1.0));
    assertThat(score("satisfiability", sample("unsatisfiable", FORMULA), "satisfiable"), is(0.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x = -1 or x = 2/3 | x = 2/3 or x = -1 | 1",
        "x = -1 or x = 2/3 | x_1 = 4/6, x_2 = -1 | 1",
        "x = -1 or x = 2/3 | \\boxed{x = -1 \\text{ or } x = \\frac{2}{3}} | 1",
        "x = -1 or x = 2/3 | x = -1 or 2/3 | 1",
        "x = -1 or x = 2/3 | x = -1 | 0.5",
        "x = -1 or x = 2/3 | x = -1, x = 0, x = 1 | 0.333",
        "x = -3 or x = 3 | x = ±3 | 1",
        "x = 4 | 2x = 8, so x = 8/2 = 4 | 1",
        "x = 4 | 4 | 1",
        "x = 4 | y = 4 | 0",
        "a = 1, b = -4 | b = -4, a = 1 | 1",
        "a = 1, b = -4 | a = 1, b = 4 | 0.5",
        "a = 1, b = -4 | a = -4, b = 1 | 0"
      })
  void solutionsCountInAnyOrder(String expected, String reply, double score) {
    assertThat(score("algebra", sample(expected, ""), reply), closeTo(score, 0.001));
  }

  @ParameterizedTest
  @CsvSource({
    "Nbxd7#,1",
    "'The move is Nbxd7, which is mate.',1",
    "Nbd7+,1",
    "Nb8xd7,1",
    "N8d7#,0", // two knights may stand on that rank
    "b8d7,1",
    "Nxd7#,0",
    "Nfxd7#,0",
    "Qxd7#,0",
    "Nbxe7#,0"
  })
  void aMoveCountsInAnyNotation(String reply, double score) {
    assertThat(
        score("chess-mate-in-one", sample("Nbxd7#", "").put("uci", "b8d7"), reply), is(score));
  }

  @Test
  void aPromotionNeedsItsPiece() {
    ObjectNode sample = sample("exd8=Q#", "").put("uci", "e7d8q");
    assertThat(score("chess-mate-in-one", sample, "e7d8q"), is(1.0));
    assertThat(score("chess-mate-in-one", sample, "exd8(Q)"), is(1.0));
    assertThat(score("chess-mate-in-one", sample, "exd8"), is(0.0));
    assertThat(score("chess-mate-in-one", sample, "exd8=R#"), is(0.0));
  }

  @Test
  void aSudokuScoresTheShareOfBlanksIfItsCluesAreKept() {
    String row = "123456789456789123789123456";
    String solution = row + row.replace('1', 'x').replace('2', '1').replace('x', '2') + row;
    ObjectNode sample = sample(solution, "").put("puzzle", "...." + solution.substring(4));
    StringBuilder rows = new StringBuilder("The grid:\n\n+---+\n");
    for (int i = 0; i < 81; i += 9) {
      rows.append("| ")
          .append(String.join(" ", solution.substring(i, i + 9).split("", -1)))
          .append("|\n");
    }
    assertThat(score("sudoku", sample, rows.toString()), is(1.0));
    assertThat(score("sudoku", sample, "1299" + solution.substring(4)), is(0.5));
    assertThat(score("sudoku", sample, "1234" + "9" + solution.substring(5)), is(0.0));
    assertThat(score("sudoku", sample, solution + "1"), is(0.0));
    assertThat(score("sudoku", sample, "...." + solution.substring(4)), is(0.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12.5 | score = 12.50 | 1",
        "12.5 | 25/2 | 1",
        "1250 | The score is 1,250. | 1",
        "12.5 | 12.05 | 0",
        "very high | Answer: Very High, not high | 1",
        "high | It is very high. | 0",
        "high | **high** | 1",
        "premium | The plan is premium. | 1",
        "true | True | 1",
        "true | false | 0"
      })
  void aValueOfATableIsComparedByItsType(String expected, String reply, double score) {
    ObjectNode sample = sample(expected, "");
    ObjectNode parameters = sample.putObject("metadata").putObject("parameters");
    parameters.putObject("target").putArray("labels").add("high").add("very high");
    assertThat(score("tabular", sample, reply), is(score));
  }

  @Test
  void anyReplyIsScoredInTimeAndARecordOfAnotherGeneratorIsRefused() {
    for (GeneratorFactory factory : Catalogue.load().all()) {
      Scorer scorer = factory.scorer().orElse(null);
      if (scorer == null) {
        continue;
      }
      ObjectNode sample =
          CollectingSink.collect(factory, factory.parameters().defaults(), 1, IndexRange.of(0))
              .get(0)
              .parsed();
      for (String piece :
          List.of(
              "9",
              "U, ",
              "A -> ",
              "x = 1, ",
              "A=true, ",
              "1 ",
              "Qxf7 ",
              "unsat\n",
              "plus ",
              "-",
              ".")) {
        String reply = piece.repeat(20_000);
        assertTimeoutPreemptively(
            Duration.ofSeconds(5), () -> scorer.score(sample, reply), factory.name() + " " + piece);
      }
      assertThat(
          assertThrows(
                  IllegalArgumentException.class,
                  () -> scorer.score(JsonNodeFactory.instance.objectNode(), "1"))
              .getMessage(),
          containsString("found"));
    }
  }
}

package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.input.InputProblem.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in a generator's parameters, in the place where they stand in the spec. */
class SpecParametersTest {

  private static final CheckedReader READER = new CheckedReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "maze | size: 2 | 2 | a whole number from 3 to 101",
        "maze | size: \"9\" | \"9\" | a whole number from 3 to 101",
        "maze | size: 9.0 | 9.0 | a whole number from 3 to 101",
        "maze | size: 99999999999999999999 | 99999999999999999999 | a whole number from 3 to 101",
        "maze | branching: 1.5 | 1.5 | a number from 0 to 1",
        "maze | branching: 1e400 | \"1e400\" | a number from 0 to 1",
        "maze | branching: | nothing | a number from 0 to 1",
        "algebra | form: Linear | \"Linear\" | one of mixed, linear, quadratic, system"
      })
  void aValueOutOfRangeIsRefused(String generator, String param, String found, String allowed) {
    String name = param.substring(0, param.indexOf(':'));
    int column = 6 + param.length() - param.substring(name.length() + 1).strip().length() + 1;
    SpecProblem problem =
        problems(
                """
                generators:
                  - generator: %s
                    samples: 5
                    params:
                      %s
                """
                    .formatted(generator, param))
            .get(0);
    assertThat(
        problem.describe("f"),
        is(
            "f:5:%d: generators[0].params.%s: found %s; allowed: %s"
                .formatted(column, name, found, allowed)));
  }

  @Test
  void aRuleOnSeveralParametersNamesOneOfThem() {
    assertThat(
        problems(
            """
            generators:
              - generator: chess-mate-in-one
                samples: 5
                params: {maxPieces: 5, minPieces: 9}
            """),
        contains(
            new SpecProblem(
                4,
                39,
                "generators[0].params.minPieces",
                Kind.RULE,
                "found 9; allowed: at most maxPieces, 5")));
  }

  @Test
  void aMistakeWithinAStructureHasThePlaceOfThatVeryValue() {
    assertThat(
        problems(
                """
            generators:
              - generator: tabular
                samples: 5
                params:
                  columns:
                    - {name: a, distribution: integer, min: 0, max: 5}
                    - {name: b, distribution: uniform, min: low, max: 5}
                    - {name: c, distribution: uniform, max: 5}
                    - {name: d, distribution: uniform, min: 1, max: 5, "x/y~z": 4}
                    - name: id
                      distribution: poisson
                  target: {name: t, weights: {a: much}}
            """)
            .stream()
            .map(problem -> problem.line() + ":" + problem.column() + " " + problem.path())
            .toList(),
        contains(
            "7:49 generators[0].params.columns[1].min",
            "8:11 generators[0].params.columns[2].min",
            "9:60 generators[0].params.columns[3].x/y~z",
            "10:17 generators[0].params.columns[4].name",
            "11:25 generators[0].params.columns[4].distribution",
            "12:38 generators[0].params.target.weights.a"));
  }

  @Test
  void parametersThatAreNoMappingAreRefused() {
    assertThat(
        problems("generators: [{generator: maze, samples: 1, params: [1]}]"),
        contains(
            new SpecProblem(
                1,
                52,
                "generators[0].params",
                Kind.STRUCTURE,
                "found [1]; allowed: a mapping such as {size: 7} (keys: size, loops,"
                    + " branching)")));
  }

  @Test
  void anUnknownParameterMayHaveAnyName() {
    assertThat(
        problems("generators: [{generator: test-flaky, samples: 1, params: {\"a/b~c\": 1}}]"),
        contains(
            new SpecProblem(
                1,
                59,
                "generators[0].params.a/b~c",
                Kind.UNKNOWN_KEY,
                "unknown key 'a/b~c'; allowed: none")));
  }

  @Test
  void aParameterOfAnUnknownGeneratorIsNoMistakeOfItsOwn() {
    List<SpecProblem> problems =
        problems("generators: [{generator: mazes, samples: 1, params: {size: huge}}]");
    assertThat(
        problems.stream().map(SpecProblem::path).toList(), contains("generators[0].generator"));
  }

  private static List<SpecProblem> problems(String yaml) {
    return assertThrows(InvalidSpecException.class, () -> READER.read("spec.yaml", yaml))
        .problems();
  }
}

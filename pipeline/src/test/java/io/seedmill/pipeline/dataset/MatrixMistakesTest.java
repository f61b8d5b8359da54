package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in matrices, items and dates, each in its place. */
class MatrixMistakesTest {

  private static final CheckedReader READER = new CheckedReader();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "matrix: {} | 4:13: generators[0].matrix: found no axis; allowed: a mapping of at least",
        "matrix: 3 | 4:13: generators[0].matrix: found 3; allowed: a mapping of at least one axis",
        "matrix: {exclude: [{a: 1}]} | generators[0].matrix: found no axis; allowed:",
        "matrix: [3] | 4:14: generators[0].matrix[0]: found 3; allowed: a mapping",
        "matrix: [{a: [1]}, {a: [2]}] | matrix[1].a: found 'a' a second time; allowed: each axis",
        "matrix: {a: []} | 4:17: generators[0].matrix.a: found []; allowed: a list of",
        "matrix: {a: 5} | generators[0].matrix.a: found 5; allowed: a list of values, a range",
        "matrix: {a: {folders: absent}} | generators[0].matrix.a.folders: found 'absent', which is no folder",
        "matrix: {a: [1, [2]]} | 4:21: generators[0].matrix.a[1]: found [2]; allowed: a text",
        "matrix: {a: [1, ~]} | 4:21: generators[0].matrix.a[1]: found nothing; allowed: a text",
        "matrix: {a: [9007199254740993]} | matrix.a[0]: found 9007199254740993; allowed: a text",
        "matrix: {a: [1.7e18]} | matrix.a[0]: found 1.7E18; allowed: a text",
        "matrix: {a: [1, \"1\"]} | matrix.a[1]: found \"1\" a second time; allowed: values",
        "matrix: {a b: [1]} | 4:14: generators[0].matrix.a b: unknown key 'a b'; allowed: one of",
        "matrix: {generator: [1]} | unknown key 'generator'; allowed: one of exclude, include, or up to 100 of the letters",
        "matrix: {a: {from: 1, to: 5}} | matrix.a: found neither; allowed: a 'step' or a",
        "matrix: {a: {from: 1, to: 5, by: 1, step: 1}} | unknown key 'by'; allowed: one of",
        "matrix: {a: {from: 1, to: 5, step: 1, factor: 2}} | found a 'factor' beside a 'step'",
        "matrix: {a: {from: 1, to: 5, step: 0}} | matrix.a.step: found 0; allowed: a number above",
        "matrix: {a: {from: 5, to: 1, step: 1}} | a.step: found 1; allowed: a number below 0, from",
        "matrix: {a: {from: 1, to: x, step: 1}} | matrix.a.to: found \"x\"; allowed: a number",
        "matrix: {a: {from: 1, to: 5, factor: 1}} | a.factor: found 1; allowed: a number above 1",
        "matrix: {a: {from: 0, to: 5, factor: 2}} | a.from: found 0; allowed: with 'factor', a",
        "matrix: {a: {from: 9, to: 5, factor: 2}} | a.to: found 5; allowed: with 'factor', a number",
        "matrix: {a: {from: 0, to: 1e6, step: 1}} | a: found a range of more values; allowed: at",
        "matrix: {a: {from: 0, to: 1, step: 1e-9}} | a: found a range of more values; allowed: at",
        "matrix: {a: [1], exclude: {a: 1}} | exclude: found {\"a\":1}; allowed: a list of mappings",
        "matrix: {a: [1], exclude: [{}]} | exclude[0]: found {}; allowed: a mapping of axes",
        "matrix: {abc: [1], exclude: [{abd: 1}]} | found the axis 'abd'; allowed: only 'abc'",
        "matrix: {a: [1], include: [{b: [1]}]} | include[0].b: found [1]; allowed: a text, true,",
        "matrix: {a: [1], exclude: [{a: 1}]} | found no combination that is not excluded",
        "items: [] | 4:12: generators[0].items: found []; allowed: a list of at least",
        "items: [a, {b: 1}] | items[1]: found an object among others; allowed: items that are all",
        "items: [a, b, a] | 4:19: generators[0].items[2]: found the item 'a' a second time; allowed",
        "items: [{a: 1, b: 2}, {b: 3}] | found an object without a value that names it in 'a'",
        "items: [{a: [1]}] | found an object without a value that names it in 'a'; allowed: a text",
        "items: {columns: [a, b], rows: [[1]]} | items.rows[0]: found [1]; allowed: a list of 2",
        "items: {columns: [a, b], rows: []} | items.rows: found []; allowed: a list of",
        "items: {columns: [a]} | items.rows: found nothing; allowed: a list of lists",
        "dates: {from: 2026-01-01, to: 2026-13-01} | dates.to: found \"2026-13-01\"; allowed: a date",
        "dates: {from: 2026-01-02, to: 2026-01-01} | 2026-01-01, which makes 0 dates; allowed: from",
        "dates: {from: 0001-01-01, to: 9999-01-01} | dates; allowed: from 1 to 1000000 dates",
        "dates: {from: 2026-01-02} | dates.to: found nothing; allowed: a date such as 2026-11-24",
        "dates: {from: 2026-01-01, to: 2026-02-01, every: 1h} | every: found \"1h\"; allowed: days",
        "dates: {from: 2026-01-01, to: 2026-02-01, ever: 1d} | unknown key 'ever'; did you mean 'every'?",
        "groupBy: [a] | generators[0].groupBy: found the axis 'a'; allowed: none",
        "weight: 0 | 4:13: generators[0].weight: found 0; allowed: a number above 0, up to 1000000000000",
        "weight: heavy | generators[0].weight: found \"heavy\"; allowed: a number above 0",
        "name: a-${matrix.b} | found '${matrix.b}'; allowed: no such reference without a matrix"
      })
  void aMistakeIsToldInItsPlace(String key, String expected) {
    List<String> mistakes =
        mistakes("generators:\n  - generator: maze\n    samples: 3\n    " + key + "\n");
    assertThat(mistakes, hasItem(containsString(expected)));
  }

  @Test
  void aLargeIntegerIsNoParameterOfAProgram() {
    assertThat(
        mistakes(
            """
            generators:
              - command: [sh]
                name: a
                samples: 3
                params: {a: [{b: 1e18}], c: 9007199254740993, d: 9007199254740992, e: 1e21}
            """),
        contains(
            "5:22: generators[0].params.a[0].b: found 1.0E18; allowed: a number up to 2^53 either"
                + " side of 0, or quotes around it",
            "5:33: generators[0].params.c: found 9007199254740993; allowed: a number up to 2^53"
                + " either side of 0, or quotes around it"));
  }

  @Test
  void aReferenceToWhatIsNotThereIsToldWithTheNearestName() {
    assertThat(
        mistakes(
            """
            generators:
              - generator: maze
                name: m-${matrix.sise}
                samples: ${matrix.item.cots}
                params: {size: "${{ matrix.size }}", loops: "${matrix.form}"}
                items: [{symbol: x, cost: 3, shape: 4}]
                matrix: {size: [5], width: [6]}
            """),
        contains(
            "3:11: generators[0].name: found the axis 'sise'; allowed: one of item, size, width (did"
                + " you mean 'size'?)",
            "4:14: generators[0].samples: found the field 'cots' of 'item'; allowed: one of symbol,"
                + " cost, shape (did you mean 'cost'?)",
            "5:20: generators[0].params.size: found '${{ matrix.size }}'; allowed: a reference such"
                + " as ${matrix.size}",
            "5:49: generators[0].params.loops: found the axis 'form'; allowed: one of item, size,"
                + " width"));
  }

  @Test
  void whatOneCellDoesNotHaveIsToldOnceWithTheCell() {
    assertThat(
        mistakes(
            """
            generators:
              - generator: maze
                samples: 3
                params: {size: "${matrix.size}", loops: "${matrix.loops}"}
                matrix: {size: [5, 7, 9], include: [{size: 7, loops: 1}]}
            """),
        contains(
            "4:45: generators[0].params.loops: found '${matrix.loops}' in the cell 'maze[size=5]';"
                + " allowed: what every cell has; this one has size"));
  }

  @Test
  void aMistakeOfManyCellsIsToldOnceAndThereIsAnEndOfThem() {
    String yaml =
        """
        generators:
          - generator: maze
            samples: ${matrix.n}
            params: {size: "${matrix.size}", loops: "${matrix.loops}"}
            matrix: {size: %s, loops: [1, -1, x], n: [0, -3]}
        """;
    assertThat(
        mistakes(yaml.formatted("[5, 7]")),
        contains(
            "3:14: generators[0].samples: found -3 in the cell 'maze[size=5,loops=1,n=-3]'; allowed:"
                + " a whole number from 0 to 1000000000000",
            "4:45: generators[0].params.loops: found -1 in the cell 'maze[size=5,loops=-1,n=0]';"
                + " allowed: a whole number from 0 to 1000",
            "4:45: generators[0].params.loops: found \"x\" in the cell 'maze[size=5,loops=x,n=0]';"
                + " allowed: a whole number from 0 to 1000"));
    List<String> many = mistakes(yaml.formatted("{from: 1000, to: 16000, step: 1}"));
    assertThat(many, hasSize(21));
    assertThat(many.get(20), endsWith("and 14984 more mistakes"));
  }

  @Test
  void cellsNeedNamesOfTheirOwn() {
    assertThat(
        mistakes(
            """
            generators:
              - generator: maze
                name: m-${matrix.a}
                samples: 3
                matrix: {a: [1, 2], b: [1, 2]}
              - {generator: sudoku, samples: 1}
              - generator: maze
                name: ${matrix.x}
                samples: 1
                matrix: {x: [sudoku]}
            """),
        contains(
            "3:11: generators[0].name: found the name 'm-1' a second time; allowed: names that are"
                + " unique; every axis that tells cells apart belongs in 'name'",
            "8:11: generators[2].name: found the name 'sudoku' a second time; allowed: names that"
                + " are unique; every axis that tells cells apart belongs in 'name'"));
    String yaml =
        "generators: [{generator: maze, name: \"${matrix.a}\", samples: 1, matrix: {a: %s}}]";
    String allowed = "; allowed: 1 to 200 characters, no control characters";
    assertThat(mistakes(yaml.formatted("[\"a\\u0007\"]")), contains(endsWith(allowed)));
    assertThat(mistakes(yaml.formatted("[\"\"]")), contains(endsWith(allowed)));
    assertThat(mistakes(yaml.formatted("[" + "x".repeat(201) + "]")), contains(endsWith(allowed)));
  }

  @Test
  void moreCellsThanAllowedAreRefusedBeforeTheyAreBuilt() {
    String yaml =
        """
        generators:
          - generator: maze
            samples: 3
            matrix:
              a: {from: 1, to: 1000, step: 1}
              b: {from: 1, to: 1000, step: 1}
              c: {from: 1, to: 1000, step: 1}
              d: {from: 1, to: 1000, step: 1}
              e: {from: 1, to: 1000, step: 1}
              f: {from: 1, to: 1000, step: 1}
              g: {from: 1, to: 1000, step: 1}
        """;
    assertThat(
        mistakes(yaml),
        contains(
            "5:7: generators[0].matrix: found axes that make 9223372036854775807 cells, with those"
                + " of generators before it; allowed: at most 1000000 cells in a spec"));
  }

  private static List<String> mistakes(String yaml) {
    InvalidSpecException e =
        assertThrows(InvalidSpecException.class, () -> READER.read("spec.yaml", yaml));
    return e.getMessage().lines().map(line -> line.replaceFirst("^spec\\.yaml:", "")).toList();
  }
}

package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which cells of a dataset filters leave. */
class FiltersTest {

  private static final String SPEC =
      """
      generators:
        - generator: maze
          samples: 3
          params: {size: "${matrix.size}"}
          matrix:
            size: {from: 15, to: 5, step: -5}
            form: [wide, "wild.", tall]
            exclude: [{size: 5, form: wide}]
            include: [{size: 10, note: x}, {size: 21, note: y}]
        - {generator: sudoku, samples: 3}
        - {generator: maze, name: dated, samples: 2, dates: {from: 2026-01-01, to: 2026-01-02}}
      """;

  private static final CheckedReader READER = new CheckedReader();

  @Test
  void valuesOfOneAxisAreAlternativesAndAxesMustAllHold() throws Exception {
    assertThat(
        names(only(Map.of("size", List.of("5", "10"), "form", List.of("w*")))),
        contains("maze[size=10,form=wide]", "maze[size=10,form=wild.]", "maze[size=5,form=wild.]"));
  }

  @Test
  void globsStandForCharactersAndNothingElseDoes() throws Exception {
    assertThat(
        names(only(Map.of("form", List.of("wi?d?"), "size", List.of("1?")))),
        contains("maze[size=15,form=wild.]", "maze[size=10,form=wild.]"));
    assertThrows(FilterException.class, () -> only(Map.of("form", List.of("wide."))));
    assertThrows(FilterException.class, () -> only(Map.of("form", List.of("WIDE"))));
  }

  @Test
  void aBackslashMakesTheNextCharacterLiteral() throws Exception {
    String literal =
        """
        generators:
          - generator: maze
            name: maze-${matrix.at}
            samples: 1
            matrix: {at: ["a,b", "a*", "ab", "a\\\\b", 0.1, 2, "2.0"]}
        """;
    for (var meant :
        Map.of(
                "a\\,b", "maze-a,b",
                "a\\*", "maze-a*",
                "a\\b", "maze-a\\b",
                "0.10", "maze-0.1",
                "1e-1", "maze-0.1",
                "2", "maze-2",
                "2.0", "maze-2.0")
            .entrySet()) {
      Filters filters = new Filters(Map.of("at", List.of(meant.getKey())), Map.of(), false);
      assertThat(
          names(READER.read("spec.yaml", literal).filtered(filters)), contains(meant.getValue()));
    }
    DatasetSpec spec = READER.read("spec.yaml", literal);
    Filters unknown = new Filters(Map.of("at", List.of("x")), Map.of(), false);
    FilterException e = assertThrows(FilterException.class, () -> spec.filtered(unknown));
    assertThat(
        e.getMessage(),
        is(
            "--only: found the value 'x' of 'at'; allowed: one of 0.1, 2, 2.0, a\\*, a\\,b,"
                + " a\\\\b, ab"));
  }

  @Test
  void digitsOfOtherScriptsAreNoNumbers() {
    for (String filter : List.of("size<", "size")) {
      FilterException e =
          assertThrows(FilterException.class, () -> only(Map.of(filter, List.of("\u0661\u0660"))));
      assertThat(e.getMessage(), containsString("\u0661\u0660'"));
    }
  }

  @Test
  void aGeneratorWithoutAnAxisOfOnlyIsLeftOutButNotWithoutOneOfExclude() throws Exception {
    assertThat(names(only(Map.of("date", List.of("*-02")))), contains("dated[date=2026-01-02]"));
    assertThat(
        names(exclude(Map.of("size", List.of("1?", "2*"), "date", List.of("*1")))),
        contains(
            "maze[size=5,form=wild.]",
            "maze[size=5,form=tall]",
            "sudoku",
            "dated[date=2026-01-02]"));
  }

  @Test
  void whatIncludesAddedIsAnAxisToo() throws Exception {
    assertThat(names(only(Map.of("note", List.of("y")))), contains("maze[size=21,note=y]"));
  }

  @Test
  void generatorsAreFilteredByTheirNamesInTheSpec() throws Exception {
    assertThat(
        names(only(Map.of("generator", List.of("su*", "dated")))),
        contains("sudoku", "dated[date=2026-01-01]", "dated[date=2026-01-02]"));
  }

  @Test
  void aTrialTakesTheSmallestOfRangesAndTheFirstOfOtherValues() throws Exception {
    assertThat(
        names(filtered(new Filters(Map.of(), Map.of(), true))),
        contains("maze[size=5,form=wild.]", "sudoku", "dated[date=2026-01-01]"));
    assertThat(
        names(filtered(new Filters(Map.of("size", List.of("1*")), Map.of(), true))),
        contains("maze[size=10,form=wide]"));
  }

  @Test
  void whatIsLeftIsTheSameAsInTheWholeDatasetAndTheWholeSpecIsStillTold() throws Exception {
    DatasetSpec whole = READER.read("spec.yaml", SPEC);
    DatasetSpec left = only(Map.of("form", List.of("tall")));
    assertThat(
        left.entries(),
        is(whole.entries().stream().filter(entry -> entry.name().contains("form=tall")).toList()));
    assertThat(left.toJson(), is(whole.toJson()));
    assertThat(left.filters().toString(), is("{\"only\":{\"form\":[\"tall\"]}}"));
    assertThat(whole.filters().toString(), is("{}"));
    assertThat(
        filtered(new Filters(Map.of(), Map.of("size", List.of("5")), true)).filters().toString(),
        is("{\"exclude\":{\"size\":[\"5\"]},\"testMode\":true}"));
  }

  @Test
  void anAxisThatNoGeneratorHasIsRefusedWithTheNearest() {
    FilterException e =
        assertThrows(FilterException.class, () -> exclude(Map.of("siz", List.of("*"))));
    assertThat(
        e.getMessage(),
        is(
            "--exclude: found the axis 'siz'; allowed: one of date, form, generator, note, size (did"
                + " you mean 'size'?)"));
  }

  @Test
  void filtersThatLeaveNothingAreRefused() {
    FilterException e =
        assertThrows(
            FilterException.class,
            () ->
                filtered(
                    new Filters(
                        Map.of("size", List.of("5")), Map.of("size", List.of("5")), false)));
    assertThat(
        e.getMessage(),
        is(
            "--only, --exclude: found filters that leave none of the dataset's 12 cells; allowed:"
                + " filters that leave one ('seedmill plan' lists axes)"));
  }

  @Test
  void aValueThatNoCellHasIsRefusedWithThoseThatCellsHave() {
    for (List<String> values : List.of(List.of("99"), List.of("5", "99"))) {
      FilterException e = assertThrows(FilterException.class, () -> only(Map.of("size", values)));
      assertThat(
          e.getMessage(),
          is("--only: found the value '99' of 'size'; allowed: one of 10, 15, 21, 5"));
      assertThat(e.leavesNone(), is(values.size() == 1));
    }
  }

  @Test
  void numbersAreCompared() throws Exception {
    List<String> upTo = names(only(Map.of("size<=", List.of("15"))));
    assertThat(upTo, is(names(only(Map.of("size", List.of("5", "10", "15"))))));
    assertThat(
        names(only(Map.of("size>", List.of("1.5e1")))),
        is(names(only(Map.of("size", List.of("21"))))));
    assertThat(names(exclude(Map.of("size>", List.of("15")))).containsAll(upTo), is(true));
    assertThat(
        assertThrows(FilterException.class, () -> only(Map.of("form<", List.of("9")))).leavesNone(),
        is(true));
    assertThrows(FilterException.class, () -> only(Map.of("size<", List.of("many"))));
  }

  @Test
  void datesAreCompared() throws Exception {
    assertThat(
        names(only(Map.of("date>=", List.of("2026-01-02")))), contains("dated[date=2026-01-02]"));
    assertThat(
        names(only(Map.of("date<", List.of("2026-01-02")))), contains("dated[date=2026-01-01]"));
    assertThat(
        assertThrows(FilterException.class, () -> only(Map.of("date<", List.of("2026-13-01"))))
            .getMessage(),
        is(
            "--only: found '2026-13-01' behind 'date<'; allowed: a number, or a date such as"
                + " 2026-01-31; another condition goes into another --only"));
  }

  private static DatasetSpec only(Map<String, List<String>> only) throws Exception {
    return filtered(new Filters(only, Map.of(), false));
  }

  private static DatasetSpec exclude(Map<String, List<String>> exclude) throws Exception {
    return filtered(new Filters(Map.of(), exclude, false));
  }

  private static DatasetSpec filtered(Filters filters) throws Exception {
    return READER.read("spec.yaml", SPEC).filtered(filters);
  }

  private static List<String> names(DatasetSpec spec) {
    return spec.entries().stream().map(DatasetSpec.Entry::name).toList();
  }
}

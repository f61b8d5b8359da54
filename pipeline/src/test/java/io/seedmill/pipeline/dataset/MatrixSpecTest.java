package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A matrix in a spec makes cells of a generator. */
class MatrixSpecTest {

  private static final CheckedReader READER = new CheckedReader();

  private static final String EVERYTHING =
      """
      name: all
      checkpoint: true
      incremental: true
      generators:
        - generator: maze
          samples: ${matrix.n}
          shardSize: ${matrix.n}
          weight: ${matrix.cost}
          groupBy: [flavour, note]
          params: {size: "${matrix.size}", loops: 1}
          items: [{symbol: b, cost: 2.0, tags: [x]}, {symbol: a, cost: 0.25, extra: null}]
          dates: {from: 2026-01-31, to: 2026-03-31, every: 1M}
          matrix:
            size: {from: 9, to: 5, step: -2}
            flavour: [plain, "a b", 1.0, true]
            n: [5]
            cost: [1, 1.5]
            exclude: [{size: 9, flavour: plain}, {item: a}]
            include: [{size: 5, note: x}]
        - generator: arithmetic
          name: ${matrix.b}-ar-${matrix.a}
          samples: 3
          weight: 2
          params: {operations: "${matrix.a}"}
          matrix: {b: {from: 2, to: 8, factor: 2}, a: [3, 4]}
        - {generator: sudoku, samples: 2}
      """;

  @Test
  void aCellNamedByItsItemIsOfThatType() throws Exception {
    DatasetSpec spec =
        new SpecReader(Catalogue.load())
            .read(
                "spec.yaml",
                "name: a_b.c\ngenerators: [{crates: plain, name: '${matrix.item}', items:"
                    + " [chain_sum, qwen2.5-7b]}]\n");
    assertThat(
        spec.entries().stream()
            .map(entry -> entry.with(Prepared.nothing()).outside().orElseThrow().type())
            .toList(),
        is(List.of("chain_sum", "qwen2.5-7b")));
  }

  @Test
  void everyCellIsAnEntryWithItsValuesInPlace() throws Exception {
    DatasetSpec spec =
        read(
            """
            generators:
              - generator: maze
                samples: ${matrix.n}
                shardSize: 7
                params: {size: "${matrix.size}", loops: 1}
                matrix: {size: [5, 9], n: [30, 40]}
              - {generator: sudoku, samples: 1}
            """);
    assertThat(
        spec.entries().stream().map(Entry::name).toList(),
        contains(
            "maze[size=5,n=30]",
            "maze[size=5,n=40]",
            "maze[size=9,n=30]",
            "maze[size=9,n=40]",
            "sudoku"));
    Entry last = spec.entries().get(3);
    assertThat(last.samples(), is(40L));
    assertThat(last.shardSize(), is(OptionalLong.of(7)));
    assertThat(last.parameters().intValue("size"), is(9));
    assertThat(last.parameters().intValue("loops"), is(1));
    assertThat("a default", last.parameters().real("branching"), is(0.2));
    assertThat(last.cell().generator(), is("maze"));
    assertThat(last.cell().values(), is(Map.of("size", "9", "n", "40")));
    assertThat(spec.generators().get(0).samples(), is(140L));
    assertThat(spec.entries().get(4).cell(), is(Cell.single("sudoku")));
  }

  @Test
  void anotherValueOnAnAxisChangesNoOtherCell() throws Exception {
    String yaml =
        """
        generators:
          - generator: maze
            samples: 3
            params: {size: "${matrix.size}"}
            matrix: {size: %s, form: %s}
        """;
    Map<String, Entry> before = byName(read(yaml.formatted("[5, 9]", "[a, b]")));
    Map<String, Entry> after = byName(read(yaml.formatted("[7, 5, 9]", "[c, a, b]")));
    assertThat(before.size(), is(4));
    assertThat(after.size(), is(9));
    for (var entry : before.entrySet()) {
      Entry same = after.get(entry.getKey());
      assertThat(same, is(entry.getValue()));
    }
    assertThat(
        SampleSeeds.of(1, "maze[size=5,form=a]").seedOf(0),
        is(not(SampleSeeds.of(1, "maze[size=9,form=a]").seedOf(0))));
  }

  @Test
  void aNameWithReferencesNamesTheCells() throws Exception {
    DatasetSpec spec = read(EVERYTHING);
    List<String> names = spec.generators().get(1).cells().stream().map(Entry::name).toList();
    assertThat(names, contains("2-ar-3", "2-ar-4", "4-ar-3", "4-ar-4", "8-ar-3", "8-ar-4"));
    assertThat(spec.generators().get(1).name(), is("${matrix.b}-ar-${matrix.a}"));
  }

  @Test
  void itemsAndDatesAreAxesBeforeThoseOfTheMatrix() throws Exception {
    DatasetSpec spec = read(EVERYTHING);
    assertThat(spec.checkpoint(), is(true));
    assertThat(spec.incremental(), is(true));
    GeneratorSpec mazes = spec.generators().get(0);
    assertThat(
        mazes.axes().stream().map(axis -> axis.name()).toList(),
        contains("item", "date", "size", "flavour", "n", "cost"));
    assertThat(mazes.groupBy(), contains("flavour", "note"));
    assertThat("item a is excluded", mazes.cells().size(), is(3 * 11 * 2));
    Entry first = mazes.cells().get(0);
    assertThat(first.name(), is("maze[item=b,date=2026-01-31,size=9,flavour=\"a b\",n=5,cost=1]"));
    assertThat(first.cell().weight(), is(1.0));
    assertThat(mazes.cells().get(1).cell().weight(), is(1.5));
    assertThat(
        mazes.cells().get(65).name(),
        is("maze[item=b,date=2026-03-31,size=5,flavour=true,n=5,cost=1.5]"));
    assertThat(mazes.cells().get(65).cell().values().get("note"), is("x"));
  }

  @Test
  void aFieldOfAnItemHasAPlaceToo() throws Exception {
    DatasetSpec spec =
        read(
            """
            generators:
              - generator: maze
                samples: 3
                weight: ${matrix.item.cost}
                params: {size: "${matrix.item.size}"}
                items: [{id: x, size: 5, cost: 1.5}, {id: 7, size: 9, cost: 3}]
            """);
    assertThat(
        spec.entries().stream().map(e -> e.name() + e.parameters().intValue("size")).toList(),
        contains("maze[item=x]5", "maze[item=7]9"));
    assertThat(spec.entries().get(0).cell().weight(), is(1.5));
  }

  @Test
  void aSpecWithMatricesWrittenAsJsonAndReadAgainIsEqualWhateverTheOrderOfItsKeys()
      throws Exception {
    DatasetSpec spec = read(EVERYTHING);
    assertThat(read(spec.toJson().toString()), is(spec));
    DatasetSpec sorted = read(CanonicalJson.write(spec.toJson()));
    assertThat(sorted.entries(), is(spec.entries()));
    assertThat(CanonicalJson.write(sorted.toJson()), is(CanonicalJson.write(spec.toJson())));
  }

  @Test
  void overridesReachEveryCellAndTheSpecThatIsWritten() throws Exception {
    DatasetSpec spec =
        READER.read(
            SpecFile.parse("spec.yaml", EVERYTHING),
            new DatasetSpec.Overrides(
                OptionalLong.of(8),
                OptionalLong.empty(),
                OptionalLong.of(2),
                OptionalInt.empty(),
                Map.of(),
                Map.of()));
    for (Entry entry : spec.entries()) {
      assertThat(entry.samples(), is(8L));
      assertThat(entry.shardSize(), is(OptionalLong.of(2)));
    }
    assertThat(read(spec.toJson().toString()), is(spec));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{size: [5]}, {form: [a]}]", "{size: [5], form: [a]}"})
  void aMatrixIsAMappingOrAListOfMappings(String matrix) throws Exception {
    DatasetSpec spec = read("generators: [{generator: maze, samples: 1, matrix: " + matrix + "}]");
    assertThat(spec.entries().get(0).name(), is("maze[size=5,form=a]"));
  }

  @Test
  void aHundredThousandCellsAreReadInSeconds() throws Exception {
    long start = System.nanoTime();
    DatasetSpec spec =
        read(
            """
            generators:
              - generator: arithmetic
                samples: 100
                params: {operations: "${matrix.a}", maxOperand: "${matrix.b}"}
                matrix:
                  a: {from: 1, to: 10, step: 1}
                  b: {from: 100, to: 199, step: 1}
                  c: {from: 1, to: 100, step: 1}
            """);
    assertThat(spec.entries().size(), is(100_000));
    assertThat((System.nanoTime() - start) / 1e9 < 60, is(true));
  }

  private static Map<String, Entry> byName(DatasetSpec spec) {
    return spec.entries().stream().collect(Collectors.toMap(Entry::name, entry -> entry));
  }

  private static DatasetSpec read(String yaml) throws InvalidSpecException {
    return READER.read("spec.yaml", yaml);
  }
}

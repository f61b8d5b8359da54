package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of a spec, and its mistakes. */
class SpecReaderTest {

  private static final CheckedReader READER = new CheckedReader();

  private static final String EVERY_KEY =
      """
      name: my-dataset
      seed: -42
      maxFailureRate: 0.01
      maxSampleBytes: 5000
      generators:
        - generator: maze
          name: small-mazes
          samples: 1000
          shardSize: 250
          params: {size: 9, branching: 1}
        - {generator: sudoku, samples: 0}
      dedupe: {fields: [prompt, answer]}
      output: {parts: 4}
      """;

  private static final String WHOLE_NUMBER = "a whole number from 0 to 1000000000000";

  @Test
  void everyKeyIsRead() throws Exception {
    DatasetSpec spec = READER.read("spec.yaml", EVERY_KEY);
    assertThat(spec.name(), is("my-dataset"));
    assertThat(spec.seed(), is(-42L));
    assertThat(spec.maxFailureRate(), is(0.01));
    assertThat(spec.maxSampleBytes(), is(5000));
    assertThat(spec.dedupeFields(), contains("prompt", "answer"));
    assertThat(spec.parts(), is(4));
    assertThat(spec.entries(), hasSize(2));
    DatasetSpec.Entry mazes = spec.entries().get(0);
    assertThat(mazes.name(), is("small-mazes"));
    assertThat(mazes.factory().name(), is("maze"));
    assertThat(mazes.samples(), is(1000L));
    assertThat(mazes.shardSize(), is(OptionalLong.of(250)));
    assertThat(mazes.parameters().intValue("size"), is(9));
    assertThat(mazes.parameters().real("branching"), is(1.0));
    assertThat("a default", mazes.parameters().intValue("loops"), is(2));
  }

  @Test
  void whatIsNotNamedHasItsDefault() throws Exception {
    DatasetSpec spec = READER.read("spec.yaml", "generators: [{generator: maze, samples: 5}]");
    assertThat(spec.name(), is("dataset"));
    assertThat(spec.seed(), is(0L));
    assertThat(spec.maxFailureRate(), is(0.0));
    assertThat(spec.maxSampleBytes(), is(32 << 20));
    assertThat(spec.dedupeFields(), is(empty()));
    assertThat(spec.parts(), is(1));
    assertThat(spec.entries().get(0).name(), is("maze"));
    assertThat(spec.entries().get(0).shardSize(), is(OptionalLong.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        EVERY_KEY,
        "{seed: 9007199254740992, generators: [{generator: tabular, samples: 3}]}",
        "{name: '12', generators: [{generator: algebra, name: 'true', samples: 3}]}"
      })
  void aSpecWrittenAsJsonAndReadAgainIsEqual(String yaml) throws Exception {
    DatasetSpec spec = READER.read("spec.yaml", yaml);
    assertThat(READER.read("spec.json", spec.toJson().toString()), is(spec));
    assertThat(READER.read("spec.json", spec.toJson().toPrettyString()), is(spec));
  }

  @Test
  void overridesReplaceWhatTheyNameAndNothingElse() throws Exception {
    DatasetSpec spec = READER.read("spec.yaml", EVERY_KEY);
    DatasetSpec changed =
        READER.read(
            SpecFile.parse("spec.yaml", EVERY_KEY),
            new DatasetSpec.Overrides(
                OptionalLong.of(7),
                OptionalLong.of(8),
                OptionalLong.of(9),
                OptionalInt.of(10),
                Map.of(),
                Map.of()));
    assertThat(changed.seed(), is(8L));
    assertThat(changed.parts(), is(10));
    for (DatasetSpec.Entry entry : changed.entries()) {
      assertThat(entry.samples(), is(7L));
      assertThat(entry.shardSize(), is(OptionalLong.of(9)));
    }
    assertThat(changed.name(), is(spec.name()));
    assertThat(changed.maxFailureRate(), is(spec.maxFailureRate()));
  }

  @Test
  void anUnknownKeyIsRefusedAtEveryLevelWithTheNearestName() {
    assertThat(
        mistakes(
            """
            nam: x
            generators:
              - generator: maze
                SAMPLES: 1
                samples: 3
                params: {sise: 3}
            dedupe: {field: [a], fields: [b]}
            output: {zzz: 1}
            """),
        contains(
            "1:1: nam: unknown key 'nam'; did you mean 'name'?",
            "4:5: generators[0].SAMPLES: unknown key 'SAMPLES'; did you mean 'samples'?",
            "6:14: generators[0].params.sise: unknown key 'sise'; did you mean 'size'?",
            "7:10: dedupe.field: unknown key 'field'; did you mean 'fields'?",
            "8:10: output.zzz: unknown key 'zzz'; allowed: one of parts, partitionBy, format, compression,"
                + " metadata, schema, assets"));
  }

  @Test
  void anUnknownKeyBesideAPlaceholderIsNamedOnce() {
    assertThat(
        mistakes(
            """
            generators:
              - http: {url: "http://x/${query}", recods: /a, retries: 3}
                queries: [a]
            """),
        contains(
            "2:38: generators[0].http.recods: unknown key 'recods'; did you mean 'records'?",
            "2:50: generators[0].http.retries: unknown key 'retries'; allowed: one of method, url,"
                + " headers, query, body, records, fields, pagination, limit"));
  }

  @Test
  void aGeneratorThatIsNotInTheCatalogueIsRefusedWithTheNearestName() {
    String mistake = mistake("generators: [{generator: sudokus, samples: 1}]");
    assertThat(
        mistake, containsString("1:26: generators[0].generator: found \"sudokus\"; allowed:"));
    assertThat(mistake, containsString("one of algebra, arithmetic,"));
    assertThat(mistake, endsWith("(did you mean 'sudoku'?)"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: [a] | 1:7: name: found [\"a\"];",
        "seed: \"7\" | 1:7: seed: found \"7\"; allowed: a whole number",
        "seed: 1.0 | 1:7: seed: found 1.0;",
        "seed: 9007199254740993 | 1:7: seed: found 9007199254740993; allowed: a whole number from"
            + " -9007199254740992 to 9007199254740992",
        "seed: !!int abc | 1:7: seed: found \"abc\";",
        "maxFailureRate: yes | 1:17: maxFailureRate: found \"yes\"; allowed: a number from"
            + " 0 to 1",
        "maxFailureRate: 1.0001 | 1:17: maxFailureRate: found 1.0001; allowed: a number from 0",
        "maxFailureRate: -0.1 | 1:17: maxFailureRate: found -0.1;",
        "maxFailureRate: .NaN | 1:17: maxFailureRate: found \".NaN\";",
        "maxFailureRate: .INF | 1:17: maxFailureRate: found \".INF\";",
        "maxSampleBytes: 1 | 1:17: maxSampleBytes: found 1; allowed: a whole number from 2",
        "dedupe: [prompt] | 1:9: dedupe: found [\"prompt\"]; allowed: a mapping",
        "dedupe: | 1:8: dedupe: found nothing; allowed: a mapping",
        "dedupe: {} | 1:9: dedupe.fields: found nothing;",
        "dedupe: {fields: prompt} | 1:18: dedupe.fields: found \"prompt\"; allowed: a list",
        "dedupe: {fields: [a, ~]} | 1:22: dedupe.fields[1]: found nothing;",
        "dedupe: {fields: [a, b, a]} | 1:25: dedupe.fields[2]: found \"a\" a second time;",
        "output: 3 | 1:9: output: found 3; allowed: a mapping such as {parts: 1} (keys: parts,",
        "output: ./out | output: found \"./out\"; allowed: a mapping such as {parts: 1} (keys: parts,"
            + " partitionBy, format, compression, metadata, schema, assets); the place of the files is"
            + " the option --output",
        "dedupe: {near: prompt} | allowed: a mapping such as {field: …} (keys: field, threshold,",
        "failures: 3 | failures: found 3; allowed: a mapping such as {retries: 2} (keys: retries,",
        "output: {parts: 0} | 1:17: output.parts: found 0; allowed: a whole number from 1 to 10000",
        "output: {parts: 10001} | 1:17: output.parts: found 10001;"
      })
  void aValueThatCannotBeUsedIsRefusedInItsPlace(String line, String expected) {
    String mistake = mistake(line + "\ngenerators: [{generator: maze, samples: 5}]\n");
    assertThat(mistake, containsString(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "generator", "index", "metadata"})
  void aReservedFieldCannotDecideWhatIsEqual(String field) {
    assertThat(
        mistake(
            "generators: [{generator: maze, samples: 5}]\ndedupe: {fields: [prompt, "
                + field
                + "]}"),
        is(
            "2:27: dedupe.fields[1]: found \""
                + field
                + "\"; allowed: a list of the sample's own fields, each once, without generator,"
                + " id, index, metadata"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"org/a", "a:8b", "a/b/c", "a@1+2", "A_b.c-d", "7"})
  void entriesMayHaveNamesOfModels(String name) throws Exception {
    DatasetSpec spec =
        READER.read(
            "spec.yaml", "generators: [{generator: maze, samples: 1, name: %s}]".formatted(name));
    assertThat(spec.entries().get(0).name(), is(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "a/", "a//b", "a/../b", "a/.b", "a b", "'a,b'", "a*", "\"a\\n\""})
  void anEntrysNameWithOtherCharactersIsRefused(String name) {
    assertThat(
        mistakes("generators: [{generator: maze, samples: 1, name: %s}]".formatted(name)),
        contains(
            containsString(
                "; allowed: up to 100 of the letters A to Z, digits and . _ - + : @ /")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"my dataset", "a:b", "-x", "''", "ünï", "a/b", "~", "null"})
  void aNameWithOtherCharactersIsRefused(String name) {
    List<String> mistakes =
        mistakes("name: %s\ngenerators: [{generator: maze, samples: 1}]".formatted(name));
    String allowed =
        "; allowed: up to 100 of the letters A to Z, digits, dashes, underscores and dots, a letter or digit first";
    assertThat(mistakes, contains(allOf(startsWith("1:7: name: found "), endsWith(allowed))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-1 | found -1",
        "1e3 | found 1000.0",
        "1_000 | found \"1_000\"",
        "ten | found \"ten\"",
        "1000000000001 | found 1000000000001",
        "99999999999999999999999 | found 99999999999999999999999",
        "[5] | found [5]",
        "~ | found nothing"
      })
  void aCountThatIsNoCountIsRefused(String count, String found) {
    assertThat(
        mistake("generators:\n  - generator: maze\n    samples: " + count),
        is("3:14: generators[0].samples: " + found + "; allowed: " + WHOLE_NUMBER));
  }

  @Test
  void whatMustBeThereIsMissed() {
    assertThat(
        mistakes("name: x"),
        contains(
            "1:1: generators: found nothing; allowed: a list of at least one generator, such as"
                + " [{generator: maze, samples: 10}]"));
    assertThat(
        mistakes("generators: []"),
        contains(
            "1:13: generators: found []; allowed: a list of at least one generator, such as"
                + " [{generator: maze, samples: 10}]"));
    assertThat(
        mistakes("generators:\n  - name: x"),
        contains(
            "2:5: generators[0]: found none of its keys; allowed: the key command or crates or"
                + " files or generator or http or sweep"));
    assertThat(
        mistakes("generators:\n  - {generator: maze, command: x}"),
        contains(
            "2:17: generators[0].generator: found 'generator' beside 'command'; allowed: one of"
                + " the two"));
    assertThat(
        mistakes("generators:\n  - generator: maze"),
        contains("2:5: generators[0].samples: found nothing; allowed: " + WHOLE_NUMBER));
    assertThat(
        mistakes("generators:\n  - maze\n  - [maze]\n"),
        contains(
            "2:5: generators[0]: found \"maze\"; allowed: a mapping with 'generator' and"
                + " 'samples', such as {generator: maze, samples: 10}",
            "3:5: generators[1]: found [\"maze\"]; allowed: a mapping with 'generator' and"
                + " 'samples', such as {generator: maze, samples: 10}"));
  }

  @Test
  void entriesNeedNamesOfTheirOwn() {
    String advice = "; allowed: names that are unique; give this entry a 'name' of its own";
    assertThat(
        mistakes(
            """
            generators:
              - {generator: maze, samples: 5}
              - {generator: maze, samples: 5}
              - {generator: sudoku, name: maze, samples: 5}
              - {generator: maze, name: -x, samples: 5}
            """),
        contains(
            "3:17: generators[1].generator: found the name 'maze' a second time" + advice,
            "4:31: generators[2].name: found the name 'maze' a second time" + advice,
            "5:29: generators[3].name: found \"-x\"; allowed: up to 100 of the letters A to"
                + " Z, digits and . _ - + : @ /, with a letter, digit, _ or @ first and behind each"
                + " slash, so that it looks like no option, hidden file or folder above; any other"
                + " text as 'name: ${matrix.item}' with 'items: [text]'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"_internal_sum", "@scope/pkg", "@cf/meta/llama-3-8b", "_/@", "a:8b", "CON", "a."})
  void namesOfRepositoriesAndModelsAreNames(String name) throws Exception {
    String yaml = "generators: [{generator: maze, samples: 1, name: '" + name + "'}]";
    assertThat(READER.read("s.yaml", yaml).entries().get(0).name(), is(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-x", "~x", ".x", "..", "a/../b", "a//b", "/a", "a/", "a b", "+x", ":x", "a\\b"})
  void aNameThatIsRefusedIsOneOfAnItem(String name) throws Exception {
    String yaml = "generators: [{generator: maze, samples: 1, name: '" + name + "'}]";
    assertThat(mistake(yaml), containsString("any other text as 'name: ${matrix.item}'"));
    String item = yaml.replace("name: ", "name: '${matrix.item}', items: [").replace("}]", "]}]");
    assertThat(READER.read("s.yaml", item).entries().get(0).name(), is(name));
  }

  private static List<String> mistakes(String yaml) {
    InvalidSpecException e =
        assertThrows(InvalidSpecException.class, () -> READER.read("spec.yaml", yaml));
    return e.getMessage().lines().map(line -> line.replaceFirst("^spec\\.yaml:", "")).toList();
  }

  private static String mistake(String yaml) {
    List<String> mistakes = mistakes(yaml);
    assertThat(mistakes, hasSize(1));
    return mistakes.get(0);
  }
}

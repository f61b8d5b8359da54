package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are not a spec at all, and YAML that is written to do harm. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
class YamlFileTest {

  private static final CheckedReader READER = new CheckedReader();

  @ParameterizedTest
  @ValueSource(strings = {"", "   \n", "# only a comment\n", "---\n", "~\n"})
  void aFileOfNothingIsRefused(String yaml) {
    assertThat(
        mistakes(yaml).get(0),
        containsString(": (the file): found nothing; allowed: a mapping, such as"));
  }

  @Test
  void aListOrAWordIsNoSpec() {
    assertThat(
        mistakes("# list\n- a\n- b\n"),
        contains("2:1: (the file): found a list; allowed: a mapping, such as 'name: value'"));
    assertThat(
        mistakes("hello"),
        contains(
            "1:1: (the file): found the text 'hello'; allowed: a mapping, such as 'name: value'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: [a<br>seed: 3<br> | 2:5: | expected ',' or ']'",
        "name: a<br> seed: 3<br> | 2:6: | mapping values are not allowed here",
        "name: \"abc<br> | 2:1: | unexpected end of stream",
        "generators:<br>\t- generator: maze<br> | 2:1: | Do not use \\t(TAB) for indentation",
        "generators:<br>  - generator: maze<br>   samples: 3 | 3:4: | expected <block end>",
        "name: a<br>---<br>name: b | 2:1: | expected a single document",
        "name: *a | 1:7: | undefined alias",
        "name: a\0b | 1:1: | special characters are not allowed"
      })
  void brokenYamlIsRefusedWhereItBreaks(String yaml, String place, String reason) {
    assertThat(
        mistakes(yaml.replace("<br>", "\n")),
        contains(
            allOf(
                containsString(place + " (the file): found what cannot be read ("),
                containsString(reason),
                containsString("; allowed: YAML 1.2"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name:\u00a0a<br>seed: 1 | 2:5: (the file): found what cannot be read (mapping values are not"
            + " allowed here) behind U+00A0 in line 1, which is neither blank, line end nor colon",
        "name: a\u2028seed: 1 | behind U+2028 in line 1, which is neither",
        "name\uff1a a<br>seed: 1 | behind U+FF1A in line 1, which is neither",
        "name: a<br>\ufeffseed: 1 | 2:1: \\uFEFFseed: unknown key '\\uFEFFseed'; did you mean 'seed'?",
        "name: a\u200b | name: found \"a\\u200B\"; allowed: ",
        "%YAML 1.1<br>---<br>name: a | found a directive %YAML of another version; allowed: YAML 1.2",
        "# old<br>%YAML 2.0<br>---<br>name: a | found a directive %YAML of another version",
        "name: !env NAME | 1:7: name: found the tag !env; allowed: values without a tag",
        "card: {description: !!binary aGk=} | card.description: found the tag",
        "generators: !include a.yaml | generators: found the tag !include",
        "checkpoint: !!bool yes | checkpoint: found !!bool yes; allowed: true or false"
      })
  void whatLooksLikeSomethingElseIsNamed(String yaml, String expected) {
    assertThat(
        mistakes(yaml.replace("<br>", "\n") + "\ngenerators: [{generator: maze, samples: 1}]"),
        hasItem(containsString(expected)));
  }

  @Test
  void tagsOfYamlItselfAreRead() throws Exception {
    DatasetSpec spec =
        READER.read(
            "spec.yaml",
            "%YAML 1.2\n---\nname: !!str 12\nseed: !!int \"7\"\ngenerators: [{generator: maze,"
                + " samples: 1}]");
    assertThat(spec.name(), is("12"));
    assertThat(spec.seed(), is(7L));
  }

  @Test
  void byteOrderMarksOfJoinedFilesDoNoHarm() throws Exception {
    String yaml = "\uFEFF\uFEFFname: a\ngenerators: [{generator: maze, samples: 1}]";
    assertThat(READER.read("spec.yaml", yaml).name(), is("a"));
  }

  /** It took more than a minute for each when the reader took 1,024 characters at a time. */
  @Test
  @Timeout(120)
  void aWordOfTenMillionCharactersIsRead() {
    String word = "x".repeat(10_000_000);
    for (String yaml :
        List.of("x-note: \"" + word + "\"", "x-note: " + word, "#" + word, "? " + word + "\n: 1")) {
      assertThat(mistakes(yaml + "\ngenerators: []"), not(empty()));
    }
  }

  @Test
  void aKeyStandsOnceAtEveryLevel() {
    assertThat(
        mistakes(
            """
            name: a
            name: b
            generators:
              - {generator: maze, samples: 5, samples: 6, params: {size: 5, size: 7}}
              - generator: tabular
                samples: 1
                params: {target: {name: t, weights: {age: 1, age: 2}}}
            """),
        contains(
            "2:1: name: found the key a second time; allowed: each key once",
            "4:35: generators[0].samples: found the key a second time; allowed: each key once",
            "4:65: generators[0].params.size: found the key a second time; allowed: each key once",
            "7:50: generators[1].params.target.weights.age: found the key a second time; allowed:"
                + " each key once"));
  }

  @Test
  void aliasesAndMergesAreFollowed() throws Exception {
    DatasetSpec spec =
        READER.read(
            "spec.yaml",
            """
            generators:
              - &mazes {generator: maze, samples: 3, params: &wide {size: 9}}
              - {<<: *mazes, name: more, samples: 4}
              - {generator: maze, name: most, samples: 5, params: *wide}
            """);
    for (DatasetSpec.Entry entry : spec.entries()) {
      assertThat(entry.name(), entry.parameters().intValue("size"), is(9));
    }
    assertThat(
        spec.entries().stream().map(DatasetSpec.Entry::samples).toList(), contains(3L, 4L, 5L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "generators: &g [*g] | 1:13: generators: found the alias *g within itself",
        "generators: [{generator: maze, samples: 1, params: &p {size: *p}}] |"
            + " 1:52: generators[0].params: found the alias *p within itself",
        "generators: [{generator: tabular, samples: 1, params: {columns: &c [[*c]]}}] |"
            + " 1:65: generators[0].params.columns: found the alias *c within itself",
        "{generators: [{generator: maze, samples: 1, params: &p {? *p : 3}}]} |"
            + " 1:53: generators[0].params: found the alias *p within itself"
      })
  void anAliasOfItselfIsRefused(String yaml, String expected) {
    assertThat(mistakes(yaml), contains(containsString(expected)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x-a: &a 5<br>name: {<<: *a} | 2:12: (the file): found '<<' with *a, which is one value;",
        "x-a: {<<: } | 1:10: (the file): found '<<' with the value '';",
        "x-b: &b {}<br>x-a: {<<: [*b, 5]} | 2:16: (the file): found '<<' with the value '5';",
        "x-a: &a {<<: *a} | 1:14: (the file): found '<<' with the mapping *a within itself;",
        "x-a: &a<br>  b: 1<br>  <<: *a | 3:7: (the file): found '<<' with the mapping *a within",
        "x-a: &a {b: {<<: [*a]}} | 1:19: (the file): found '<<' with the mapping *a within itself;",
        "x-a: &a {}<br>x-c: {<<: *a, d: 1, <<: *a} | 2:21: (the file): found a second '<<' in one",
        "x-a: &a {}<br>x-c:<br>  - {<<: *a}<br>  - <<: *a<br>    <<: {e: 1} | 5:5: (the file): found a"
            + " second '<<' in one mapping; allowed: one '<<', with a list if it merges several",
        "files: *.jsonl | a text that begins with '*' needs quotes around it",
        "name: *a | 1:7: (the file): found what cannot be read (found undefined alias a); allowed:"
      })
  void whatCannotBeMergedOrFollowedIsRefusedInItsPlace(String yaml, String expected) {
    assertThat(mistakes(yaml.replace("<br>", "\n")), contains(containsString(expected)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-a: &a {b: {c: 1}}\nx-d: {<<: *a, b: {<<: *a}}\n",
        "x-a: &a {b: 1}\nx-c: &c {<<: *a}\nx-d: {<<: [*a, *c]}\n",
        "x-a: '<<'\nx-b: ['<<', '<<']\n",
        "x-a: &a {b: 1}\nx-c: {d: {<<: *a}, e: {<<: *a}}\n"
      })
  void mergesInOtherMappingsAreNoSecondOnes(String yaml) throws Exception {
    String entries = "generators: [{generator: maze, samples: 3}]\n";
    assertThat(READER.read("spec.yaml", yaml + entries).entries(), hasSize(1));
  }

  @Test
  void aFewAliasesThatMultiplyAreRefused() {
    assertThat(
        mistakes(bomb(15, 3)),
        contains(
            allOf(
                containsString("found more than 1000000 values, aliases followed"),
                containsString("allowed: at most 1000000; a 'matrix', or a file"))));
  }

  @Test
  void moreEntriesThanASpecMayHaveAreRefusedBeforeTheyAreATree() {
    String yaml = "x-many: [" + "1,".repeat(2_100_000) + "1]\ngenerators: []";
    assertThat(
        mistakes(yaml),
        contains(containsString("(the file): found more than 1000000 values; allowed: at most")));
  }

  @Test
  void manyAliasesThatMultiplyAreRefused() {
    assertThat(
        mistakes(bomb(9, 10)),
        contains(containsString("found more than 1000000 values, aliases followed")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'x-k: &k [a]\nx-m: {*k : 1}' | 1:6: x-m: found a list as a key; allowed: keys of one value",
        "'x-m:\n  ? {a: 1}\n  : 2' | 2:5: x-m: found a mapping as a key; allowed: keys of one",
        "'&a\n*a : 1' | 1:1: (the file): found",
        "'generators:\n  - [a, b]: 1' | 2:5: generators[0]: found a list as a key; allowed: keys"
      })
  void aKeyThatIsNoSingleValueIsRefusedWhereItStands(String yaml, String expected) {
    assertThat(mistakes(yaml.replace("\\n", "\n")), contains(containsString(expected)));
  }

  /** Few values, of which each is long. */
  @Test
  void aliasesOfALongTextAreRefused() {
    String text = "x".repeat(1 << 20);
    String yaml = "x-long: &a " + text + "\nx-many: [*a" + ", *a".repeat(70) + "]\ngenerators: []";
    assertThat(
        mistakes(yaml),
        contains(
            allOf(
                containsString("x-many[63]: found more than 67108864 characters, aliases followed"),
                containsString("allowed: at most 67108864; aliases of shorter texts"))));
  }

  @Test
  void manyAliasesThatDoNotMultiplyAreRead() throws Exception {
    StringBuilder yaml = new StringBuilder("x-few: &few {samples: 1}\ngenerators:\n");
    for (int i = 0; i < 300; i++) {
      yaml.append("  - {<<: *few, generator: maze, name: m%d}\n".formatted(i));
    }
    assertThat(READER.read("spec.yaml", yaml.toString()).entries().size(), is(300));
  }

  @Test
  void jsonMayBeIndentedByTabs() throws Exception {
    String json =
        """
        {
        \t"generators": [
        \t \t{"generator":\t"maze", "samples": 2},
        \t\t{"generator": "maze", "name": "b", "sampels": 2}
        \t]
        }
        """;
    assertThat(
        mistakes(json),
        contains(
            containsString("4:3: generators[1].samples: found nothing"),
            containsString("4:38: generators[1].sampels")));
    DatasetSpec spec = READER.read("spec.yaml", json.replace("sampels", "samples"));
    assertThat(spec.entries().size(), is(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 5_000, 200_000})
  void listsWithinListsAreRefused(int depth) {
    assertThat(
        mistakes("generators: " + "[".repeat(depth) + "]".repeat(depth)),
        contains(endsWith("; allowed: values at most 50 deep")));
  }

  @Test
  void aNumberOfAMillionDigitsIsRefusedInAShortMessage() {
    List<String> mistakes =
        mistakes(
            "seed: " + "9".repeat(1_000_000) + "\ngenerators: [{generator: maze, samples: 1}]");
    assertThat(mistakes, contains(containsString("1:7: seed: found \"999")));
    assertThat(mistakes.get(0).length(), lessThan(400));
  }

  @Test
  void aMessageStaysOnItsLine() {
    assertThat(
        mistakes("name: \"a\\nb\\e\"\ngenerators: [{generator: maze, samples: 1}]"),
        contains(containsString("1:7: name: found \"a\\nb\\u001B\"; allowed:")));
  }

  @Test
  void severalMistakesComeInTheOrderOfTheFile() {
    List<SpecProblem> problems =
        assertThrows(
                InvalidSpecException.class,
                () ->
                    READER.read(
                        "spec.yaml",
                        """
                        output: {parts: 0}
                        typo: 1
                        generators:
                          - {samples: -1, generator: mazes}
                          - {generator: maze, params: {size: 1, x: 2}}
                        seed: x
                        """))
            .problems();
    assertThat(
        problems.stream().map(SpecProblem::path).toList(),
        contains(
            "output.parts",
            "typo",
            "generators[0].samples",
            "generators[0].generator",
            "generators[1].samples",
            "generators[1].params.size",
            "generators[1].params.x",
            "seed"));
  }

  @Test
  void ofVeryManyMistakesTwentyAreShown() {
    StringBuilder yaml = new StringBuilder("generators: [{generator: maze, samples: 1}]\n");
    for (int i = 0; i < 25; i++) {
      yaml.append("unknown").append(i).append(": 1\n");
    }
    List<String> mistakes = mistakes(yaml.toString());
    assertThat(mistakes, hasSize(21));
    assertThat(mistakes.get(20), is(" and 5 more mistakes"));
  }

  @Test
  void aByteOrderMarkAndWindowsLineEndsDoNoHarm() throws Exception {
    DatasetSpec spec =
        READER.read("spec.yaml", "\uFEFFname: a\r\ngenerators:\r\n- {generator: maze, samples: 1}");
    assertThat(spec.name(), is("a"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "seed: 12:30 | 1:7: seed: found \"12:30\"; allowed: a whole number",
        "seed: 1e3 | 1:7: seed: found 1000.0; allowed: a whole number",
        "seed: 1_000 | 1:7: seed: found \"1_000\"; allowed: a whole number",
        "seed: 2026-11-27 | 1:7: seed: found \"2026-11-27\"; allowed: a whole number",
        "checkpoint: yes | 1:13: checkpoint: found \"yes\"; allowed: true or false",
        "checkpoint: on | 1:13: checkpoint: found \"on\"; allowed: true or false",
        "name: NO1 # <br>name: NO2 | 2:1: name: found the key a second time; allowed: each key once",
        "name: \"a\\ud800\" | 1:7: name: found a text with half a surrogate pair; allowed: whole",
        "x-a: {\"a\\ud800\": 1} | 1:7: x-a: found a key with half a surrogate pair; allowed: whole",
        "x-a: {b: 1,000} | 1:12: x-a.000: found '000' without a value, as a comma in a number",
        "x-a: {b: 1,500.5, c: 2} | 1:12: x-a.500.5: found '500.5' without a value"
      })
  void whatVersionsOfYamlDisagreeOnIsRefused(String line, String expected) {
    assertThat(
        mistakes(line.replace("<br>", "\n") + "\ngenerators: [{generator: maze, samples: 1}]\n"),
        contains(containsString(expected)));
  }

  @Test
  void wordsOfOtherVersionsOfYamlAreText() throws Exception {
    DatasetSpec spec =
        READER.read(
            "spec.yaml",
            """
            name: no
            generators:
              - generator: maze
                samples: 0x10
                matrix: {country: [no, 12:30, 2026-11-27, on]}
            """);
    assertThat(spec.name(), is("no"));
    assertThat(spec.entries().get(0).samples(), is(16L));
    assertThat(
        spec.entries().stream().map(DatasetSpec.Entry::name).toList(),
        contains(
            "maze[country=no]",
            "maze[country=12:30]",
            "maze[country=2026-11-27]",
            "maze[country=on]"));
  }

  @Test
  void keysThatStartWithXAreIgnoredSoThatAnchorsHaveAPlace() throws Exception {
    DatasetSpec spec =
        READER.read(
            "spec.yaml",
            """
            x-mazes: &mazes {generator: maze, samples: 3, params: {size: 9}}
            x-notes: [anything, 1, ~]
            generators:
              - {<<: *mazes, name: a}
              - {<<: *mazes, name: b, samples: 4}
            """);
    assertThat(spec.entries().get(1).parameters().intValue("size"), is(9));
    assertThat(spec.toJson().has("x-mazes"), is(false));
    assertThat(
        mistakes("generators: [{generator: maze, samples: 1, x-y: 1}]"),
        contains(containsString("generators[0].x-y: unknown key 'x-y'; allowed: one of")));
  }

  /** A list of lists of lists that a few aliases make large. */
  private static String bomb(int levels, int width) {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x]\n");
    for (int level = 1; level <= levels; level++) {
      String below = "*a" + (level - 1);
      yaml.append("a%d: &a%d [%s".formatted(level, level, below))
          .append((", " + below).repeat(width - 1))
          .append("]\n");
    }
    return yaml
        + "generators: [{generator: tabular, samples: 1, params: {columns: *a"
        + levels
        + "}}]";
  }

  private static List<String> mistakes(String yaml) {
    InvalidSpecException e =
        assertThrows(InvalidSpecException.class, () -> READER.read("spec.yaml", yaml));
    return e.getMessage().lines().map(line -> line.replaceFirst("^spec\\.yaml:", "")).toList();
  }
}

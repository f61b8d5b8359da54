package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Items that come from a file beside the spec. */
class ItemsFileTest {

  private static final CheckedReader READER = new CheckedReader();

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "items.txt | `\uFEFFAA\r\n\n  B b \n007`",
        "items.csv | `symbol\nAA\n\"B b\"\n007\n`",
        "items.csv | `\uFEFFsymbol,n\r\nAA,1\r\nB b,2\r\n007,3`",
        "items.csv | `symbol, n,\rAA,1,\rB b,2,\r007,3,`",
        "items.tsv | `symbol\tn\nAA\t1\nB b\t\"\n007\t3`",
        "items.csv | `,symbol,n\n0,AA,1\n1,B b,2\n2,007,3`",
        "items.json | `[\"AA\", \"B b\", \"007\"]`",
        "items.JSON | `[{\"symbol\": \"AA\"}, {\"symbol\": \"B b\", \"x\": null}, {\"symbol\": \"007\"}]`",
        "items.jsonl | `{\"symbol\": \"AA\", \"n\": 1}\n\n{\"n\": 1, \"symbol\": \"B b\"}\n{\"symbol\": \"007\"}`"
      })
  void everyFormatNamesItsItems(String name, String text) throws Exception {
    assertThat(
        names(read(name, text, "3")),
        contains("maze[item=AA]", "maze[item=\"B b\"]", "maze[item=007]"));
  }

  @Test
  void aColumnOfNumbersIsNumbersButTheFirstIsText() throws Exception {
    DatasetSpec spec = read("a.csv", "id,n,mixed\n1,20,3\n2,30,x\n", "${matrix.item.n}");
    assertThat(spec.entries().get(1).samples(), is(30L));
    InvalidSpecException e =
        assertThrows(
            InvalidSpecException.class,
            () -> read("a.csv", "id,n,mixed\n1,20,3\n2,30,x\n", "${matrix.item.mixed}"));
    assertThat(e.getMessage(), containsString("found \"3\" in the cell 'maze[item=1]'"));
  }

  @Test
  void theSpecThatIsWrittenNeedsNoFile() throws Exception {
    DatasetSpec spec = read("a.csv", "id,n\nb,20\na,30\n", "${matrix.item.n}");
    Files.delete(folder.resolve("a.csv"));
    assertThat(READER.read("elsewhere", spec.toJson().toString()), is(spec));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.csv | `id,n\na,1\nb\n` | values in the row: 1; columns: 2 in line 3 of '",
        "a.csv | `id\na\na` | the item 'a' a second time in line 3 of '",
        "a.csv | `id\n` | no item in '",
        "a.csv | `id,n,n\na,1,2\n` | the column 'n' twice, as number 2 and 3 in line 2 of '",
        "a.jsonl | `{\"a\": 1} {\"a\": 2}` | no JSON (",
        "a.json | `[1, 2` | a JSON array that has no end in item 2 of '",
        "a.json | `[1, [2]]` | found [2] in item 2 of '",
        "a.json | `[1, 1.0]` | the item '1' a second time in item 2 of '",
        "a.jsonl | `{\"a\": 1}\nx` | no JSON (Unrecognized token 'x'",
        "a.jsonl | `{\"a\": 1}\n3` | found 3 among others in line 2 of '",
        "a.xml | `<a/>` | a file in UTF-8 whose name ends in .csv, .tsv, .json, .jsonl or .txt",
        "a.txt | `\n\n` | no item in '",
        "a.jsonl | `{\"a\":\"b\"}\n{\"a\":\"\\ud83d\"}` | /a: half a surrogate pair at position 0 in"
            + " line 2 of '",
        "a.json | `[\"a\", 1e400]` | a number beyond the range of doubles (Infinity) in item 2 of '",
        "a.jsonl | `{\"a\":\"b\",\"c\":[1e-400]}` | /c/0: a number beyond the range of doubles",
        "a.tsv | `\"a\"\t\"b\"\n1\t2` | every name in quotes, such as \"a\"",
        "a.csv | `sep=,\na,b\n1,2` | 'sep=', which tells a spreadsheet the delimiter"
      })
  void whatCannotBeUsedIsToldWithItsPlace(String name, String text, String expected) {
    InvalidSpecException e = assertThrows(InvalidSpecException.class, () -> read(name, text, "3"));
    assertThat(e.getMessage(), containsString("spec.yaml:4:16: generators[0].itemsFrom: found "));
    assertThat(e.getMessage(), containsString(expected));
    assertThat(e.getMessage().lines().count(), is(1L));
  }

  @Test
  void referencesToItemsThatCannotBeReadAreNoFurtherMistakes() {
    InvalidSpecException e =
        assertThrows(
            InvalidSpecException.class, () -> read("a.csv", "id,n\nb\n", "${matrix.item.n}"));
    assertThat(e.getMessage().lines().count(), is(1L));
    assertThat(e.getMessage(), containsString("found values in the row: 1; columns: 2"));
  }

  @Test
  void aFileThatIsNotThereIsToldAndSoAreFoldersAndOtherEncodings() throws Exception {
    assertThat(
        mistake("none.csv"), containsString("none.csv', which is not there; allowed: a file"));
    Files.createDirectory(folder.resolve("f.csv"));
    assertThat(mistake("f.csv"), containsString("f.csv', which is a folder; allowed: a file"));
    Files.write(folder.resolve("latin.txt"), "é".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(
        mistake("latin.txt"), containsString("found bytes that are not UTF-8 in line 1 of '"));
    Files.writeString(folder.resolve("semicolons.csv"), "a;b\n1;2\n");
    assertThat(
        mistake("semicolons.csv"),
        containsString(
            "found one column, 'a;b', and no comma that parts it into several in line 1"));
    assertThat(mistake("[a]"), containsString("found [\"a\"]; allowed: a file in UTF-8"));
  }

  private String mistake(String file) {
    return assertThrows(InvalidSpecException.class, () -> spec(file, "3")).getMessage();
  }

  private DatasetSpec read(String name, String text, String samples) throws Exception {
    Files.writeString(folder.resolve(name), text);
    return spec(name, samples);
  }

  private DatasetSpec spec(String file, String samples) throws Exception {
    String yaml =
        "generators:\n  - generator: maze\n    samples: %s\n    itemsFrom: %s\n"
            .formatted(samples, file);
    return READER.read(folder.resolve("spec.yaml").toString(), yaml);
  }

  private static List<String> names(DatasetSpec spec) {
    return spec.entries().stream().map(DatasetSpec.Entry::name).toList();
  }
}

package io.seedmill.generators.sources.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.IndexRange;
import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records of files become samples. */
class FilesGeneratorTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\n\n \t\n", " \r\n"})
  void aLineIsARecordHoweverLinesEnd(String end) throws Exception {
    write("a.jsonl", "{\"b\": 1, \"a\": 2}" + end + "{\"c\":3}" + end);
    write("b.jsonl", end + "{\"d\":4}" + end + "{\"e\":5}");
    try (FilesRun run = FilesRun.in(folder, "{'files': '*.jsonl'}")) {
      assertThat(
          run.contents(), contains("{\"a\":2,\"b\":1}", "{\"c\":3}", "{\"d\":4}", "{\"e\":5}"));
    }
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstRecord() throws Exception {
    write("a.jsonl", "\ufeff{\"a\":1}\n");
    write("b.json", "\ufeff[{\"b\":1}]");
    write("c.csv", "\ufeffc,d\n1,2\n");
    try (FilesRun run = FilesRun.in(folder, "{'files': '*'}")) {
      assertThat(run.contents(), contains("{\"a\":1}", "{\"b\":1}", "{\"c\":\"1\",\"d\":\"2\"}"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"a\":1},{\"a\":2},{\"a\":\"]}\\\"[{\"}]",
        " [ {\"a\" : 1 }\n,\n{\"a\":2}\n, {\"a\":\"]}\\\"[{\"} ] \n",
        "{\"a\":1}{\"a\":2} {\"a\":\"]}\\\"[{\"}",
        "{\"a\":1}\n{\n\"a\":2}\n{\"a\":\"]}\\\"[{\"}\n"
      })
  void theElementsOfAnArrayAreRecordsAndSoAreValuesInARow(String json) throws Exception {
    write("a.json", json);
    try (FilesRun run = FilesRun.in(folder, "{'files': 'a.json'}")) {
      assertThat(run.contents(), contains("{\"a\":1}", "{\"a\":2}", "{\"a\":\"]}\\\"[{\"}"));
    }
  }

  @Test
  void theRowsOfACsvFileAreRecordsOfText() throws Exception {
    write("a.csv", "q,a\r\n1,\"two, \"\"2\"\"\nand more\"\r\n\r\n ,\"\"\r\nlast,5\" disk");
    try (FilesRun run = FilesRun.in(folder, "{'files': 'a.csv'}")) {
      assertThat(
          run.contents(),
          contains(
              "{\"a\":\"two, \\\"2\\\"\\nand more\",\"q\":\"1\"}",
              "{\"a\":\"\",\"q\":\" \"}",
              "{\"a\":\"5\\\" disk\",\"q\":\"last\"}"));
    }
  }

  @Test
  void numbersOfCsvAreNumbersWhereTheSpecSaysSo() throws Exception {
    write("a.tsv", "a\tb\n1.50\t007\n-2\t1e3\n\t9007199254740993\n");
    try (FilesRun run = FilesRun.in(folder, "{'files': 'a.tsv', 'numbers': true}")) {
      assertThat(
          run.contents(),
          contains(
              "{\"a\":1.5,\"b\":\"007\"}",
              "{\"a\":-2,\"b\":1000}",
              "{\"a\":\"\",\"b\":\"9007199254740993\"}"));
    }
  }

  @Test
  void csvMayHaveAnotherDelimiterAndNoHeader() throws Exception {
    write("a.txt", "1;2\n3;4\n");
    String keys = "{'files':'a.txt','format':'csv','delimiter':';','header':['x','y']}";
    try (FilesRun run = FilesRun.in(folder, keys)) {
      assertThat(
          run.contents(), contains("{\"x\":\"1\",\"y\":\"2\"}", "{\"x\":\"3\",\"y\":\"4\"}"));
    }
  }

  @Test
  void fieldsAreSelectedAndRenamed() throws Exception {
    write("a.jsonl", "{\"q\":\"?\",\"answer\":{\"text\":\"!\"},\"id\":7}\n{\"q\":\"?\"}\n");
    write("b.csv", "q,rest,gold\n1,2,3\n");
    String json = "{'files':'a.jsonl','fields':{'prompt':'q','answer':'/answer/text','no':'id'}}";
    try (FilesRun run = FilesRun.in(folder, json)) {
      assertThat(
          run.all(),
          contains(
              "{\"answer\":\"!\",\"no\":7,\"prompt\":\"?\"} | {\"source\":{\"id\":7}}",
              "failed: a.jsonl:2: it has no '/answer/text'"));
    }
    try (FilesRun run =
        FilesRun.in(folder, "{'files':'b.csv','fields':{'answer':'gold','p':'q'}}")) {
      assertThat(run.contents(), contains("{\"answer\":\"3\",\"p\":\"1\"}"));
    }
    try (FilesRun run = FilesRun.in(folder, "{'files':'b.csv','fields':['q']}")) {
      assertThat(run.contents(), contains("{\"q\":\"1\"}"));
    }
  }

  @Test
  void aPublishedDatasetIsReadWithItsMetadataAndItsSource() throws Exception {
    write(
        "a.jsonl",
        "{\"id\":\"00ff\",\"generator\":\"maze\",\"index\":3,\"answer\":\"x\",\"prompt\":\"p\","
            + "\"metadata\":{\"moves\":8,\"difficulty\":1,\"parameters\":{\"size\":5}}}\n");
    try (FilesRun run = FilesRun.in(folder, "{'files':'a.jsonl'}")) {
      assertThat(
          run.all(),
          contains(
              "{\"answer\":\"x\",\"prompt\":\"p\"} | {\"moves\":8,\"difficulty\":1,"
                  + "\"parameters\":{\"size\":5},\"source\":"
                  + "{\"generator\":\"maze\",\"id\":\"00ff\",\"index\":3}}"));
    }
  }

  @Test
  void aBadLineIsADeadLetterWithFileAndLine() throws Exception {
    Files.createDirectory(folder.resolve("data"));
    String large = "{\"a\":\"" + "x".repeat(1_100_000) + "\"}";
    String huge = "{\"a\":\"" + "x".repeat(10_000_000) + "\"}";
    write(
        "data/a.jsonl",
        "{\"a\":1}\n\n{\"a\":\n[1]\nnull x\n{\"a\":1,\"a\":2}\n{}\n{\"a\":9007199254740993}\n"
            + large
            + "\n"
            + huge
            + "\n{\"a\":\"\\ud800\"}\n{\"b\":1}");
    try (FilesRun run = FilesRun.in(folder, "{'files':'data/*'}")) {
      List<String> all = run.all();
      assertThat(all.get(0), is("{\"a\":1} | {}"));
      assertThat(all.get(1), startsWith("failed: data/a.jsonl:3: not valid JSON: Unexpected end"));
      assertThat(all.get(2), is("failed: data/a.jsonl:4: not a JSON object"));
      assertThat(all.get(3), startsWith("failed: data/a.jsonl:5: not valid JSON: Unrecognized"));
      assertThat(all.get(4), is("failed: data/a.jsonl:6: not valid JSON: Duplicate field 'a'"));
      assertThat(all.get(5), is("failed: data/a.jsonl:7: the generator wrote nothing"));
      assertThat(all.get(6), is("{\"a\":\"9007199254740993\"} | {}"));
      assertThat(all.get(7), containsString("data/a.jsonl:9: more than the 1048576 bytes"));
      assertThat(
          all.get(8), containsString("data/a.jsonl:10: a record of more than 9437184 bytes"));
      assertThat(all.get(9), containsString("data/a.jsonl:11: /a: half a surrogate pair"));
      assertThat(all.get(10), is("{\"b\":1} | {}"));
      assertThat(all.size(), is(11));
    }
  }

  @Test
  void bytesThatAreNotUtf8AreADeadLetter() throws Exception {
    Files.write(folder.resolve("a.jsonl"), "{\"a\":\"é\"}\n{\"a\":1}".getBytes(ISO_8859_1));
    Files.write(folder.resolve("b.csv"), "a\né\ne\n".getBytes(ISO_8859_1));
    try (FilesRun run = FilesRun.in(folder, "{'files':['a.jsonl','b.csv']}")) {
      assertThat(
          run.all(),
          contains(
              "failed: a.jsonl:1: not valid JSON: Invalid UTF-8 at byte 7",
              "{\"a\":1} | {}",
              "failed: b.csv:2: bytes that are not UTF-8",
              "{\"a\":\"e\"} | {}"));
    }
  }

  @Test
  void aBadRowOfCsvIsADeadLetterWithTheLineInWhichItBegins() throws Exception {
    write("a.csv", "a,b\n\"1\n\",2\n1\n1,2,3\n\"1\"x,2\n3,4\n\"5,6\n");
    try (FilesRun run = FilesRun.in(folder, "{'files':'a.csv'}")) {
      assertThat(
          run.all(),
          contains(
              "{\"a\":\"1\\n\",\"b\":\"2\"} | {}",
              "failed: a.csv:4: values in the row: 1; columns: 2",
              "failed: a.csv:5: values in the row: 3; columns: 2",
              "failed: a.csv:6: text behind the quote that ends value 1; a quote within is doubled",
              "{\"a\":\"3\",\"b\":\"4\"} | {}",
              "failed: a.csv:8: the quote before value 1 has no end"));
    }
  }

  @Test
  void whatMakesNoSenseInAnArrayIsADeadLetterAndTheRestIsKept() throws Exception {
    write("a.json", "[{\"a\":1},\n{\"a\":tru},\n7,\n{\"b\":2} x,\n{\"c\":3}] {\"d\":4}\n[");
    try (FilesRun run = FilesRun.in(folder, "{'files':'a.json'}")) {
      List<String> all = run.all();
      assertThat(all.get(0), is("{\"a\":1} | {}"));
      assertThat(
          all.get(1), startsWith("failed: a.json:2: not valid JSON: /a: Unrecognized token"));
      assertThat(all.get(2), is("failed: a.json:3: not a JSON object"));
      assertThat(all.get(3), startsWith("failed: a.json:4: not valid JSON"));
      assertThat(all.get(4), is("{\"c\":3} | {}"));
      assertThat(all.get(5), startsWith("failed: a.json:5: not valid JSON"));
      assertThat(all.size(), is(6));
    }
  }

  @Test
  void theFirstFileNamedComesFirstAndNoneTwice() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    write("b.jsonl", "{\"n\":2}\n");
    write("c.jsonl", "{\"n\":3}\n");
    try (FilesRun run = FilesRun.in(folder, "{'files':['c.jsonl','*.jsonl']}")) {
      assertThat(run.contents(), contains("{\"n\":3}", "{\"n\":1}", "{\"n\":2}"));
    }
  }

  @Test
  void theSameContentIsTheSameGeneratorWhereverItLies() throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    Files.createDirectory(folder.resolve("other"));
    write("other/b.jsonl", "{\"n\":1}\n");
    write("c.jsonl", "{\"n\":2}\n");
    String a = identity("a.jsonl");
    assertThat(identity("other/b.jsonl"), is(a));
    assertThat(identity("c.jsonl"), is(not(a)));
  }

  private String identity(String file) throws Exception {
    try (FilesRun run = FilesRun.in(folder, "{'files':'" + file + "'}")) {
      return run.identity();
    }
  }

  @Test
  void aFileThatChangedSinceItWasCountedIsNotRead() throws Exception {
    write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n");
    try (FilesRun run = FilesRun.in(folder, "{'files':'a.jsonl'}")) {
      write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
      IOException e =
          assertThrows(IOException.class, () -> run.read(List.of(new IndexRange(0, 1))));
      assertThat(
          e.getMessage(),
          is(
              "a.jsonl: it has changed since its records were counted, or is gone; run the command"
                  + " again"));
      Files.delete(folder.resolve("a.jsonl"));
      assertThrows(IOException.class, () -> run.read(List.of(new IndexRange(0, 1))));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "{'files':'no*.jsonl'} # /files # 'no*.jsonl', which no file matches",
        "{'files':['a.jsonl','no.jsonl']} # /files/1 # 'no.jsonl', which no file matches",
        "{'files':'[a'} # /files # '[a' (a '[' has no end)",
        "{'files':[]} # /files # nothing",
        "{'files':'a.txt'} # /files # 'a.txt', whose name tells no format",
        "{'files':'empty.jsonl'} # /files # 'empty.jsonl', without a record",
        "{'files':'no.jsonl.gz'} # /files # 'no.jsonl.gz', which cannot be read (it is not gzip)",
        "{'files':'utf16.jsonl'} # /files # 'utf16.jsonl', which cannot be read (it is UTF-16, not UTF-8)",
        "{'files':'open.json'} # /files # 'open.json', which cannot be read (its array has no end)",
        "{'files':'list.json','records':'/no'} # /files # 'list.json', which cannot be read (it has nothing at /no)",
        "{'files':'list.json','records':'/a/b'} # /files # 'list.json', which cannot be read (it has nothing at /a/b)",
        "{'files':'list.json','records':'/n'} # /files # 'list.json', which cannot be read (what it has at /n is no list)",
        "{'files':'open.json','records':'/a'} # /files # 'open.json', which cannot be read (it has nothing at /a)",
        "{'files':'cut.json','records':'/a'} # /files # 'cut.json', which cannot be read (the object around its array has no end)",
        "{'files':'two.json','records':'/a'} # /files # 'two.json', which cannot be read (it has more than one object)",
        "{'files':'a.jsonl','records':'/a'} # /files # 'a.jsonl', which is jsonl and has no list under a name",
        "{'files':'empty.csv'} # /files # 'empty.csv', without a record",
        "{'files':'twice.csv'} # /files # 'twice.csv', line 1: the column 'a' twice, as number 1 and 3",
        "{'files':'a.csv','fields':['z']} # /files # 'a.csv', line 1: no column 'z'",
        "{'files':'a.csv','header':['a']} # ok # ok"
      })
  void whatCannotBeReadIsSaidBeforeAnyWork(String keys, String parameter, String found)
      throws Exception {
    write("a.jsonl", "{\"n\":1}\n");
    write("a.txt", "{\"n\":1}\n");
    write("empty.jsonl", "\n \n");
    write("no.jsonl.gz", "{\"n\":1}\n");
    Files.write(folder.resolve("utf16.jsonl"), "\ufeff{}".getBytes(StandardCharsets.UTF_16LE));
    write("open.json", "[{\"a\":1},{\"a\":2}");
    write("list.json", "{\"a\":[{\"b\":[{}]}],\"n\":null}");
    write("cut.json", "{\"a\":[{\"b\":1}], \"n\"");
    write("two.json", "{\"a\":[{\"b\":1}]}\n{\"a\":[{\"b\":2}]}");
    write("empty.csv", "\n");
    write("twice.csv", "a,b,a\n1,2,3\n");
    write("a.csv", "a\n1\n");
    if (parameter.equals("ok")) {
      FilesRun.in(folder, keys).close();
      return;
    }
    UnusableException e = assertThrows(UnusableException.class, () -> FilesRun.in(folder, keys));
    assertThat(e.getMessage(), is(found));
    assertThat(e.parameter(), is(parameter));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}

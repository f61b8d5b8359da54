package io.seedmill.generators.sources.rows;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows as people and programs write them: read, or reported with their place. */
class RowsTest {

  private static final String MARK = "\ufeff";

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r", "\r\r\n", "\n\n", "\r\n\r\n"})
  void everyLineEndIsOneAndBlankLinesAreNoRows(String end) throws Exception {
    for (String mark : List.of("", MARK)) {
      assertThat(read("a.csv", mark + "a,b" + end + "1,2" + end), is("{a:1,b:2}"));
      assertThat(read("a.tsv", mark + "a\tb" + end + "1\t2" + end), is("{a:1,b:2}"));
      assertThat(read("a.txt", mark + end + "one" + end + " two"), is("one two"));
      assertThat(read("a.jsonl", mark + "1" + end + "{}" + end), is("1 {}"));
      assertThat(read("a.json", mark + "[1," + end + "2]" + end), is("1 2"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "txt", "json", "jsonl"})
  void anEmptyFileHasNoRows(String ending) throws Exception {
    for (String text : List.of("", "\n", "\r\n\r\n", MARK, MARK + "\n")) {
      assertThat(read("a." + ending, text), is(""));
    }
  }

  @Test
  void linesAreCountedAsAnEditorShowsThem() throws Exception {
    assertThat(places("a.txt", "a\r\nb\rc\n\n\r\n\rd\r\r\ne"), is("[1, 2, 3, 7, 9]"));
    assertThat(places("a.csv", "h\r\n\"x\r\ny\rz\"\r\nb"), is("[2, 5]"));
    assertThat(places("a.json", "1\n\n2"), is("[item 1, item 2]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a,b\n\"x\ny\",\"say \"\"hi\"\", ok\"` | `{a:x\ny,b:say \"hi\", ok}`",
        "`a,b\nx \"y\",5\" disk` | `{a:x \"y\",b:5\" disk}`",
        "`a,b\n \"x\", y ` | `{a: \"x\",b: y }`",
        "`a,b\n,` | `{a:,b:}`",
        "`a,b\n\"\",\"\"` | `{a:,b:}`",
        "`a\n\"\"` | `{a:}`",
        "`\"a,x\",\"b\ny\"\n1,2` | `{a,x:1,b\ny:2}`",
        "` a , b \n1,2` | `{a:1,b:2}`",
        "`a,b\n1,2,\n3,4,,` | `{a:1,b:2} {a:3,b:4}`",
        "`,a\n0,1\n1,2` | `{a:1} {a:2}`",
        "`a,b,\n1,2,\n3,4` | `{a:1,b:2} {a:3,b:4}`",
        "`a,b` | ``",
        "`  \na,b\n \t \n1,2\n  \n  ,\n ` | `{a:1,b:2} {a:  ,b:}`",
        "`a,b\n1,=2` | `{a:1,b:=2}`"
      })
  void csvIsReadAsRfc4180SaysAndAsProgramsWriteIt(String text, String rows) throws Exception {
    assertThat(read("a.csv", text), is(rows == null ? "" : rows));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a.csv | `a,b\n1` | values in the row: 1; columns: 2 | line 2",
        "a.csv | `a,b\n1,2,3` | values in the row: 3; columns: 2 | line 2",
        "a.csv | `a,b\n\"1\"x,2` | text behind the quote that ends value 1 | line 2",
        "a.csv | `a,b\n\"1\",\"2\"x` | text behind the quote that ends value 2 | line 2",
        "a.csv | `a,b\n1,2\n3,\"4\n5,6\n` | the quote before value 2 has no end | line 3",
        "a.csv | `a,a\n1,2` | the column 'a' twice, as number 1 and 2 | line 2",
        "a.csv | `\"a,b\n1,2` | the quote before value 1 has no end | line 1",
        "a.jsonl | `1\n{\"a\":1,}` | no JSON (Unexpected character ('}' | line 2",
        "a.jsonl | `{\"a\":NaN}` | no JSON (/a: Non-standard token 'NaN' | line 1",
        "a.jsonl | `{\"a\":1e400}x` | no JSON (Unrecognized token 'x' | line 1",
        "a.jsonl | `{\"a\":1,\"a\":2}` | no JSON (Duplicate field 'a') | line 1",
        "a.jsonl | `{\"a\":1}{\"b\":2}` | no JSON ( | line 1",
        "a.jsonl | `{'a':1}` | no JSON (Unexpected character | line 1",
        "a.jsonl | `{\"a\":\"\t\"}` | no JSON (Illegal unquoted character | line 1",
        "a.jsonl | `{\"a\":` | no JSON (Unexpected end-of-input | line 1",
        "a.json | `[1, 2` | a JSON array that has no end | item 2",
        "a.json | `[1 2]` | no JSON ( | item 1",
        "a.json | `[1, {\"a\":tru}]` | no JSON (/a: Unrecognized token 'tru' | item 2"
      })
  void aMistakeIsReportedWithItsPlace(String name, String text, String found, String place) {
    RowException e = assertThrows(RowException.class, () -> read(name, text));
    assertThat(e.getMessage(), startsWith(found));
    assertThat(e.place(), is(place));
  }

  @Test
  void valuesAreKeptToTheByte() throws Exception {
    String odd = "a\u0000b\u2028c\u0085d\u000be\ufefff😀é";
    assertThat(
        read("a.csv", "x,y\n" + odd + ",\"" + odd + "\""), is("{x:" + odd + ",y:" + odd + "}"));
    assertThat(read("a.tsv", "x\ty\n" + odd + "\t2"), is("{x:" + odd + ",y:2}"));
    assertThat(read("a.txt", odd + "\n2"), is(odd + " 2"));
    assertThat(read("a.jsonl", "\"\u2028\"\n9007199254740993"), is("\u2028 9007199254740993"));
  }

  @Test
  void inTsvQuotesAreOrdinaryCharacters() throws Exception {
    assertThat(
        read("a.tsv", "a\tb\n1\t\"second\n2\t\"third\"\n3\tfourth\""),
        is("{a:1,b:\"second} {a:2,b:\"third\"} {a:3,b:fourth\"}"));
    RowException e = assertThrows(RowException.class, () -> read("a.tsv", "\"a\"\t\"b\"\n1\t2"));
    assertThat(e.getMessage(), startsWith("every name in quotes, such as \"a\""));
  }

  @ParameterizedTest
  @CsvSource({"10\\n20\\n, 10", "java\\n.5\\n, ''", "a;-1e3\\n7;8\\n, -1e3", "2026-01-01\\n, ''"})
  void aHeaderThatMayBeARecordIsTold(String text, String number) throws Exception {
    byte[] bytes = text.replace("\\n", "\n").replace(';', ',').getBytes(UTF_8);
    try (Rows rows = Rows.open(new ByteArrayInputStream(bytes), "a.csv", RowFormat.CSV)) {
      rows.next();
      assertThat(rows.numberInHeader().orElse(""), is(number));
    }
  }

  @ParameterizedTest
  @CsvSource({"apple, apple", "the quick fox, the quick fox", "7, ''", "a;b, ''"})
  void theOnlyNameMayBeARecord(String names, String only) {
    CsvHeader header = new CsvHeader(List.of(names.split(";", -1)));
    assertThat(header.only().orElse(""), is(only));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "txt", "json", "jsonl"})
  void onlyUtf8IsReadHeadersIncluded(String ending) {
    for (String text : List.of("\"größe\"\n1", "1\n\"größe\"")) {
      RowException e =
          assertThrows(RowException.class, () -> read("a." + ending, text.getBytes(ISO_8859_1)));
      assertThat(e.getMessage(), containsString("UTF-8"));
    }
    for (String mark : List.of("", MARK)) {
      IOException e =
          assertThrows(
              IOException.class, () -> read("a." + ending, (mark + "a,b\n1,2").getBytes(UTF_16LE)));
      assertThat(e.getMessage(), is("it is UTF-16, not UTF-8"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.jsonl, 1f8b0800, 'it is gzip, not text; a file of that kind has a name that ends in .gz'",
    "a.csv, 28b52ffd04, 'it is zstd, not text; a file of that kind has a name that ends in .zst'",
    "a.csv, 504b030414, 'it is a zip archive, not text'",
    "a.txt, fd377a585a00, 'it is xz, not text'",
    "a.json, 5041523115, 'it is Parquet, not text'",
    "a.tsv, 425a6839314159265359, 'it is bzip2, not text'"
  })
  void whatIsNoTextIsNamed(String name, String bytes, String message) {
    IOException e =
        assertThrows(IOException.class, () -> read(name, HexFormat.of().parseHex(bytes)));
    assertThat(e.getMessage(), is(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "tsv", "jsonl", "json", "txt"})
  void aPointerOfGitLfsIsNoFile(String ending) {
    String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d\nsize 12\n";
    IOException e = assertThrows(IOException.class, () -> read("a." + ending, pointer));
    assertThat(e.getMessage(), containsString("'git lfs pull'"));
  }

  @Test
  void filesThatWereAppendedToEachOtherHaveAMarkWithin() throws Exception {
    assertThat(read("a.jsonl", "1\n" + MARK + "2\n"), is("1 2"));
    assertThat(read("a.json", "{}\n" + MARK + "{}"), is("{} {}"));
    assertThat(read("a.txt", MARK + "a\n" + MARK + "b"), is("a b"));
    assertThat(read("a.csv", "a,b\n" + MARK + "\"x\ny\",2"), is("{a:x\ny,b:2}"));
    assertThat(read("a.csv", MARK + "\"a,b\",c\n1,2"), is("{a,b:1,c:2}"));
    for (String end : List.of("", "\n", "\n" + MARK, "\n\n" + MARK + "\n")) {
      assertThat(read("a.jsonl", "1\n" + MARK + end), is("1"));
      assertThat(read("a.txt", "a\n" + MARK + end), is("a"));
      assertThat(read("a.csv", "a,b\n1,2\n" + MARK + end), is("{a:1,b:2}"));
      assertThat(read("a.csv", "a\n1\n" + MARK + end), is("{a:1}"));
      assertThat(read("a.json", "1\n" + MARK + end), is("1"));
    }
    assertThat("a letter that begins as the mark does", read("a.csv", "a\nＡ\"1"), is("{a:Ａ\"1}"));
    assertThat(read("a.csv", "a\n＿\"1\n2"), is("{a:＿\"1} {a:2}"));
  }

  @Test
  void deepNestingIsRefusedAndLongTextIsNot() throws Exception {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    RowException e = assertThrows(RowException.class, () -> read("a.jsonl", deep));
    assertThat(e.getMessage(), containsString("nesting depth"));
    String text = "x".repeat(20_000_001);
    assertThat(read("a.jsonl", "\"" + text + "\"").length(), is(text.length()));
  }

  private static String read(String name, String text) throws Exception {
    return read(name, text.getBytes(UTF_8));
  }

  /** Returns all rows as text, an object as {name:value}. */
  private static String read(String name, byte[] bytes) throws Exception {
    List<String> read = new ArrayList<>();
    try (Rows rows = open(name, bytes)) {
      while (rows.next()) {
        List<String> members = new ArrayList<>();
        rows.value()
            .properties()
            .forEach(p -> members.add(p.getKey() + ":" + p.getValue().asText()));
        read.add(
            rows.value().isObject()
                ? "{" + String.join(",", members) + "}"
                : rows.value().asText() + "");
      }
    }
    return String.join(" ", read);
  }

  private static String places(String name, String text) throws Exception {
    List<String> places = new ArrayList<>();
    try (Rows rows = open(name, text.getBytes(UTF_8))) {
      while (rows.next()) {
        places.add(rows.place().replace("line ", ""));
      }
    }
    return places.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"v\": 3.10}|3.10 is read as the number 3.1",
        "{\"a\": {\"b\": [1, 1.0]}}|1.0 is read as the number 1",
        "2.50|2.50 is read as the number 2.5",
        "{\"v\": 1e5}|1e5 is read as the number 100000",
        "{\"v\": -0}|-0 is read as the number 0",
        "{\"v\": \"3.10\", \"w\": 3.1, \"x\": 9007199254740993, \"3.10\": 1e-7}|"
      })
  void numbersWhoseTextIsNotKeptAreTold(String line, String warning) throws Exception {
    RewrittenNumbers rewritten = new RewrittenNumbers("q.jsonl");
    try (Rows rows = open("q.jsonl", (line + "\n" + line + "\n").getBytes(UTF_8))) {
      while (rows.next()) {
        rewritten.note(rows);
      }
    }
    assertEquals(
        Optional.ofNullable(warning)
            .map(
                text ->
                    ("q.jsonl: line 1: %s; write \"%s\" with quotes for a text;"
                            + " rows with such numbers: 2")
                        .formatted(text, text.substring(0, text.indexOf(' ')))),
        rewritten.text());
  }

  private static Rows open(String name, byte[] bytes) throws IOException {
    return Rows.open(new ByteArrayInputStream(bytes), name, RowFormat.ofName(name).orElseThrow());
  }
}

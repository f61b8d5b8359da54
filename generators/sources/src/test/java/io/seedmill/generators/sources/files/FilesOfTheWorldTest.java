package io.seedmill.generators.sources.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.ZstdOutputStream;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.UnusableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Files as other programs leave them: cut, joined, in odd dialects, touched while they are read.
 */
class FilesOfTheWorldTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst"})
  void aSecondMemberThatIsCutAnywhereIsRefusedBeforeTheRun(String ending) throws Exception {
    byte[] first = packed(ending, "{\"n\":1}\n");
    byte[] second = packed(ending, "{\"n\":2}\n");
    for (int length = 1; length < second.length; length++) {
      write("a.jsonl." + ending, joined(first, Arrays.copyOf(second, length)));
      String found = refused("{'files':'a.jsonl." + ending + "'}").getMessage();
      assertThat(found, startsWith("'a.jsonl." + ending + "', which cannot be read (it is "));
    }
    for (int length = 1; length < first.length; length++) {
      write("a.jsonl." + ending, Arrays.copyOf(first, length));
      refused("{'files':'a.jsonl." + ending + "'}");
    }
    write("a.jsonl." + ending, joined(first, second));
    assertThat(contents("{'files':'a.jsonl." + ending + "'}"), hasSize(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gz", "zst"})
  void bytesAfterWhatIsCompressedAreRefusedBeforeTheRun(String ending) throws Exception {
    for (String junk : List.of("x", "junk that is longer", "\0\0\0x", "\0\037\213\b")) {
      write("a.csv." + ending, joined(packed(ending, "a\n1\n"), junk.getBytes(UTF_8)));
      UnusableException e = refused("{'files':'a.csv." + ending + "'}");
      assertThat(e.getMessage(), containsString("other bytes follow the compressed ones"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 12, 512, 200_000})
  void zeroBytesBehindTheLastMemberOfGzipAreItsEnd(int zeros) throws Exception {
    byte[] two = joined(packed("gz", "a\n1\n"), packed("gz", "2\n"));
    write("a.csv.gz", joined(two, new byte[zeros]));
    assertThat(contents("{'files':'a.csv.gz'}"), contains("{\"a\":\"1\"}", "{\"a\":\"2\"}"));
  }

  /** Dumps of forums are packed by {@code zstd --long=31}, the longest window that there is. */
  @ParameterizedTest
  @ValueSource(ints = {28, 31})
  void aLongWindowOfZstdIsRead(int window) throws Exception {
    write("a.jsonl.zst", withWindow(window));
    assertThat(contents("{'files':'a.jsonl.zst'}"), contains("{\"n\":1}"));
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 41})
  void aWindowOfZstdThatNoProgramReadsIsExplained(int window) throws Exception {
    write("a.jsonl.zst", withWindow(window));
    assertThat(
        refused("{'files':'a.jsonl.zst'}").getMessage(),
        containsString("its zstd window is larger than 2 GiB; compress it with --long=31"));
  }

  /** The frame header that {@code zstd --long} writes for input from a pipe, and one raw block. */
  private static byte[] withWindow(int powerOfTwo) {
    byte[] magic = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) ((powerOfTwo - 10) << 3)};
    byte[] content = "{\"n\":1}\n".getBytes(UTF_8);
    return joined(magic, joined(new byte[] {(byte) (content.length * 8 + 1), 0, 0}, content));
  }

  /** As an output of Seedmill has the newest run under a second name. */
  @Test
  void aFileAndALinkToItBesideItAreReadOnce() throws Exception {
    write("consolidated-a.jsonl", "{\"n\":1}\n");
    write("consolidated-b.jsonl", "{\"n\":2}\n");
    Files.createSymbolicLink(folder.resolve("latest.jsonl"), Path.of("consolidated-b.jsonl"));
    assertThat(contents("{'files':'*.jsonl'}"), contains("{\"n\":1}", "{\"n\":2}"));
    assertThat(contents("{'files':'latest*.jsonl'}"), contains("{\"n\":2}"));
    assertThat(
        contents("{'files':'{latest,consolidated-a}.jsonl'}"), contains("{\"n\":1}", "{\"n\":2}"));
  }

  @Test
  void aLinkToNothingIsNotLeftOutInSilence() throws Exception {
    write("here.jsonl", "{\"n\":1}\n");
    Files.createSymbolicLink(folder.resolve("gone.jsonl"), Path.of("/mnt/none.jsonl"));
    IOException e = assertThrows(IOException.class, () -> contents("{'files':'*.jsonl'}"));
    assertThat(e.getMessage(), containsString("gone.jsonl' is a link to '/mnt/none.jsonl', which"));
    assertThat(contents("{'files':'h*.jsonl'}"), contains("{\"n\":1}"));
    assertThat(
        refused("{'files':'gone.jsonl'}").getMessage(),
        containsString("is a link to '/mnt/none.jsonl', which is not there"));
    Files.createSymbolicLink(folder.resolve("device.jsonl"), Path.of("/dev/null"));
    assertThat(
        refused("{'files':'device.jsonl'}").getMessage(),
        is("'device.jsonl', which is no regular file"));
  }

  @Test
  void aFolderInPlaceOfFilesIsNamed() throws Exception {
    Files.createDirectories(folder.resolve("table.csv/part"));
    write("table.csv/part-0.csv", "n\n1\n");
    for (String name : List.of("table.csv", "table.csv/", "./table.csv")) {
      UnusableException e = refused("{'files':'" + name + "'}");
      assertThat(e.getMessage(), is("'" + name + "', which is a folder"));
      assertThat(e.allowed(), containsString("table.csv/*' are those in it"));
    }
    assertThat(contents("{'files':'table.csv/*'}"), contains("{\"n\":\"1\"}"));
  }

  @Test
  void quotesMeanNothingInTsvUnlessTheSpecSaysSo() throws Exception {
    write("a.tsv", "n\tq\n1\t\"second\n2\tthird\n3\tfourth\"\n");
    assertThat(
        contents("{'files':'a.tsv'}"),
        contains(
            "{\"n\":\"1\",\"q\":\"\\\"second\"}",
            "{\"n\":\"2\",\"q\":\"third\"}",
            "{\"n\":\"3\",\"q\":\"fourth\\\"\"}"));
    assertThat(
        contents("{'files':'a.tsv','quote':'\\\"'}"),
        contains("{\"n\":\"1\",\"q\":\"second\\n2\\tthird\\n3\\tfourth\"}"));
    write("b.csv", "n,q\n1,~a,~~b~\n\"2,\"c\n");
    assertThat(
        contents("{'files':'b.csv','quote':'~'}"),
        contains("{\"n\":\"1\",\"q\":\"a,~b\"}", "{\"n\":\"\\\"2\",\"q\":\"\\\"c\"}"));
    write("c.csv", "n;q\n\"1;'2'\n");
    assertThat(
        contents("{'files':'c.csv','quote':'none','delimiter':';'}"),
        contains("{\"n\":\"\\\"1\",\"q\":\"'2'\"}"));
  }

  @Test
  void theQuoteBelongsToTheIdentityOnlyWhereTheSpecHasOne() throws Exception {
    write("a.csv", "n\n1\n");
    try (FilesRun without = FilesRun.in(folder, "{'files':'a.csv'}");
        FilesRun with = FilesRun.in(folder, "{'files':'a.csv','quote':'none'}")) {
      assertThat(
          without.identity(),
          is(
              "{\"files\":1,\"records\":1,\"sha256\":"
                  + "\"75e588b4c24ca295433498d8c6e5079c663b44326bd67296981a02a195d74563\"}"));
      assertThat(with.identity(), not(is(without.identity())));
    }
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefusedWithItsPlace() throws Exception {
    write("a.csv", "\r\ngröße,b\n1,2\n".getBytes(ISO_8859_1));
    assertThat(
        refused("{'files':'a.csv'}").getMessage(), is("'a.csv', line 2: bytes that are not UTF-8"));
  }

  @Test
  void columnsThatAreNotAskedForMayHaveNoNameOrTheSameName() throws Exception {
    write("pandas.csv", ",q,a\n0,1,x\n1,2,y\n");
    write("comma.csv", "q,a,\n1,x,\n2,y,\n");
    write("twice.csv", "q,z,a,z\n1,7,x,8\n2,7,y,8\n");
    for (String file : List.of("pandas.csv", "comma.csv", "twice.csv")) {
      assertThat(
          contents("{'files':'" + file + "','fields':['q','a']}"),
          contains("{\"a\":\"x\",\"q\":\"1\"}", "{\"a\":\"y\",\"q\":\"2\"}"));
    }
    write("within.csv", "q,,a\n0,1,x\n");
    assertThat(
        refused("{'files':'within.csv'}").getMessage(),
        is("'within.csv', line 1: column number 2 without a name"));
    assertThat(
        refused("{'files':'twice.csv','fields':['z']}").getMessage(),
        is("'twice.csv', line 1: the column 'z' twice, as number 2 and 4"));
    assertThat(refused("{'files':'within.csv'}").allowed(), containsString("'fields: [q, a]'"));
    write("odd.csv", "q ,,# n,no,a b,2024\n0,1,2,3,4,5\n");
    assertThat(
        refused("{'files':'odd.csv'}").allowed(),
        containsString("'fields: [\"q \", \"# n\", \"no\", a b, \"2024\"]'"));
    write("all-twice.csv", "q,q\n1,2\n");
    assertThat(
        refused("{'files':'all-twice.csv'}").allowed(),
        is("a header that names each column once; found 'q', 'q'"));
    assertThat(
        contents("{'files':'comma.csv'}"),
        contains("{\"a\":\"x\",\"q\":\"1\"}", "{\"a\":\"y\",\"q\":\"2\"}"));
    write("more.csv", "q,a,,\n1,x,,\n2,y,z,\n");
    assertThat(
        contents("{'files':'more.csv'}"),
        contains(
            "{\"a\":\"x\",\"q\":\"1\"}", "failed: more.csv:3: values in the row: 4; columns: 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a.csv | ~,q,a\n0,1,x\n1,2,y\n~",
        "a.csv | ~\ufeff,q,a\r\n0,1,x\r\n1,2,y\r\n~",
        "a.csv | ~\"\",\"q\",\"a\"\n\"0\",\"1\",\"x\"\n\"1\",\"2\",\"y\"\n~",
        "a.csv | ~ ,q,a,\n0,1,x,\n1,2,y,\n~",
        "a.csv | ~,,q,a\nm,0,1,x\nn,1,2,y\n~",
        "a.csv | ~,q,a\n,1,x\n,2,y\n~",
        "a.csv | ~,a,q\n0,x,1\n1,y,2\n~",
        "a.tsv | ~\tq\ta\n0\t1\tx\n1\t2\ty\n~"
      })
  void anIndexWithoutANameIsLeftOut(String name, String text) throws Exception {
    write(name, text);
    write("packed-" + name + ".gz", packed("gz", text));
    write("plain.csv", "q,a\n1,x\n2,y\n");
    for (String files : List.of(name, "packed-" + name + ".gz")) {
      try (FilesRun run = FilesRun.in(folder, "{'files':['" + files + "','plain.csv']}")) {
        assertThat(run.withoutIndex(), is(1L));
        assertThat(run.all().subList(0, 2), is(run.all().subList(2, 4)));
        assertThat(run.all().get(1), is("{\"a\":\"y\",\"q\":\"2\"} | {}"));
      }
      try (FilesRun run = FilesRun.in(folder, "{'files':['" + files + "'],'fields':['q','a']}")) {
        assertThat(run.withoutIndex(), is(0L));
      }
    }
  }

  @Test
  void aHeaderOfNoNamesIsRefusedAndOneWithoutRecordsHasNone() throws Exception {
    write("a.csv", ",,\n1,2,3\n");
    assertThat(
        refused("{'files':'a.csv'}").getMessage(),
        is("'a.csv', line 1: column number 1 without a name"));
    write("a.csv", ",q,a\n");
    write("b.csv", ",q,a\n0,1,x\n,q,a\n1,2\n");
    assertThat(
        contents("{'files':['a.csv','b.csv']}"),
        contains(
            "{\"a\":\"x\",\"q\":\"1\"}",
            "failed: b.csv:3: the names of the columns again: remove that line",
            "failed: b.csv:4: values in the row: 2; columns: 3"));
    write("c.csv", ",7,y\n0,8,z\n");
    assertThat(
        refused("{'files':['b.csv','c.csv']}").getMessage(),
        is("'c.csv', line 1: , 7, y, none of the names in the header of 'b.csv'"));
  }

  @Test
  void whatACrashLeavesIsNoHeaderAndNoRecord() throws Exception {
    write("a1.csv", "\0".repeat(64));
    write("a2.csv", "p\n1\n" + "\0".repeat(64));
    assertThat(
        refused("{'files':'a*.csv'}").getMessage(),
        is("'a1.csv', line 1: bytes of 0 alone, as a crash may leave them"));
    assertThat(
        contents("{'files':'a2.csv'}"),
        contains("{\"p\":\"1\"}", "failed: a2.csv:3: bytes of 0 alone, as a crash may leave them"));
    write("a1.csv", "p,q\0\n1,2\n");
    assertThat(
        refused("{'files':'a1.csv'}").getMessage(), is("'a1.csv', line 1: a byte of 0 in a name"));
  }

  @Test
  void blanksBehindTheLastCommaAreNoValue() throws Exception {
    write("a.csv", "p,q, \n1,2, \n3,4,\n5,6\n7,8, ,x\n");
    assertThat(
        contents("{'files':'a.csv'}"),
        contains(
            "{\"p\":\"1\",\"q\":\"2\"}",
            "{\"p\":\"3\",\"q\":\"4\"}",
            "{\"p\":\"5\",\"q\":\"6\"}",
            "failed: a.csv:5: values in the row: 4; columns: 2"));
  }

  @Test
  void aFileWithoutItsHeaderIsNoFileOfOtherColumns() throws Exception {
    write("a1.csv", "p,q\n1,2\n");
    write("a2.csv", "3,4\n5,6\n");
    UnusableException e = refused("{'files':'a*.csv'}");
    assertThat(
        e.getMessage(), is("'a2.csv', line 1: 3, 4, none of the names in the header of 'a1.csv'"));
    assertThat(e.allowed(), containsString("'header: [names]'"));
    write("a2.csv", "q,r\n5,6\n");
    assertThat(contents("{'files':'a*.csv'}"), hasSize(2));
    write("a2.csv", "r\n5\n");
    assertThat(contents("{'files':'a*.csv'}"), hasSize(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"p;q\n1;2\n", "p\tq\n1\t2\n", "p|q\n1|2\n"})
  void anotherDelimiterThanTheUsualOneIsAskedFor(String text) throws Exception {
    write("a.csv", text);
    UnusableException e = refused("{'files':'a.csv'}");
    assertThat(e.getMessage(), startsWith("'a.csv', line 1: one column, '"));
    assertThat(e.allowed(), startsWith("'delimiter: \""));
    assertThat(contents("{'files':'a.csv','delimiter':','}").get(0), startsWith("{"));
  }

  @Test
  void aLineThatTellsASpreadsheetTheDelimiterIsNoHeader() throws Exception {
    write("a.csv", "sep=;\np;q\n1;2\n");
    write("b.csv", "sep=,\np,q\n1,2\n");
    for (String keys : List.of("'a.csv'", "'a.csv','delimiter':';'", "'b.csv'")) {
      UnusableException e = refused("{'files':" + keys + "}");
      assertThat(e.getMessage(), containsString("', line 1: 'sep="));
      assertThat(e.allowed(), containsString("remove that line"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"p\"\t\"q\"\n\"1\"\t\"2\"\n",
        "\"p\"\n1\n",
        "\uFEFF\"p\"\t\"q r\"\r\n1\t\"2\"\r\n",
        "\"p\"\t\"\"\n1\t2\n"
      })
  void namesThatAreAllInQuotesAskWhatQuotesMeanInTsv(String text) throws Exception {
    write("a.tsv", text);
    UnusableException e = refused("{'files':'a.tsv'}");
    assertThat(e.getMessage(), is("'a.tsv', line 1: every name is in quotes, such as \"p\""));
    assertThat(e.allowed(), containsString("'quote: none'"));
    assertThat(contents("{'files':'a.tsv','quote':'none'}").get(0), containsString("\"\\\"p\\"));
    assertThat(
        contents("{'files':'a.tsv','quote':'\\\"','fields':['p']}"), contains("{\"p\":\"1\"}"));
  }

  @Test
  void aTableWithCommasWhoseNameSaysTabsIsRefused() throws Exception {
    write("a.tsv", "p,q\n1,2\n");
    UnusableException e = refused("{'files':'a.tsv'}");
    assertThat(e.getMessage(), is("'a.tsv', line 1: one column, 'p,q'"));
    assertThat(e.allowed(), startsWith("'delimiter: \",\"'"));
    assertThat(contents("{'files':'a.tsv','delimiter':'\\t'}"), hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}\n{\"a\":2}\n",
        "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n",
        "[{\"a\":1},\n{\"a\":2}]\n",
        "[\"a\"]\n[\"b\"]\n"
      })
  void jsonWhoseNameSaysCsvIsRefused(String text) throws Exception {
    write("a.csv", text);
    UnusableException e = refused("{'files':'a.csv'}");
    assertThat(e.getMessage(), containsString("'a.csv', line 1: "));
    assertThat(e.allowed(), containsString("'format: jsonl'"));
  }

  @Test
  void objectsOverSeveralLinesAreToldFromLines() throws Exception {
    write("a.jsonl", "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n{\n  \"a\": 2\n}\n");
    UnusableException e = refused("{'files':'a.jsonl'}");
    assertThat(e.getMessage(), not(containsString("Source")));
    assertThat(e.allowed(), containsString("'format: json'"));
    assertThat(contents("{'files':'a.jsonl','format':'json'}"), hasSize(2));
  }

  @Test
  void theHeaderOfAFileThatWasAppendedIsNoRecord() throws Exception {
    write("a.csv", "\uFEFFp,q\n1,2\n\uFEFFp,q\n3,4\n");
    assertThat(
        contents("{'files':'a.csv'}").get(1),
        is("failed: a.csv:3: the names of the columns again: remove that line"));
    write("words.csv", "word\nword\n");
    assertThat(contents("{'files':'words.csv'}"), contains("{\"word\":\"word\"}"));
  }

  @Test
  void theMarkOfAnEmptyFileThatWasAppendedIsNoRecord() throws Exception {
    write("a.jsonl", "{\"a\":1}\n\uFEFF\n{\"a\":2}\n\uFEFF");
    assertThat(contents("{'files':'a.jsonl'}"), contains("{\"a\":1}", "{\"a\":2}"));
    write("a.csv", "a\n1\n\uFEFF\n2\n\uFEFF");
    assertThat(contents("{'files':'a.csv'}"), contains("{\"a\":\"1\"}", "{\"a\":\"2\"}"));
  }

  @Test
  void aRecordThatIsAnIdAloneSaysSo() throws Exception {
    write("a.jsonl", "{\"id\":1}\n{\"id\":2}\n");
    assertThat(
        refused("{'files':'a.jsonl'}").getMessage(),
        containsString("no field but generator, id, index, metadata, which records keep"));
    assertThat(contents("{'files':'a.jsonl','fields':{'key':'id'}}").get(0), is("{\"key\":1}"));
  }

  @Test
  void anEmptyFileAmongOthersHasNoRecords() throws Exception {
    write("p1.csv", "");
    write("p2.csv", "a\n1\n");
    write("p3.csv", "\n\n");
    write("p4.csv", "a\n");
    write("p5.csv.gz", packed("gz", ""));
    write("p6.csv.gz", "");
    write("p7.csv", " \t \n  ");
    assertThat(contents("{'files':'*','fields':['a']}"), contains("{\"a\":\"1\"}"));
    assertThat(
        refused("{'files':['p1.csv','p3.csv','p5.csv.gz']}").getMessage(),
        is("'p1.csv', without a record"));
  }

  @Test
  void anArrayInJsonLinesIsRefusedWithAHint() throws Exception {
    for (String array :
        List.of("[\n  {\n    \"a\": 1\n  }\n]\n", "[{\"a\":1},\n{\"a\":2}]", "[{\"a\":1}]")) {
      write("a.jsonl", array);
      UnusableException e = refused("{'files':'a.jsonl'}");
      assertThat(e.getMessage(), is("'a.jsonl', which is a JSON array and not JSON Lines"));
      assertThat(e.allowed(), containsString("'format: json'"));
    }
    assertThat(contents("{'files':'a.jsonl','format':'json'}"), contains("{\"a\":1}"));
    write("a.jsonl", "[1]\n{\"a\":1}\n");
    assertThat(contents("{'files':'a.jsonl'}").get(1), is("{\"a\":1}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "a.jsonl # ~{\"id\":9007199254740993}\n{\"id\":9007199254740995}~ # {'integers':'refuse'} # 9007199254740993",
        "a.jsonl # ~{\"a\":1}\n{\"a\":2}~ # {'fields':['b']} # a.jsonl:1: it has no 'b'",
        "a.csv # ~ab\n1,2\n~ # {} # a.csv:2: values in the row: 2; columns: 1",
        "a.json # ~{\"a\":NaN}\n{\"a\":NaN}~ # {} # a.json:1: not valid JSON",
        "a.jsonl # ~{\n\"a\": 1\n}~ # {} # a.jsonl:1: not valid JSON",
        "a.jsonl # ~{\"a\":[1,NaN]}~ # {} # a.jsonl:1: not valid JSON: /a/1: Non-standard token",
        "a.jsonl # ~{\"a\":[1,1e400]}~ # {} # a.jsonl:1: /a/1: a number beyond the range",
        "a.jsonl # ~{\"a\":{\"b\\ud83d\":1}}~ # {} # not valid JSON: /a/b\\ud83d: a member's name has",
        "a.jsonl # ~{\"a\":{\"b\":NaN}}~ # {'fields':['a']} # not valid JSON: /a/b: Non-standard",
        "a.json # ~[{\"a\":{\"b\":NaN}}]~ # {} # not valid JSON: /a/b: Non-standard"
      })
  void aFileOfWhichEveryRecordFailsIsRefusedBeforeTheRun(
      String name, String text, String keys, String first) throws Exception {
    write(name, text);
    write("good.jsonl", "{\"b\":1,\"a\":1}\n");
    String all = keys.replace("{", "{'files':['good.jsonl','" + name + "'],").replace(",}", "}");
    UnusableException e = refused(all);
    assertThat(
        e.getMessage(), startsWith("'" + name + "', of which no record can be read; the first: "));
    assertThat(e.getMessage(), containsString(first));
  }

  @Test
  void oneGoodRecordAmongManyBadOnesIsEnough() throws Exception {
    write("a.jsonl", "bad\n".repeat(1_000) + "{\"n\":1}\n" + "bad\n".repeat(10));
    try (FilesRun run = FilesRun.in(folder, "{'files':'a.jsonl'}")) {
      assertThat(run.all(), hasSize(1_011));
      assertThat(run.all().get(1_000), is("{\"n\":1} | {}"));
    }
  }

  @Test
  void aTouchedFileIsReadAndAChangedOneStopsTheRun() throws Exception {
    write("a.jsonl", "{\"n\":1}\n{\"n\":2}\n");
    write("b.jsonl.gz", packed("gz", "{\"n\":3}\n"));
    try (FilesRun run = FilesRun.in(folder, "{'files':'*'}")) {
      for (String name : List.of("a.jsonl", "b.jsonl.gz")) {
        Files.setLastModifiedTime(folder.resolve(name), FileTime.fromMillis(86_400_000));
      }
      assertThat(run.contents(), contains("{\"n\":1}", "{\"n\":2}", "{\"n\":3}"));
      write("a.jsonl", "{\"n\":1}\n{\"n\":9}\n");
      Files.setLastModifiedTime(folder.resolve("a.jsonl"), FileTime.fromMillis(86_400_000));
      UnreadableInputException e =
          assertThrows(
              UnreadableInputException.class, () -> run.read(List.of(new IndexRange(0, 1))));
      assertThat(e.getMessage(), startsWith("a.jsonl: it has changed since its records"));
    }
  }

  @Test
  void textOfAnyLengthIsSelectedAsFarAsASampleMayBe() throws Exception {
    write("a.jsonl", "{\"n\":1,\"x\":\"" + "x".repeat(20_000_001) + "\"}\n{\"n\":2,\"x\":\"\"}\n");
    try (FilesRun run = FilesRun.in(folder, "{'files':'a.jsonl','fields':['x']}")) {
      assertThat(run.all().get(0), containsString("a.jsonl:1: "));
      assertThat(run.all().get(0), containsString(" bytes"));
      assertThat(run.all().get(1), is("{\"x\":\"\"} | {}"));
    }
  }

  @Test
  void linesEndInAnyWayWhereverTheFileIsDivided() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      text.append(i % 5 == 0 ? "bad" : "{\"n\":" + i + "}");
      text.append(List.of("\n", "\r\n", "\r", "\r\r\n").get(i % 4));
    }
    write("a.jsonl", text.toString());
    for (int block = 1; block < 40; block++) {
      FilesScan.Sizes sizes = new FilesScan.Sizes(block, 30);
      try (FilesRun run = FilesRun.in(folder, "{'files':'a.jsonl'}", new LocalInputs(), sizes)) {
        assertThat(run.records(), is(200L));
        String bad = run.read(List.of(new IndexRange(150, 151))).get(150L);
        int line = 1 + 150 + 150 / 4;
        assertThat(bad, startsWith("failed: a.jsonl:" + line + ": "));
        assertThat(run.contents().get(199), is("{\"n\":199}"));
      }
    }
  }

  private List<String> contents(String keys) throws Exception {
    try (FilesRun run = FilesRun.in(folder, keys)) {
      return run.contents();
    }
  }

  private UnusableException refused(String keys) {
    return assertThrows(UnusableException.class, () -> FilesRun.in(folder, keys).close());
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(UTF_8));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  private static byte[] packed(String ending, String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        ending.equals("gz") ? new GZIPOutputStream(packed) : new ZstdOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}

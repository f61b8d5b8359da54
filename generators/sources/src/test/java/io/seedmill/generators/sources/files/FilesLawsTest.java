package io.seedmill.generators.sources.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdOutputStream;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same records, whatever the shards, the order, the compression and the borders are. */
class FilesLawsTest {

  private static final FilesScan.Sizes FINE = new FilesScan.Sizes(50, 70);

  /** The same list each time, whose name occurs elsewhere too. */
  private static final List<String> WITH_LIST =
      List.of(
          "{\"result\":{\"da/ta\":%s}}",
          "{\"version\": 1, \"result\" : { \"a\\\\\":\"\\\"da/ta\\\":[\", \"da\\/ta\" :\n %s\n} }\n",
          "{\"da/ta\":[{}],\"x\":[{\"da/ta\":[1]}],\"result\":{\"result\":{\"da/ta\":[2]},"
              + "\"da/ta\":%s,\"da\":[\"}\"]},\"y\":{\"da/ta\":[3]}}",
          "{\"result\":[{\"da/ta\":[1]}],\"result\":{\"da/ta\":%s},\"result\":{\"da/ta\":[4]}}",
          "{\"result\":{\"b\":{}},\"z\":{\"da/ta\":[5]},\"result\":{\"\\u0064a/ta\":%s}}");

  @TempDir private Path folder;

  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "json", "values.json", "list.json", "csv"})
  void shardsAndTheirOrderChangeNothing(String end) throws Exception {
    for (int round = 0; round < 40; round++) {
      List<String> expected = new ArrayList<>();
      for (int file = 0; file < 3; file++) {
        List<ObjectNode> records = records(random.nextInt(30) + (file == 0 ? 1 : 0));
        records.forEach(record -> expected.add(CanonicalJson.write(record)));
        Files.write(folder.resolve(file + "." + end), written(records, end));
      }
      try (FilesRun run = run("*." + end)) {
        assertThat("the records are counted", run.records(), is((long) expected.size()));
        assertThat("all at once", run.contents(), is(expected));
        Map<Long, String> pieces = run.read(randomRanges(expected.size()));
        for (int i = 0; i < expected.size(); i++) {
          assertThat("record " + i, pieces.get((long) i).split(" \\| ", 2)[0], is(expected.get(i)));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "json", "list.json", "csv"})
  void whatIsCompressedHasTheSameRecordsAndTheSameIdentity(String end) throws Exception {
    List<ObjectNode> records = records(200);
    byte[] plain = written(records, end);
    Files.write(folder.resolve("a." + end), plain);
    Files.write(folder.resolve("b." + end + ".gz"), gzip(plain));
    Files.write(folder.resolve("c." + end + ".zst"), zstd(plain));
    try (FilesRun expected = run("a." + end)) {
      for (String name : List.of("b." + end + ".gz", "c." + end + ".zst")) {
        try (FilesRun run = run(name)) {
          assertThat(name, run.identity(), is(expected.identity()));
          assertThat(name, run.all(), is(expected.all()));
          List<IndexRange> ranges = randomRanges(records.size());
          assertThat(name, run.read(ranges), is(expected.read(ranges)));
        }
      }
    }
    try (var left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      assertThat(
          "temporary files with a name",
          left.filter(file -> file.toString().endsWith(".inflated")).count(),
          is(0L));
    }
  }

  @Test
  void borderOfPartsMayLieAnywhere() throws Exception {
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      int lines = random.nextInt(40);
      long expected = 0;
      for (int i = 0; i < lines; i++) {
        switch (random.nextInt(4)) {
          case 0 -> text.append(" \t\r".repeat(random.nextInt(60)));
          case 1 -> text.append("");
          default -> {
            text.append(" ".repeat(random.nextInt(3)))
                .append("{\"n\":")
                .append(expected++)
                .append(",\"x\":\"")
                .append("x".repeat(random.nextInt(200)))
                .append("\"}");
          }
        }
        text.append(random.nextBoolean() ? "\n" : "\r\n");
      }
      text.append("{\"n\":").append(expected++).append('}');
      Files.writeString(folder.resolve("a.jsonl"), text);
      FilesScan.Sizes sizes = new FilesScan.Sizes(random.nextInt(90) + 1, random.nextInt(200) + 1);
      try (FilesRun run = FilesRun.in(folder, "{'files':'a.jsonl'}", new LocalInputs(), sizes)) {
        assertThat(run.records(), is(expected));
        for (int i = 0; i < 5; i++) {
          long record = random.nextInt((int) expected);
          String read = run.read(List.of(IndexRange.of(record))).get(record);
          assertThat(read.startsWith("{\"n\":" + record), is(true));
        }
        assertThat(run.contents().size(), is((int) expected));
      }
    }
  }

  @Test
  void theLineOfADeadLetterIsTheFilesOwnFromWhereverItIsRead() throws Exception {
    StringBuilder text = new StringBuilder();
    List<Integer> lines = new ArrayList<>();
    for (int line = 1; line <= 500; line++) {
      boolean bad = random.nextInt(3) == 0;
      boolean blank = !bad && random.nextInt(3) == 0;
      text.append(bad ? "bad" : blank ? "" : "{\"n\":" + line + "}").append('\n');
      if (!blank) {
        lines.add(bad ? -line : line);
      }
    }
    Files.writeString(folder.resolve("a.jsonl"), text);
    Files.write(folder.resolve("b.jsonl.gz"), gzip(text.toString().getBytes(UTF_8)));
    for (String name : List.of("a.jsonl", "b.jsonl.gz")) {
      try (FilesRun run = run(name)) {
        Map<Long, String> read = run.read(randomRanges(lines.size()));
        for (int i = 0; i < lines.size(); i++) {
          int line = lines.get(i);
          String expected =
              line > 0 ? "{\"n\":" + line + "}" : "failed: " + name + ":" + -line + ":";
          assertThat(read.get((long) i).startsWith(expected), is(true));
        }
      }
    }
  }

  @Test
  void placesStayFewHoweverLargeAFileIs() {
    Places places = new Places(10);
    for (long i = 0; i < 1_000_000; i++) {
      places.offer(i * 7, i, i);
    }
    assertThat(places.all().size() <= 4096, is(true));
    assertThat(places.all().size(), greaterThan(2000));
    assertThat(places.all().get(0), is(new RecordFile.Place(0, 0, 0)));
  }

  private FilesRun run(String files) throws Exception {
    String list = files.contains("list.json") ? ", 'records': '/result/da~1ta'" : "";
    return FilesRun.in(folder, "{'files':'" + files + "'" + list + "}", new LocalInputs(), FINE);
  }

  /** All indices, in ranges of any size, in any order. */
  private List<IndexRange> randomRanges(int records) {
    List<IndexRange> ranges = new ArrayList<>();
    for (int from = 0; from < records; ) {
      int to = Math.min(records, from + 1 + random.nextInt(12));
      ranges.add(new IndexRange(from, to));
      from = to;
    }
    Collections.shuffle(ranges, random);
    return ranges;
  }

  private List<ObjectNode> records(int count) {
    List<ObjectNode> records = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ObjectNode record = JsonNodeFactory.instance.objectNode();
      record.put("q", text());
      record.put("a", text());
      record.put("number", Integer.toString(i));
      records.add(record);
    }
    return records;
  }

  private String text() {
    List<String> parts =
        List.of("word", "\"", ",", "\n", "\r\n", "{", "}]", "\\", "é", "😀", " ", "[", ";", "\t");
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      text.append(parts.get(random.nextInt(parts.size())));
    }
    return text.toString();
  }

  /** As other libraries write them. */
  private byte[] written(List<ObjectNode> records, String end) throws IOException {
    String between = List.of("\n", "\n \r\n", "\r", "\r\r\n").get(random.nextInt(4));
    StringBuilder text = new StringBuilder();
    switch (end) {
      case "csv" -> {
        List<LineDelimiter> ends = List.of(LineDelimiter.LF, LineDelimiter.CRLF, LineDelimiter.CR);
        StringWriter out = new StringWriter();
        try (CsvWriter csv =
            CsvWriter.builder().lineDelimiter(ends.get(random.nextInt(3))).build(out)) {
          csv.writeRecord("number", "q", "a");
          for (ObjectNode record : records) {
            csv.writeRecord(
                record.get("number").asText(), record.get("q").asText(), record.get("a").asText());
          }
        }
        text.append(out);
      }
      case "json" -> text.append(records);
      case "list.json" ->
          text.append(WITH_LIST.get(random.nextInt(WITH_LIST.size())).formatted(records));
      case "values.json" -> records.forEach(r -> text.append(r.toPrettyString()).append(between));
      default -> records.forEach(r -> text.append(r).append(between));
    }
    return text.toString().getBytes(UTF_8);
  }

  /** Of several members, as other tools write them in parallel. */
  private static byte[] gzip(byte[] plain) throws IOException {
    return members(plain, GZIPOutputStream::new);
  }

  private static byte[] zstd(byte[] plain) throws IOException {
    return members(plain, ZstdOutputStream::new);
  }

  private interface Compressor {
    OutputStream to(OutputStream out) throws IOException;
  }

  private static byte[] members(byte[] plain, Compressor compressor) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int from = 0; from < plain.length; from += 997) {
      ByteArrayOutputStream member = new ByteArrayOutputStream();
      try (OutputStream out = compressor.to(member)) {
        out.write(plain, from, Math.min(997, plain.length - from));
      }
      all.writeBytes(member.toByteArray());
    }
    return all.toByteArray();
  }
}

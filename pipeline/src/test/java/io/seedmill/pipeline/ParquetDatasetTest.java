package io.seedmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.raw.PublishedRecords;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dataset in Parquet has the records of the one in JSON Lines, as others read it. */
class ParquetDatasetTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SPEC =
      """
      name: small
      seed: 5
      maxFailureRate: 0.9
      generators:
        - {generator: arithmetic, samples: 900, params: {operations: 2}}
        - {generator: maze, samples: 60}
        - {generator: test-flaky, samples: 30}
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--shard-size=7 --buckets=16",
        "--runner=FlinkRunner --parallelism=2 --buckets=4",
      })
  void theBytesDependOnTheDataAlone(String options) throws Exception {
    String spec = SPEC + "output: {format: parquet, parts: 2}\n";
    PublishedRun expected = run(spec, "expected");

    PublishedRun made = run(spec, "made", options.split(" ", -1));

    assertThat(made.bytes(), is(expected.bytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"pattern-detectors", "quickstart", "reasoning", "smart-money-flow"})
  void everyValueIsThatOfJsonLines(String dataset) throws Exception {
    PublishedRun lines = builtIn(dataset, "jsonl");

    PublishedRun made = builtIn(dataset, "parquet");

    assertThat(made.manifest().datasetId(), is(lines.manifest().datasetId()));
    assertThat(rows(part(made)), is(records(lines)));
    assertThat(parsed(linesOf(made)), is(parsed(Files.readString(part(lines)))));
  }

  @Test
  void damageIsFoundAndNamed() throws Exception {
    PublishedRun made = run(SPEC + "output: {format: parquet, parts: 2}\n", "made");
    String output = folder.resolve("made").toString();
    CommandResult whole = CommandResult.seedmill("validate", output);
    assertThat(whole.out() + whole.err(), whole.exitCode(), is(ExitCode.DONE));
    Path part = part(made);
    byte[] bytes = Files.readAllBytes(part);
    for (int at : new int[] {0, 5, bytes.length / 2, bytes.length - 400, bytes.length - 6}) {
      byte[] damaged = bytes.clone();
      damaged[at] ^= 4;
      Files.write(part, damaged);

      CommandResult result = CommandResult.seedmill("validate", output);

      assertThat(result.out() + result.err(), result.exitCode(), is(4));
      assertThat(result.out(), containsString(part.getFileName() + ": SHA-256 is"));
    }
  }

  @Test
  void failedSamplesAreMadeAgain() throws Exception {
    String spec = SPEC + "output: {format: parquet}\n";
    PublishedRun made = run(spec, "made");

    CommandResult result =
        CommandResult.seedmill("retry", "--run-id=made", "--output=" + folder.resolve("made"));

    assertThat(made.manifest().counts().failed(), greaterThan(0L));
    assertThat(result.err(), result.out(), containsString("same data as run made"));
  }

  @Test
  void awkwardValuesStayWhatTheyAre() throws Exception {
    Path file = folder.resolve("awkward.jsonl");
    Files.writeString(
        file,
        """
        {"Name":"a","a.b":"dot","big":9007199254740991,"deep":[[[[[[[[[[[[1]]]]]]]]]]]],"e":{},"none":[]}
        {"name":"b","esc":"q\\"\\\\\\n\\u0001 ü€\\u0000😀","f":1,"g":{"x":1,"y":null},"l":[1,null,2.5]}
        {"f":2.5,"g":{"x":1e-7},"l":[],"ll":[[],["a",null],null],"mix":"1","n":null,"o":{"":1}}
        {"f":-1e300,"mix":{"a":[1,"b"]},"n":null,"os":[{"a":1},{},{"b":"x"}],"same":{"Key":1,"key":2}}
        {"esc":"","t":true,"long":"%s","g":{},"l":null,"mix":[],"zero":-0.0,"tiny":5e-324}
        """
            .formatted("z".repeat(100_000)));
    String spec = "generators: [{files: '" + file + "'}]\noutput: {format: ";
    PublishedRun lines = run(spec + "jsonl}\n", "lines");

    PublishedRun made = run(spec + "parquet, compression: none}\n", "made");

    List<JsonNode> read = rows(part(made));
    read.forEach(row -> rename(row, "name_1", "name")); // DuckDB does not tell Name and name apart
    assertThat(read, is(records(lines)));
    assertThat(
        made.printed(),
        containsString(
            "seedmill: columns that hold JSON, because no type fits all their values:"
                + " deep[][][][][][][][][], e, metadata, mix, o, same"));
    assertThat(made.manifest().columns().nullOrAbsent(), contains("g.y", "l", "n"));
    assertThat(made.manifest().columns().caseAlone(), contains("Name", "name"));
    CommandResult exported =
        CommandResult.seedmill(
            "export", "--run=" + folder.resolve("made"), "--to=" + folder.resolve("copy"));
    assertThat(exported.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        exported.err(),
        containsString(
            "which was published as parquet, which does not tell null from absent in: g.y, l, n"));
  }

  private static void rename(JsonNode row, String from, String to) {
    JsonNode value = ((ObjectNode) row).remove(from);
    if (value != null) {
      ((ObjectNode) row).set(to, value);
    }
  }

  @Test
  void noSamplesAreAFileWithoutRows() throws Exception {
    String spec = "generators: [{generator: arithmetic, samples: 0}]\n";

    PublishedRun made = run(spec + "output: {format: parquet, parts: 2}\n", "made");

    assertThat(query("SELECT count(*) FROM '" + part(made) + "'"), contains("0"));
    assertThat(made.manifest().parts().get(1).path(), endsWith("-00001-of-00002.parquet"));
  }

  @Test
  void gzipIsRefused() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.yaml"), SPEC + "output: {format: parquet, compression: gzip}\n");

    PublishedRun run = PublishedRun.of(file, folder.resolve("out"), "run");

    assertThat(run.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        run.printed(),
        containsString(
            "output.compression: found gzip; allowed: none or zstd with the format 'parquet'"));
  }

  private PublishedRun run(String spec, String name, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), spec);
    PublishedRun run = PublishedRun.of(file, folder.resolve(name), name, options);
    assertThat(run.printed(), run.exitCode(), is(ExitCode.DONE));
    return run;
  }

  private PublishedRun builtIn(String dataset, String format) throws IOException {
    String spec =
        Files.readString(Path.of("src/main/resources/datasets", dataset + ".yaml"))
            .replaceAll("(?m)^output:.*\\R", "");
    String name = dataset + "-" + format;
    return run(spec + "output: {format: " + format + "}\n", name, "--samples=9");
  }

  private static List<JsonNode> parsed(String lines) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      records.add(JSON.readTree(line));
    }
    return records;
  }

  private static String linesOf(PublishedRun run) throws IOException {
    Storage storage = Storage.of(run.file(".").toString());
    Manifest.FileReport part = run.manifest().parts().get(0);
    try (InputStream lines = PublishedRecords.lines(storage, part.path(), 0, part.bytes())) {
      return new String(lines.readAllBytes(), UTF_8);
    }
  }

  private static Path part(PublishedRun run) throws IOException {
    return run.file(run.manifest().parts().get(0).path());
  }

  private static List<JsonNode> records(PublishedRun run) throws IOException {
    return parsed(Files.readString(part(run))).stream().map(ParquetDatasetTest::plain).toList();
  }

  /** Returns the rows that DuckDB finds in a file. */
  private static List<JsonNode> rows(Path file) throws Exception {
    List<JsonNode> rows = new ArrayList<>();
    for (String row : query("SELECT to_json(rows) FROM '" + file + "' rows")) {
      rows.add(plain(JSON.readTree(row)));
    }
    return rows;
  }

  private static List<String> query(String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }

  /** Returns a value without fields that are null, and with every number as a double. */
  private static JsonNode plain(JsonNode value) {
    if (value.isNumber()) {
      return JSON.getNodeFactory().numberNode(value.doubleValue());
    }
    if (value instanceof ArrayNode list) {
      ArrayNode plain = JSON.createArrayNode();
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    ObjectNode plain = JSON.createObjectNode();
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                if (!field.getValue().isNull()) {
                  plain.set(field.getKey(), plain(field.getValue()));
                }
              });
      return plain;
    }
    return value;
  }
}

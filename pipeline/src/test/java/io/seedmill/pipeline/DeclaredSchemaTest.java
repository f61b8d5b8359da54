package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.raw.PublishedRecords;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns have the declared types, whatever the samples are; a sample that does not fit fails. */
class DeclaredSchemaTest {

  private static final String SCHEMA =
      """
          at: timestamp
          count: int64
          day: date
          empty: {x: int64}
          extra: json
          none: string
          ok: boolean
          price: decimal(10,2)
          score: double
          small: int32
          tags: [string]
          turns: [{role: string, words: [int64]}]
      """;

  /**
   * Values whose types other tools infer wrongly: null first, whole numbers first, nothing but
   * null.
   */
  private static final String RECORDS =
      """
      {"at":null,"count":null,"none":null,"score":1,"tags":[],"turns":null,"extra":1}
      {"at":"2026-03-31T09:30:00Z","count":9007199254740991,"score":2.5,"tags":["a",null],"extra":"1"}
      {"at":"1969-12-31T23:59:59.999999Z","count":-1,"day":"1582-10-14","empty":{},"extra":{"a":[{}]}}
      {"at":"0001-01-01T00:00:00.250Z","day":"9999-12-31","empty":{"x":null},"none":null,"ok":true}
      {"price":-0.1,"score":1e22,"small":-2147483648,"turns":[{"role":"user","words":[1,2]},{},null]}
      {"price":12345678.99,"score":5e-324,"small":2147483647,"turns":[],"extra":null,"empty":null}
      {"price":0,"score":-0.0,"ok":false,"tags":null,"turns":[{"role":null,"words":[]}],"at":null}
      """;

  @TempDir private Path folder;

  @Test
  void typesAreTheDeclaredOnesAndValuesAreUnchanged() throws Exception {
    PublishedRun lines = run("lines", RECORDS, "format: jsonl");

    PublishedRun made = run("made", RECORDS, "format: parquet\n  schema:\n" + SCHEMA);

    assertThat(
        types(made),
        contains(
            "id VARCHAR",
            "generator VARCHAR",
            "index BIGINT",
            "at TIMESTAMP WITH TIME ZONE",
            "count BIGINT",
            "day DATE",
            "empty STRUCT(x BIGINT)",
            "extra JSON",
            "none VARCHAR",
            "ok BOOLEAN",
            "price DECIMAL(10,2)",
            "score DOUBLE",
            "small INTEGER",
            "tags VARCHAR[]",
            "turns STRUCT(\"role\" VARCHAR, words BIGINT[])[]",
            "metadata JSON"));
    assertThat(made.printed(), made.exitCode(), is(ExitCode.DONE));
    assertThat(
        query(made, "SELECT sum(price) || ' ' || min(day) || ' ' || min(epoch_us(\"at\")) FROM $"),
        contains("12345678.89 1582-10-14 -62135596799750000"));
    assertThat(made.manifest().datasetId(), is(lines.manifest().datasetId()));
    assertThat(made.manifest().columns().json(), is(List.of()));
    assertThat(
        withoutAmbiguous(linesOf(made)), is(withoutAmbiguous(Files.readString(part(lines)))));
    CommandResult valid = CommandResult.seedmill("validate", folder.resolve("out-made").toString());
    assertThat(valid.out(), valid.exitCode(), is(ExitCode.DONE));
  }

  /** Fields that are null here and absent there are the ones that the run names. */
  private static String withoutAmbiguous(String lines) {
    return lines
        .replaceAll("\"(at|empty|extra|none|tags|turns|count|role|x)\":null,?", "")
        .replaceAll(",}", "}");
  }

  @Test
  void columnsDoNotDependOnTheSamples() throws Exception {
    String declared = "format: parquet\n  schema:\n" + SCHEMA;
    PublishedRun all = run("all", RECORDS, declared);

    PublishedRun few = run("few", "{\"none\":null}\n", declared);

    assertThat(types(few), is(types(all)));
  }

  /** A type, a value that it does not take, and what the dead letter says. */
  private static final String MISFITS =
      """
          string | 1 | field /v: found 1; allowed by 'output.schema': a text (string)
          int64 | 1.5 | field /v: found 1.5; allowed by 'output.schema': a whole number
          int64 | "1" | field /v: found the text '1'; allowed
          int64 | 1e22 | field /v: found 1e+22; allowed
          int32 | 2147483648 | field /v: found 2147483648; allowed
          boolean | 0 | field /v: found 0; allowed by 'output.schema': true or false
          double | "NaN" | field /v: found the text 'NaN'; allowed
          decimal(7,2) | 123456 | of at most 5 digits before and 2 behind the point (decimal(7,2))
          decimal(7,2) | 0.125 | field /v: found 0.125; allowed
          decimal(18,0) | 1e300 | field /v: found 1e+300; allowed
          date | "2026-02-30" | field /v: found the text '2026-02-30'; allowed
          date | "2026-3-1" | field /v: found the text '2026-3-1'; allowed
          date | 20512 | field /v: found 20512; allowed by 'output.schema': a text such as
          timestamp | "2026-03-31T09:30:00+02:00" | found the text '2026-03-31T09:30:00+02:00'
          timestamp | "2026-03-31T09:30:00.000Z" | found the text '2026-03-31T09:30:00.000Z'
          timestamp | "2026-03-31T09:30:00.123456789Z" | allowed by 'output.schema': a text such
          timestamp | 1774949400 | field /v: found 1774949400; allowed
          [int64] | [1,"a"] | field /v/1: found the text 'a'; allowed
          [int64] | 1 | field /v: found 1; allowed by 'output.schema': a list
          {a: [{b: int64}]} | {"a":[{},{"b":[]}]} | field /v/a/1/b: found a list; allowed
          {a: int64} | {"b":1} | field /v/b is not in 'output.schema'; declared there: a
          {a: int64} | [] | field /v: found a list; allowed by 'output.schema': an object
      """;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "csv", "jsonl"})
  void aSampleThatDoesNotFitFailsAlone(String format) throws Exception {
    List<String[]> misfits = MISFITS.lines().map(line -> line.strip().split(" \\| ")).toList();
    StringBuilder schema = new StringBuilder("schema: {w: int32");
    StringBuilder records = new StringBuilder("{\"w\":1}\n{\"w\":2}\n");
    for (int i = 0; i < misfits.size(); i++) {
      String type = misfits.get(i)[0];
      schema.append(", v%d: %s".formatted(i, type.startsWith("d") ? "'" + type + "'" : type));
      records.append("{\"v%d\":%s,\"w\":%d}\n".formatted(i, misfits.get(i)[1], i));
    }

    PublishedRun made =
        run("made", records.toString(), "format: " + format + "\n  " + schema + "}");

    assertThat(made.printed(), made.manifest().counts().unique(), is(2L));
    List<String> letters = Files.readAllLines(made.file(made.manifest().failures().path()));
    assertThat(letters.size(), is(misfits.size()));
    for (int i = 0; i < letters.size(); i++) {
      assertThat(letters.get(i), containsString("\"index\":" + (i + 2) + ","));
      String message = letters.get(i).replace("\\\"", "\"").replace("/v" + i, "/v");
      assertThat(message, containsString(misfits.get(i)[2]));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--shard-size=1 --buckets=16", "--runner=FlinkRunner --parallelism=2 --buckets=4"})
  void theBytesDependOnTheDataAlone(String options) throws Exception {
    String output = "format: parquet\n  parts: 2\n  schema:\n" + SCHEMA;
    PublishedRun expected = run("expected", RECORDS, output);

    PublishedRun made = run("made", RECORDS, output, options.split(" ", -1));

    assertThat(made.bytes(), is(expected.bytes()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "zstd"})
  void csvHasTheDeclaredColumns(String compression) throws Exception {
    PublishedRun made =
        run(
            "made",
            "{\"b\":1}\n",
            "format: csv\n  compression: " + compression + "\n  schema: {a: string, b: int64}");

    assertThat(
        types(made),
        contains(
            "id VARCHAR",
            "generator VARCHAR",
            "index BIGINT",
            "a VARCHAR",
            "b BIGINT",
            "metadata VARCHAR"));
  }

  @Test
  void metadataMayBeDeclared() throws Exception {
    PublishedRun made =
        run(
            "made",
            "{\"a\":\"x\",\"metadata\":{\"n\":1}}\n",
            "format: parquet\n  schema: {a: string, metadata: {n: int32, source: json, file: string}}");

    assertThat(types(made).get(4), startsWith("metadata STRUCT("));
  }

  @Test
  void aSchemaWithoutKnownFieldsIsRefusedBeforeTheRun() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("maze.yaml"),
            """
            generators: [{generator: arithmetic, samples: 5}]
            output: {schema: {prompt: string}}
            """);

    PublishedRun run = PublishedRun.of(spec, folder.resolve("out"), "run");

    assertThat(run.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        run.printed(),
        containsString(
            "output.schema: found a schema without 'answer', 'steps', which samples of 'arithmetic'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{a: strin} | output.schema.a: found \"strin\"; allowed: string, boolean, int32",
        "{a: 'decimal(19,2)'} | output.schema.a: found \"decimal(19,2)\"; allowed",
        "{a: 'decimal(2,3)'} | output.schema.a: found \"decimal(2,3)\"; allowed",
        "{a: [string, int64]} | output.schema.a: found [\"string\",\"int64\"]; allowed: a list",
        "{a: [[text]]} | output.schema.a[0][0]: found \"text\"; allowed",
        "{a: [{}]} | output.schema.a[0]: found 0 fields; allowed: 1 to 100 fields, or json",
        "{a: {b: 1}} | output.schema.a.b: found 1; allowed",
        "{a: {b: int64, B: int64}} | a name that only case tells from 'b'",
        "{a: {b: {'': int64}}} | found an empty name",
        "{a: [[[[[[[[[[json]]]]]]]]]]} | found more than 9 levels; allowed: fewer, or json",
        "{id: string} | output.schema.id: found 'id', which every record has",
        "{metadata: string} | output.schema.metadata: found \"string\"; allowed: json, or",
        "{} | output.schema: found {}; allowed: a mapping of at least one field",
      })
  void mistakesAreNamed(String schema, String message) throws Exception {
    Files.writeString(folder.resolve("mistake-records.jsonl"), "{\"a\":1}\n");
    Path spec = spec("mistake", "schema: " + schema);

    PublishedRun run = PublishedRun.of(spec, folder.resolve("out"), "run");

    assertThat(run.printed(), run.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(run.printed(), containsString(message));
  }

  @Test
  void aRetryWithAnotherSchemaLosesNothing() throws Exception {
    run("made", "{\"v\":\"a\"}\n{\"v\":1}\n", "schema: {v: string}");
    Path spec = spec("made", "schema: {v: int64}");

    CommandResult result =
        CommandResult.seedmill(
            "retry",
            "--run-id=made",
            "--output=" + folder.resolve("out-made"),
            "--dataset=" + spec);

    assertThat(result.out() + result.err(), result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        result.err(), containsString("found another 'output.schema' than that of run 'made'"));
  }

  private Path spec(String name, String output) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        maxFailureRate: 0.99
        generators: [{files: %s-records.jsonl}]
        output:
          %s
        """
            .formatted(name, output));
  }

  private PublishedRun run(String name, String records, String output, String... options)
      throws IOException {
    Files.writeString(folder.resolve(name + "-records.jsonl"), records);
    PublishedRun run =
        PublishedRun.of(spec(name, output), folder.resolve("out-" + name), name, options);
    assertThat(run.printed(), run.exitCode() == 0 || run.manifest().counts().failed() > 0);
    return run;
  }

  private static Path part(PublishedRun run) throws IOException {
    return run.file(run.manifest().parts().get(0).path());
  }

  private static String linesOf(PublishedRun run) throws IOException {
    var part = run.manifest().parts().get(0);
    try (InputStream lines =
        PublishedRecords.lines(
            Storage.of(run.file(".").toString()), part.path(), 0, part.bytes())) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the names and types of the columns as DuckDB reads them. */
  private static List<String> types(PublishedRun run) throws Exception {
    return query(run, "SELECT column_name || ' ' || column_type FROM (DESCRIBE SELECT * FROM $)");
  }

  private static List<String> query(PublishedRun run, String sql) throws Exception {
    List<String> rows = new ArrayList<>();
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet found = statement.executeQuery(sql.replace("$", "'" + part(run) + "'"))) {
      while (found.next()) {
        rows.add(found.getString(1));
      }
    }
    return rows;
  }
}

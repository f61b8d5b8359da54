package io.seedmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A dataset in CSV has the rows of the same dataset in JSON Lines, whoever reads it. */
class CsvDatasetTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String SPEC =
      """
      name: tables
      seed: 5
      maxFailureRate: 0.9
      generators:
        - {generator: arithmetic, samples: 900, params: {operations: 2}}
        - {generator: test-flaky, samples: 30}
        - {files: old.jsonl, name: old}
      """;

  private static final String CSV = SPEC + "output: {format: csv}\n";

  @TempDir private Path folder;

  @BeforeEach
  void writeOldRecords() throws IOException {
    Files.writeString(
        folder.resolve("old.jsonl"),
        """
        {"text": "a \\"quoted\\", word"}
        {"text": "two\\nlines", "n": 1}
        {"text": "dos\\r\\nlines", "n": 1.5}
        {"text": "old\\rmac"}
        {"text": "", "n": null}
        {"text": " blanks ", "list": [1, "a,b", {"id": 7}]}
        {"text": "\\t"}
        {"text": "😀 ünï \\uFEFF", "object": {"id": "x", "metadata": "\\"\\n"}}
        {"text": "=1+1", "yes": true, "no": false}
        {"text": "null", "a,b": 1, "say \\"hi\\"": 2, "😀": 3}
        {"text": "\\\\N", "": "field without a name"}
        {"text": "'single'", "TEXT": "upper case"}
        """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--shard-size=7 --buckets=16",
        "--buckets=64 --target-parallelism=4",
        "--checkpoint --shard-size=100",
        "--runner=FlinkRunner --parallelism=2 --buckets=4",
      })
  void theBytesDependOnTheDataAlone(String options) throws Exception {
    PublishedRun expected = run(CSV, "expected");

    PublishedRun made = run(CSV, "made", options.split(" ", -1));

    assertThat(new String(made.bytes(), UTF_8), is(new String(expected.bytes(), UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void partsHoldTheSameRowsHoweverManyThereAre(int parts) throws Exception {
    String whole = new String(run(CSV, "one").bytes(), UTF_8);
    String header = whole.substring(0, whole.indexOf('\n') + 1);

    PublishedRun made = run(CSV, "several", "--parts=" + parts, "--buckets=16");

    StringBuilder joined = new StringBuilder(header);
    for (Manifest.FileReport part : made.manifest().parts()) {
      String text = Files.readString(made.file(part.path()));
      assertThat(part.path(), endsWith("-of-%05d.csv".formatted(parts)));
      assertThat(text.startsWith(header), is(true));
      joined.append(text.substring(header.length()));
    }
    assertThat(joined.toString(), is(whole));
  }

  @Test
  void theManifestNamesTheFormatAndTheDatasetStaysTheSame() throws Exception {
    Manifest csv = run(CSV, "csv").manifest();
    Manifest lines = run(SPEC, "lines").manifest();

    assertThat(csv.format(), is("csv"));
    assertThat(lines.format(), is("jsonl"));
    assertThat(csv.datasetId(), is(lines.datasetId()));
    assertThat(csv.plan(), is(lines.plan()));
    assertThat(csv.parts().get(0).path(), is("consolidated/consolidated-csv.csv"));
    assertThat(csv.parts().get(0).records(), is(lines.parts().get(0).records()));
    assertThat(csv.failures().path(), is("failures/failures-csv.jsonl"));
    assertThat(lines.columns(), is(nullValue()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void columnsThatDifferInCaseAloneAreNamed(String compression) throws Exception {
    PublishedRun made =
        run(SPEC + "output: {format: csv, compression: %s}\n".formatted(compression), "made");

    assertThat(made.manifest().columns().caseAlone(), contains("TEXT", "text"));
    assertThat(made.printed(), containsString("columns that differ in case alone"));
  }

  @Test
  void aDatasetWithoutSamplesIsAHeader() throws Exception {
    PublishedRun none =
        run(
            """
            name: none
            generators: [{generator: arithmetic, samples: 0}]
            output: {format: csv, metadata: false}
            """,
            "none");

    assertThat(new String(none.bytes(), UTF_8), is("id,generator,index\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {SPEC, "name: market\ngenerators: [{generator: smart-money-flow, samples: 250}]\n"})
  void pythonReadsWhatTheRecordsHold(String spec) throws Exception {
    Path csv = part(run(spec + "output: {format: csv}\n", "csv"));
    Path lines = part(run(spec, "lines"));
    assumeTrue(hasPython(), "python3 is not on this machine");
    Path script =
        Files.writeString(
            folder.resolve("compare.py"),
            """
            import csv, json, sys
            csv.field_size_limit(1 << 30)
            with open(sys.argv[1], encoding='utf-8', newline='') as f:
                table = csv.DictReader(f, strict=True)
                rows = list(table)
            # only a line feed ends a record: str.splitlines knows more ends
            records = [json.loads(l) for l in open(sys.argv[2], encoding='utf-8').read().split('\\n') if l]
            assert len(rows) == len(records), (len(rows), len(records))
            for row, record in zip(rows, records):
                assert set(record) <= set(row), set(record) - set(row)
                for name, cell in row.items():
                    value = record.get(name)
                    expected = '' if value is None else value
                    found = cell if isinstance(expected, str) else json.loads(cell)
                    assert found == expected, (name, cell, value)
            print(len(rows), 'rows')
            """);

    Process python =
        new ProcessBuilder("python3", script.toString(), csv.toString(), lines.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(python.getInputStream().readAllBytes(), UTF_8);

    assertThat(printed, python.waitFor(), is(0));
    assertThat(printed, containsString(" rows"));
  }

  private static boolean hasPython() throws InterruptedException {
    try {
      Process python =
          new ProcessBuilder("python3", "--version")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return python.waitFor(30, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void duckDbReadsWhatTheRecordsHold() throws Exception {
    PublishedRun csv = run(CSV, "csv", "--parts=3");
    PublishedRun lines = run(SPEC, "lines");
    List<JsonNode> records = new ArrayList<>();
    for (String line : new String(lines.bytes(), UTF_8).split("\n", -1)) {
      if (!line.isEmpty()) {
        records.add(JSON.readTree(line));
      }
    }
    String files = folder.resolve("csv/consolidated/consolidated-csv-*.csv").toString();

    int row = 0;
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT * FROM read_csv('"
                    + files
                    + "', header=true, delim=',', quote='\"', escape='\"', all_varchar=true,"
                    + " nullstr='', allow_quoted_nulls=false, normalize_names=false)")) {
      List<String> names = header(csv);
      for (; rows.next(); row++) {
        for (int column = 0; column < names.size(); column++) {
          JsonNode value = records.get(row).get(names.get(column));
          String cell = rows.getString(column + 1);
          String place = row + " " + names.get(column);
          if (value == null || value.isNull()) {
            assertThat(place, cell == null, is(true));
          } else if (value.isTextual()) {
            assertThat(place, cell, is(value.textValue()));
          } else {
            assertThat(place, JSON.readTree(cell), is(value));
          }
        }
      }
    }
    assertThat(row, is(records.size()));
  }

  /** The names of the columns: every column but two is in the records by that name. */
  private List<String> header(PublishedRun csv) throws IOException {
    String first = Files.readString(part(csv)).lines().findFirst().orElseThrow();
    List<String> names = new ArrayList<>();
    StringBuilder name = new StringBuilder();
    boolean quoted = false;
    for (char letter : (first + ",").toCharArray()) {
      if (letter == ',' && !quoted) {
        String cell = name.toString();
        names.add(
            cell.startsWith("\"")
                ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"")
                : cell);
        name.setLength(0);
      } else {
        quoted ^= letter == '"';
        name.append(letter);
      }
    }
    return names;
  }

  @Test
  void aRunInCsvCannotBeRetriedAndSaysSoBeforeAnyWork() throws Exception {
    run(CSV, "csv");

    CommandResult result =
        CommandResult.seedmill(
            "retry", "--run-id=csv", "--output=" + folder.resolve("csv"), "--as=again");

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        result.err(), containsString("--run-id: found run 'csv', which was published as csv"));
    assertThat(Files.exists(folder.resolve("csv/metadata/again")), is(false));
  }

  @Test
  void aRunInCsvIsContinuedAsAnyOther() throws Exception {
    run(CSV, "csv");
    Path spec = folder.resolve("csv.yaml");

    PublishedRun next =
        PublishedRun.of(spec, folder.resolve("csv"), "next", "--incremental", "--samples=950");

    assertThat(next.printed(), next.manifest().baseline().runs().size(), is(1));
    assertThat(next.manifest().format(), is("csv"));
    assertThat(next.manifest().generators().get("arithmetic").firstIndex(), is(900L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{format: xml}|output.format: found \"xml\"; allowed: ",
        "{metadata: false}|output.metadata: found false; allowed: true, because the format 'jsonl' always",
        "{format: csv, metadata: 3}|output.metadata: found 3; allowed: true or false",
      })
  void anUnknownFormatIsRefused(String mistake) throws Exception {
    String[] parts = mistake.split("\\|", -1);
    Path spec = Files.writeString(folder.resolve("bad.yaml"), SPEC + "output: " + parts[0] + "\n");

    CommandResult result =
        CommandResult.seedmill("run", "--dataset=" + spec, "--output=" + folder.resolve("bad"));

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(result.err(), containsString(parts[1]));
  }

  private PublishedRun run(String spec, String name, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), spec);
    PublishedRun run = PublishedRun.of(file, folder.resolve(name), name, options);
    assertThat(run.printed(), run.exitCode(), is(ExitCode.DONE));
    return run;
  }

  private static Path part(PublishedRun run) throws IOException {
    return run.file(run.manifest().parts().get(0).path());
  }
}

package io.seedmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A compressed dataset is the plain one, whoever reads it. */
class CompressedDatasetTest {

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
  @ValueSource(strings = {"{format: csv, compression: gzip}", "{compression: zstd}"})
  void theBytesDependOnTheDataAlone(String output) throws Exception {
    String spec = SPEC + "output: " + output + "\n";
    byte[] expected = run(spec, "expected").bytes();
    for (String options :
        List.of(
            "--shard-size=7 --buckets=16", "--runner=FlinkRunner --parallelism=2 --buckets=4")) {
      String name = "made" + options.replaceAll("\\W+", "-");
      assertThat(options, run(spec, name, options.split(" ", -1)).bytes(), is(expected));
    }
  }

  @ParameterizedTest
  @CsvSource({"jsonl, gzip, .jsonl.gz", "jsonl, zstd, .jsonl.zst", "csv, gzip, .csv.gz"})
  void partsHoldTheBytesOfThePlainOnes(String format, String compression, String ending)
      throws Exception {
    String plainSpec = SPEC + "output: {parts: 3, format: " + format;
    PublishedRun plain = run(plainSpec + "}\n", "plain");

    PublishedRun made = run(plainSpec + ", compression: " + compression + "}\n", "made");

    assertThat(inflated(made), is(plain.bytes()));
    Manifest manifest = made.manifest();
    assertThat(manifest.datasetId(), is(plain.manifest().datasetId()));
    assertThat(manifest.plan(), is(plain.manifest().plan()));
    assertThat(manifest.format(), is(format));
    assertThat(manifest.spec().at("/output/compression").asText(), is(compression));
    assertThat(manifest.parts().get(2).path(), endsWith("-00002-of-00003" + ending));
    assertThat(manifest.failures().path(), endsWith(".jsonl"));
    for (Manifest.FileReport part : manifest.parts()) {
      assertThat(part.bytes(), is(Files.size(made.file(part.path()))));
    }
    Path latest = folder.resolve("made/consolidated/latest-00002-of-00003" + ending);
    assertThat(Files.isSymbolicLink(latest), is(true));
  }

  @ParameterizedTest
  @CsvSource({"gzip, 0", "zstd, 0", "gzip, 1", "zstd, 1"})
  void fewSamplesAreValidToo(String compression, int samples) throws Exception {
    String spec = "generators: [{generator: arithmetic, samples: " + samples + "}]\noutput: ";
    for (String format : List.of("jsonl", "csv")) {
      String output = "{parts: 2, format: " + format;
      PublishedRun plain = run(spec + output + "}\n", "plain");

      PublishedRun made = run(spec + output + ", compression: " + compression + "}\n", "made");

      assertThat(format, inflated(made), is(plain.bytes()));
    }
  }

  @Test
  void pythonAndDuckDbReadAllRecords() throws Exception {
    PublishedRun lines = run(SPEC + "output: {compression: gzip}\n", "lines");
    PublishedRun csv = run(SPEC + "output: {format: csv, compression: gzip}\n", "csv");
    PublishedRun zstd = run(SPEC + "output: {compression: zstd}\n", "zstd");
    long records = lines.manifest().counts().unique();

    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      for (PublishedRun run : List.of(lines, csv, zstd)) {
        String query = "SELECT count(DISTINCT id) FROM '" + part(run) + "'";
        try (ResultSet rows = statement.executeQuery(query)) {
          rows.next();
          assertThat(query, rows.getLong(1), is(records));
        }
      }
    }
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/env")), "there is no python3");
    String script =
        """
        import csv, gzip, json, sys
        lines = [json.loads(l) for l in gzip.open(sys.argv[1], 'rt', encoding='utf-8', newline='\\n')]
        rows = list(csv.DictReader(gzip.open(sys.argv[2], 'rt', encoding='utf-8', newline='')))
        assert [l['id'] for l in lines] == [r['id'] for r in rows]
        print(len(rows))
        """;
    Process python =
        new ProcessBuilder("python3", "-c", script, part(lines).toString(), part(csv).toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(python.getInputStream().readAllBytes(), UTF_8);
    assertThat(printed.strip(), is("" + records));
  }

  @Test
  void theNextDatasetReadsItAndTheNextRunContinuesIt() throws Exception {
    for (String compression : List.of("gzip", "zstd")) {
      PublishedRun made = run(SPEC + "output: {compression: " + compression + "}\n", compression);
      String files = "generators: [{files: '" + part(made) + "'}]\n";
      Path spec = folder.resolve(compression + ".yaml");

      PublishedRun next =
          PublishedRun.of(
              spec, folder.resolve(compression), "next", "--incremental", "--samples=901");

      assertThat(next.manifest().generators().get("arithmetic").firstIndex(), is(900L));
      assertThat(
          run(files, "files").manifest().counts().unique(), is(made.manifest().counts().unique()));
    }
  }

  @Test
  void answersToItsSamplesAreScored() throws Exception {
    PublishedRun made =
        run(
            """
            generators: [{generator: reasoning, samples: 5, params: {mixture: {weekday: 1}}}]
            output: {compression: zstd, parts: 2}
            """,
            "made");
    String id = made.keys().get(0);
    Path answers =
        Files.writeString(
            folder.resolve("answers.jsonl"), "{\"id\":\"" + id + "\",\"answer\":\"no\"}\n");

    CommandResult result =
        CommandResult.seedmill(
            "score",
            "--dataset=" + folder.resolve("made"),
            "--scores=" + folder.resolve("scores.jsonl"),
            answers.toString());

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    assertThat(
        Files.readAllLines(folder.resolve("scores.jsonl")),
        contains("{\"id\":\"" + id + "\",\"score\":0.0}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "zstd"})
  void everyDamageIsFoundAndNamed(String compression) throws Exception {
    PublishedRun made = run(SPEC + "output: {compression: " + compression + "}\n", "made");
    Path part = part(made);
    byte[] whole = Files.readAllBytes(part);
    SplittableRandom random = new SplittableRandom(7);
    String output = folder.resolve("made").toString();
    assertThat(CommandResult.seedmill("validate", output).exitCode(), is(ExitCode.DONE));

    for (int damage = 0; damage < 12; damage++) {
      byte[] bytes = Arrays.copyOf(whole, whole.length - damage % 2);
      bytes[damage < 2 ? damage : random.nextInt(bytes.length)] ^= 4;
      Files.write(part, bytes);

      CommandResult result = CommandResult.seedmill("validate", output);

      assertThat(result.out() + result.err(), result.exitCode(), is(4));
      assertThat(result.out(), containsString(part.getFileName().toString()));
    }
  }

  @Test
  void anUnknownCompressionIsRefused() throws Exception {
    Path spec = Files.writeString(folder.resolve("a.yaml"), SPEC + "output: {compression: lz4}\n");

    CommandResult result =
        CommandResult.seedmill("run", "--dataset=" + spec, "--output=" + folder.resolve("out"));

    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        result.err(),
        containsString("output.compression: found \"lz4\"; allowed: one of none, gzip, zstd"));
  }

  private PublishedRun run(String spec, String name, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".yaml"), spec);
    String id = name + "-" + Integer.toHexString(spec.hashCode());
    PublishedRun run = PublishedRun.of(file, folder.resolve(name), id, options);
    assertThat(run.printed(), run.exitCode(), is(ExitCode.DONE));
    return run;
  }

  private static Path part(PublishedRun run) throws IOException {
    return run.file(run.manifest().parts().get(0).path());
  }

  private static byte[] inflated(PublishedRun run) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Manifest.FileReport part : run.manifest().parts()) {
      try (InputStream in =
          Compression.ofName(part.path()).inflated(Files.newInputStream(run.file(part.path())))) {
        in.transferTo(all);
      }
    }
    return all.toByteArray();
  }
}

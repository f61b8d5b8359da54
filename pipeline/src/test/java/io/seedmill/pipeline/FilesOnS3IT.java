package io.seedmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.github.luben.zstd.Zstd;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.CompiledJar;
import io.seedmill.pipeline.testing.FlinkCluster;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Given files in a real S3 server, when datasets are made of them, then it makes no difference. */
class FilesOnS3IT {

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.onItsOwn("inputs");
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final String SPEC =
      """
      name: from-s3
      seed: 3
      maxFailureRate: 0.5
      generators:
        - {files: ['%1$s/data/*.jsonl', '%1$s/data/**/*.csv.gz'], name: many}
        - {files: '%1$s/data/c.json.zst', name: array}
      """;

  private static final Pattern REPLAY = Pattern.compile("; seedmill (replay .*--index=7\\b.*)");

  private static final String PLUGIN =
      """
      package mine;
      import io.seedmill.generators.*;
      import io.seedmill.generators.input.*;
      public class Counting implements GeneratorFactory {
        public String name() { return "counting"; }
        public int version() { return 1; }
        public String summary() { return "counts"; }
        public ParameterSchema parameters() { return ParameterSchema.none(); }
        public Generator create(Parameters parameters) {
          return Generator.perSample(
              parameters, (index, random, sample) -> sample.text("answer", "" + index));
        }
      }
      """;

  @TempDir private static Path folder;

  private static PublishedRun local;

  @BeforeAll
  static void start() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 120_000; i++) {
      lines.append(
          i % 1000 == 7 ? "bad" : "{\"n\": %d, \"text\": \"%s\"}".formatted(i, "x".repeat(150)));
      lines.append('\n');
    }
    put("data/a.jsonl", lines.toString().getBytes(UTF_8));
    put("data/b/1.csv.gz", gzip("n,text\n1,one\n119999,\"last\n\"\n".getBytes(UTF_8)));
    put(
        "data/c.json.zst",
        Zstd.compress("[{\"n\":\"1\",\"text\":\"one\"},{\"n\":2}]".getBytes(UTF_8)));
    Path spec =
        Files.writeString(folder.resolve("local.yaml"), SPEC.formatted(folder.resolve("in")));
    local = PublishedRun.of(spec, folder.resolve("local"), "local");
    assertThat(local.printed(), local.exitCode(), is(0));
    assertThat(local.manifest().counts().failed(), is(120L));
    assertThat(local.manifest().counts().unique(), is(119_883L));
  }

  @Test
  void theBytesAndThePlanAreThoseOfLocalFiles() throws Exception {
    for (String runner : List.of("DirectRunner", "FlinkRunner")) {
      List<String> options = new ArrayList<>(BUCKET.options());
      options.add("--runner=" + runner);
      PublishedRun run =
          PublishedRun.of(
              specOnS3(""), folder.resolve("out"), runner, options.toArray(String[]::new));
      assertThat(run.printed(), run.exitCode(), is(0));
      assertThat(Arrays.equals(run.bytes(), local.bytes()), is(true));
      assertThat(run.manifest().plan(), is(local.manifest().plan()));
      assertThat(
          Files.readString(run.file("failures/failures-" + runner + ".jsonl")),
          containsString("s3://inputs/data/a.jsonl:8: not valid JSON"));
      assertThatTheSampleFailsAgain(run.printed());
    }
  }

  /** The command that a run prints for a failed sample reaches the store. */
  private static void assertThatTheSampleFailsAgain(String printed) {
    Matcher replay = REPLAY.matcher(printed);
    assertThat(printed, replay.find(), is(true));
    CommandResult again = CommandResult.seedmill(replay.group(1).split(" ", -1));
    assertThat(again.err(), again.exitCode(), is(ExitCode.TOO_MANY_FAILURES));
    assertThat(again.out(), containsString("s3://inputs/data/a.jsonl:8: not valid JSON"));
  }

  @Test
  void workersOfAClusterReadThemAndGetPluginsWithTheJob() throws Exception {
    Path jar =
        new CompiledJar(folder.resolve("plugin"))
            .with(Map.of("mine.Counting", PLUGIN))
            .offering("mine.Counting")
            .as(folder.resolve("counting.jar"));
    S3Dataset dataset = BUCKET.dataset("output");
    List<String> args = new ArrayList<>(List.of("run", "--run-id=monday"));
    args.add("--dataset=" + specOnS3("  - {generator: counting, samples: 1000}\n"));
    args.add("--plugins=" + jar);
    args.add("--output=" + dataset.output());
    args.addAll(BUCKET.options());
    args.add("--runner=FlinkRunner");
    args.add("--flinkMaster=" + FlinkCluster.shared().address());
    try (Program program = Program.seedmill(folder, args, S3Dataset.environment(BUCKET.server()))) {
      assertThat(program.printed(), program.exitCode(LIMIT), is(0));
    }
    assertThat(dataset.manifest("monday").counts().unique(), is(120_883L));
    assertThat(dataset.manifest("monday").counts().failed(), is(120L));
    assertThat(
        dataset.keys().stream().filter(key -> key.startsWith(".seedmill/plugins/")).count(),
        is(1L));
  }

  @Test
  void whatIsNotThereIsOneSentence() throws Exception {
    List<String> args = new ArrayList<>(List.of("plan"));
    Path spec =
        Files.writeString(
            folder.resolve("none.yaml"),
            "{name: none, seed: 1, generators: [{files: 's3://inputs/none/*.jsonl'}]}");
    args.add("--dataset=" + spec);
    args.addAll(BUCKET.options());
    CommandResult result = CommandResult.seedmill(args.toArray(String[]::new));
    assertThat(result.exitCode(), is(2));
    assertThat(result.err(), containsString("'s3://inputs/none/*.jsonl', which no file matches"));
  }

  private static Path specOnS3(String more) throws Exception {
    return Files.writeString(
        folder.resolve("s3.yaml"), SPEC.formatted("s3://" + BUCKET.name()) + more);
  }

  /** On S3, and in a folder. */
  private static void put(String key, byte[] bytes) throws Exception {
    BUCKET.put(key, bytes);
    Path file = folder.resolve("in").resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] gzip(byte[] plain) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(all)) {
      out.write(plain);
    }
    return all.toByteArray();
  }
}

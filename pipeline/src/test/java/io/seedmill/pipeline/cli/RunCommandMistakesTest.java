package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.pipeline.testing.CommandResult;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that cannot be used: one sentence, exit code 2, and no output folder. */
class RunCommandMistakesTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--samples=-1 | --samples: found -1; allowed: a whole number from 0 to 1000000000000",
        "--samples=1000000000001 | --samples: found 1000000000001; allowed: a whole number from 0"
            + " to 1000000000000",
        "--samples=abc | --samples: found 'abc'; allowed: a whole number; see 'seedmill help run'",
        "--samples=99999999999999999999 | --samples: found '99999999999999999999'; allowed: a"
            + " whole number; see 'seedmill help run'",
        "--samples= | --samples: found ''; allowed: a whole number; see 'seedmill help run'",
        "--seed=1.5 | --seed: found '1.5'; allowed: a whole number; see 'seedmill help run'",
        "--seed=9007199254740993 | --seed: found 9007199254740993; allowed: a whole number from"
            + " -9007199254740992 to 9007199254740992",
        "--shard-size=0 | --shard-size: found 0; allowed: a whole number from 1 to 1000000000000",
        "--shardSize=0 | --shardSize: found 0; allowed: a whole number from 1 to 1000000000000",
        "--parts=0 | --parts: found 0; allowed: a whole number from 1 to 10000",
        "--parts=10001 | --parts: found 10001; allowed: a whole number from 1 to 10000",
        "--buckets=0 | --buckets: found 0; allowed: a power of two from 1 to 4096",
        "--buckets=12 | --buckets: found 12; allowed: a power of two from 1 to 4096",
        "--buckets=8192 | --buckets: found 8192; allowed: a power of two from 1 to 4096",
        "--run-id=a/b | --run-id: found 'a/b'; allowed: up to 100 of the letters A to Z, digits,"
            + " dashes, underscores, and dots in between",
        "--runId=.. | --runId: found '..'; allowed: up to 100 of the letters A to Z, digits,"
            + " dashes, underscores, and dots in between",
        "--runner=FooRunner | --runner: found 'FooRunner'; allowed: one of DirectRunner, FlinkRunner"
            + " (did you mean 'FlinkRunner'?)",
        "--sampels=3 | --sampels: there is no such option (did you mean '--samples'?); see"
            + " 'seedmill help run'",
        "--dry-run | --dry-run: there is no such option; see 'seedmill help run'",
        "--force=yes | --force: found 'yes'; allowed: the option by itself, or true or false; see"
            + " 'seedmill help run'",
        "--politeness=2 | --politeness: found '2'; allowed: a list such as name=value,name=value;"
            + " see 'seedmill help run'",
        "-n=many | -n: found 'many'; allowed: a whole number; see 'seedmill help run'",
        "--frobnicate | --frobnicate: there is no such option; see 'seedmill help run'",
        "--targetParallelism=0 | --targetParallelism: found 0; allowed: a whole number of at least 1",
        "--target-parallelism=-2 | --target-parallelism: found -2; allowed: a whole number of at"
            + " least 1",
        "--targetParallelism=abc | --targetParallelism: found 'abc'; allowed: a whole number",
        "more | --dataset: found 'more', neither a file nor a built-in dataset; allowed: one of"
            + " quickstart, benchmark, code-samples, example-repos, inference-sweep, pattern-detectors, reasoning, salary-postings, smart-money-flow, test-suites, vision-tasks"
      })
  void anOptionThatCannotBeUsedIsNamed(String option, String expected) {
    assertThat(mistake(option), is(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output=~/x",
        "--dataset=~/mine.yaml",
        "--cache=~",
        "--tasks=~/tasks.jsonl",
        "--baseline=~/x",
        "--config=~/run.properties",
        "--tempLocation=~/tmp",
        "--plugins=a.jar,~/b.jar"
      })
  void aTildeThatNoShellHasReplacedIsRefused(String option) {
    String home = System.getProperty("user.home");
    assertThat(mistake(option), containsString(option.replaceAll("=.*", "") + ": found '~"));
    assertThat(mistake(option), containsString("write " + home));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o~/x", "-o=~/x", "-o$HOME/x", "-o${HOME}/x"})
  void aPathBehindALetterThatNoShellHasReplacedIsRefused(String option) {
    assertThat(
        mistake(option),
        containsString("-o: found '%s'; allowed: a path".formatted(option.replaceAll("-o=?", ""))));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -2, 32_769})
  void noWorkersOfFlinkAreRefused(int parallelism) {
    CommandResult result =
        CommandResult.seedmill(
            "run", "--output=" + folder, "--runner=FlinkRunner", "--parallelism=" + parallelism);
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(
        result.err().strip(),
        is(
            "seedmill: --parallelism: found %d; allowed: a whole number from 1 to 32768, or none for"
                    .formatted(parallelism)
                + " all slots"));
  }

  @Test
  void aHomeOfAnotherUserIsRefused() {
    assertThat(
        mistake("--output=~ann/x"),
        is(
            "--output: found '~ann/x'; allowed: a path without '~ann', which your shell has not"
                + " replaced: write the path in full, or ./~ann for a folder of that name"));
  }

  @Test
  void whatTheLocaleCannotReadIsRefused() {
    assertThat(
        mistake("--output=gr\uFFFD\uFFFDe"),
        is(
            "found '--output=gr\uFFFD\uFFFDe', which the locale of this process cannot read;"
                + " allowed: a locale of UTF-8, such as LC_ALL=C.UTF-8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--output=$HOME/x",
        "--cache=${HOME}/x",
        "--output=%USERPROFILE%\\x",
        "--baseline=$A"
      })
  void aVariableThatNoShellHasReplacedIsRefused(String option) {
    String value = option.replaceAll(".*=", "");
    assertThat(
        mistake(option), containsString(": found '" + value + "'; allowed: a path without '"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "redis://host:x | found redis://…; allowed: a folder, or redis://host:port",
        "redis://:${env:SEEDMILL_UNSET}@host:1 | the environment variable SEEDMILL_UNSET is not set",
        "redis://${env:SEEDMILL_UNSET} | the environment variable SEEDMILL_UNSET is not set",
        "redis://host:0 | the cache's address has the port 0; allowed: 1 to 65535",
        "redis://host:99999 | the cache's address has the port 99999",
        "rediss://host:1/main | has no number for a database behind the port",
        "${env:SEEDMILL_UNSET} | a reference in the name of a folder",
        "a/${env:HOME}/b | a reference in the name of a folder",
      })
  void aCacheThatCannotBeUsedIsRefused(String cache, String expected) {
    assertThat(mistake("--cache=" + cache), containsString("--cache: "));
    assertThat(mistake("--cache=" + cache), containsString(expected));
  }

  @Test
  void aFileWithoutEndIsRefusedByItsSize() {
    assertThat(
        mistake("--dataset=/dev/zero"),
        containsString(
            "--dataset: found more than 67,108,864 bytes in /dev/zero; allowed: at most"));
    assertThat(
        mistake("--config=/dev/zero"),
        containsString("--config: found more than 1,048,576 bytes in /dev/zero; allowed: at most"));
  }

  @ParameterizedTest
  @CsvSource({
    "--program quickstart, --program: found beside a dataset",
    "--files=10 --dataset=quickstart, --files: found beside a dataset",
    "--files=10 --against=there, --files: found beside --against",
    "--files=10 --program, --files: found beside --program",
    "--program -n 1, '-n: found beside --program, which has data of its own'",
    "--files --seed=3, '--seed: found beside --files, which has data of its own'",
    "--rounds=0, '--rounds: found 0; allowed: a whole number of at least 5'"
  })
  void whatABenchmarkWouldNotMeasureIsRefused(String options, String expected) {
    CommandResult result = CommandResult.seedmill(("benchmark " + options).split(" "));
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString(expected));
  }

  @Test
  void aBenchmarkOfProgramsIsRefused() throws Exception {
    Path spec = folder.resolve("program.yaml");
    Files.writeString(
        spec, "{name: p, generators: [{name: mine, command: [sh, -c, exit], samples: 1}]}");
    CommandResult result = CommandResult.seedmill("benchmark", spec.toString());
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString("benchmark: found 'mine', which is made by 'command'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--flinkMaster=host:8081", "--flink-master=host:8081", "--parallelism=3"})
  void aClusterWithoutItsRunnerIsRefused(String option) {
    String expected = option.replaceFirst("=.*", ": found it with the runner DirectRunner");
    assertThat(mistake(option), containsString(expected));
    assertThat(mistake(option), containsString("allowed: with --runner=FlinkRunner"));
  }

  @Test
  void aClusterThatIsNotThereIsSaidWithinSeconds() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    Path jar = Files.writeString(folder.resolve("any.jar"), "");
    CommandResult result =
        CommandResult.seedmill(
            "run",
            "--runner=FlinkRunner",
            "--flinkMaster=127.0.0.1:" + closed,
            "--filesToStage=" + jar,
            "--output=" + folder.resolve("out"),
            "--shared-output");
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.errLines(),
        contains(
            "seedmill: --flinkMaster: no Flink cluster answers at 127.0.0.1:%d (connection refused,"
                    .formatted(closed)
                + " or no such host)"));
    assertThat(Files.exists(folder.resolve("out")), is(false));
  }

  @Test
  void aFolderOfThisMachineIsNoOutputOfACluster() {
    CommandResult result =
        CommandResult.seedmill(
            "run", "--runner=FlinkRunner", "--flinkMaster=flink:8081", "--output=here");
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.errLines(),
        contains(
            "seedmill: --output: found 'here', a folder of this machine, for a run on a cluster;"
                + " allowed: a place that all workers reach, such as s3://bucket/prefix, or"
                + " --shared-output if they share the folder"));
  }

  @Test
  void aDatasetThatIsNeitherAFileNorBuiltIn() {
    assertThat(
        mistake("--dataset=quickstrt"),
        is(
            "--dataset: found 'quickstrt', neither a file nor a built-in dataset; allowed: one of"
                + " quickstart, benchmark, code-samples, example-repos, inference-sweep, pattern-detectors, reasoning, salary-postings, smart-money-flow, test-suites, vision-tasks (did you mean 'quickstart'?)"));
    assertThat(
        mistake("--dataset="),
        is(
            "--dataset: found '', neither a file nor a built-in dataset; allowed: one of"
                + " quickstart, benchmark, code-samples, example-repos, inference-sweep, pattern-detectors, reasoning, salary-postings, smart-money-flow, test-suites, vision-tasks"));
  }

  @Test
  void aDatasetThatCannotBeRead() throws Exception {
    Path missing = folder.resolve("missing.yaml");
    assertThat(
        mistake("--dataset=" + missing),
        is(
            "--dataset: cannot be read (there is no such file: "
                + missing
                + "); allowed: a YAML file, or a built-in dataset: quickstart, benchmark, code-samples, example-repos, inference-sweep, pattern-detectors, reasoning, salary-postings, smart-money-flow, test-suites, vision-tasks"));
    assertThat(
        mistake("--dataset=" + folder),
        is(
            "--dataset: cannot be read (it is a folder: "
                + folder
                + "); allowed: a YAML file, or a built-in dataset: quickstart, benchmark, code-samples, example-repos, inference-sweep, pattern-detectors, reasoning, salary-postings, smart-money-flow, test-suites, vision-tasks"));
    Path latin =
        Files.write(folder.resolve("latin.yaml"), new byte[] {'\n', 'a', (byte) 0xe9, '\n'});
    assertThat(
        mistake("--dataset=" + latin),
        is("--dataset: found bytes that are not UTF-8 in line 2 of " + latin + "; allowed: UTF-8"));
    for (String mark : List.of("", "\uFEFF")) {
      Path utf16 =
          Files.write(
              folder.resolve("utf16.yaml"),
              (mark + "seed: 1\n").getBytes(StandardCharsets.UTF_16LE));
      assertThat(
          mistake("--dataset=" + utf16),
          is("--dataset: found UTF-16 in " + utf16 + "; allowed: UTF-8"));
    }
  }

  @Test
  void everyMistakeInASpecIsALineWithItsPlace() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("bad.yaml"),
            """
            name: bad
            generators:
              - {generator: mazes, samples: -1}
            """);
    CommandResult result = run("--dataset=" + spec);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.errLines(),
        contains(
            matchesPattern(
                "seedmill: .*bad\\.yaml:3:17: generators\\[0\\]\\.generator: found \"mazes\";.*"
                    + "\\(did you mean 'maze'\\?\\)"),
            matchesPattern(
                "seedmill: .*bad\\.yaml:3:33: generators\\[0\\]\\.samples: found -1;.*")));
  }

  @Test
  void anOutputThatIsNoFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    CommandResult result = CommandResult.seedmill("run", "--samples=1", "--output=" + file);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.errLines(),
        contains(
            "seedmill: --output: '%1$s' cannot be written to (not a directory: %1$s);"
                    .formatted(file)
                + " allowed: a folder"));
    assertThat(Files.readString(file), is("mine"));
  }

  @Test
  void anOutputThatIsALinkToNothing() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nothing"));
    CommandResult result = CommandResult.seedmill("run", "--samples=1", "--output=" + link);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.errLines(),
        contains(
            "seedmill: --output: '%s' is a link to something that is not there; allowed: a folder"
                .formatted(link)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"registry.json", "latest-run.json", "Latest-Run.json"})
  void aRunNamedAsAFileOfAllRuns(String name) {
    assertThat(
        mistake("--run-id=" + name),
        is(
            "--run-id: found '%s', the name of a file in the folder 'metadata'; allowed: any other"
                    .formatted(name)
                + " name"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--parts=\u0661",
        "--samples=\u0967\u0966",
        "--seed=-\u0664",
        "--shard-size=\uFF11",
        "--targetParallelism=\u0661",
        "--targetParallelism=1\u0661"
      })
  void digitsOfOtherScripts(String option) {
    String value = option.substring(option.indexOf('=') + 1);
    assertThat(mistake(option), containsString(": found '" + value + "'; allowed: "));
  }

  @Test
  void secretsAreNoOptions() {
    String secret = "--aws-credentials-provider={\"@type\":\"X\",\"secretAccessKey\":\"hush\"}";
    String mistake = mistake(secret);
    assertThat(mistake, startsWith("--aws-credentials-provider: found a secret"));
    assertThat(mistake.contains("hush"), is(false));
    assertThat(
        mistake("--proxyConfiguration={\"endpoint\":\"http://proxy:1\",\"password\":\"hush\"}"),
        startsWith("--proxyConfiguration: found a secret"));
  }

  @Test
  void anOutputThatIsNowhere() {
    assertThat(
        mistake("--output="),
        is("--output: found nothing; allowed: a folder, or s3://bucket/prefix"));
    assertThat(
        mistake("--output=ftp://bucket/datasets"),
        is(
            "--output: no storage for 'ftp://': allowed is the path of a local folder, or"
                + " s3://bucket/prefix"));
    for (String output : List.of("s3:/bucket/x", "S3:bucket", "file:/x", "hdfs:x/y")) {
      assertThat(
          mistake("--output=" + output),
          is(
              "--output: found '%1$s', which is a folder of that name; allowed: s3://bucket/prefix,"
                      .formatted(output)
                  + " or ./"
                  + output));
    }
    assertThat(
        mistake("--output=C:\\data"),
        is(
            "--output: found 'C:\\data', a path of Windows, which is one name here; allowed:"
                + " /folder/name, or ./C:\\data"));
    assertThat(
        mistake("--output=\\\\server\\share"),
        containsString("a path of Windows, which is one name"));
    assertThat(
        mistake("--output=out\\mine"), containsString("a path of Windows, which is one name here"));
    for (String output : List.of("out ", " out", "out/\n", "a\tb")) {
      assertThat(
          mistake("--output=" + output),
          containsString("with a blank at an end, or a line end or tab"));
    }
    for (String output : List.of("/data/$USER/x", "a/${RUN}", "s3://bucket/$RUN/x")) {
      assertThat(
          mistake("--output=" + output), containsString("which your shell has not replaced"));
    }
    assertThat(
        mistake("--output=-"),
        is(
            "--output: found '-', but a dataset is several files; allowed: a folder, or ./- for one"
                + " of that name"));
    for (String output : List.of("s3://bkt/../../x", "s3://bkt/a/..", "s3://bkt/./a")) {
      assertThat(
          mistake("--output=" + output),
          is(
              "--output: '%s' names no place in S3: allowed is a prefix without '.' and '..'"
                  .formatted(output)));
    }
  }

  /** The one line that is printed. */
  private String mistake(String option) {
    CommandResult result = run(option);
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.errLines(), contains(startsWith("seedmill: ")));
    return result.err().strip().substring("seedmill: ".length());
  }

  private CommandResult run(String option) {
    Path output = folder.resolve("output");
    CommandResult result =
        option.startsWith("--output")
            ? CommandResult.seedmill("run", option)
            : CommandResult.seedmill("run", "--output=" + output, option);
    assertThat(result.out(), is(emptyString()));
    assertThat("an output folder", Files.exists(output), is(false));
    return result;
  }
}

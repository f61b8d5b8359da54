package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options from a file: the same as on the command line, which wins; a mistake tells its line. */
class ConfigFileTest {

  @TempDir private Path folder;

  @Test
  void optionsOfTheCommandAndOfTheRunnerAreTakenInEitherSpelling() throws IOException {
    config(
        """
        # a trial
        ! of a few samples
        samples = 3
        shard-size: 2
        runId=from-file
        target-parallelism=3
        force=true
        output=%s
        """
            .formatted(output()));
    assertThat(run().exitCode(), is(0));
    assertThat(manifest("from-file").counts().requested(), is(6L));
    assertThat(
        manifest("from-file").spec().get("generators").get(0).get("shardSize").intValue(), is(2));
  }

  @Test
  void theCommandLineWinsWhereverTheFileIsNamedInIt() throws IOException {
    config("samples=3\nrun-id=from-file\nseed=1\noutput=" + output());
    assertThat(run("--runId=before", "--samples", "2").exitCode(), is(0));
    assertThat(manifest("before").counts().requested(), is(4L));
    assertThat(manifest("before").spec().get("seed").intValue(), is(1));
    CommandResult after =
        CommandResult.seedmill(
            "run",
            "--run-id=after",
            "--seed=2",
            "--dataset=benchmark",
            "--config",
            file().toString());
    assertThat(after.err(), after.exitCode(), is(0));
    assertThat(manifest("after").counts().requested(), is(6L));
    assertThat(manifest("after").spec().get("seed").intValue(), is(2));
  }

  @Test
  void aValueMayGoOnInTheNextLineAndHoldEscapes() throws IOException {
    config("samples=\\\n    3\noutput=" + output() + "\nrunId=\\u0061b\\\n  c\n");
    assertThat(run().exitCode(), is(0));
    assertThat(manifest("abc").counts().requested(), is(6L));
  }

  @Test
  void otherCommandsReadTheFileTheyAreGiven() throws IOException {
    config("dataset=quickstart\nseed=9\n");
    CommandResult replayed =
        CommandResult.seedmill("replay", "--config=" + file(), "--generator=maze", "--index=0");
    assertThat(
        replayed.out(),
        is(CommandResult.seedmill("replay", "--seed=9", "--generator=maze", "--index=0").out()));
    config("dataset=quickstart\n\nrunner=DirectRunner\n");
    CommandResult refused =
        CommandResult.seedmill("replay", "--config=" + file(), "--generator=maze", "--index=0");
    assertThat(refused.exitCode(), is(2));
    assertThat(
        refused.errLines(),
        contains(
            "seedmill: "
                + file()
                + ":3: --runner: there is no such option (did you mean '--runnerConfig'?);"
                + " see 'seedmill help replay'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "samples=1\\nsampels=3 | 2: --sampels: there is no such option (did you mean '--samples'?);"
            + " see 'seedmill help run'",
        "frobnicate=3 | 1: --frobnicate: there is no such option; see 'seedmill help run'",
        "# one\\n\\nsamples=abc | 3: --samples: found 'abc'; allowed: a whole number; see 'seedmill"
            + " help run'",
        "runId=a\\\\\\nb\\nbuckets=12 | 3: --buckets: found 12; allowed: a power of two from 1 to"
            + " 4096",
        "# goes not on \\\\\\nshardSize=0 | 2: --shard-size: found 0; allowed: a whole number from"
            + " 1 to 1000000000000",
        "samples=1\\ntargetParallelism=abc | 2: --targetParallelism: found 'abc'; allowed: a whole number",
        "runner=FooRunner | 1: --runner: found 'FooRunner'; allowed: one of DirectRunner,"
            + " FlinkRunner (did you mean 'FlinkRunner'?)",
        "shardSize=1\\nseed=2\\nshard-size=1 | 3: shard-size: found again, after line 1; allowed:"
            + " once",
        "config=other.properties | 1: config: found in a config file; allowed: only on the command"
            + " line",
        "--samples=3 | 1: found the name '--samples'; allowed: an option's name without dashes in"
            + " front, such as samples=1000",
        "=3 | 1: found the name ''; allowed: an option's name without dashes in front, such as"
            + " samples=1000",
        "samples=\\\\u00zz | 1: found 'samples=\\u00zz'; allowed: a line such as samples=1000"
      })
  void aMistakeInTheFileIsOneSentenceWithItsLine(String text, String expected) throws IOException {
    config(text.replace("\\n", "\n").replace("\\\\", "\\"));
    assertThat(mistake(run("--output=" + output())), is(file() + ":" + expected));
  }

  @Test
  void aByteOrderMarkIsIgnored() throws IOException {
    config("\uFEFFsamples=-1");
    assertThat(
        mistake(run("--output=" + output())),
        is(file() + ":1: --samples: found -1; allowed: a whole number from 0 to 1000000000000"));
  }

  @Test
  void aShortOptionOfTheCommandLineWinsToo() throws IOException {
    config("samples=1\noutput=" + folder.resolve("not"));
    CommandResult result = run("-n", "-1", "-o", output().toString());
    assertThat(
        mistake(result), is("-n: found -1; allowed: a whole number from 0 to 1000000000000"));
  }

  @Test
  void aMistakeOnTheCommandLineIsNotBlamedOnTheFile() throws IOException {
    config("samples=1\nseed=3");
    assertThat(
        mistake(run("--output=" + output(), "--samples=-1")),
        is("--samples: found -1; allowed: a whole number from 0 to 1000000000000"));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    assertThat(
        mistake(run("--output=" + output())),
        is(
            "--config: cannot be read (there is no such file: %s); allowed: a file of lines such as"
                    .formatted(file())
                + " samples=1000"));
    Files.createDirectory(file());
    assertThat(
        mistake(run("--output=" + output())), containsString("(it is a folder: " + file() + ")"));
    Files.delete(file());
    Files.write(file(), "samples=1\nrunId=caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(
        mistake(run("--output=" + output())),
        is("--config: found bytes that are not UTF-8 in line 2 of " + file() + "; allowed: UTF-8"));
    assertThat(mistake(CommandResult.seedmill("run", "--config=")), containsString("--config: "));
  }

  private void config(String text) throws IOException {
    Files.writeString(file(), text);
  }

  private Path file() {
    return folder.resolve("my.properties");
  }

  private Path output() {
    return folder.resolve("output");
  }

  private CommandResult run(String... more) {
    return CommandResult.seedmill(
        Stream.concat(
                Stream.of("run", "--dataset=benchmark", "--config=" + file()), Stream.of(more))
            .toArray(String[]::new));
  }

  private String mistake(CommandResult result) {
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.out(), is(emptyString()));
    assertThat("an output folder", Files.exists(output()), is(false));
    assertThat(result.errLines().size(), is(1));
    return result.err().strip().substring("seedmill: ".length());
  }

  private Manifest manifest(String run) throws IOException {
    return Manifest.parse(
        Files.readString(output().resolve("metadata").resolve(run).resolve("manifest.json")));
  }
}

package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given a run that could not write the pointer to it, the same command does that. */
class LastStepTest {

  private static final String LATEST = "metadata/latest-run.json";

  @TempDir private Path output;

  @Test
  void theSameCommandWritesThePointer() throws IOException {
    assertThat(run("first", "--samples=5").exitCode(), is(ExitCode.DONE));
    Files.delete(output.resolve(LATEST));
    Files.createDirectories(output.resolve(LATEST + "/in the way"));

    CommandResult failed = run("second", "--samples=5");
    assertThat(failed.exitCode(), is(ExitCode.FAILED));
    assertThat(
        failed.err(),
        allOf(
            containsString("run 'second' is published, but " + LATEST + " could not be written ("),
            containsString("; the same command with --run-id=second writes it")));
    byte[] manifest = Files.readAllBytes(output.resolve("metadata/second/manifest.json"));
    Files.delete(output.resolve(LATEST + "/in the way"));
    Files.delete(output.resolve(LATEST));

    CommandResult again = run("second", "--samples=5");

    assertThat(again.err(), again.exitCode(), is(ExitCode.DONE));
    assertThat(
        again.err(), containsString("is published already; " + LATEST + " points at it now"));
    assertThat(again.out(), containsString("metadata/second/manifest.json"));
    assertThat(Files.readString(output.resolve(LATEST)), containsString("\"run\" : \"second\""));
    assertThat(Files.readAllBytes(output.resolve("metadata/second/manifest.json")), is(manifest));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  @Test
  void aRunThatContinuesOthersDoesNotContinueItself() throws IOException {
    assertThat(run("first", "--samples=5").exitCode(), is(ExitCode.DONE));
    assertThat(run("second", "--samples=5", "--incremental").exitCode(), is(ExitCode.DONE));
    Files.delete(output.resolve(LATEST));

    CommandResult again = run("second", "--samples=5", "--incremental");

    assertThat(again.err(), again.exitCode(), is(ExitCode.DONE));
    assertThat(Files.readString(output.resolve(LATEST)), containsString("\"run\" : \"second\""));
  }

  @Test
  void anotherPlanOrAnOlderRunLeavesThePointerAsItIs() throws IOException {
    assertThat(run("first", "--samples=5").exitCode(), is(ExitCode.DONE));
    CommandResult whole = run("first", "--samples=5");
    assertThat(whole.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(whole.err(), containsString("run 'first' is published in this output already"));

    assertThat(run("second", "--samples=6").exitCode(), is(ExitCode.DONE));
    assertThat("an older run", run("first", "--samples=5").exitCode(), is(ExitCode.BAD_INPUT));

    Files.delete(output.resolve(LATEST));
    assertThat("another plan", run("first", "--samples=7").exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(Files.exists(output.resolve(LATEST)), is(false));
    assertThat(run("second", "--samples=6").exitCode(), is(ExitCode.DONE));
    assertThat(Files.readString(output.resolve(LATEST)), containsString("\"run\" : \"second\""));
  }

  private CommandResult run(String run, String... options) {
    String[] args = new String[options.length + 4];
    args[0] = "run";
    args[1] = "--output=" + output;
    args[2] = "--run-id=" + run;
    args[3] = "--again";
    System.arraycopy(options, 0, args, 4, options.length);
    return CommandResult.seedmill(args);
  }
}

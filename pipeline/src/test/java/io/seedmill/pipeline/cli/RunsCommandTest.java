package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given published runs, then 'runs' lists them, and keeps the list of them in order. */
class RunsCommandTest {

  @TempDir private Path output;

  @Test
  void everyRunHasAVersion() throws Exception {
    run("first", 1);
    run("second", 2);

    List<JsonNode> runs = new ArrayList<>();
    for (String line : seedmill("runs", output.toString(), "--json").outLines()) {
      runs.add(new ObjectMapper().readTree(line));
    }

    assertThat(
        runs.stream().map(run -> run.path("run").asText()).toList(),
        is(List.of("first", "second")));
    assertThat(runs.stream().map(run -> run.path("version").asInt()).toList(), is(List.of(1, 2)));
    assertThat(runs.get(1).path("spec").asText().matches("sha256:[0-9a-f]{64}"), is(true));
  }

  @Test
  void whatAKilledRunLeftOutIsMended() throws Exception {
    run("first", 1);
    String before = Files.readString(registry());
    run("second", 2);
    String whole = Files.readString(registry());
    Files.writeString(registry(), before);
    assertThat(validated(ExitCode.DAMAGED), containsString("it lacks run 'second'"));

    CommandResult runs = seedmill("runs", output.toString());

    assertThat(
        runs.err(),
        allOf(
            containsString("metadata/registry.json: it lacks run 'second'"),
            containsString("metadata/registry.json is as the manifests say now")));
    assertThat(Files.readString(registry()), is(whole));
    assertThat(seedmill("runs", output.toString()).err(), is(""));
    validated(ExitCode.DONE);
  }

  @Test
  void aMissingAndADamagedListAreFoundAndMadeAnew() throws Exception {
    run("first", 1);
    String whole = Files.readString(registry());
    Files.delete(registry());
    assertThat(validated(ExitCode.DAMAGED), containsString("registry.json: the file is miss"));
    seedmill("runs", output.toString());
    assertThat(Files.readString(registry()), is(whole));

    Files.writeString(registry(), whole.replace("\"version\" : 1", "\"version\" : 7"));
    assertThat(validated(ExitCode.DAMAGED), containsString("it was changed after it was wri"));
    CommandResult next = command("second", 2);
    assertThat(
        next.err(), containsString("metadata/registry.json is damaged (it was changed after"));
    validated(ExitCode.DONE);
  }

  @Test
  void aRunWhoseFilesAreGoneIsNotMadeAgainInSilence() throws Exception {
    run("first", 1);
    run("second", 2);
    try (Storage storage = Storage.of(output.toString())) {
      storage.delete("metadata/first");
      storage.delete("consolidated/consolidated-first.jsonl");
    }
    assertThat(validated(ExitCode.DAMAGED), containsString("it names run 'first', whose mani"));
    CommandResult refused = command("third", 3, "--incremental");
    assertThat(refused.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(refused.err(), containsString("names run 'first' with sha256:"));

    CommandResult shown = seedmill("clean", output.toString(), "--older-than=0s");
    assertThat(shown.out(), containsString("registry.json: run 'first', whose manifest is gone"));
    validated(ExitCode.DAMAGED);
    assertThat(
        seedmill("clean", output.toString()).out(), containsString("kept  metadata/registry.json"));
    seedmill("clean", output.toString(), "--older-than=0s", "--yes");

    validated(ExitCode.DONE);
    assertThat(command("third", 3, "--incremental").exitCode(), is(ExitCode.DONE));
  }

  private Path registry() {
    return output.resolve(DatasetLayout.REGISTRY);
  }

  private void run(String run, int seed) {
    CommandResult result = command(run, seed);
    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
  }

  private CommandResult command(String run, int seed, String... options) {
    List<String> args = new ArrayList<>(List.of("run", "--output=" + output, "--run-id=" + run));
    args.addAll(List.of("--samples=5", "--seed=" + seed));
    args.addAll(List.of(options));
    return seedmill(args.toArray(String[]::new));
  }

  private String validated(int exitCode) throws IOException {
    CommandResult result = seedmill("validate", output.toString());
    assertThat(result.out() + result.err(), result.exitCode(), is(exitCode));
    return result.out() + result.err();
  }

  private static CommandResult seedmill(String... args) {
    return CommandResult.seedmill(args);
  }
}

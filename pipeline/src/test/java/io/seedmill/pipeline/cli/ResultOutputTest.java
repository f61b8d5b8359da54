package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.pipeline.run.Outcome;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Given any command, then its result is text, JSON alone, or nothing, as the user wishes. */
class ResultOutputTest {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Map<String, List<String>> COMMANDS = new TreeMap<>();

  @TempDir private static Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    Path spec =
        Files.writeString(
            folder.resolve("small.yaml"),
            """
            name: small
            generators: [{generator: reasoning, samples: 40}]
            """);
    String dataset = "--dataset=" + spec;
    String out = folder.resolve("out").toString();
    assertThat(
        CommandResult.seedmill("run", dataset, "--output=" + out, "--run-id=first").exitCode(),
        is(ExitCode.DONE));
    String repositories = folder.resolve("repositories").toString();
    CommandResult exported =
        CommandResult.seedmill(
            "run",
            "example-repos",
            "--only=category=shop",
            "--only=language=go",
            "--only=batch=0",
            "--samples=2",
            "--output=" + repositories);
    assertThat(exported.err(), exported.exitCode(), is(ExitCode.DONE));
    Path answers =
        Files.writeString(
            folder.resolve("answers.jsonl"),
            "{\"generator\": \"reasoning\", \"index\": 0, \"answer\": \"1\"}\n");
    Path flaky =
        Files.writeString(
            folder.resolve("flaky.yaml"),
            "maxFailureRate: 1\nname: flaky\ngenerators: [{generator: test-flaky, samples: 40}]\n");
    put("benchmark", "quickstart", "--samples=50", "--rounds=5");
    put("card", out);
    put("check", spec.toString(), "--first=5");
    put("clean", out);
    put("consolidate", dataset, "--output=NEW-batches", "--run-id=batches");
    put("datasets");
    put("diff", out, out);
    put("export", "--run=" + repositories, "--to=NEW");
    put("generate", dataset, "--output=NEW", "--run-id=R", "--batch-index=0");
    put("generate-completion");
    put("generators");
    put("help");
    put("init", "NEW.yaml");
    put("plan", dataset);
    put("preview", spec.toString());
    put("replay", dataset, "--generator=reasoning", "--index=3");
    put("report", out);
    put("retry", "--run-id=flaky", "--output=NEW-flaky", "--dataset=" + flaky);
    put("run", dataset, "--output=NEW");
    put("runs", out);
    put("schema");
    put("score", "--dataset=" + out, answers.toString(), "--scores=NEW.jsonl");
    put("submit", dataset, "--queue=http://127.0.0.1:1/none/tasks");
    put("validate", out);
  }

  @AfterAll
  static void forget() {
    COMMANDS.clear();
  }

  private static void put(String command, String... options) {
    COMMANDS.put(command, List.of(options));
  }

  static List<String> all() {
    return SeedmillCommand.commands();
  }

  /** All but those that need the packaged program, or a server. */
  static List<String> unpackaged() {
    return all().stream()
        .filter(command -> !List.of("benchmark", "submit").contains(command))
        .toList();
  }

  @Test
  void everyCommandIsInTheTable() {
    assertThat(new TreeSet<>(all()), is(COMMANDS.keySet()));
  }

  @ParameterizedTest
  @MethodSource("unpackaged")
  void quietPrintsNoResultAndNoProgress(String command) throws IOException {
    CommandResult result = run(command, "--quiet");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    assertThat(result.out(), is(""));
  }

  @ParameterizedTest
  @MethodSource("unpackaged")
  void jsonIsAloneOnStandardOutput(String command) throws IOException {
    CommandResult result = run(command, "--json");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    assertThat(objects(result.out()), is(not(empty())));
  }

  @ParameterizedTest
  @MethodSource("all")
  void anErrorIsOnStandardErrorAlone(String command) {
    for (String mode : List.of("--json", "--quiet")) {
      CommandResult result = CommandResult.seedmill(command, mode, "--no-such-option=1");

      if (result.exitCode() == ExitCode.DONE) {
        continue; // 'help' takes any word
      }
      assertThat(command, result.out(), is(""));
      assertThat(command, result.err(), startsWith("seedmill: "));
    }
  }

  /** The commands that read an output, which is damaged or not there. */
  static List<String> readers() {
    return List.of("card", "clean", "diff", "export", "report", "runs", "score", "validate");
  }

  @ParameterizedTest
  @MethodSource("readers")
  void aFailureIsTheSameInEveryMode(String command) {
    String none = folder.resolve("none").toString();
    List<String> given =
        switch (command) {
          case "diff" -> List.of(command, none, none);
          case "export" -> List.of(command, "--run=" + none, "--to=" + none + "-to");
          case "score" -> List.of(command, "--dataset=" + none, none + ".jsonl");
          default -> List.of(command, none);
        };
    CommandResult plain = CommandResult.seedmill(given.toArray(String[]::new));
    assertThat(plain.err(), plain.exitCode(), is(ExitCode.BAD_INPUT));
    for (String mode : List.of("--json", "--quiet")) {
      List<String> all = new ArrayList<>(given);
      all.add(mode);
      CommandResult result = CommandResult.seedmill(all.toArray(String[]::new));

      assertThat(command, result.exitCode(), is(plain.exitCode()));
      assertThat(command, result.out(), is(""));
      assertThat(command, result.err(), is(plain.err()));
    }
  }

  @Test
  void theResultOfARunHasWhatItsTextSays() throws IOException {
    JsonNode result = objects(run("run", "--json").out()).get(0);

    assertThat(result.path("outcome").asText(), is("published"));
    assertThat(result.at("/counts/unique").asInt(), is(40));
    assertThat(result.at("/generators/reasoning/produced").asInt(), is(40));
    assertThat(result.path("datasetId").asText(), containsString("sha256:"));
    assertThat(result.at("/parts/0/records").asInt(), is(40));
    assertThat(result.has("spec"), is(false));
    assertThat(
        result.path("manifest").asText(),
        is("metadata/" + result.path("run").asText() + "/manifest.json"));
  }

  @Test
  void theResultOfAJobThatGoesOnNamesWhereItsEndIsSeen() {
    assertThat(
        RunResult.submitted(new Outcome.Submitted("monday", "0815")).toString(),
        is(
            "{\"outcome\":\"submitted\",\"job\":\"0815\",\"run\":\"monday\","
                + "\"manifest\":\"metadata/monday/manifest.json\","
                + "\"ifSameData\":\"metadata/latest-run.json\"}"));
  }

  @Test
  void formatsThatAreJsonStayAsTheyAre() throws IOException {
    String plan = run("plan", "--format=json").out();
    assertThat(run("plan", "--json").out(), is(plan));
    String preview = run("preview", "--format=json").out();
    assertThat(run("preview", "--json").out(), is(preview));
  }

  private static CommandResult run(String command, String mode) throws IOException {
    String fresh = Files.createTempDirectory(folder, "new").resolve("x").toString();
    if (command.equals("consolidate")) {
      String[] batch =
          COMMANDS.get("generate").stream()
              .map(option -> option.replace("NEW", fresh + "-batches").replace("=R", "=batches"))
              .toArray(String[]::new);
      CommandResult made = CommandResult.seedmill(with("generate", batch));
      assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
    }
    if (command.equals("retry")) {
      String spec = COMMANDS.get("retry").get(2);
      CommandResult.seedmill("run", spec, "--output=" + fresh + "-flaky", "--run-id=flaky");
    }
    List<String> args = new ArrayList<>(List.of(command));
    COMMANDS.get(command).forEach(option -> args.add(option.replace("NEW", fresh)));
    args.add(mode);
    return CommandResult.seedmill(args.toArray(String[]::new));
  }

  private static String[] with(String command, String... options) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(options));
    return args.toArray(String[]::new);
  }

  /** Reads one value, or one in each line; anything else on standard output is refused. */
  private static List<JsonNode> objects(String out) throws IOException {
    try {
      return List.of(JSON.readTree(out));
    } catch (IOException e) {
      List<JsonNode> objects = new ArrayList<>();
      for (String line : out.lines().toList()) {
        objects.add(JSON.readTree(line));
      }
      return objects;
    }
  }
}

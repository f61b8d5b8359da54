package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {

  @TempDir private static Path folder;
  private static Path out;

  /** Two runs, with raw files, dead letters, assets and several parts. */
  @BeforeAll
  static void run() throws Exception {
    Files.writeString(
        folder.resolve("draw.py"),
        """
        import base64, json, sys
        for line in sys.stdin:
            task = json.loads(line)
            for index in range(task["start_index"], task["start_index"] + task["num_samples"]):
                png = base64.b64encode(b"picture %d" % index).decode()
                asset = {"$asset": {"base64": png, "mediaType": "image/png"}}
                sample = 7 if index == 3 else {"prompt": "p%d" % index, "picture": asset}
                print(json.dumps({"index": index, "sample": sample}))
        """);
    Path spec =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            name: mine
            maxFailureRate: 0.5
            checkpoint: true
            generators:
              - {generator: maze, samples: 40, params: {size: 3}}
              - {generator: reasoning, samples: 30}
              - {name: drawn, command: [python3, draw.py], samples: 5}
            dedupe: {fields: [prompt]}
            output: {parts: 2, assets: files}
            """);
    out = folder.resolve("out");
    for (String run : List.of("one", "two")) {
      CommandResult result =
          CommandResult.seedmill(
              "run", spec.toString(), "-o", out.toString(), "--run-id=" + run, "--again");
      assertThat(result.err(), result.exitCode(), is(0));
    }
  }

  @Test
  void aRunWhoseRecordsAreNotLookedAtIsNamed() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("table.yaml"),
            "generators: [{generator: arithmetic, samples: 20}]\noutput: {format: csv}\n");
    String table = folder.resolve("table").toString();
    CommandResult run =
        CommandResult.seedmill("run", spec.toString(), "-o", table, "--run-id=monday");
    assertThat(run.err(), run.exitCode(), is(0));
    String why = "was published as csv, from which samples cannot be read again";

    assertThat(
        CommandResult.seedmill("validate", table).outLines(),
        hasItem("run monday: its files are checked, its records are not looked at: it " + why));
    JsonNode json =
        CanonicalJson.parse(
            CommandResult.seedmill("validate", table, "--json")
                .out()
                .getBytes(StandardCharsets.UTF_8));
    assertThat(json.at("/unread/monday").asText(), is(why));
  }

  private static CommandResult validate(String... options) {
    List<String> all = new ArrayList<>(List.of("validate", out.toString()));
    all.addAll(List.of(options));
    return CommandResult.seedmill(all.toArray(String[]::new));
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(out)) {
      return files
          .filter(file -> Files.isRegularFile(file) && !Files.isSymbolicLink(file))
          .filter(file -> !file.toString().contains("/logs/"))
          .sorted()
          .toList();
    }
  }

  @Test
  void whatARunLeavesIsRight() throws Exception {
    CommandResult result = validate("--sample=100%", "--regenerate=100%");
    assertThat(result.out(), result.exitCode(), is(0));
    assertThat(result.outLines().get(0), startsWith("run one: "));
    assertThat(result.out(), containsString("everything is as its run left it"));
    assertThat(result.out(), containsString("(not those of drawn)"));
    assertThat(
        files().stream().map(Path::toString).toList(), hasItem(containsString("/failures/")));
    assertThat(
        files().stream().map(Path::toString).toList(), hasItem(containsString("/data/raw/")));
    assertThat(files().stream().map(Path::toString).toList(), hasItem(containsString("/assets/")));
  }

  @Test
  void everyDamageIsFoundAndNamed() throws Exception {
    List<Path> files = files();
    Random random = new Random(42);
    for (int round = 0; round < 200; round++) {
      Path file = files.get(round % files.size());
      byte[] right = Files.readAllBytes(file);
      byte[] wrong = damaged(right, random);
      Files.write(file, wrong);
      CommandResult result = validate("--quiet", "--sample=0%");
      Files.write(file, right);
      String name = out.relativize(file).toString();
      String about = "round " + round + " of " + name + ": " + result.out() + result.err();
      assertThat(about, result.exitCode(), is(ExitCode.DAMAGED));
      assertThat(
          about, result.out(), containsString(name.replaceFirst("/keys.bin|\\.jsonl?$", "")));
    }
    assertThat(validate().exitCode(), is(0));
  }

  @Test
  void keysThatEndEarlyAreToldOnce() throws IOException {
    Path keys = out.resolve("metadata/one/keys.bin");
    byte[] right = Files.readAllBytes(keys);
    Files.write(keys, Arrays.copyOf(right, 16));
    CommandResult result = validate("--quiet", "--sample=0%");
    Files.write(keys, right);
    assertThat(result.exitCode(), is(ExitCode.DAMAGED));
    assertThat(result.out(), containsString("keys.bin: it ends before key 2, that of the record"));
    assertThat(result.out(), not(containsString("key 3")));
  }

  private static byte[] damaged(byte[] right, Random random) {
    int at = random.nextInt(right.length);
    ByteArrayOutputStream wrong = new ByteArrayOutputStream();
    wrong.write(right, 0, at);
    switch (random.nextInt(3)) {
      case 0 -> wrong.write(right[at] ^ 1 << random.nextInt(8));
      case 1 -> {} // it is missing
      default -> {
        wrong.write(random.nextInt(256));
        wrong.write(right[at]);
      }
    }
    wrong.write(right, at + 1, right.length - at - 1);
    assertThat(Arrays.equals(right, wrong.toByteArray()), is(false));
    return wrong.toByteArray();
  }

  @Test
  void everyFileThatIsGoneIsFound() throws Exception {
    for (Path file : files()) {
      if (file.toString().contains("/data/raw/assets/") || file.endsWith("report.html")) {
        continue; // a second name of what lies in assets/, and what can be made anew
      }
      Path aside = folder.resolve("aside");
      Files.move(file, aside);
      CommandResult result = validate("--quiet", "--sample=0%");
      Files.move(aside, file);
      assertThat(file + " " + result.out(), result.exitCode(), is(ExitCode.DAMAGED));
    }
  }

  @Test
  void aFileMoreIsFound() throws Exception {
    Path more = Files.writeString(out.resolve("consolidated/consolidated-three.jsonl"), "{}\n");
    CommandResult result = validate("--json");
    Files.delete(more);
    assertThat(result.exitCode(), is(ExitCode.DAMAGED));
    JsonNode findings =
        CanonicalJson.parse(result.out().getBytes(StandardCharsets.UTF_8)).path("findings");
    assertThat(findings.size(), is(1));
    assertThat(findings.get(0).path("file").asText(), is("consolidated/consolidated-three.jsonl"));
  }

  @Test
  void wrongAnswersAndSamplesAreFoundUnderRightSums() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("r.yaml"),
            "name: r\ngenerators:\n  - {generator: reasoning, samples: 9}\n");
    Path forged = folder.resolve("forged");
    CommandResult.seedmill("run", spec.toString(), "-o", forged.toString(), "--run-id=x");
    Path manifest = forged.resolve("metadata/x/manifest.json");
    String text = Files.readString(manifest);
    // A manifest of another seed with a digest of its own: only samples that are made again differ.
    String other =
        text.replace("\"seed\" : 0", "\"seed\" : 1")
            .replaceFirst(",\\s*\"digest\" : \"[^\"]+\"", "");
    assertThat(other, not(text));
    Files.writeString(manifest, other);
    CommandResult result =
        CommandResult.seedmill("validate", forged.toString(), "--regenerate=100%", "--sample=100%");
    assertThat(result.out(), result.exitCode(), is(ExitCode.DAMAGED));
    assertThat(result.out(), containsString("made again, it is another sample"));
    long found = result.outLines().stream().filter(line -> line.contains("another sample")).count();
    assertThat(found, greaterThan(5L));
  }

  @Test
  void mistakesAreTold() {
    assertThat(
        validate("--sample=11").err(), containsString("--sample: found '11'; allowed: a share"));
    String file = folder.resolve("mine.yaml").toString();
    for (CommandResult result :
        List.of(
            CommandResult.seedmill("validate", file),
            CommandResult.seedmill("export", "--run=" + file, "--to=" + folder.resolve("to")))) {
      assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
      assertThat(result.err(), containsString("which is a file; allowed: an output"));
    }
    CommandResult none = CommandResult.seedmill("validate", folder.resolve("none").toString());
    assertThat(none.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(none.errLines(), contains(containsString("found no published run at")));
  }
}

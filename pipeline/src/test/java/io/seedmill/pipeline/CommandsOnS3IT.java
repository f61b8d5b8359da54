package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Given an output that was copied to a store, when commands read it, then they do as they do. */
class CommandsOnS3IT {

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.shared("commands");

  private static final String SPEC =
      """
      name: mine
      maxFailureRate: 0.5
      generators:
        - {generator: reasoning, samples: 60}
        - {generator: vision-tasks, samples: 4}
        - {files: made.jsonl}
      dedupe: {fields: [prompt]}
      output: {parts: 2, assets: files}
      """;

  @TempDir private static Path folder;

  private static Path original;

  private Path local;
  private S3Dataset store;

  @BeforeAll
  static void run() throws Exception {
    Files.writeString(
        folder.resolve("made.jsonl"), "{\"prompt\": \"p\"}\n{\"prompt\": \"q\"}\nnone\n");
    Path spec = Files.writeString(folder.resolve("mine.yaml"), SPEC);
    original = folder.resolve("original");
    for (String run : List.of("one", "two")) {
      CommandResult result =
          CommandResult.seedmill(
              "run",
              spec.toString(),
              "--output=" + original,
              "--run-id=" + run,
              "--again",
              "--seed=" + run.length() + (run.equals("two") ? "7" : ""));
      assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    }
  }

  /** Each test has copies of its own, since some commands write. */
  @BeforeEach
  void copy(TestInfo test) throws IOException {
    String name = test.getTestMethod().orElseThrow().getName();
    local = folder.resolve(name);
    store = BUCKET.dataset(name + "/of/mine");
    try (Stream<Path> all = Files.walk(original)) {
      for (Path from : all.toList()) {
        Path path = original.relativize(from);
        Files.copy(from, local.resolve(path), LinkOption.NOFOLLOW_LINKS);
        if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS)) {
          put(path.toString(), Files.readAllBytes(from));
        }
      }
    }
  }

  private void put(String path, byte[] bytes) {
    BUCKET.put(store.prefix() + "/" + path, bytes);
  }

  @Test
  void runsAreListedAndCompared() throws Exception {
    assertThat(same("runs", "OUT").outLines().size(), is(greaterThan(2)));
    same("runs", "OUT", "--json");
    assertThat(
        same("diff", "OUT/metadata/one", "OUT/metadata/two", "--show=2").out(),
        containsString(" kept, "));
  }

  @Test
  void filesAreValid() throws Exception {
    assertThat(
        same("validate", "OUT", "--sample=100%", "--regenerate=100%").out(),
        containsString("everything is as its run left it"));
    Path keys = local.resolve("metadata/two/keys.bin");
    byte[] damaged = Files.readAllBytes(keys);
    damaged[damaged.length / 2] ^= 1;
    Files.write(keys, damaged);
    put("metadata/two/keys.bin", damaged);
    assertThat(same("validate", "OUT").exitCode(), is(ExitCode.DAMAGED));
  }

  @Test
  void pagesAndCardsAreWritten() throws Exception {
    same("report", "OUT");
    same("card", "OUT", "--license=mit", "--tag=small");
    for (String file : List.of("README.md", "croissant.json", "metadata/two/schema.json")) {
      assertThat(file, places(store.text(file)), is(places(Files.readString(local.resolve(file)))));
    }
    assertThat(store.text("metadata/two/report.html"), containsString("</html>"));
    assertThat(same("validate", "OUT").exitCode(), is(ExitCode.DONE));
  }

  @Test
  void answersAreScored() throws Exception {
    Path answers =
        Files.writeString(
            folder.resolve("answers.jsonl"),
            "{\"generator\": \"reasoning\", \"index\": 1, \"answer\": \"12\"}\n");
    Path scores = folder.resolve("scores.jsonl");
    same("score", "-d=OUT", "--scores=" + scores, answers.toString());
    assertThat(Files.readAllLines(scores).size(), is(1));
  }

  @Test
  void samplesAndRunsAreCopiedOut() throws Exception {
    for (String layout : List.of("folders", "mine.tar.gz")) {
      Map<String, byte[]> copies = new TreeMap<>();
      for (String from : List.of(local.toString(), store.output())) {
        Path to = Files.createTempDirectory(folder, "to").resolve(layout);
        List<String> args = new ArrayList<>(List.of("export", "--run=" + from, "--to=" + to));
        if (layout.equals("folders")) {
          args.add("--layout=folders");
        }
        CommandResult result = seedmill(args);
        assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
        Map<String, byte[]> copied = files(to);
        assertThat(copied.size(), is(greaterThan(0)));
        if (copies.isEmpty()) {
          copies.putAll(copied);
        } else {
          assertThat(copied.keySet(), is(copies.keySet()));
          copied.forEach((file, bytes) -> assertThat(file, bytes, is(copies.get(file))));
        }
      }
    }
  }

  /**
   * Runs a command on both copies; all that it prints is the same but for the place, and for how
   * often it prints its progress, which a slow machine makes more often.
   */
  private CommandResult same(String... args) {
    CommandResult here = seedmill(replaced(local.toString(), args));
    CommandResult there = seedmill(replaced(store.output(), args));
    assertThat(there.err(), there.exitCode(), is(here.exitCode()));
    assertThat(places(there.out()), is(places(here.out())));
    assertThat(messages(there), is(messages(here)));
    return there;
  }

  private List<String> messages(CommandResult result) {
    return result.errLines().stream()
        .filter(line -> !line.matches("[0-9,]{1,20} of [0-9,]{1,20} [^:]{1,80}"))
        .map(this::places)
        .toList();
  }

  private static List<String> replaced(String output, String... args) {
    return Stream.of(args).map(arg -> arg.replace("OUT", output)).toList();
  }

  private String places(String text) {
    return text.replace(store.output(), "OUT").replace(local.toString(), "OUT");
  }

  private static CommandResult seedmill(List<String> args) {
    List<String> all = new ArrayList<>(args);
    all.addAll(BUCKET.options());
    return CommandResult.seedmill(all.toArray(String[]::new));
  }

  /** Returns what is in a folder, or a file, without links. */
  private static Map<String, byte[]> files(Path from) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        if (Files.isRegularFile(file) && !Files.isSymbolicLink(file)) {
          files.put(from.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
    }
    return files;
  }
}

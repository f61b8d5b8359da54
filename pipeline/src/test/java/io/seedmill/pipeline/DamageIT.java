package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given an output in which one file is damaged, when a later command reads it, then the damage is
 * named, or the data is what it would have been without.
 */
class DamageIT {

  private static final int CORRUPTIONS = Integer.getInteger("seedmill.test.corruptions", 60);

  private static final String SPEC =
      """
      name: damaged
      seed: 5
      maxFailureRate: 0.6
      maxSampleBytes: 1000
      generators:
        - {generator: test-flaky, samples: 60, shardSize: 30}
        - {generator: arithmetic, samples: 300, shardSize: 100}
      output: {parts: 2}
      """;

  /** The run whose raw files are there, but which was not published. */
  private static final String UNFINISHED = "unfinished";

  @TempDir private Path folder;

  private Path spec;
  private Path base;

  private enum Later {
    INCREMENTAL("next"),
    RETRY("next"),
    CONSOLIDATE("batched"),
    RESUME(UNFINISHED);

    private final String run;

    Later(String run) {
      this.run = run;
    }

    private CommandResult in(Path output, Path spec) {
      String dataset = "--dataset=" + spec;
      String place = "--output=" + output;
      return switch (this) {
        case INCREMENTAL ->
            CommandResult.seedmill("run", dataset, place, "--incremental", "--run-id=" + run);
        case RETRY ->
            CommandResult.seedmill(
                "retry", dataset, place, "--run-id=monday", "--as=" + run, "--again");
        case CONSOLIDATE ->
            CommandResult.seedmill("consolidate", dataset, place, "--run-id=" + run, "--again");
        case RESUME ->
            CommandResult.seedmill(
                "run", dataset, place, "--checkpoint", "--run-id=" + run, "--again");
      };
    }
  }

  @Test
  void damageIsNamedOrChangesNothing() throws Exception {
    makeAnOutput();
    Map<Later, byte[]> expected = new TreeMap<>();
    for (Later later : Later.values()) {
      Path output = copy("expected-" + later);
      CommandResult whole = later.in(output, spec);
      assertThat(whole.err(), whole.exitCode(), is(ExitCode.DONE));
      expected.put(later, PublishedRun.in(output, later.run).bytes());
    }
    Map<String, List<String>> kinds = kinds();
    List<String> names = List.copyOf(kinds.keySet());
    assertThat(names.toString(), names.size(), is(13));

    Random random = new Random(40);
    int noticed = 0;
    for (int corruption = 0; corruption < CORRUPTIONS; corruption++) {
      List<String> kind = kinds.get(names.get(corruption % names.size()));
      String file = kind.get(random.nextInt(kind.size()));
      Path damaged = copy("damaged");
      String what = file + ": " + damage(damaged.resolve(file), random);
      for (Later later : two(random)) {
        Path output = copyOf(damaged, "tried");
        CommandResult result = later.in(output, spec);
        String told = later + " after " + what + ": " + result.err();
        assertThat(told, result.err(), not(containsString("Exception")));
        if (result.exitCode() == ExitCode.DONE) {
          byte[] made = PublishedRun.in(output, later.run).bytes();
          assertThat(told, Arrays.equals(made, expected.get(later)), is(true));
        } else {
          noticed++;
          assertThat(
              told,
              result.err(),
              what.endsWith("manifest.json: deleted") // a run is missed by what it has left
                  ? anyOf(containsString(file), containsString("its manifest was deleted"))
                  : containsString(file.replaceFirst("\\.jsonl?$", "")));
          assertThat(told, Files.exists(manifest(output, later)), is(false));
        }
      }
    }
    assertThat(noticed, is(greaterThan(CORRUPTIONS / 5)));
  }

  private static List<Later> two(Random random) {
    List<Later> all = new ArrayList<>(List.of(Later.values()));
    Collections.shuffle(all, random);
    return all.subList(0, 2);
  }

  private static Path manifest(Path output, Later later) {
    return output.resolve("metadata/" + later.run + "/manifest.json");
  }

  private void makeAnOutput() throws IOException {
    spec = Files.writeString(folder.resolve("damaged.yaml"), SPEC);
    base = folder.resolve("base");
    for (String run : List.of(UNFINISHED, "monday", "tuesday")) {
      List<String> args =
          new ArrayList<>(
              List.of("run", "--dataset=" + spec, "--output=" + base, "--run-id=" + run));
      args.addAll(run.equals("monday") ? List.of() : List.of("--incremental", "--checkpoint"));
      CommandResult made = CommandResult.seedmill(args.toArray(String[]::new));
      assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
      if (run.equals(UNFINISHED)) {
        for (String published : List.of("metadata", "consolidated", "failures")) {
          delete(base.resolve(published));
        }
      }
    }
    for (int batch = 0; batch < 2; batch++) {
      CommandResult made =
          CommandResult.seedmill(
              "generate",
              "--dataset=" + spec,
              "--output=" + base,
              "--run-id=batched",
              "--max-batch-size=3",
              "--batch-index=" + batch);
      assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
    }
  }

  /** The files by what they are: those of a kind differ in digits and runs alone. */
  private Map<String, List<String>> kinds() throws IOException {
    Map<String, List<String>> kinds = new TreeMap<>();
    try (Stream<Path> found = Files.walk(base)) {
      for (Path file : found.sorted().toList()) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          continue;
        }
        String path = base.relativize(file).toString();
        String kind = path.replaceAll("[0-9]+", "#").replaceAll("monday|tuesday", "run");
        kinds.computeIfAbsent(kind, unseen -> new ArrayList<>()).add(path);
      }
    }
    return kinds;
  }

  private static String damage(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    switch (random.nextInt(4)) {
      case 0 -> {
        Files.delete(file);
        return "deleted";
      }
      case 1 -> {
        int length = random.nextInt(bytes.length);
        Files.write(file, Arrays.copyOf(bytes, length));
        return "cut to %d of %d bytes".formatted(length, bytes.length);
      }
      default -> {
        int at = random.nextInt(bytes.length);
        bytes[at] ^= (byte) (1 << random.nextInt(8));
        Files.write(file, bytes);
        return "a bit of byte %d of %d".formatted(at, bytes.length);
      }
    }
  }

  private Path copy(String name) throws IOException {
    return copyOf(base, name);
  }

  private Path copyOf(Path original, String name) throws IOException {
    Path copy = folder.resolve(name);
    delete(copy);
    try (Stream<Path> found = Files.walk(original)) {
      for (Path file : found.toList()) {
        Path to = copy.resolve(original.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(to);
        } else {
          Files.copy(file, to);
        }
      }
    }
    return copy;
  }

  private static void delete(Path top) throws IOException {
    if (Files.exists(top)) {
      try (Stream<Path> found = Files.walk(top)) {
        for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}

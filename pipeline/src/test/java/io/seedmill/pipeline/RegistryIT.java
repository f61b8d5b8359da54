package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.publish.Registry.Entry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Given runs that end at once, then the registry has all of their runs. */
class RegistryIT {

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int RUNS = 6;

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.shared("registry");

  @TempDir private Path folder;

  private Path spec;

  @BeforeEach
  void write() throws Exception {
    spec =
        Files.writeString(
            folder.resolve("small.yaml"),
            "name: small\ngenerators: [{generator: arithmetic, samples: 20}]\n");
  }

  @Test
  void allAreInItInAFolder() throws Exception {
    Path output = folder.resolve("out");
    List<Program> programs = new ArrayList<>();
    try {
      for (int i = 0; i < RUNS; i++) {
        programs.add(Program.seedmill(folder, List.of(arguments(output.toString(), i, List.of()))));
      }
      for (Program program : programs) {
        assertThat(program.printed(), program.exitCode(LONGEST), is(ExitCode.DONE));
      }
    } finally {
      for (Program program : programs) {
        program.close();
      }
    }

    checkAll(Registry.parse(Files.readString(output.resolve("metadata/registry.json"))));
    CommandResult valid = CommandResult.seedmill("validate", output.toString());
    assertThat(valid.out() + valid.err(), valid.exitCode(), is(ExitCode.DONE));
  }

  /**
   * The server looks at an object's tag, and then puts the object, in two steps. Runs of one
   * program share nothing there that those of several would not.
   */
  @Test
  void allAreInItInAStore() throws Exception {
    S3Dataset dataset = BUCKET.dataset("together");
    ExecutorService together = Executors.newFixedThreadPool(RUNS);
    try {
      List<Future<CommandResult>> runs = new ArrayList<>();
      for (int i = 0; i < RUNS; i++) {
        int number = i;
        runs.add(together.submit(() -> run(dataset, number, BUCKET.options())));
      }
      for (Future<CommandResult> run : runs) {
        assertThat(run.get().err(), run.get().exitCode(), is(ExitCode.DONE));
      }
    } finally {
      together.shutdownNow();
    }

    checkAll(Registry.parse(dataset.text("metadata/registry.json")));
  }

  @Test
  void aRunThatDiesBeforeItIsInItIsAddedByTheNext() throws Exception {
    S3Dataset dataset = BUCKET.dataset("registry");
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request -> request.method().equals("PUT") && request.target().endsWith("registry.json"),
            new Fault.SlowDown());
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), rule)) {
      CommandResult dies = run(dataset, 0, options(proxy.endpoint()));
      assertThat(dies.err(), dies.exitCode(), is(ExitCode.FAILED));
      assertThat(dies.err(), containsString("run 'run-0' is published, but metadata/registry"));
    }
    assertThat(dataset.keys().contains("metadata/latest-run.json"), is(false));
    CommandResult next = run(dataset, 1, options(BUCKET.endpoint()));
    assertThat(next.err(), next.exitCode(), is(ExitCode.DONE));
    Registry registry = Registry.parse(dataset.text("metadata/registry.json"));
    assertThat(registry.runs().stream().map(Entry::run).toList(), is(List.of("run-0", "run-1")));
  }

  private static List<String> options(URI endpoint) {
    List<String> options = new ArrayList<>(S3Dataset.options(endpoint));
    options.add("--s3-retries=1");
    return options;
  }

  private CommandResult run(S3Dataset dataset, int number, List<String> options) {
    return CommandResult.seedmill(arguments(dataset.output(), number, options));
  }

  private String[] arguments(String output, int number, List<String> options) {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec, "--output=" + output));
    args.addAll(List.of("--seed=" + number, "--run-id=run-" + number));
    args.addAll(options);
    return args.toArray(String[]::new);
  }

  private static void checkAll(Registry registry) {
    assertThat(
        registry.runs().stream().map(Entry::run).toList(),
        containsInAnyOrder(
            IntStream.range(0, RUNS).mapToObj(i -> "run-" + i).toArray(String[]::new)));
    assertThat(
        registry.runs().stream().map(Entry::version).sorted().toList(),
        is(IntStream.rangeClosed(1, RUNS).boxed().toList()));
  }
}

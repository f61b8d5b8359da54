package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.S3Dataset;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import io.seedmill.testing.S3Server;
import io.seedmill.transforms.publish.Registry;
import io.seedmill.transforms.publish.Registry.Entry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given processes that end at once, then the registry has all of their runs. */
class RegistryIT {

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int PROCESSES = 6;

  private static final String BUCKET = "registry";

  private static S3Server server;

  @TempDir private Path folder;

  private Path spec;

  @BeforeAll
  static void openABucket() {
    server = S3Server.shared();
    server.createBucket(BUCKET);
  }

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
    runAll(output.toString(), List.of(), null);

    checkAll(Registry.parse(Files.readString(output.resolve("metadata/registry.json"))));
    CommandResult valid = CommandResult.seedmill("validate", output.toString());
    assertThat(valid.out() + valid.err(), valid.exitCode(), is(ExitCode.DONE));
  }

  /** The server looks at an object's tag, and then puts the object, in two steps. */
  @Test
  void allAreInItInAStore() throws Exception {
    S3Dataset dataset = new S3Dataset(server, BUCKET, "together");
    runAll(dataset.output(), S3Dataset.options(server.endpoint()), server);

    checkAll(Registry.parse(dataset.text("metadata/registry.json")));
  }

  @Test
  void aRunThatDiesBeforeItIsInItIsAddedByTheNext() throws Exception {
    S3Dataset dataset = new S3Dataset(server, BUCKET, "registry");
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request -> request.method().equals("PUT") && request.target().endsWith("registry.json"),
            new Fault.SlowDown());
    try (FaultyProxy proxy = FaultyProxy.before(server.endpoint(), rule);
        Program dies = start(dataset.output(), 0, options(proxy.endpoint()), server)) {
      assertThat(dies.printed(), dies.exitCode(LONGEST), is(ExitCode.FAILED));
      assertThat(dies.err(), containsString("run 'run-0' is published, but metadata/registry"));
    }
    assertThat(dataset.keys().contains("metadata/latest-run.json"), is(false));
    try (Program next = start(dataset.output(), 1, options(server.endpoint()), server)) {
      assertThat(next.printed(), next.exitCode(LONGEST), is(ExitCode.DONE));
    }
    Registry registry = Registry.parse(dataset.text("metadata/registry.json"));
    assertThat(registry.runs().stream().map(Entry::run).toList(), is(List.of("run-0", "run-1")));
  }

  private static List<String> options(URI endpoint) {
    List<String> options = new ArrayList<>(S3Dataset.options(endpoint));
    options.add("--s3-retries=1");
    return options;
  }

  private void runAll(String output, List<String> options, S3Server server) throws Exception {
    List<Program> programs = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        programs.add(start(output, i, options, server));
      }
      for (Program program : programs) {
        assertThat(program.printed(), program.exitCode(LONGEST), is(ExitCode.DONE));
      }
    } finally {
      for (Program program : programs) {
        program.close();
      }
    }
  }

  private Program start(String output, int number, List<String> options, S3Server server)
      throws Exception {
    List<String> args = new ArrayList<>(List.of("run", "--dataset=" + spec, "--output=" + output));
    args.addAll(List.of("--seed=" + number, "--run-id=run-" + number));
    args.addAll(options);
    return server == null
        ? Program.seedmill(folder, args)
        : Program.seedmill(folder, args, S3Dataset.environment(server));
  }

  private static void checkAll(Registry registry) {
    assertThat(
        registry.runs().stream().map(Entry::run).toList(),
        containsInAnyOrder(
            IntStream.range(0, PROCESSES).mapToObj(i -> "run-" + i).toArray(String[]::new)));
    assertThat(
        registry.runs().stream().map(Entry::version).sorted().toList(),
        is(IntStream.rangeClosed(1, PROCESSES).boxed().toList()));
  }
}

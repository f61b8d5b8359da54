package io.seedmill.pipeline.testing;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.testing.QueueServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** The base of tests of queues: the server of this JVM, a queue for each test, a dataset. */
public abstract class QueueTests {

  protected static final Duration LONGEST = Duration.ofMinutes(3);

  private static final String SPEC =
      """
      name: queued
      seed: 9
      generators:
        - {generator: test-slow, samples: 400}
        - {generator: arithmetic, samples: 300}
      dedupe: {fields: [prompt]}
      """;

  private static QueueServer shared;
  private static byte[] ofFile;

  @TempDir protected Path folder;

  protected Path spec;
  protected Path output;
  protected String queue;

  /** The server, which ends with this JVM. */
  protected static synchronized QueueServer server() {
    if (shared == null) {
      shared = QueueServer.start();
    }
    return shared;
  }

  @BeforeAll
  static void setCredentials() {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
  }

  @AfterAll
  static void clearCredentials() {
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @BeforeEach
  void write(TestInfo test) throws Exception {
    spec = Files.writeString(folder.resolve("queued.yaml"), SPEC);
    output = folder.resolve("out");
    queue = server().createQueue(test.getTestMethod().orElseThrow().getName(), 300, 3);
  }

  protected void submit() {
    CommandResult sent =
        seedmill("submit", "--queue=" + queue, "--dataset=" + spec, "--batch-size=50");
    assertThat(sent.err(), sent.exitCode(), is(ExitCode.DONE));
    assertThat(sent.out(), is(String.format("14 tasks, 700 samples%n")));
  }

  /** Sends a text as it is. */
  protected void send(String body) {
    server().client().sendMessage(to -> to.queueUrl(queue).messageBody(body));
  }

  protected CommandResult run(String run, String... options) {
    return seedmill(arguments("--run-id=" + run, options).toArray(String[]::new));
  }

  /** Starts a process; options that begin with {@code -D} are for its JVM. */
  protected Program start(String run, String... options) throws Exception {
    List<String> jvm =
        new ArrayList<>(List.of("-Daws.accessKeyId=any", "-Daws.secretAccessKey=any"));
    Stream.of(options).filter(option -> option.startsWith("-D")).forEach(jvm::add);
    String[] others =
        Stream.of(options).filter(option -> !option.startsWith("-D")).toArray(String[]::new);
    return Program.ofTests(folder, jvm, arguments(run, others));
  }

  private List<String> arguments(String run, String... options) {
    List<String> args = new ArrayList<>(List.of("run", "--queue=" + queue, "--output=" + output));
    if (!run.isEmpty()) {
      args.add(run);
    }
    args.addAll(List.of(options));
    if (Stream.of(options).noneMatch(option -> option.startsWith("--dataset="))) {
      args.add("--dataset=" + spec);
    }
    return args;
  }

  /** The bytes of one run with a task file. */
  protected byte[] ofFile() throws Exception {
    synchronized (QueueTests.class) {
      if (ofFile == null) {
        Path tasks = folder.resolve("tasks.jsonl");
        Files.writeString(
            tasks,
            seedmill("plan", "--dataset=" + spec, "--shard-size=50", "--format=tasks").out());
        ofFile =
            PublishedRun.of(spec, folder.resolve("of-file"), "file", "--tasks=" + tasks).bytes();
      }
      return ofFile.clone();
    }
  }

  protected byte[] latest() throws Exception {
    return Files.readAllBytes(output.resolve("consolidated/latest.jsonl"));
  }

  protected long runs() throws Exception {
    return count(output.resolve("metadata"), "manifest.json");
  }

  protected long leases() throws Exception {
    return count(output.resolve(".seedmill/queues"), ".json");
  }

  /** Returns how many files of a folder have a name with an ending. */
  protected static long count(Path folder, String end) throws Exception {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(end)).count();
    }
  }
}

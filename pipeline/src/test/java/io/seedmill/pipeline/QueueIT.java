package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.testing.QueueServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** Given tasks on a real queue, when they are run, then each sample is published once. */
class QueueIT {

  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int KILLS = 20;

  private static final String SPEC =
      """
      name: queued
      seed: 9
      generators:
        - {generator: test-slow, samples: 400}
        - {generator: arithmetic, samples: 300}
      dedupe: {fields: [prompt]}
      """;

  private static QueueServer server;

  @TempDir private Path folder;

  private Path spec;
  private Path output;
  private String queue;

  @BeforeAll
  static void startServer() {
    System.setProperty("aws.accessKeyId", "any");
    System.setProperty("aws.secretAccessKey", "any");
    server = QueueServer.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @BeforeEach
  void write(TestInfo test) throws Exception {
    spec = Files.writeString(folder.resolve("queued.yaml"), SPEC);
    output = folder.resolve("out");
    queue = server.createQueue(test.getTestMethod().orElseThrow().getName(), 300, 3);
  }

  @Test
  void tasksOfAQueueMakeTheSameBytesAsThoseOfAFileAndAreDeleted() throws Exception {
    submit();
    submit();

    CommandResult run = run("first", "--max-tasks=100");

    assertThat(run.err(), run.exitCode(), is(ExitCode.DONE));
    assertThat(run.out(), containsString("28 tasks are done and deleted"));
    assertThat(PublishedRun.in(output, "first").bytes(), is(ofFile().bytes()));
    assertThat(server.messages(queue), is(0));
    assertThat(run("second").out(), is("the queue has no task" + System.lineSeparator()));
    assertThat(runs(), is(1L));
  }

  @Test
  void aTaskThatComesAgainIsDeletedAndItsSamplesAreNotPublishedTwice() throws Exception {
    submit();
    assertThat(run("first").exitCode(), is(ExitCode.DONE));
    submit();

    CommandResult again = run("again");

    assertThat(again.err(), again.exitCode(), is(ExitCode.DONE));
    assertThat(again.out(), containsString("the samples of all tasks are published already"));
    assertThat(server.messages(queue), is(0));
    assertThat(runs(), is(1L));

    seedmill("submit", "--queue=" + queue, "--dataset=" + spec, "--samples=450");
    CommandResult more = run("more");

    assertThat(more.err(), containsString("ask for 200 samples that are not published yet"));
    assertThat(PublishedRun.in(output, "more").manifest().counts().requested(), is(200L));
  }

  @Test
  void aMessageThatIsNoTaskGoesToTheDeadLettersAndTheOthersAreDone() throws Exception {
    submit();
    server.client().sendMessage(to -> to.queueUrl(queue).messageBody("{\"type\": \"mazes\"}"));
    server.client().sendMessage(to -> to.queueUrl(queue).messageBody("no JSON"));

    CommandResult first = run("first");

    assertThat(first.err(), first.exitCode(), is(ExitCode.DONE));
    assertThat(first.err(), containsString("2 messages are no tasks and go back"));
    assertThat(first.err(), containsString("after they were received 3 times"));
    assertThat(server.messages(queue), is(2));
    for (int received = 2; received <= 3; received++) {
      CommandResult next = run("next");
      assertThat(next.exitCode(), is(ExitCode.BAD_INPUT));
      assertThat(next.err(), containsString("none of which is a task; the first: message"));
    }
    assertThat(run("last").out(), containsString("the queue has no task"));
    assertThat(server.receive(queue + "-dead"), hasSize(2));
  }

  @Test
  void tasksOfARunWithTooManyFailuresGoBack() throws Exception {
    String task = "{\"type\":\"bad\",\"start_index\":0,\"num_samples\":5,\"seed\":1,\"params\":{}}";
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            "name: bad\ngenerators:\n  - {name: bad, command: [\"false\"], samples: 5}\n");
    server.client().sendMessage(to -> to.queueUrl(queue).messageBody(task));

    CommandResult run = run("bad", "--dataset=" + bad);

    assertThat(run.err(), run.exitCode(), is(ExitCode.TOO_MANY_FAILURES));
    assertThat(server.receive(queue), is(List.of(task)));
  }

  @Test
  void aSignalGivesTheLeaseBackAtOnce() throws Exception {
    submit();
    try (Program program = start()) {
      Poll.until("tasks are leased", LONGEST, () -> leases() > 0);
      program.terminate();
      assertThat(program.exitCode(LONGEST), is(143));
    }
    assertThat(leases(), is(0L));
    assertThat(server.receive(queue).isEmpty(), is(false));
  }

  @Test
  void processesThatAreKilledAtAnyMomentLoseNothingAndMakeNothingTwice() throws Exception {
    queue = server.createQueue("killed", 300, 1000); // a kill counts as a receive now and then
    submit();
    Random random = new Random(7);
    int kills = 0;
    for (int attempt = 0; attempt < KILLS; attempt++) {
      try (Program program = start("--visibility=5", "--checkpoint")) {
        int pause = 300 + random.nextInt(4_000);
        if (program.endsWithin(Duration.ofMillis(pause))) {
          continue;
        }
        program.kill();
        kills++;
      }
    }
    try (Program last = start("--visibility=5", "--checkpoint")) {
      assertThat(last.printed(), last.exitCode(LONGEST), is(ExitCode.DONE));
    }

    assertThat(kills, is(greaterThan(0)));
    assertThat(server.messages(queue), is(0));
    assertThat(runs(), is(1L));
    assertThat(
        Files.readAllBytes(output.resolve("consolidated/latest.jsonl")), is(ofFile().bytes()));
    assertThat(leases(), is(0L));
  }

  @Test
  void theRecordOfALeaseThatNobodyTakesOverIsRemovedByClean() throws Exception {
    submit();
    assertThat(run("first").exitCode(), is(ExitCode.DONE));
    Path record = output.resolve(".seedmill/queues/0123abcd.json");
    Files.createDirectories(record.getParent());
    Files.writeString(record, "{}");

    CommandResult young = seedmill("clean", output.toString(), "--yes");
    assertThat(young.out(), containsString("queues/0123abcd.json: its run may go on"));
    CommandResult old = seedmill("clean", output.toString(), "--older-than=0s", "--yes");
    assertThat(old.err(), old.exitCode(), is(ExitCode.DONE));
    assertThat(Files.exists(record), is(false));
  }

  @Test
  void aQueueThatIsNotThereAndAnAddressThatIsNoneAreTold() {
    queue = server.url("nowhere");
    assertThat(run("none").err(), containsString("there is no such queue"));
    queue = "https://someone:secret@sqs.example.com/";
    CommandResult run = run("none");
    assertThat(run.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(run.err(), containsString("allowed: the address of an SQS queue"));
    assertThat(run.err().indexOf("secret"), is(lessThan(0)));
  }

  private void submit() {
    CommandResult sent =
        seedmill("submit", "--queue=" + queue, "--dataset=" + spec, "--batch-size=50");
    assertThat(sent.err(), sent.exitCode(), is(ExitCode.DONE));
    assertThat(sent.out(), is(String.format("14 tasks, 700 samples%n")));
  }

  private CommandResult run(String run, String... options) {
    List<String> args =
        new ArrayList<>(
            List.of("run", "--queue=" + queue, "--output=" + output, "--run-id=" + run));
    args.addAll(List.of(options));
    if (Stream.of(options).noneMatch(option -> option.startsWith("--dataset="))) {
      args.add("--dataset=" + spec);
    }
    return seedmill(args.toArray(String[]::new));
  }

  private Program start(String... options) throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of("run", "--queue=" + queue, "--output=" + output, "--dataset=" + spec));
    args.addAll(List.of(options));
    return Program.ofTests(
        folder, List.of("-Daws.accessKeyId=any", "-Daws.secretAccessKey=any"), args);
  }

  private PublishedRun ofFile() throws Exception {
    Path tasks = folder.resolve("tasks.jsonl");
    Files.writeString(
        tasks, seedmill("plan", "--dataset=" + spec, "--shard-size=50", "--format=tasks").out());
    return PublishedRun.of(spec, folder.resolve("of-file"), "file", "--tasks=" + tasks);
  }

  private long runs() throws Exception {
    return count(output.resolve("metadata"), "manifest.json");
  }

  private long leases() throws Exception {
    return count(output.resolve(".seedmill/queues"), ".json");
  }

  private static long count(Path folder, String end) throws Exception {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> found = Files.walk(folder)) {
      return found.filter(file -> file.toString().endsWith(end)).count();
    }
  }
}

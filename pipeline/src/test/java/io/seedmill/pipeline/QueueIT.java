package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.QueueTests;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Given tasks on a real queue, when they are run, then each sample is published once. */
class QueueIT extends QueueTests {

  private static final int KILLS = 20;
  private static final int LONGEST_PAUSE = 1_500;

  @Test
  void tasksOfAQueueMakeTheSameBytesAsThoseOfAFileAndAreDeleted() throws Exception {
    submit();
    submit();

    CommandResult run = run("first", "--max-tasks=100");

    assertThat(run.err(), run.exitCode(), is(ExitCode.DONE));
    assertThat(run.out(), containsString("28 tasks done and deleted"));
    assertThat(PublishedRun.in(output, "first").bytes(), is(ofFile()));
    assertThat(server().messages(queue), is(0));
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
    assertThat(server().messages(queue), is(0));
    assertThat(runs(), is(1L));

    seedmill("submit", "--queue=" + queue, "--dataset=" + spec, "--samples=450");
    CommandResult more = run("more");

    assertThat(more.err(), containsString("ask for 200 samples that are not published yet"));
    assertThat(PublishedRun.in(output, "more").manifest().counts().requested(), is(200L));
  }

  @Test
  void aMessageThatIsNoTaskGoesToTheDeadLettersAndTheOthersAreDone() throws Exception {
    submit();
    server().client().sendMessage(to -> to.queueUrl(queue).messageBody("{\"type\": \"mazes\"}"));
    server().client().sendMessage(to -> to.queueUrl(queue).messageBody("no JSON"));

    CommandResult first = run("first");

    assertThat(first.err(), first.exitCode(), is(ExitCode.DONE));
    assertThat(first.err(), containsString("2 messages are no tasks and go back"));
    assertThat(first.err(), containsString("after they were received 3 times"));
    assertThat(server().messages(queue), is(2));
    for (int received = 2; received <= 3; received++) {
      CommandResult next = run("next");
      assertThat(next.exitCode(), is(ExitCode.BAD_INPUT));
      assertThat(next.err(), containsString("none of which is a task; the first: message"));
    }
    assertThat(run("last").out(), containsString("the queue has no task"));
    assertThat(server().receive(queue + "-dead"), hasSize(2));
  }

  @Test
  void tasksOfARunWithTooManyFailuresGoBack() throws Exception {
    String task = "{\"type\":\"bad\",\"start_index\":0,\"num_samples\":5,\"seed\":1,\"params\":{}}";
    Path bad =
        Files.writeString(
            folder.resolve("bad.yaml"),
            "name: bad\ngenerators:\n  - {name: bad, command: [\"false\"], samples: 5}\n");
    server().client().sendMessage(to -> to.queueUrl(queue).messageBody(task));

    CommandResult run = run("bad", "--dataset=" + bad);

    assertThat(run.err(), run.exitCode(), is(ExitCode.TOO_MANY_FAILURES));
    assertThat(server().receive(queue), is(List.of(task)));
  }

  @Test
  void aSignalGivesTheLeaseBackAtOnce() throws Exception {
    submit();
    try (Program program = start("")) {
      Poll.until("tasks are leased", LONGEST, () -> leases() > 0);
      program.terminate();
      assertThat(program.exitCode(LONGEST), is(143));
    }
    assertThat(leases(), is(0L));
    assertThat(server().receive(queue).isEmpty(), is(false));
  }

  @Test
  void processesThatAreKilledAtAnyMomentLoseNothingAndMakeNothingTwice() throws Exception {
    Random random = new Random(7);
    int kills = 0;
    for (int round = 0; kills < KILLS; round++) {
      output = folder.resolve("killed-" + round);
      queue = server().createQueue("killed-" + round, 300, 1000); // a kill may count as a receive
      submit();
      kills += killUntilDone(random, KILLS - kills);

      assertThat(server().messages(queue), is(0));
      assertThat(runs(), is(1L));
      assertThat(latest(), is(ofFile()));
      assertThat(leases(), is(0L));
    }
  }

  /** Kills processes that have a lease, until one of them is faster. Returns how many it killed. */
  private int killUntilDone(Random random, int most) throws Exception {
    for (int kills = 0; ; kills++) {
      try (Program program = start("", "--visibility=5", "--checkpoint")) {
        Poll.until("tasks are leased", LONGEST, () -> hasLease(program) || !program.isAlive());
        Duration pause = kills == most ? LONGEST : Duration.ofMillis(random.nextInt(LONGEST_PAUSE));
        if (program.endsWithin(pause)) {
          assertThat(program.printed(), program.exitCode(LONGEST), is(ExitCode.DONE));
          return kills;
        }
        program.kill();
      }
    }
  }

  private boolean hasLease(Program program) throws Exception {
    Path leases = output.resolve(".seedmill/queues");
    if (!Files.isDirectory(leases)) {
      return false;
    }
    try (Stream<Path> records = Files.list(leases)) {
      for (Path record : records.filter(file -> file.toString().endsWith(".json")).toList()) {
        if (Files.readString(record).contains("\"process\":" + program.pid() + ",")) {
          return true;
        }
      }
    } catch (NoSuchFileException | UncheckedIOException e) {
      return false; // it was taken over at this moment
    }
    return false;
  }

  @Test
  void afterAKillBetweenDeletionAndTheEndOfTheRecordTheNextRunWaitsForNothing() throws Exception {
    submit();
    assertThat(run("first").exitCode(), is(ExitCode.DONE));
    String message = "{\"id\":\"m\",\"receipt\":\"gone#gone\",\"received\":1,\"body\":\"\"}";
    Path record = output.resolve(".seedmill/queues/0123abcd.json");
    Files.createDirectories(record.getParent());
    Files.writeString(
        record,
        ("{\"queue\":\"%s\",\"host\":\"elsewhere\",\"process\":1,\"processStart\":null,"
                + "\"renewed\":\"%s\",\"isWhole\":true,\"isDone\":true,\"messages\":[%s]}")
            .formatted(queue, Instant.now().minusSeconds(9), message));

    CommandResult next = run("next", "--visibility=8");

    assertThat(next.out(), containsString("the queue has no task"));
    assertThat(next.err(), containsString("1 tasks are deleted that a run had published"));
    assertThat(next.err(), not(containsString("waiting")));
    assertThat(leases(), is(0L));
  }

  @Test
  void aRunThatCannotRenewItsLeaseSaysSoAndPublishesNothing() throws Exception {
    submit();
    String direct = queue;
    try (FaultyProxy proxy = FaultyProxy.before(server().endpoint(), FaultRule.none())) {
      queue = queue.replace(server().endpoint().toString(), proxy.endpoint().toString());
      Files.writeString(spec, Files.readString(spec).replace("400", "400000"));
      seedmill("submit", "--queue=" + direct, "--dataset=" + spec, "--batch-size=400000");
      FutureTask<CommandResult> running =
          new FutureTask<>(() -> run("cut", "--visibility=4", "--checkpoint"));
      new Thread(running).start();
      Poll.until(
          "a task shard is made", LONGEST, () -> count(output.resolve("data/raw"), ".jsonl") > 0);
      proxy.die();
      CommandResult cut = running.get(LONGEST.toSeconds(), TimeUnit.SECONDS);

      assertThat(cut.err(), cut.exitCode(), is(ExitCode.FAILED));
      assertThat(cut.err(), containsString("cannot be renewed (queue"));
      assertThat(cut.err(), containsString("nothing is published: run again"));
      assertThat(runs(), is(0L));
    }
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
    queue = server().url("nowhere");
    assertThat(run("none").err(), containsString("there is no such queue"));
    queue = "https://someone:secret@sqs.example.com/";
    CommandResult run = run("none");
    assertThat(run.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(run.err(), containsString("allowed: the address of an SQS queue"));
    assertThat(run.err().indexOf("secret"), is(lessThan(0)));
  }

  @Test
  void aTaskThatIsTooLargeIsRefusedBeforeAnythingIsSent() throws Exception {
    Path large =
        Files.writeString(
            folder.resolve("large.yaml"),
            """
            name: large
            generators:
              - {generator: arithmetic, samples: 5}
              - {name: large, command: ["true"], samples: 5, params: {text: "%s"}}
            """
                .formatted("x".repeat(300_000)));

    CommandResult sent = seedmill("submit", "--queue=" + queue, "--dataset=" + large);

    assertThat(sent.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(sent.err(), containsString("task 2 of 2 ({\"type\":\"large\""));
    assertThat(sent.err(), containsString("allowed: up to 262,144, the limit of the queue"));
    assertThat(server().messages(queue), is(0));
  }

  @Test
  void sendingThatFailsHalfwaySaysWhatWasSentAndSendingAgainDoublesNothing() throws Exception {
    FaultRule fromThird = // the first asks for the limit, the second sends ten
        request -> request.number() > 2 ? new Fault.DropRequest() : new Fault.None();
    try (FaultyProxy proxy = FaultyProxy.before(server().endpoint(), fromThird)) {
      String url = queue.replace(server().endpoint().toString(), proxy.endpoint().toString());
      CommandResult half =
          seedmill("submit", "--queue=" + url, "--dataset=" + spec, "--batch-size=50");
      assertThat(half.err(), half.exitCode(), is(ExitCode.FAILED));
      assertThat(half.err(), containsString("at least 10 of 14 tasks are on the queue"));
    }
    submit();

    CommandResult run = run("all");

    assertThat(run.err(), run.exitCode(), is(ExitCode.DONE));
    assertThat(run.out(), containsString("24 tasks done and deleted"));
    assertThat(latest(), is(ofFile()));
  }

  @Test
  void theTasksOfAFifoQueueAreEachAGroup() throws Exception {
    queue = server().createFifoQueue("first-in");
    submit();
    submit(); // the queue drops what it had within five minutes
    assertThat(server().messages(queue), is(14));

    CommandResult run = run("fifo");

    assertThat(run.err(), run.exitCode(), is(ExitCode.DONE));
    assertThat(run.out(), containsString("14 tasks done and deleted"));
    assertThat(latest(), is(ofFile()));
  }
}

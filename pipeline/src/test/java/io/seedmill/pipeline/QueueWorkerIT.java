package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.QueueTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Given workers that share a queue, when they are done, then consolidate makes one dataset. */
class QueueWorkerIT extends QueueTests {

  private static final String RUN = "--run-id=monday";
  private static final int KILLS = 6;
  private static final int LONGEST_PAUSE = 1_200;

  @Test
  void severalWorkersMakeTheBytesOfOneRunWithATaskFile() throws Exception {
    submit();
    submit(); // each task is made twice
    assertThat(consolidate("--queue=" + queue).err(), containsString("about 28 tasks wait"));
    try (Program one = worker("--max-tasks=3");
        Program two = worker("--max-tasks=3")) {
      assertThat(one.printed(), one.exitCode(LONGEST), is(ExitCode.DONE));
      assertThat(two.printed(), two.exitCode(LONGEST), is(ExitCode.DONE));
    }

    assertThat(server().messages(queue), is(0));
    assertThat(runs(), is(0L));
    CommandResult made = consolidate("--queue=" + queue);
    assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
    assertThat(latest(), is(ofFile()));
    assertThat(PublishedRun.in(output, "monday").manifest().counts().requested(), is(700L));
    assertThat(leases(), is(0L));
  }

  @Test
  void workersThatAreKilledAtAnyMomentLoseNothing() throws Exception {
    queue = server().createQueue("killed-workers", 300, 1000); // a kill may count as a receive
    submit();
    Random random = new Random(11);
    List<Program> workers = new ArrayList<>();
    try {
      for (int kills = 0; kills < KILLS; kills++) {
        while (workers.size() < 2) {
          workers.add(worker("--max-tasks=2", "--visibility=4"));
        }
        Program victim = workers.remove(random.nextInt(2));
        victim.endsWithin(Duration.ofMillis(500 + random.nextInt(LONGEST_PAUSE)));
        victim.kill();
      }
    } finally {
      for (Program worker : workers) {
        worker.kill();
      }
    }
    try (Program last = worker("--visibility=4", "--idle=5")) {
      assertThat(last.printed(), last.exitCode(LONGEST), is(ExitCode.DONE));
    }

    assertThat(server().messages(queue), is(0));
    CommandResult made = consolidate("--dataset=" + spec);
    assertThat(made.err(), made.exitCode(), is(ExitCode.DONE));
    assertThat(latest(), is(ofFile()));
  }

  @Test
  void aSignalLetsTheCurrentSamplesBeFinishedAndKeepsThem() throws Exception {
    Files.writeString(spec, Files.readString(spec).replace("400", "3000"));
    seedmill("submit", "--queue=" + queue, "--dataset=" + spec, "--batch-size=3000");
    Path summary = folder.resolve("summary.json");
    Path work = folder.resolve("work");
    try (Program program = worker("--summary=" + summary, "-Dseedmill.test.work=" + work)) {
      Poll.until("samples are made", LONGEST, () -> Files.exists(work) && Files.size(work) > 99);
      program.terminate();
      assertThat(program.printed(), program.exitCode(LONGEST), is(143));
    }

    assertThat(server().givenOut(queue), is(0));
    assertThat(leases(), is(0L));
    JsonNode first = json(summary);
    assertThat("" + first, first.path("exitCode").asInt(), is(143));
    assertThat("" + first, first.path("tryAgain").asBoolean(), is(true));
    assertThat("" + first, first.at("/result/tasks/returned").asInt(), is(greaterThan(0)));
    assertThat("" + first, first.at("/result/samples").asLong(), is(greaterThan(50L)));

    CommandResult rest = run("monday", "--worker", "--idle=0", "--summary=" + summary);
    assertThat(rest.err(), rest.exitCode(), is(ExitCode.DONE));
    JsonNode second = json(summary);
    assertThat(
        "no sample is made again: " + first + second,
        first.at("/result/samples").asLong() + second.at("/result/samples").asLong(),
        is(3300L));
    assertThat(consolidate("--dataset=" + spec).exitCode(), is(ExitCode.DONE));
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    assertThat(latest(), is(whole.bytes()));
  }

  @Test
  void aSampleThatTakesTooLongForASignalIsGivenUpAndItsTaskGoesBack() throws Exception {
    Path slow =
        Files.writeString(
            folder.resolve("slow.yaml"),
            """
            name: slow
            generators:
              - {name: slow, command: [sleep, "600"], timeoutPerSample: 600s, samples: 2}
            """);
    send("{\"type\":\"slow\",\"start_index\":0,\"num_samples\":2,\"seed\":1,\"params\":{}}");
    Path summary = folder.resolve("summary.json");
    try (Program program = worker("--dataset=" + slow, "--grace=1", "--summary=" + summary)) {
      Poll.until("the task is leased", LONGEST, () -> server().givenOut(queue) == 1);
      Poll.until("it is written down", LONGEST, () -> leases() == 1);
      program.terminate();
      assertThat(program.printed(), program.exitCode(Duration.ofSeconds(30)), is(143));
    }

    assertThat(server().receive(queue), hasSize(1));
    assertThat(leases(), is(0L));
    assertThat(json(summary).path("exitCode").asInt(), is(143));
  }

  @Test
  void tasksThatFailAndMessagesThatAreNoneGoToTheDeadLettersAndTheOthersAreDone() throws Exception {
    Files.writeString(
        spec, Files.readString(spec) + "  - {name: bad, command: [\"false\"], samples: 5}\n");
    Files.writeString(
        spec,
        Files.readString(spec).replace("dedupe: {fields: [prompt]}\n", "")
            + "dedupe: {fields: [prompt]}\n");
    send("{\"type\":\"bad\",\"start_index\":0,\"num_samples\":5,\"seed\":9,\"params\":{}}");
    send("{\"type\":\"arithmetic\",\"start_index\":0,\"num_samples\":5,\"seed\":9}");
    send("no JSON");
    Path summary = folder.resolve("summary.json");

    CommandResult run = run("monday", "--worker", "--idle=9", "--summary=" + summary);

    assertThat(run.err(), run.exitCode(), is(ExitCode.TOO_MANY_FAILURES));
    assertThat(run.err(), containsString("goes back to the queue (received 3 times)"));
    assertThat(run.err(), containsString("1 messages are no tasks"));
    assertThat(run.out(), containsString("2 dead letters"));
    JsonNode tasks = json(summary).at("/result/tasks");
    assertThat("" + tasks, tasks.path("done").asInt(), is(1));
    assertThat("" + tasks, tasks.path("failing").asInt(), is(1));
    assertThat("" + tasks, tasks.path("refused").asInt(), is(1));

    CommandResult made = consolidate("--queue=" + queue);
    assertThat(made.err(), made.exitCode(), is(ExitCode.TOO_MANY_FAILURES));
    assertThat(made.err(), containsString("the dead-letter queue has about 2 messages"));
    assertThat(PublishedRun.in(output, "monday").manifest().counts().failed(), is(5L));
    assertThat(server().receive(queue + "-dead"), hasSize(2));
  }

  @Test
  void whatConsolidateLeavesOutIsTold() throws Exception {
    send("{\"type\":\"arithmetic\",\"start_index\":0,\"num_samples\":310,\"seed\":9}");
    assertThat(run("monday", "--worker", "--idle=0").exitCode(), is(ExitCode.DONE));

    CommandResult lacks = consolidate("--dataset=" + spec);
    assertThat(lacks.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(lacks.err(), containsString("indices 0 to 399 of 'test-slow' are missing"));
    CommandResult part = consolidate("--dataset=" + spec, "--allow-missing");
    assertThat(part.err(), containsString("10 samples of 'arithmetic' that workers have made"));
  }

  @Test
  void anEmptyQueueIsNothingToDo() throws Exception {
    Path summary = folder.resolve("made/summary.json");
    CommandResult run = run("monday", "--worker", "--idle=0", "--summary=" + summary);
    assertThat(run.err(), run.exitCode(), is(ExitCode.DONE));
    assertThat(json(summary).at("/result/outcome").asText(), is("nothing-to-do"));

    CommandResult once = run("once", "--summary=" + summary);
    assertThat(once.exitCode(), is(ExitCode.DONE));
    assertThat(json(summary).at("/result/outcome").asText(), is("nothing-to-do"));

    queue = server().url("nowhere");
    assertThat(
        run("monday", "--worker", "--summary=" + summary).exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(json(summary).path("error").asText(), containsString("there is no such queue"));
    assertThat(json(summary).path("tryAgain").asBoolean(), is(false));

    queue = "http://127.0.0.1:1/queue/absent";
    for (List<String> options : List.of(List.of("--worker"), List.<String>of())) {
      String[] all =
          Stream.concat(options.stream(), Stream.of("--summary=" + summary)).toArray(String[]::new);
      assertThat(run("monday", all).exitCode(), is(ExitCode.FAILED));
      assertThat(json(summary).path("error").asText(), containsString("it cannot be reached"));
      assertThat(json(summary).path("tryAgain").asBoolean(), is(true));
    }
  }

  private Program worker(String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of("--worker", "--idle=1"));
    args.addAll(List.of(options));
    if (List.of(options).stream().anyMatch(option -> option.startsWith("--idle"))) {
      args.remove("--idle=1");
    }
    return start(RUN, args.toArray(String[]::new));
  }

  private CommandResult consolidate(String... options) {
    List<String> args = new ArrayList<>(List.of("consolidate", "--output=" + output, RUN));
    args.addAll(List.of(options));
    if (options[0].startsWith("--queue=")) {
      args.add("--dataset=" + spec);
    }
    return seedmill(args.toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws Exception {
    return new ObjectMapper().readTree(Files.readString(file));
  }
}

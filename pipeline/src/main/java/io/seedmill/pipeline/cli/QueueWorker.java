package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.queue.LeaseTerms;
import io.seedmill.pipeline.queue.QueueDepth;
import io.seedmill.pipeline.queue.QueueException;
import io.seedmill.pipeline.queue.QueueLease;
import io.seedmill.pipeline.queue.QueuedMessage;
import io.seedmill.pipeline.queue.TaskQueue;
import io.seedmill.transforms.generate.StopRequest;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A process that makes tasks of a queue until the queue gives no more, and leaves raw files for
 * 'seedmill consolidate'. Any number of them may share a queue, a run and an output.
 */
final class QueueWorker {

  /** A task that fails so often is left to others. */
  private static final int MOST_TRIES = 3;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  private static final Duration BEFORE_NEXT_TRY = Duration.ofSeconds(2);

  private final QueueOptions options;
  private final DatasetJob job;
  private final CommandSpec command;
  private final LeasedBatch.Maker maker;
  private final PrintWriter err;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread atExit = new Thread(this::stop, "end of the worker");
  private final Map<String, Integer> tries = new HashMap<>();
  private final Set<String> failing = new HashSet<>();
  private final Set<String> refused = new HashSet<>();
  private final long begin = System.nanoTime();
  private Instant idleSince = Instant.now();
  private boolean hasAnswered;
  private long leased;
  private long done;
  private long samples;
  private long failures;

  QueueWorker(
      QueueOptions options,
      DatasetSpec spec,
      Catalogue catalogue,
      WorkOptions work,
      DatasetJob job,
      CommandSpec command) {
    this.options = options;
    this.job = job;
    this.command = command;
    this.err = command.commandLine().getErr();
    this.maker = new LeasedBatch.Maker(spec, catalogue, work, job, command, options.grace());
  }

  /** Makes tasks, and returns the exit code. */
  int run() throws Exception {
    Optional<Manifest> published = job.published();
    if (published.isPresent()) {
      throw job.isPublished();
    }
    Runtime.getRuntime().addShutdownHook(atExit);
    try (TaskQueue queue = LeasedTasks.open(options, job)) {
      try {
        do {
          makeSome(queue);
        } while (!StopRequest.isMade() && !isIdle());
      } finally {
        if (hasAnswered) {
          report(queue);
        }
      }
    } finally {
      ended.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // the program is ending
      }
    }
    if (!failing.isEmpty()) {
      return ExitCode.TOO_MANY_FAILURES;
    }
    if (done == 0 && !refused.isEmpty()) {
      throw new BadInputException(
          "--queue: found %,d messages, none of which is a task".formatted(refused.size()));
    }
    return ExitCode.DONE;
  }

  /** A signal lets the current samples be finished. */
  private void stop() {
    StopRequest.make();
    err.println(
        "seedmill: ending: the current samples are finished, then the tasks go back to the queue");
    err.flush();
    try {
      ended.await(options.grace().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isIdle() {
    return Duration.between(idleSince, Instant.now()).compareTo(options.idle()) >= 0;
  }

  private Duration wait(Duration left) {
    long seconds = Math.min(LONGEST_WAIT.toSeconds(), Math.max(1, left.toSeconds()));
    return Duration.ofSeconds(seconds);
  }

  private void makeSome(TaskQueue queue) throws Exception {
    Duration left = options.idle().minus(Duration.between(idleSince, Instant.now()));
    LeaseTerms terms =
        new LeaseTerms(options.most(), options.visibility(), wait(left), options.grace());
    try (QueueLease lease = QueueLease.take(queue, job.storage(), terms, err)) {
      hasAnswered = true;
      List<QueuedMessage> hopeless =
          lease.messages().stream()
              .filter(message -> tries.getOrDefault(message.id(), 0) >= MOST_TRIES)
              .toList();
      lease.giveBack(hopeless, options.idle().plusSeconds(1));
      if (lease.messages().isEmpty()) {
        return;
      }
      leased += lease.messages().size();
      LeasedBatch batch = maker.make(lease);
      finish(lease, batch);
      idleSince = Instant.now();
    } catch (QueueException e) {
      if (leased == 0) {
        throw LeasedTasks.refusal(e);
      }
      throw e;
    }
  }

  private void finish(QueueLease lease, LeasedBatch batch) throws IOException {
    samples += batch.samples();
    failures += batch.failures();
    int lost = lease.delete(batch.done());
    done += batch.done().size() - lost;
    batch.done().forEach(message -> failing.remove(message.id()));
    for (QueuedMessage message : batch.refused().keySet()) {
      refused.add(message.id());
      tries.merge(message.id(), 1, Integer::sum);
    }
    LeasedTasks.printRefused(batch.refused(), lease.queue(), err);
    for (QueuedMessage message : batch.failing()) {
      failing.add(message.id());
      int tried = tries.merge(message.id(), 1, Integer::sum);
      err.printf(
          Locale.ROOT,
          "seedmill: more samples of a task failed than maxFailureRate allows, so it goes back to"
              + " the queue (received %d times): %s%n",
          message.received(),
          message.body().strip());
      lease.giveBack(List.of(message), BEFORE_NEXT_TRY.multipliedBy(tried));
    }
    err.flush();
  }

  private void report(TaskQueue queue) {
    PrintWriter out = command.commandLine().getOut();
    ObjectNode result = JsonNodeFactory.instance.objectNode();
    boolean isNothing = leased == 0;
    result
        .put("outcome", isNothing ? "nothing-to-do" : "worker")
        .put("run", job.files().layout().run())
        .put("seconds", Math.rint((System.nanoTime() - begin) / 1e8) / 10)
        .put("samples", samples)
        .put("failed", failures);
    ObjectNode tasks = result.putObject("tasks");
    tasks
        .put("leased", leased)
        .put("done", done)
        .put("returned", leased - done)
        .put("failing", failing.size())
        .put("refused", refused.size());
    if (isNothing) {
      out.println("the queue has no task");
    } else {
      out.printf(
          Locale.ROOT,
          "worker    %s done and deleted, %,d went back; %s, %,d failed%n",
          Counted.of(done, "task"),
          leased - done,
          Counted.of(samples, "sample"),
          failures);
    }
    try {
      QueueDepth depth = queue.depth();
      ObjectNode left = result.putObject("queue");
      left.put("waiting", depth.waiting()).put("givenOut", depth.givenOut());
      depth.deadLetters().ifPresent(dead -> left.put("deadLetters", dead));
      out.printf(
          Locale.ROOT,
          "queue     %s waiting, %,d given out%s%n",
          Counted.of(depth.waiting(), "task"),
          depth.givenOut(),
          depth.deadLetters().isPresent()
              ? ", " + Counted.of(depth.deadLetters().getAsInt(), "dead letter")
              : "");
    } catch (QueueException e) {
      err.println("seedmill: how many tasks are left is not known: " + e.getMessage());
    }
    ResultOutput.of(command).print(result);
  }
}

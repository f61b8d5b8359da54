package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.queue.LeaseTerms;
import io.seedmill.pipeline.queue.QueueException;
import io.seedmill.pipeline.queue.QueueLease;
import io.seedmill.pipeline.queue.QueuedMessage;
import io.seedmill.pipeline.queue.TaskQueue;
import io.seedmill.pipeline.tasks.TaskMessages;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.ManifestFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import org.apache.beam.sdk.options.PipelineOptions;

/** The tasks of a queue that this run makes. */
final class LeasedTasks implements AutoCloseable {

  private static final int MOST_SHOWN = 5;
  private static final Duration WAIT = Duration.ofSeconds(1);

  private final TaskQueue queue;
  private final QueueLease lease;
  private final DatasetJob job;
  private final PrintWriter err;
  private List<QueuedMessage> done = List.of();
  private int others;

  private LeasedTasks(TaskQueue queue, QueueLease lease, DatasetJob job, PrintWriter err) {
    this.queue = queue;
    this.lease = lease;
    this.job = job;
    this.err = err;
  }

  /** Opens a queue, without asking it for anything. */
  static TaskQueue open(QueueOptions options, DatasetJob job) throws BadInputException {
    return open(options.url, job.options());
  }

  /** Opens the queue with an address. */
  static TaskQueue open(String url, PipelineOptions options) throws BadInputException {
    try {
      return TaskQueue.open(url, options.as(AwsOptions.class));
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--queue: " + e.getMessage(), e);
    }
  }

  /** Takes tasks from the queue, which nobody else gets until they are given back. */
  static LeasedTasks lease(QueueOptions options, DatasetJob job, PrintWriter err)
      throws BadInputException, IOException {
    TaskQueue queue = open(options, job);
    try {
      LeaseTerms terms = new LeaseTerms(options.most(), options.visibility(), WAIT, Duration.ZERO);
      QueueLease lease = QueueLease.take(queue, job.storage(), terms, err);
      return new LeasedTasks(queue, lease, job, err);
    } catch (QueueException e) {
      queue.close();
      throw refusal(e);
    }
  }

  /**
   * Returns the failure of the first request to a queue.
   *
   * @throws BadInputException if it will fail again
   */
  static QueueException refusal(QueueException failure) throws BadInputException {
    if (failure.isTemporary()) {
      return failure;
    }
    throw new BadInputException("--queue: " + failure.getMessage(), failure);
  }

  /**
   * Plans the tasks, but for those that earlier runs of the output have published.
   *
   * @throws NothingToDoException if no task is left
   * @throws BadInputException if there are messages, and none is a task
   */
  Plan plan(DatasetSpec spec, Catalogue catalogue, OptionalInt buckets)
      throws BadInputException, NothingToDoException, IOException {
    List<QueuedMessage> messages = lease.messages();
    if (messages.isEmpty()) {
      throw new NothingToDoException("the queue has no task");
    }
    TaskMessages tasks = new TaskMessages(spec, catalogue);
    for (QueuedMessage message : messages) {
      tasks.add(message.id(), message.body());
    }
    if (tasks.isEmpty()) {
      throw new BadInputException(
          "--queue: found %d messages, none of which is a task; the first: %s"
              .formatted(messages.size(), tasks.refused().values().iterator().next()));
    }
    Map<QueuedMessage, String> refused = new LinkedHashMap<>();
    for (QueuedMessage message : messages) {
      if (tasks.refused().containsKey(message.id())) {
        refused.put(message, tasks.refused().get(message.id()));
      }
    }
    printRefused(refused, queue, err);
    others = refused.size();
    done = messages.stream().filter(message -> !tasks.refused().containsKey(message.id())).toList();
    List<JsonNode> published =
        ManifestFile.in(job.storage(), run -> true, text -> text.contains("\"tasks\"")).stream()
            .map(ManifestFile::manifest)
            .filter(run -> run.status().equals(Manifest.COMPLETE) && run.spec().has("tasks"))
            .map(run -> run.spec().get("tasks"))
            .toList();
    Plan plan = tasks.plan(buckets, published);
    if (plan.generation().samples() == 0) {
      delete(err);
      throw new NothingToDoException("the samples of all tasks are published already");
    }
    err.printf(
        Locale.ROOT,
        "seedmill: %,d tasks from the queue ask for %,d samples that are not published yet%n",
        done.size(),
        plan.generation().samples());
    err.flush();
    return plan;
  }

  /** Tells of messages that are no tasks, and why. */
  static void printRefused(Map<QueuedMessage, String> refused, TaskQueue queue, PrintWriter err)
      throws IOException {
    if (refused.isEmpty()) {
      return;
    }
    OptionalInt most = queue.maxReceiveCount();
    err.printf(
        Locale.ROOT,
        "seedmill: warning: %,d messages are no tasks and go back to the queue, %s%n",
        refused.size(),
        most.isPresent()
            ? "which moves them to its dead-letter queue after they were received %d times"
                .formatted(most.getAsInt())
            : "which has no dead-letter queue and will give them out again");
    refused.entrySet().stream()
        .limit(MOST_SHOWN)
        .forEach(
            message ->
                err.printf(
                    Locale.ROOT,
                    "  received %d times: %s%n",
                    message.getKey().received(),
                    message.getValue()));
  }

  /** Makes sure that no other run has the tasks. */
  void requireHeld() throws IOException {
    try {
      lease.requireHeld();
    } catch (QueueException e) {
      throw new IOException(e.getMessage() + "; nothing is published: run again", e);
    }
  }

  /** Adds to a result how many tasks it is of. */
  void describe(ObjectNode result) {
    result
        .putObject("tasks")
        .put("leased", done.size() + others)
        .put("done", done.size())
        .put("returned", others)
        .put("refused", others);
  }

  /** Deletes the tasks whose samples are published. */
  void delete(PrintWriter out) throws IOException {
    int lost = lease.delete(done);
    out.printf(
        Locale.ROOT, "queue     %s done and deleted%n", Counted.of(done.size() - lost, "task"));
    if (lost > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: %,d of the tasks were given out a second time meanwhile; their samples are"
              + " published, and the next run of this output deletes them%n",
          lost);
    }
  }

  /** Gives back what was not done. */
  @Override
  public void close() throws IOException {
    try {
      lease.close();
    } finally {
      queue.close();
    }
  }
}

package io.seedmill.pipeline.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** The options for tasks from a queue. */
final class QueueOptions {

  private static final long SHORTEST = 2;

  /** Half of the 12 hours after which SQS renews a lease no more. */
  private static final long LONGEST = Duration.ofHours(6).toSeconds();

  @Option(
      names = "--queue",
      paramLabel = "<url>",
      description =
          "Make the tasks of an SQS queue in place of the dataset's own counts; they are deleted"
              + " there once their samples are published.")
  String url;

  @Option(
      names = {"--max-tasks", "--maxTasks"},
      paramLabel = "<n>",
      description =
          "With --queue: how many messages this run takes; default: 1000. With --worker: how many"
              + " at a time; default: 10.")
  private Integer most;

  @Option(
      names = "--visibility",
      paramLabel = "<seconds>",
      description =
          "With --queue: how long tasks stay away from others if this process is killed; default:"
              + " 300. It is renewed while the process lives.")
  private Long visibility;

  @Option(
      names = "--worker",
      description =
          "With --queue: make tasks until the queue gives no more, and leave raw files in the"
              + " output's data/raw, for 'seedmill consolidate'. Several workers share a queue, an"
              + " output and a --run-id.")
  boolean worker;

  @Option(
      names = "--idle",
      paramLabel = "<seconds>",
      description = "With --worker: end after so long without a task; default: 20. 0 asks once.")
  private Long idle;

  @Option(
      names = "--grace",
      paramLabel = "<seconds>",
      description =
          "With --worker: how long a signal lets the current samples go on before the tasks go back"
              + " to the queue; default: 20.")
  private Long grace;

  /** Returns true if there is a queue. */
  boolean check() throws BadInputException {
    String alone =
        most != null
            ? "--max-tasks"
            : visibility != null ? "--visibility" : worker ? "--worker" : null;
    if (url == null && alone != null) {
      throw new BadInputException(
          "%s: found it without --queue; allowed: with --queue=<url>".formatted(alone));
    }
    checkOfWorker("--idle", idle);
    checkOfWorker("--grace", grace);
    if (most != null && most < 1) {
      throw new BadInputException(
          "--max-tasks: found %d; allowed: a whole number from 1".formatted(most));
    }
    if (visibility != null && (visibility < SHORTEST || visibility > LONGEST)) {
      throw new BadInputException(
          "--visibility: found %d; allowed: a whole number of seconds from %d to %d"
              .formatted(visibility, SHORTEST, LONGEST));
    }
    return url != null;
  }

  private void checkOfWorker(String option, Long seconds) throws BadInputException {
    if (seconds != null && !worker) {
      throw new BadInputException(
          option + ": found it without --worker; allowed: with --queue=<url> --worker");
    }
    if (seconds != null && (seconds < 0 || seconds > LONGEST)) {
      throw new BadInputException(
          "%s: found %d; allowed: a whole number of seconds from 0 to %d"
              .formatted(option, seconds, LONGEST));
    }
  }

  int most() {
    return most == null ? (worker ? 10 : 1000) : most;
  }

  Duration grace() {
    return Duration.ofSeconds(grace == null ? 20 : grace);
  }

  Duration idle() {
    return Duration.ofSeconds(idle == null ? 20 : idle);
  }

  Duration visibility() {
    return Duration.ofSeconds(visibility == null ? 300 : visibility);
  }
}

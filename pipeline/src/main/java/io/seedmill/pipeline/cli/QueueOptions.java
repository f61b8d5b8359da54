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
      description = "With --queue: how many messages this run takes; default: 1000.")
  private Integer most;

  @Option(
      names = "--visibility",
      paramLabel = "<seconds>",
      description =
          "With --queue: how long tasks stay away from others if this process is killed; default:"
              + " 300. It is renewed while the process lives.")
  private Long visibility;

  /** Returns true if there is a queue. */
  boolean check() throws BadInputException {
    if (url == null && (most != null || visibility != null)) {
      throw new BadInputException(
          "%s: found it without --queue; allowed: with --queue=<url>"
              .formatted(most != null ? "--max-tasks" : "--visibility"));
    }
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

  int most() {
    return most == null ? 1000 : most;
  }

  Duration visibility() {
    return Duration.ofSeconds(visibility == null ? 300 : visibility);
  }
}

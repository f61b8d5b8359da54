package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.plan.Batches;
import picocli.CommandLine.Option;

/** How a plan is dealt out to batches. */
final class BatchOptions {

  @Option(
      names = {"--max-batch-size", "--maxBatchSize"},
      paramLabel = "<n>",
      defaultValue = "256",
      description = "The most tasks that a batch may have; default: ${DEFAULT-VALUE}.")
  int maxBatchSize;

  /** Refuses what is no size. */
  void check() throws BadInputException {
    if (maxBatchSize < 1) {
      throw new BadInputException(
          "--max-batch-size: found %d; allowed: a whole number of at least 1"
              .formatted(maxBatchSize));
    }
  }

  /** Refuses a batch that is not there. */
  static void require(Batches batches, int index) throws BadInputException {
    if (index < 0 || index >= batches.count()) {
      throw new BadInputException(
          batches.count() == 0
              ? "Invalid batch-index %d. The plan has no batches".formatted(index)
              : "Invalid batch-index %d. Valid range is 0 to %d"
                  .formatted(index, batches.count() - 1));
    }
  }
}

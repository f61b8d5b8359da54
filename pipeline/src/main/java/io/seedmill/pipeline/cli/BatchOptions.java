package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import picocli.CommandLine.Option;

/** The options for the batches of a plan. */
final class BatchOptions {

  @Option(
      names = {"--max-batch-size", "--maxBatchSize"},
      paramLabel = "<n>",
      defaultValue = "256",
      description = "The most shards of a batch; default: ${DEFAULT-VALUE}.")
  long maxBatchSize;

  @Option(
      names = {"--batch-index", "--batchIndex"},
      paramLabel = "<n>",
      description = "One batch, counted from 0.")
  Long batchIndex;

  /** The batches of a plan. */
  Batches of(Plan plan) throws BadInputException {
    if (maxBatchSize < 1) {
      throw new BadInputException(
          "--max-batch-size: found %d; allowed: a whole number of at least 1"
              .formatted(maxBatchSize));
    }
    try {
      return Batches.of(plan, maxBatchSize);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--dataset: " + e.getMessage(), e);
    }
  }

  /** The batch that is meant, which is one of {@code batches}. */
  long index(Batches batches) throws BadInputException {
    if (batches.count() == 0) {
      throw new BadInputException(
          "Invalid batch-index %d. There are no batches".formatted(batchIndex));
    }
    if (batchIndex < 0 || batchIndex >= batches.count()) {
      throw new BadInputException(
          "Invalid batch-index %d. Valid range is 0 to %d"
              .formatted(batchIndex, batches.count() - 1));
    }
    return batchIndex;
  }
}

package io.seedmill.pipeline.cli;

import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.raw.RawNote;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options for the batches of a plan. */
final class BatchOptions {

  private static final long DEFAULT_SIZE = 256;

  @Option(
      names = {"--max-batch-size", "--maxBatchSize"},
      paramLabel = "<n>",
      description = "The most shards of a batch; default: 256.")
  private Long maxBatchSize;

  @Option(
      names = "--batches",
      paramLabel = "<n>",
      description = "Divide the plan into so many batches; fewer if it has fewer shards.")
  private Long batches;

  @Option(
      names = {"--batch-per", "--batchPer"},
      paramLabel = "cell",
      completionCandidates = Candidates.Cell.class,
      description = "Make a batch of each cell.")
  private String batchPer;

  @Option(
      names = {"--batch-index", "--batchIndex"},
      paramLabel = "<n>",
      description = "One batch, counted from 0.")
  Long batchIndex;

  /** The batches of a plan. */
  Batches of(Plan plan) throws BadInputException {
    check();
    try {
      if (batchPer != null) {
        return Batches.perCell(plan);
      }
      return batches != null ? Batches.into(batches, plan) : Batches.of(plan, size());
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--dataset: " + e.getMessage(), e);
    }
  }

  private void check() throws BadInputException {
    requirePositive("--max-batch-size", maxBatchSize);
    requirePositive("--batches", batches);
    if (batchPer != null && !batchPer.equals(RawNote.Batch.CELL)) {
      throw new BadInputException(
          "--batch-per: found '%s'; allowed: %s".formatted(batchPer, RawNote.Batch.CELL));
    }
    if (Stream.of(maxBatchSize, batches, batchPer).filter(Objects::nonNull).count() > 1) {
      String found = batches == null ? "--max-batch-size" : "--batches";
      throw new BadInputException(
          "%s: found beside %s; allowed: one of --max-batch-size, --batches and --batch-per"
              .formatted(found, batchPer != null ? "--batch-per" : "--max-batch-size"));
    }
  }

  private static void requirePositive(String option, Long value) throws BadInputException {
    if (value != null && value < 1) {
      throw new BadInputException(
          "%s: found %d; allowed: a whole number of at least 1".formatted(option, value));
    }
  }

  private long size() {
    return maxBatchSize == null ? DEFAULT_SIZE : maxBatchSize;
  }

  /** Returns what the note of a batch says of it. */
  RawNote.Batch note(long index, Batches all) {
    boolean bySize = batches == null && batchPer == null;
    return new RawNote.Batch(index, all.count(), bySize ? size() : null, batchPer);
  }

  /** Says how batches are made, behind their number. */
  String rule() {
    if (batchPer != null) {
      return ", one for each cell";
    }
    return batches != null ? "" : ", of at most " + Counted.of(size(), "shard");
  }

  /** Returns the option that would make at most a number of batches. */
  String advice(Plan plan, long most) {
    if (batchPer != null || batches != null) {
      return "--batches=" + most + " or less";
    }
    return "--max-batch-size=%d or more, or --batches=%d".formatted(smallestSize(plan, most), most);
  }

  /** The least number of shards a batch with which there are not too many batches. */
  private static long smallestSize(Plan plan, long most) {
    long tooSmall = (plan.generation().shards() - 1) / most;
    long enough = tooSmall + 1;
    while (Batches.of(plan, enough).count() > most) {
      tooSmall = enough;
      enough += 1 + enough / 32;
    }
    while (enough - tooSmall > 1) {
      long middle = tooSmall + (enough - tooSmall) / 2;
      if (Batches.of(plan, middle).count() > most) {
        tooSmall = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
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

package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.dataset.Prices;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.run.Reason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of an estimate of what a run takes. */
final class EstimateOptions {

  private static final int MOST_SLOTS = 100_000;

  @Option(
      names = "--estimate",
      description =
          "Estimate what a run takes, from a pilot: time on this machine, on Flink slots and on CI"
              + " runners, bytes, requests to S3, duplicates, memory, money.")
  boolean estimate;

  @Option(
      names = "--prices",
      paramLabel = "<file>",
      description =
          "Prices for the estimate, in place of those that come with Seedmill; --print-prices prints"
              + " these.")
  private Path prices;

  @Option(
      names = {"--print-prices", "--printPrices"},
      description = "Print the prices that come with Seedmill as a file for --prices.")
  boolean printPrices;

  @Option(
      names = "--slots",
      split = ",",
      paramLabel = "<n>",
      defaultValue = "4,16,64",
      description = "Numbers of Flink slots for the estimate; default: ${DEFAULT-VALUE}.")
  List<Integer> slots;

  /** Refuses options that say nothing together. */
  void check() throws BadInputException {
    if (prices != null && !estimate) {
      throw new BadInputException("--prices: found without --estimate; allowed: both");
    }
    for (int each : slots) {
      if (each < 1 || each > MOST_SLOTS) {
        throw new BadInputException(
            "--slots: found %d; allowed: whole numbers from 1 to %d".formatted(each, MOST_SLOTS));
      }
    }
  }

  /**
   * Returns the prices for the estimate; empty if none is asked for.
   *
   * @throws BadInputException if the file cannot be read
   * @throws InvalidSpecException with all mistakes in it, if there are any
   */
  Optional<Prices> prices() throws BadInputException, InvalidSpecException {
    if (!estimate) {
      return Optional.empty();
    }
    if (prices == null) {
      return Optional.of(Prices.shipped());
    }
    try {
      return Optional.of(
          Prices.read(
              prices.toString(),
              InputText.read("--prices", prices, SpecFile.MOST_BYTES, "fewer prices")));
    } catch (IOException e) {
      throw new BadInputException(
          "--prices: '%s' cannot be read (%s); allowed: a file such as 'seedmill plan --print-prices'"
                  .formatted(prices, Reason.of(e))
              + " prints",
          e);
    }
  }
}

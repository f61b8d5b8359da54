package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.plan.DuplicateEstimate;
import io.seedmill.pipeline.plan.PilotResult;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.RunEstimate;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** An estimate of a run on this machine from a few samples of each generator. */
final class PilotReport {

  private static final long MEGABYTE = 1L << 20;

  private final DatasetSpec spec;
  private final RunEstimate estimate;
  private final List<PilotResult> results;
  private final Duration limit;
  private final int cores = Runtime.getRuntime().availableProcessors();

  /**
   * @param results by the position of the generators in the spec; empty where nothing was made
   * @param limit the most time that a generator had
   */
  PilotReport(DatasetSpec spec, Plan plan, List<PilotResult> results, Duration limit) {
    this.spec = spec;
    this.estimate = new RunEstimate(spec, plan, RunEstimate.Start.FULL);
    this.results = results;
    this.limit = limit;
  }

  /** Prints a row for each generator. */
  void print(PrintWriter out) {
    if (results.isEmpty()) {
      return;
    }
    out.println();
    List<Integer> rows =
        IntStream.range(0, results.size())
            .filter(i -> spec.generators().get(i).samples() > 0)
            .boxed()
            .toList();
    int width =
        rows.stream()
            .limit(ShownRows.MOST)
            .mapToInt(i -> spec.generators().get(i).name().length())
            .max()
            .orElse(0);
    String row = "%-" + Math.max(width, 9) + "s %9s %11s %17s %s%n";
    out.printf(Locale.ROOT, row, "pilot", "samples", "bytes each", "microseconds each", "");
    ShownRows.print(out, rows, i -> print(out, row, spec.generators().get(i), results.get(i)));
  }

  private void print(PrintWriter out, String row, GeneratorSpec generator, PilotResult result) {
    out.printf(
        Locale.ROOT,
        row,
        generator.name(),
        grouped(result.made()),
        result.made() == 0 ? "?" : grouped(Math.round(result.bytesEach())),
        result.nanos().isEmpty()
            ? "?"
            : String.format(Locale.ROOT, "%,.1f", result.nanos().getAsDouble() / 1e3),
        remark(result));
  }

  /** Prints what follows for making the samples alone. */
  void printSummary(PrintWriter out) {
    if (results.isEmpty()) {
      return;
    }
    out.println();
    out.printf(
        Locale.ROOT,
        "time        %s%s to make the samples on %s; start, sorting and writing come on top, see"
            + " --estimate%n",
        estimate.isPartial() ? "more than " : "about ",
        duration(estimate.makingSeconds() / cores),
        Counted.of(cores, "core"));
    out.printf(
        Locale.ROOT,
        "bytes       about %,.1f MB, duplicates among them%n",
        estimate.lineBytes() / 1e6);
    printDuplicates(out);
    out.printf(
        Locale.ROOT, "memory      about %,d MB of heap on the DirectRunner%n", memory() / MEGABYTE);
  }

  /** Prints how many duplicates there will be. */
  void printDuplicates(PrintWriter out) {
    DuplicateEstimate duplicates = estimate.duplicates();
    out.printf(
        Locale.ROOT,
        "duplicates  about %s, likely %s to %s: from equal pairs among %s%n",
        grouped(Math.round(duplicates.expected())),
        grouped((long) Math.floor(duplicates.low())),
        grouped((long) Math.ceil(duplicates.high())),
        Counted.of(results.stream().mapToLong(PilotResult::compared).sum(), "sample"));
  }

  void addTo(ObjectNode json) {
    if (results.isEmpty()) {
      return;
    }
    ObjectNode pilot = json.putObject("pilot");
    ArrayNode generators = pilot.putArray("generators");
    for (int i = 0; i < results.size(); i++) {
      PilotResult result = results.get(i);
      ObjectNode generator = generators.addObject();
      generator.put("name", spec.generators().get(i).name());
      generator.put("ending", result.ending().name().toLowerCase(Locale.ROOT).replace('_', '-'));
      generator.put("samples", result.made());
      generator.put("failed", result.failed());
      if (result.made() > 0) {
        generator.put("bytesEach", result.bytesEach());
      }
      result.nanos().ifPresent(nanos -> generator.put("secondsEach", nanos / 1e9));
    }
    DuplicateEstimate duplicates = estimate.duplicates();
    pilot.put("cores", cores);
    pilot.put("partial", estimate.isPartial());
    pilot.put("seconds", estimate.makingSeconds() / cores);
    pilot.put("bytes", Math.round(estimate.lineBytes()));
    pilot
        .putObject("duplicates")
        .put("low", (long) Math.floor(duplicates.low()))
        .put("expected", Math.round(duplicates.expected()))
        .put("high", (long) Math.ceil(duplicates.high()));
    pilot.put("directRunnerHeapBytes", memory());
  }

  private String remark(PilotResult result) {
    String failed = result.failed() == 0 ? "" : grouped(result.failed()) + " failed";
    return switch (result.ending()) {
      case DONE -> failed;
      case FAILED -> "it gave up";
      case TIME_OVER -> "not done in its time, at most " + limit.toSeconds() + " s";
    };
  }

  private long memory() {
    return estimate.memory(cores, 0).bytes();
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String duration(double seconds) {
    if (seconds < 0.95) {
      return String.format(Locale.ROOT, "%.2f s", seconds);
    }
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
  }
}

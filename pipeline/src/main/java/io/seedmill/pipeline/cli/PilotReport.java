package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.pipeline.plan.DuplicateEstimate;
import io.seedmill.pipeline.plan.MemoryEstimate;
import io.seedmill.pipeline.plan.PilotResult;
import io.seedmill.pipeline.plan.Plan;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** An estimate of a run on this machine from a few samples of each generator. */
final class PilotReport {

  private static final long MEGABYTE = 1L << 20;

  private final DatasetSpec spec;
  private final Plan plan;
  private final List<PilotResult> results;
  private final Duration limit;
  private final int cores = Runtime.getRuntime().availableProcessors();

  /**
   * @param results by the position of the generators in the spec; empty where nothing was made
   * @param limit the most time that a generator had
   */
  PilotReport(DatasetSpec spec, Plan plan, List<PilotResult> results, Duration limit) {
    this.spec = spec;
    this.plan = plan;
    this.results = results;
    this.limit = limit;
  }

  void print(PrintWriter out) {
    if (results.isEmpty()) {
      return;
    }
    out.println();
    int width = spec.generators().stream().mapToInt(g -> g.name().length()).max().orElse(0);
    String row = "%-" + Math.max(width, 9) + "s %9s %11s %17s %s%n";
    out.printf(Locale.ROOT, row, "pilot", "samples", "bytes each", "microseconds each", "");
    for (int i = 0; i < results.size(); i++) {
      PilotResult result = results.get(i);
      if (spec.generators().get(i).samples() > 0) {
        out.printf(
            Locale.ROOT,
            row,
            spec.generators().get(i).name(),
            grouped(result.made()),
            result.made() == 0 ? "?" : grouped(Math.round(bytesEach(result))),
            result.nanos().isEmpty()
                ? "?"
                : String.format(Locale.ROOT, "%,.1f", result.nanos().getAsDouble() / 1e3),
            remark(result));
      }
    }
    DuplicateEstimate duplicates = duplicates();
    out.println();
    out.printf(
        Locale.ROOT,
        "time        %s%s to make the samples on %d cores; start, sorting and writing come on top%n",
        isPartial() ? "more than " : "about ",
        duration(seconds()),
        cores);
    out.printf(Locale.ROOT, "bytes       about %,.1f MB, duplicates among them%n", bytes() / 1e6);
    out.printf(
        Locale.ROOT,
        "duplicates  about %s, likely %s to %s: from equal pairs among %s samples%n",
        grouped(Math.round(duplicates.expected())),
        grouped((long) Math.floor(duplicates.low())),
        grouped((long) Math.ceil(duplicates.high())),
        grouped(results.stream().mapToLong(PilotResult::compared).sum()));
    out.printf(
        Locale.ROOT, "memory      about %,d MB of heap on the DirectRunner%n", memory() / MEGABYTE);
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
        generator.put("bytesEach", bytesEach(result));
      }
      result.nanos().ifPresent(nanos -> generator.put("secondsEach", nanos / 1e9));
    }
    DuplicateEstimate duplicates = duplicates();
    pilot.put("cores", cores);
    pilot.put("partial", isPartial());
    pilot.put("seconds", seconds());
    pilot.put("bytes", Math.round(bytes()));
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

  private boolean isPartial() {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).nanos().isEmpty() && spec.generators().get(i).samples() > 0) {
        return true;
      }
    }
    return false;
  }

  private double seconds() {
    double nanos = 0;
    for (int i = 0; i < results.size(); i++) {
      nanos += results.get(i).nanos().orElse(0) * spec.generators().get(i).samples();
    }
    return nanos / 1e9 / cores;
  }

  private double bytes() {
    double bytes = 0;
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).made() > 0) {
        bytes += bytesEach(results.get(i)) * spec.generators().get(i).samples();
      }
    }
    return bytes;
  }

  private static double bytesEach(PilotResult result) {
    return (double) result.lineBytes() / result.made();
  }

  private DuplicateEstimate duplicates() {
    DuplicateEstimate sum = new DuplicateEstimate(0, 0, 0);
    for (int i = 0; i < results.size(); i++) {
      GeneratorSpec generator = spec.generators().get(i);
      if (generator.samples() > 0) {
        sum = sum.plus(DuplicateEstimate.of(results.get(i), generator.samples()));
      }
    }
    return sum;
  }

  private long memory() {
    return MemoryEstimate.of(plan, cores, 0).bytes();
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static String duration(double seconds) {
    if (seconds < 120) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    return seconds < 7200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%,.1f h", seconds / 3600);
  }
}

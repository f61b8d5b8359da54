package io.seedmill.pipeline.cli.report;

import io.seedmill.transforms.publish.Estimate;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A comparison of what was expected of a run with what came of it. */
public final class EstimateTable {

  private EstimateTable() {}

  /**
   * A figure.
   *
   * @param off how far the estimate was off, in percent of what was expected; empty where both are
   *     small
   */
  public record Row(String name, String estimated, String measured, String off) {}

  /** Returns a row for each figure; none where nothing was expected. */
  public static List<Row> of(Manifest manifest) {
    Estimate estimate = manifest.estimate();
    List<Row> rows = new ArrayList<>();
    if (estimate == null) {
      return rows;
    }
    OptionalDouble seconds = seconds(manifest);
    if (seconds.isPresent()) {
      rows.add(
          new Row(
              "time",
              EffortTable.time(Math.round(1e9 * estimate.seconds())),
              EffortTable.time(Math.round(1e9 * seconds.getAsDouble())),
              off(estimate.seconds(), seconds.getAsDouble())));
    }
    if (estimate.bytes() != null) {
      long bytes = manifest.parts().stream().mapToLong(FileReport::bytes).sum();
      rows.add(
          new Row(
              "size",
              ReportPage.size(estimate.bytes()),
              ReportPage.size(bytes),
              off((double) estimate.bytes(), (double) bytes)));
    }
    rows.add(
        new Row(
            "duplicates",
            estimate.fewestDuplicates() == estimate.mostDuplicates()
                ? ReportPage.grouped(estimate.duplicates())
                : "%s (%s to %s)"
                    .formatted(
                        ReportPage.grouped(estimate.duplicates()),
                        ReportPage.grouped(estimate.fewestDuplicates()),
                        ReportPage.grouped(estimate.mostDuplicates())),
            ReportPage.grouped(manifest.counts().duplicates()),
            off((double) estimate.duplicates(), (double) manifest.counts().duplicates())));
    return rows;
  }

  /** Returns the seconds from the beginning of a command until its run was published. */
  public static OptionalDouble seconds(Manifest manifest) {
    try {
      Duration time =
          Duration.between(
              Instant.parse(manifest.startedAt()), Instant.parse(manifest.finishedAt()));
      return OptionalDouble.of(time.toMillis() / 1e3);
    } catch (RuntimeException e) {
      return OptionalDouble.empty(); // an old manifest
    }
  }

  private static String off(double estimated, double measured) {
    if (estimated == measured) {
      return "+0%";
    }
    return estimated == 0
        ? ""
        : String.format(Locale.ROOT, "%+,.0f%%", 100 * (measured - estimated) / estimated);
  }
}

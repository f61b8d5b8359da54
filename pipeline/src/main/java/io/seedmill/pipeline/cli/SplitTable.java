package io.seedmill.pipeline.cli;

import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.SplitBy;
import io.seedmill.transforms.publish.Manifest.SplitReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The samples of each split, a row an entry, in the report of a run. */
final class SplitTable {

  /** With more entries than this, only the sums are printed. */
  private static final int MOST_ENTRIES = 40;

  private final Manifest manifest;

  SplitTable(Manifest manifest) {
    this.manifest = manifest;
  }

  /** Prints the table, and what is worth a warning; nothing where there are no splits. */
  void print(PrintWriter out, PrintWriter err) {
    if (manifest.splits() == null) {
      return;
    }
    List<String> entries = new ArrayList<>(manifest.generators().keySet());
    if (entries.size() == 1 || entries.size() > MOST_ENTRIES) {
      entries.clear();
    }
    int width = entries.stream().mapToInt(String::length).max().orElse(0);
    String first = "%-" + Math.max(width, "total".length()) + "s";
    out.println();
    row(out, first.formatted(""), List.copyOf(manifest.splits().keySet()));
    for (String entry : entries) {
      row(
          out,
          first.formatted(entry),
          cells(split -> number(split.generators().getOrDefault(entry, 0L))));
    }
    row(out, first.formatted("total"), cells(split -> number(split.records())));
    long all = manifest.counts().unique();
    row(
        out,
        first.formatted("share"),
        cells(
            split ->
                String.format(Locale.ROOT, "%.2f%%", 100.0 * split.records() / Math.max(1, all))));
    warn(err);
  }

  private interface Cell {
    String of(SplitReport split);
  }

  private List<String> cells(Cell cell) {
    return manifest.splits().values().stream().map(cell::of).toList();
  }

  private void row(PrintWriter out, String first, List<String> cells) {
    StringBuilder row = new StringBuilder(first);
    List<String> names = List.copyOf(manifest.splits().keySet());
    for (int i = 0; i < cells.size(); i++) {
      int width = Math.max(12, names.get(i).length());
      row.append("  ").append(" ".repeat(Math.max(0, width - cells.get(i).length())));
      row.append(cells.get(i));
    }
    out.println(row);
  }

  private void warn(PrintWriter err) {
    for (Map.Entry<String, SplitReport> split : manifest.splits().entrySet()) {
      if (split.getValue().records() == 0) {
        err.printf(
            Locale.ROOT,
            "seedmill: split '%s' has no samples: its share is %s of %,d%n",
            split.getKey(),
            split.getValue().share(),
            manifest.counts().unique());
      }
    }
    SplitBy by = manifest.splitBy();
    if (by != null && by.lacking() > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: splitBy: %,d of %,d samples lack '%s', and are split each by itself%n",
          by.lacking(),
          manifest.counts().unique(),
          String.join("', '", by.fields()));
    }
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}

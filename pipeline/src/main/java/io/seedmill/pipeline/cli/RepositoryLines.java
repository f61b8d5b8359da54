package io.seedmill.pipeline.cli;

import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.RepositoryReport;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The lines of a report that say which commits the programs of a run were. */
final class RepositoryLines {

  private static final int MOST = 10;
  private static final int DIGITS = 12;

  private RepositoryLines() {}

  static void print(PrintWriter out, Manifest manifest) {
    Map<String, RepositoryReport> found = new LinkedHashMap<>();
    manifest
        .generators()
        .forEach(
            (name, entry) -> {
              if (entry.repository() != null && entry.repository().commit() != null) {
                found.put(name, entry.repository());
              }
            });
    found.entrySet().stream()
        .limit(MOST)
        .forEach(
            entry -> out.printf("commit    %s: %s%n", entry.getKey(), inWords(entry.getValue())));
    if (found.size() > MOST) {
      out.printf(
          Locale.ROOT,
          "          and of %,d other entries, which the manifest has%n",
          found.size() - MOST);
    }
    long changed = found.values().stream().filter(report -> report.changed() != null).count();
    if (changed > 0) {
      out.printf(
          Locale.ROOT,
          "          %s changes that are not committed, so the commit alone does not make the data"
              + " again%n",
          changed == 1 ? "one repository has" : "%,d repositories have".formatted(changed));
    }
  }

  private static String inWords(RepositoryReport report) {
    String commit = report.commit().substring(0, Math.min(DIGITS, report.commit().length()));
    return commit
        + (report.ref() == null || report.commit().startsWith(report.ref())
            ? ""
            : " (" + report.ref() + ")")
        + (report.changed() == null ? "" : ", changed");
  }
}

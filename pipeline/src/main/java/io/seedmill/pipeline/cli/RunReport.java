package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Fetched;
import io.seedmill.generators.input.Counted;
import io.seedmill.pipeline.cli.report.EstimateTable;
import io.seedmill.pipeline.raw.Coverage;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.AssetReport;
import io.seedmill.transforms.publish.Manifest.Cluster;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.FetchReport;
import io.seedmill.transforms.publish.Manifest.FileReport;
import io.seedmill.transforms.publish.Manifest.NearReport;
import io.seedmill.transforms.publish.Manifest.WarnedQuery;
import io.seedmill.transforms.storage.DatasetLayout;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report at the end of a run: counts, and the places of the files. */
final class RunReport {

  /** The generator whose indices are queries. */
  private static final String API = "http";

  private static final int MOST_FILES = 10;

  /** In a run of fewer seconds, the start takes so much that a rate says nothing. */
  private static final double SHORT = 10;

  /** With more entries than this, those that went well are summed. */
  private static final int MOST_ENTRIES = 40;

  private static final String KNOWN = "known";
  private static final String CONTAMINATED = "contaminated";
  private static final String NEAR = "near";

  private static final Map<String, ToLongFunction<Counts>> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("requested", Counts::requested);
    COLUMNS.put("unique", Counts::unique);
    COLUMNS.put("duplicates", Counts::duplicates);
    COLUMNS.put(KNOWN, Counts::known);
    COLUMNS.put(CONTAMINATED, Counts::repeating);
    COLUMNS.put(NEAR, Counts::near);
    COLUMNS.put("failed", Counts::failed);
  }

  private final Manifest manifest;
  private final String given;
  private final String output;
  private final List<String> latest;
  private final FailureSummary failures;
  private final double seconds;

  /**
   * @param output the output as the user named it
   * @param latest the links to the newest parts, if they lead to those of this run
   * @param failures the dead letters
   */
  RunReport(Manifest manifest, String output, List<String> latest, FailureSummary failures) {
    this.manifest = manifest;
    this.given = output;
    this.output = root(output);
    this.latest = latest;
    this.failures = failures;
    this.seconds = EstimateTable.seconds(manifest).orElse(0);
  }

  /**
   * Prints it.
   *
   * @param retryOptions options that a retry of the run needs, with a blank in front; may be empty
   */
  void print(PrintWriter out, PrintWriter err, String retryOptions) {
    int width = 5;
    Map<String, Counts> rows = rows();
    for (String name : rows.keySet()) {
      width = Math.max(width, name.length());
    }
    List<String> titles = titles();
    String row = "%-" + width + "s %13s %13s" + " %12s".repeat(titles.size() - 3) + " %10s%n";
    List<Object> cells = new ArrayList<>(titles);
    cells.add(0, "");
    out.printf(Locale.ROOT, row, cells.toArray());
    for (var entry : rows.entrySet()) {
      print(out, row, entry.getKey(), entry.getValue());
    }
    Counts total = manifest.counts();
    print(out, row, "total", total);
    new SplitTable(manifest).print(out, err);
    long bytes = manifest.parts().stream().mapToLong(FileReport::bytes).sum();
    out.printf(
        Locale.ROOT,
        "%n%s in %.1f s%s, %,.1f %s%n",
        Counted.of(total.produced(), "sample"),
        seconds,
        seconds < SHORT ? "" : ", " + ProgressDisplay.rate(total.produced() / seconds),
        bytes / (bytes < 1_000_000 ? 1e3 : 1e6),
        bytes < 1_000_000 ? "kB" : "MB");
    printEstimate(out);
    out.println("dataset   " + manifest.datasetId());
    if (continues()) {
      int runs = manifest.baseline().runs().size();
      out.println("baseline  " + runs + (runs == 1 ? " earlier run" : " earlier runs"));
    }
    printFiles(out);
    printRemoved(out);
    printAssets(out);
    printFetched(out);
    RepositoryLines.print(out, manifest);
    if (manifest.failures() != null) {
      out.println("failures  " + output + manifest.failures().path());
    }
    printPlace(out);
    failures.print(out);
    if (manifest.failures() != null) {
      out.println(
          "again     seedmill retry --run-id=%s --output=%s%s"
              .formatted(manifest.run(), ShellWord.quoted(given), retryOptions));
    }
    new RunWarnings(manifest, output).print(err);
  }

  /** Returns true if entries of a spec come from outside, or samples are compared with files. */
  static boolean readsFiles(JsonNode spec) {
    boolean reads = spec.path("dedupe").has("against");
    for (JsonNode entry : spec.path("generators")) {
      reads |= !entry.has("generator");
    }
    return reads;
  }

  /** Says which run has published the same data, in place of a report. */
  static void printSame(PrintWriter out, Manifest earlier, String output, List<String> latest) {
    out.printf(
        "same data as run %s (dataset id %s); nothing new is published (--again publishes it)%n",
        earlier.run(), earlier.datasetId());
    if (earlier.fetched() != null) {
      out.printf(
          "answers   of %s and before; one in the cache is asked for again when it is older than%n"
              + "          'ttl' of the entry's 'cache', which is 168h unless the spec says otherwise%n",
          earlier.fetched().last());
    }
    RunReport report = new RunReport(earlier, output, latest, null);
    report.printFiles(out);
    report.printPlace(out);
  }

  private void printPlace(PrintWriter out) {
    out.println("manifest  " + output + new DatasetLayout(manifest.run(), "").manifest());
  }

  /** The output with a slash behind it. */
  static String root(String output) {
    return output.endsWith("/") ? output : output + "/";
  }

  /** Says, before the run, which samples it finds in the output, and how old they are. */
  static void printTaken(PrintWriter err, Coverage found, GenerationPlan plan) {
    List<Coverage.Taken> taken = found.taken();
    for (Coverage.Taken share : taken.subList(0, Math.min(MOST_FILES, taken.size()))) {
      err.printf(
          Locale.ROOT,
          "seedmill: %,d of %,d %s are taken from data/raw: of run '%s', made %s%n",
          share.samples(),
          plan.samples(),
          indices(plan),
          share.run(),
          share.first().equals(share.last())
              ? share.first()
              : share.first() + " to " + share.last());
    }
    if (taken.size() > MOST_FILES) {
      err.printf(
          Locale.ROOT,
          "seedmill: … and %,d more %s of %,d other runs%n",
          taken.stream().skip(MOST_FILES).mapToLong(Coverage.Taken::samples).sum(),
          indices(plan),
          taken.size() - MOST_FILES);
    }
  }

  /** Says how much of a run was there before. */
  static void printReused(PrintWriter out, long reused, Manifest manifest) {
    out.printf(
        Locale.ROOT,
        "reused    %,d of %,d %s from data/raw%n",
        reused,
        manifest.counts().requested(),
        indices(manifest));
  }

  static String indices(Manifest manifest) {
    return indices(manifest.generators().values().stream().map(EntryReport::generator));
  }

  /** Says what the indices of a plan stand for. */
  static String indices(GenerationPlan plan) {
    return indices(plan.entries().stream().map(GenerationPlan.Entry::generator));
  }

  /** Says what the indices of some generators stand for: an API's are queries. */
  static String indices(Stream<String> generators) {
    Map<Boolean, Long> counts =
        generators.collect(Collectors.partitioningBy(API::equals, Collectors.counting()));
    if (counts.get(true) == 0) {
      return "samples";
    }
    return counts.get(false) == 0 ? "queries" : "samples and queries";
  }

  /** A row per entry; of many those that went worst, and the sum of the others. */
  private Map<String, Counts> rows() {
    List<Map.Entry<String, Counts>> all = new ArrayList<>();
    manifest.generators().forEach((name, report) -> all.add(Map.entry(name, report.counts())));
    if (all.size() > MOST_ENTRIES) {
      all.sort(
          Comparator.comparingDouble(
                  (Map.Entry<String, Counts> entry) -> -share(entry, Counts::failed))
              .thenComparingDouble(entry -> share(entry, Counts::unique)));
    }
    Map<String, Counts> rows = new LinkedHashMap<>();
    String others = "… " + Counted.of(all.size() - MOST_ENTRIES, "other");
    for (int i = 0; i < all.size(); i++) {
      rows.merge(
          i < MOST_ENTRIES ? all.get(i).getKey() : others, all.get(i).getValue(), Counts::plus);
    }
    return rows;
  }

  private static double share(Map.Entry<String, Counts> entry, ToLongFunction<Counts> of) {
    Counts counts = entry.getValue();
    return of.applyAsLong(counts) / (double) Math.max(1, counts.requested());
  }

  /** Says where a run will be that goes on without this program. */
  static void printPlaces(PrintWriter out, String output, String run) {
    out.println("manifest  " + root(output) + "metadata/" + run + "/manifest.json, last of all");
    out.println(
        "          or nothing, if a run of the plan has the same data: then latest-run.json names"
            + " it");
  }

  private void printFetched(PrintWriter out) {
    if (manifest.fetched() != null) {
      FetchReport fetched = manifest.fetched();
      out.printf(
          Locale.ROOT,
          "answers   %,d from the cache, %,d asked for%s%n",
          fetched.hits(),
          fetched.misses(),
          fetched.hitRate() == null
              ? ""
              : String.format(Locale.ROOT, " (%.1f%% hits)", 100 * fetched.hitRate()));
    }
    if (manifest.fetched() != null && manifest.fetched().ends() != null) {
      for (Fetched.End end : Fetched.End.values()) {
        long queries = manifest.fetched().ends().getOrDefault(end.word(), 0L);
        if (queries > 0 && !end.warning().isEmpty()) {
          out.printf(
              Locale.ROOT,
              "          %,d %s %s%s%n",
              queries,
              queries == 1 ? "query" : "queries",
              end.warning(),
              firstOf(end));
        }
      }
    }
    if (!manifest.reproducible()) {
      String last = manifest.fetched() == null ? null : manifest.fetched().last();
      out.println(
          "          not reproducible: answers change with time"
              + (last == null ? "" : "; these are of " + last + " and before"));
    }
  }

  /** Returns the first query that ended so; empty where the manifest lists none. */
  private String firstOf(Fetched.End end) {
    List<WarnedQuery> warned = manifest.fetched().warned();
    return warned == null
        ? ""
        : warned.stream()
            .filter(query -> query.end().equals(end.word()))
            .findFirst()
            .map(query -> " (such as index %s of '%s')".formatted(query.index(), query.generator()))
            .orElse("");
  }

  private void printNear(PrintWriter out) {
    NearReport near = manifest.dedupe().near();
    if (near == null) {
      return;
    }
    for (Cluster cluster : near.largest().subList(0, Math.min(3, near.largest().size()))) {
      out.printf(
          Locale.ROOT,
          "near      %,d samples are near to sample %d of '%s'%s%n",
          cluster.others(),
          cluster.index(),
          cluster.generator(),
          cluster.run() == null ? "" : " in run " + cluster.run());
    }
  }

  private void printRemoved(PrintWriter out) {
    manifest.removed().forEach(list -> out.println("removed   " + output + list.path()));
    printNear(out);
  }

  private void printAssets(PrintWriter out) {
    AssetReport assets = manifest.assets();
    if (assets == null) {
      return;
    }
    out.printf(
        Locale.ROOT,
        assets.bytes() < 1_000_000
            ? "assets    %s, %,.1f kB, in %sassets%n"
            : "assets    %s, %,.1f MB, in %sassets%n",
        Counted.of(assets.files(), "file"),
        assets.bytes() / (assets.bytes() < 1_000_000 ? 1e3 : 1e6),
        output);
  }

  /** Prints how far off the estimate was that was made before the run. */
  private void printEstimate(PrintWriter out) {
    String figures =
        EstimateTable.of(manifest).stream()
            .map(
                row ->
                    "%s %s%s"
                        .formatted(
                            row.name(),
                            row.estimated(),
                            row.off().isEmpty() ? "" : " (" + row.off() + ")"))
            .collect(Collectors.joining(", "));
    if (!figures.isEmpty()) {
      out.println("estimated " + figures);
    }
  }

  private void printFiles(PrintWriter out) {
    List<FileReport> parts = manifest.parts();
    int shown = parts.size() <= MOST_FILES ? parts.size() : MOST_FILES - 1;
    for (FileReport part : parts.subList(0, shown)) {
      out.println("file      " + output + part.path());
    }
    if (shown < parts.size()) {
      out.println("          … and " + (parts.size() - shown) + " more");
    }
    if (!latest.isEmpty()) {
      String first = latest.get(0);
      String name = latest.size() == 1 ? first : first.replaceFirst("-\\d+-of-\\d+", "*");
      out.println("latest    " + output + name);
    }
  }

  private boolean continues() {
    return manifest.baseline() != null;
  }

  private void print(PrintWriter out, String row, String name, Counts counts) {
    out.printf(
        Locale.ROOT,
        row,
        Stream.concat(
                Stream.of(name),
                titles().stream().map(title -> grouped(COLUMNS.get(title).applyAsLong(counts))))
            .toArray());
  }

  /** The columns: what is known, or contaminated, has one only where it can be. */
  private List<String> titles() {
    List<String> titles = new ArrayList<>(COLUMNS.keySet());
    if (!continues()) {
      titles.remove(KNOWN);
    }
    if (manifest.dedupe().against() == null) {
      titles.remove(CONTAMINATED);
    }
    if (manifest.dedupe().near() == null) {
      titles.remove(NEAR);
    }
    return titles;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}

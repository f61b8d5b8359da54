package io.seedmill.pipeline.cli;

import io.seedmill.transforms.evaluation.EvaluationTexts;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.AgainstReport;
import io.seedmill.transforms.publish.Manifest.AssetReport;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.Dedupe;
import io.seedmill.transforms.publish.Manifest.ExceededRate;
import io.seedmill.transforms.publish.Manifest.NearReport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Says, behind the report of a run, what a reader of its data has to know. */
final class RunWarnings {

  /** More entries, or columns, are counted and not named. */
  private static final int MOST_NAMES = 10;

  private final Manifest manifest;
  private final String output;

  /**
   * @param output the output with a slash behind it
   */
  RunWarnings(Manifest manifest, String output) {
    this.manifest = manifest;
    this.output = output;
  }

  void print(PrintWriter err) {
    printNear(err);
    printAgainst(err);
    printAbsentAssets(err);
    printLacking(err);
    printNumbersAsText(err);
    printColumns(err);
    printNearTimeLimit(err);
    printLimits(err);
    printWithoutIndex(err);
    printMissing(err);
    if (manifest.status().equals(Manifest.TOO_MANY_FAILURES)) {
      printTooMany(err);
    }
  }

  private void printNear(PrintWriter err) {
    NearReport near = manifest.dedupe().near();
    if (near == null) {
      return;
    }
    long apart = manifest.counts().unique() + manifest.counts().near() - near.compared();
    if (apart > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: dedupe.near: %,d of %,d samples lack a text in '%s' and are not compared%n",
          apart,
          near.compared() + apart,
          near.field());
    }
    if (near.unread() != null) {
      err.println(
          "seedmill: dedupe.near: samples are not compared with those of earlier runs in CSV, which"
              + " is not read again: "
              + String.join(", ", near.unread()));
    }
  }

  private void printAgainst(PrintWriter err) {
    AgainstReport against = manifest.dedupe().against();
    if (against != null && against.tooShort() > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: dedupe.against: %,d of %,d texts have fewer than %d words and are not"
              + " compared%n",
          against.tooShort(),
          against.texts(),
          Math.min(EvaluationTexts.FEWEST_WORDS, against.ngrams()));
    }
  }

  private void printAbsentAssets(PrintWriter err) {
    AssetReport assets = manifest.assets();
    if (assets != null && assets.absent() != null) {
      err.printf(
          Locale.ROOT,
          "seedmill: %,d assets that samples name are not in %sassets: they lie beside the dataset"
              + " that the samples were read from%n",
          assets.absent(),
          output);
    }
  }

  private void printMissing(PrintWriter err) {
    if (manifest.counts().missing() > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: %,d of %,d %s are missing, which was allowed; latest-run.json stays as it"
              + " was%n",
          manifest.counts().missing(),
          manifest.counts().requested(),
          RunReport.indices(manifest));
    }
  }

  private void printTooMany(PrintWriter err) {
    Counts total = manifest.counts();
    double most = manifest.spec().path("maxFailureRate").asDouble();
    List<ExceededRate> exceeded = manifest.exceeded() == null ? List.of() : manifest.exceeded();
    for (ExceededRate entry : exceeded.subList(0, Math.min(MOST_NAMES, exceeded.size()))) {
      err.printf(
          Locale.ROOT,
          "seedmill: %,d of %,d %s of '%s' failed (%.2f%%), more than its maxFailureRate %s"
              + " allows%n",
          entry.failed(),
          entry.requested(),
          RunReport.indices(Stream.of(manifest.generators().get(entry.generator()).generator())),
          entry.generator(),
          100.0 * entry.failed() / entry.requested(),
          entry.maxFailureRate());
    }
    if (exceeded.size() > MOST_NAMES) {
      err.printf(
          Locale.ROOT,
          "seedmill: … and of %,d other entries; the manifest names all%n",
          exceeded.size() - MOST_NAMES);
    }
    boolean inAll = exceeded.isEmpty() || total.failed() > most * total.requested();
    err.printf(
        Locale.ROOT,
        "seedmill: %,d of %,d %s failed%s; latest-run.json stays as it was%n",
        total.failed(),
        total.requested(),
        RunReport.indices(manifest),
        inAll
            ? ", more than maxFailureRate "
                + manifest.spec().path("maxFailureRate").asText()
                + " allows"
            : "");
  }

  private void printLacking(PrintWriter err) {
    Dedupe dedupe = manifest.dedupe();
    if (dedupe.lacking() == null) {
      return;
    }
    dedupe
        .lacking()
        .forEach(
            (field, samples) ->
                err.printf(
                    Locale.ROOT,
                    "seedmill: dedupe.fields: %,d of %,d samples lack '%s'%n",
                    samples,
                    manifest.counts().produced(),
                    field));
    if (dedupe.lackingAll() > 0) {
      err.printf(
          Locale.ROOT,
          "seedmill: dedupe.fields: %,d samples lack all of them, and count as equal to no other%n",
          dedupe.lackingAll());
    }
  }

  private void printColumns(PrintWriter err) {
    if (manifest.columns() != null) {
      print(err, manifest.columns().json(), "hold JSON, because no type fits all their values");
      print(
          err,
          manifest.columns().nullOrAbsent(),
          "are null in some records and absent from others, which the files do not tell apart");
      print(
          err,
          manifest.columns().caseAlone(),
          "differ in case alone, which DuckDB, Spark and SQL do not tell apart");
    }
  }

  private static void print(PrintWriter err, List<String> columns, String what) {
    if (!columns.isEmpty()) {
      int more = columns.size() - Math.min(MOST_NAMES, columns.size());
      err.println(
          "seedmill: columns that %s: %s%s"
              .formatted(
                  what,
                  String.join(", ", columns.subList(0, columns.size() - more)),
                  more == 0 ? "" : " and " + more + " more; the manifest names all"));
    }
  }

  private void printNearTimeLimit(PrintWriter err) {
    manifest.generators().entrySet().stream()
        .filter(entry -> entry.getValue().nearLimit() > 0)
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().nearLimit()))
        .limit(MOST_NAMES)
        .forEach(
            entry ->
                err.printf(
                    Locale.ROOT,
                    "seedmill: %,d %s of '%s' took more than half of a time limit, or longer than"
                        + " it: another run may have other samples%n",
                    entry.getValue().nearLimit(),
                    entry.getValue().nearLimit() == 1 ? "answer" : "answers",
                    entry.getKey()));
  }

  /** Says how limits of programs were enforced; different ways are the programs' own limits. */
  private void printLimits(PrintWriter err) {
    Map<String, List<String>> entries = new TreeMap<>();
    manifest
        .generators()
        .forEach(
            (name, entry) -> {
              if (entry.limits() != null) {
                entries.computeIfAbsent(entry.limits(), unseen -> new ArrayList<>()).add(name);
              }
            });
    entries.forEach(
        (limits, names) ->
            err.println(
                "seedmill: limits of '%s'%s: %s"
                    .formatted(
                        names.get(0),
                        names.size() == 1 ? "" : " and %,d more".formatted(names.size() - 1),
                        limits)));
  }

  private void printWithoutIndex(PrintWriter err) {
    manifest.generators().entrySet().stream()
        .filter(entry -> entry.getValue().leftOut() > 0)
        .limit(MOST_NAMES)
        .forEach(
            entry ->
                err.printf(
                    Locale.ROOT,
                    "seedmill: columns without a name before the first one are left out in %,d %s of"
                        + " '%s'%n",
                    entry.getValue().leftOut(),
                    entry.getValue().leftOut() == 1 ? "file" : "files",
                    entry.getKey()));
  }

  private void printNumbersAsText(PrintWriter err) {
    List<String> entries = new ArrayList<>();
    long sum = 0;
    for (var entry : manifest.generators().entrySet()) {
      if (entry.getValue().numbers() > 0) {
        entries.add("'" + entry.getKey() + "'");
        sum += entry.getValue().numbers();
      }
    }
    if (sum > 0) {
      List<String> shown = entries.subList(0, Math.min(MOST_NAMES, entries.size()));
      err.printf(
          Locale.ROOT,
          "seedmill: %,d %s beyond 2^53 became text (integers: text) in %s%s%n",
          sum,
          sum == 1 ? "number" : "numbers",
          String.join(", ", shown),
          shown.size() < entries.size()
              ? " and %,d other entries".formatted(entries.size() - shown.size())
              : "");
    }
  }
}

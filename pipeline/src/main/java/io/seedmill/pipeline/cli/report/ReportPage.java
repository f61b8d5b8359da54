package io.seedmill.pipeline.cli.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.input.Printable;
import io.seedmill.pipeline.cli.preview.Field;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.FileReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A page about a run, complete in itself: it loads nothing from elsewhere. */
public final class ReportPage {

  /** The most entries that have a row of their own. */
  public static final int MOST_ENTRIES = 100;

  private static final String TEMPLATE = "io/seedmill/pipeline/cli/report/report.html";
  private static final String CHARTS =
      "META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js";
  private static final String CHARTS_STYLE =
      "META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.min.css";

  private static final List<Integer> TIMES = List.of(2, 10, 100);

  /** The template, which is loaded once. */
  private static final class Loaded {

    static final PebbleTemplate TEMPLATE =
        new PebbleEngine.Builder()
            .loader(new ClasspathLoader(ReportPage.class.getClassLoader()))
            .strictVariables(true)
            .defaultLocale(Locale.ROOT)
            .build()
            .getTemplate(ReportPage.TEMPLATE);
  }

  private final Manifest manifest;
  private final RecordSurvey survey;
  private final List<FailureCause> failures;
  private final List<JsonNode> repeating;
  private final Map<String, EntryReport> entries = new LinkedHashMap<>();

  /**
   * @param survey the first records
   * @param failures the most frequent causes of failures
   * @param repeating the first lines of the list of samples that repeat evaluation texts
   */
  public ReportPage(
      Manifest manifest,
      RecordSurvey survey,
      List<FailureCause> failures,
      List<JsonNode> repeating) {
    this.manifest = manifest;
    this.survey = survey;
    this.failures = failures;
    this.repeating = repeating;
    manifest.generators().entrySet().stream()
        .limit(MOST_ENTRIES)
        .forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
  }

  /**
   * Writes the page; all that comes from samples is escaped, and what cannot be seen in it is
   * shown.
   */
  public void write(Writer out) throws IOException {
    Map<String, Object> model = new HashMap<>();
    model.put("manifest", manifest);
    model.put("facts", facts());
    model.put("warnings", warnings());
    model.put("rows", rows());
    model.put("more", Math.max(0, manifest.generators().size() - entries.size()));
    model.put("removes", manifest.counts().removed() > 0);
    model.put("splits", splits());
    model.putAll(new RemovedTables(manifest, survey, repeating).model());
    model.put("forecasts", forecasts());
    model.put("times", TIMES);
    model.put("lengths", lengths());
    model.put("failures", failures);
    model.put("samples", samples());
    model.put("surveyed", grouped(survey.records()));
    model.put("isPart", survey.records() < manifest.counts().unique());
    EffortTable effort = new EffortTable(manifest);
    model.put("shards", effort.rows(entries.keySet()));
    model.put("shardNote", effort.note(manifest.counts().produced()));
    model.put("estimates", EstimateTable.of(manifest));
    model.put("estimatedFrom", manifest.estimate() == null ? "" : manifest.estimate().from());
    model.put("spec", manifest.spec().toPrettyString());
    model.put("charts", new ReportCharts(manifest, survey, entries).inScript());
    model.put("library", resource(CHARTS));
    model.put("libraryStyle", resource(CHARTS_STYLE));
    Loaded.TEMPLATE.evaluate(Printable.page(out), model);
  }

  private List<Map<String, String>> facts() {
    Counts counts = manifest.counts();
    double seconds = EstimateTable.seconds(manifest).orElse(0);
    long bytes = manifest.parts().stream().mapToLong(FileReport::bytes).sum();
    List<Map<String, String>> facts = new ArrayList<>();
    facts.add(fact("asked for", grouped(counts.requested()), ""));
    facts.add(fact("in the dataset", grouped(counts.unique()), share(counts.unique(), counts)));
    facts.add(fact("duplicates", grouped(counts.duplicates()), share(counts.duplicates(), counts)));
    if (counts.known() > 0) {
      facts.add(fact("in earlier runs", grouped(counts.known()), share(counts.known(), counts)));
    }
    if (counts.contaminated() != null) {
      facts.add(
          fact(
              "in evaluation texts",
              grouped(counts.contaminated()),
              share(counts.contaminated(), counts)));
    }
    if (counts.nearDuplicates() != null) {
      facts.add(
          fact(
              "near duplicates",
              grouped(counts.nearDuplicates()),
              share(counts.nearDuplicates(), counts)));
    }
    facts.add(fact("failed", grouped(counts.failed()), share(counts.failed(), counts)));
    if (counts.missing() > 0) {
      facts.add(fact("missing", grouped(counts.missing()), share(counts.missing(), counts)));
    }
    facts.add(
        fact(
            "time",
            String.format(Locale.ROOT, "%,.1f s", seconds),
            seconds > 0 ? speed(counts.produced() / seconds) : ""));
    facts.add(fact("size", size(bytes), parts()));
    return facts;
  }

  private String parts() {
    int parts = manifest.parts().size();
    return parts == 1 ? "1 file" : grouped(parts) + " files";
  }

  private static Map<String, String> fact(String name, String value, String note) {
    return Map.of("name", name, "value", value, "note", note);
  }

  private List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (manifest.status().equals(Manifest.TOO_MANY_FAILURES)) {
      warnings.add("More samples failed than maxFailureRate allows.");
    }
    if (manifest.counts().missing() > 0) {
      warnings.add("Batches are missing, which was allowed.");
    }
    if (!manifest.reproducible()) {
      warnings.add("Not reproducible: answers of APIs change with time.");
    }
    entries.forEach(
        (name, entry) -> {
          if (entry.numbers() > 0) {
            warnings.add(
                "%s beyond 2^53 became text in '%s'."
                    .formatted(Counted.of(entry.numbers(), "number"), name));
          }
          if (entry.nearLimit() > 0) {
            warnings.add(
                "%s of '%s' came near a time limit: another run may have other samples."
                    .formatted(Counted.of(entry.nearLimit(), "answer"), name));
          }
        });
    return warnings;
  }

  private List<Map<String, Object>> rows() {
    List<Map<String, Object>> rows = new ArrayList<>();
    entries.forEach((name, entry) -> rows.add(row(name, entry.counts(), bytes(name, entry))));
    return rows;
  }

  private Map<String, Object> row(String name, Counts counts, String bytes) {
    Map<String, Object> row = new HashMap<>();
    row.put("name", name);
    row.put("requested", grouped(counts.requested()));
    row.put("unique", grouped(counts.unique()));
    row.put("duplicates", grouped(counts.duplicates()));
    row.put("known", grouped(counts.known()));
    row.put("removed", grouped(counts.removed()));
    row.put("failed", grouped(counts.failed()));
    row.put("bytes", bytes);
    row.put("speed", new EffortTable(manifest).speed(name));
    double all = Math.max(1, counts.produced() + counts.failed());
    row.put("uniqueShare", percent(counts.unique() / all));
    row.put("duplicateShare", percent((counts.produced() - counts.unique()) / all));
    row.put("failedShare", percent(counts.failed() / all));
    return row;
  }

  private String bytes(String name, EntryReport entry) {
    String exact = new EffortTable(manifest).bytes(name);
    if (!exact.isEmpty()) {
      return exact;
    }
    double mean = survey.kind(name).meanCharacters();
    return mean == 0 ? "" : "about " + size(Math.round(mean * entry.unique()));
  }

  private List<Map<String, String>> splits() {
    List<Map<String, String>> splits = new ArrayList<>();
    if (manifest.splits() != null) {
      manifest
          .splits()
          .forEach((name, split) -> splits.add(fact(name, grouped(split.records()), "")));
    }
    return splits;
  }

  private List<Map<String, Object>> forecasts() {
    List<Map<String, Object>> forecasts = new ArrayList<>();
    for (String name : entries.keySet()) {
      Forecast.of(manifest, name).ifPresent(forecast -> forecasts.add(row(name, forecast)));
    }
    return forecasts;
  }

  private static Map<String, Object> row(String name, Forecast forecast) {
    List<String> cells = new ArrayList<>();
    for (int times : TIMES) {
      double asked = (double) times * forecast.made();
      cells.add("about %s of %s".formatted(rounded(forecast.differentOf(asked)), rounded(asked)));
    }
    return Map.of(
        "name", name,
        "cells", cells,
        "limit", limit(forecast),
        "made", grouped(forecast.made()),
        "different", grouped(forecast.different()));
  }

  private static String limit(Forecast forecast) {
    String low = rounded(forecast.limit(-Forecast.NORMAL_95));
    String high = rounded(forecast.limit(Forecast.NORMAL_95));
    String limit = rounded(forecast.limit());
    return low.equals(high) ? limit : "%s (%s to %s)".formatted(limit, low, high);
  }

  private List<Map<String, Object>> lengths() {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (String name : entries.keySet()) {
      Map<String, Object> row = new HashMap<>();
      row.put("name", name);
      for (String field : List.of("prompt", "answer")) {
        int[] lengths = survey.kind(name).lengths(field);
        row.put(
            field,
            lengths.length == 0
                ? ""
                : "%s · %s · %s"
                    .formatted(
                        grouped(lengths[0]),
                        grouped(lengths[lengths.length / 2]),
                        grouped(lengths[lengths.length - 1])));
      }
      StringBuilder difficulties = new StringBuilder();
      Map<Double, Integer> found = survey.kind(name).difficulties();
      int all = found.values().stream().mapToInt(Integer::intValue).sum();
      found.entrySet().stream()
          .limit(12)
          .forEach(
              each ->
                  difficulties.append(
                      String.format(
                          Locale.ROOT,
                          "%s%s: %s",
                          difficulties.isEmpty() ? "" : ", ",
                          number(each.getKey()),
                          wholePercent(each.getValue(), all))));
      row.put("difficulty", difficulties.toString() + (found.size() > 12 ? ", …" : ""));
      if (survey.kind(name).indices().length > 0) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String speed(double samples) {
    return String.format(Locale.ROOT, samples < 10 ? "%.1f samples/s" : "%,.0f samples/s", samples);
  }

  private List<Map<String, Object>> samples() {
    List<Map<String, Object>> samples = new ArrayList<>();
    for (String name : entries.keySet()) {
      for (JsonNode record : survey.kind(name).examples()) {
        samples.add(
            Map.of(
                "name", name + " " + record.path("index"),
                "id", record.path("id").asText(),
                "content", Field.content(record),
                "metadata", Field.metadata(record)));
      }
    }
    return samples;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ReportPage.class.getClassLoader().getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns a share that is never 'none' or 'all' where it is only nearly so. */
  static String wholePercent(long part, long all) {
    if (part > 0 && 200 * part < all) {
      return "<1%";
    }
    return part < all && 200 * (all - part) <= all
        ? ">99%"
        : String.format(Locale.ROOT, "%.0f%%", 100.0 * part / all);
  }

  private static String share(long part, Counts counts) {
    long all = Math.max(1, Math.max(counts.requested(), counts.produced()));
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / all);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }

  static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** Returns a number with three digits that say something. */
  static String rounded(double number) {
    double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.max(1, number))) - 2));
    return grouped(Math.round(number / unit) * Math.round(unit));
  }

  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  static String size(long bytes) {
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%,.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
  }
}

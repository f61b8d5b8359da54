package io.seedmill.pipeline.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The charts of a report.
 *
 * @param survey the first records
 * @param entries the entries that are shown
 */
record ReportCharts(Manifest manifest, RecordSurvey survey, Map<String, EntryReport> entries) {

  /** The width of a bar of a chart of lengths, relative to the one before. */
  private static final double BAR = 1.5;

  private static final int CURVE_POINTS = 40;
  private static final int MOST_CURVES = 8;

  /** Returns what the charts show. */
  private Map<String, Object> charts() {
    Map<String, Object> charts = new LinkedHashMap<>();
    charts.put("curves", curves());
    for (String field : List.of("prompt", "answer")) {
      TreeMap<Integer, Integer> bars = new TreeMap<>();
      for (String name : entries.keySet()) {
        for (int length : survey.kind(name).lengths(field)) {
          bars.merge(
              (int) Math.floor(Math.log(Math.max(1, length)) / Math.log(BAR)), 1, Integer::sum);
        }
      }
      List<List<Object>> shown = new ArrayList<>();
      for (int bar = bars.isEmpty() ? 1 : bars.firstKey(); bar <= lastKey(bars); bar++) {
        shown.add(
            List.of(ReportPage.grouped(Math.round(Math.pow(BAR, bar))), bars.getOrDefault(bar, 0)));
      }
      charts.put(field, shown);
    }
    charts.put("shards", new EffortTable(manifest).bars());
    TreeMap<Double, Integer> difficulties = new TreeMap<>();
    for (String name : entries.keySet()) {
      survey.kind(name).difficulties().forEach((d, n) -> difficulties.merge(d, n, Integer::sum));
    }
    List<List<Object>> shown = new ArrayList<>();
    difficulties.forEach(
        (difficulty, count) -> shown.add(List.of(ReportPage.number(difficulty), count)));
    charts.put("difficulty", shown.size() > 40 ? List.of() : shown);
    return charts;
  }

  private static int lastKey(SortedMap<Integer, Integer> bars) {
    return bars.isEmpty() ? 0 : bars.lastKey();
  }

  /** Returns, for the entries that repeat themselves most, how many samples were new. */
  private List<Map<String, Object>> curves() {
    List<Map<String, Object>> curves = new ArrayList<>();
    List<String> most =
        entries.keySet().stream()
            .filter(name -> Forecast.of(manifest, name).isPresent())
            .limit(MOST_CURVES)
            .toList();
    for (String name : most) {
      EntryReport entry = entries.get(name);
      Forecast forecast = Forecast.of(manifest, name).orElseThrow();
      List<List<Double>> made = new ArrayList<>();
      List<List<Double>> expected = new ArrayList<>();
      long[] indices = survey.kind(name).indices();
      int steps = Math.min(CURVE_POINTS, indices.length / 5);
      made.add(List.of(0.0, 0.0));
      for (int i = 1; i < steps; i++) {
        int at = (int) ((long) i * indices.length / steps);
        made.add(
            List.of(
                (double) indices[at] - entry.firstIndex(),
                Math.rint((double) at / indices.length * entry.unique())));
      }
      made.add(List.of((double) entry.requested(), (double) entry.unique()));
      double ratio = (double) entry.unique() / Math.max(1, forecast.different());
      for (int i = 0; i <= CURVE_POINTS; i++) {
        double asked = entry.produced() * (1 + 3.0 * i / CURVE_POINTS);
        expected.add(
            List.of(
                asked * entry.requested() / Math.max(1, entry.produced()),
                Math.rint(ratio * forecast.differentOf(asked))));
      }
      curves.add(Map.of("name", name, "made", made, "expected", expected));
    }
    return curves;
  }

  /** Returns what they show as JSON that ends no script, whatever is in it. */
  String inScript() throws JsonProcessingException {
    return new JsonMapper()
        .writeValueAsString(charts())
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }
}

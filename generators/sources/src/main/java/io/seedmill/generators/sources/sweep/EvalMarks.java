package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.EvalRows.CONC;
import static io.seedmill.generators.sources.sweep.EvalRows.FRAMEWORK;
import static io.seedmill.generators.sources.sweep.EvalRows.ONLY;
import static io.seedmill.generators.sources.sweep.EvalRows.RUN;
import static io.seedmill.generators.sources.sweep.EvalRows.SUITE;
import static io.seedmill.generators.sources.sweep.EvalRows.best;
import static io.seedmill.generators.sources.sweep.EvalRows.deployment;
import static io.seedmill.generators.sources.sweep.EvalRows.eligible;
import static io.seedmill.generators.sources.sweep.EvalRows.greatest;
import static io.seedmill.generators.sources.sweep.EvalRows.groups;
import static io.seedmill.generators.sources.sweep.EvalRows.is;
import static io.seedmill.generators.sources.sweep.EvalRows.isAgent;
import static io.seedmill.generators.sources.sweep.EvalRows.isSeveral;
import static io.seedmill.generators.sources.sweep.EvalRows.topology;
import static io.seedmill.generators.sources.sweep.EvalRows.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Marks the configurations whose answers are evaluated besides the benchmark. */
final class EvalMarks {

  /** The framework of evaluations that every model gets. */
  static final String COMMON = "lm-eval";

  private static final long ALL = -1;

  private final Edition edition;
  private final SweepFilters.Evals wanted;

  /** The rows that are marked, with the concurrency where several are tried. */
  private final Map<Integer, Long> marked = new TreeMap<>();

  EvalMarks(Edition edition, SweepFilters.Evals wanted) {
    this.edition = edition;
    this.wanted = wanted;
  }

  /** Returns the rows, marked. */
  List<ObjectNode> of(List<ObjectNode> rows) {
    if (!edition.isSince(Edition.APR_2026)) {
      chooseEarly(rows);
    } else {
      chooseSingle(rows);
      chooseSeveral(rows);
    }
    if (edition.isSince(Edition.AUG_2026)) {
      return markedWithAgents(rows);
    }
    for (int i = 0; i < rows.size(); i++) {
      ObjectNode row = rows.get(i);
      if (!row.has("scenario-type")) {
        row.put(RUN, marked.containsKey(i));
        if (marked.getOrDefault(i, ALL) != ALL) {
          row.put(CONC, marked.get(i));
        }
      }
    }
    return rows;
  }

  /** The choice of early 2026: at 1k8k the highest and the lowest tensor parallelism. */
  private void chooseEarly(List<ObjectNode> rows) {
    var single =
        groups(
            rows,
            row ->
                isSeveral(row) || !is(row, SequenceLengths.ONE_EIGHT)
                    ? List.of()
                    : values(
                        row,
                        "model",
                        "runner",
                        "framework",
                        "precision",
                        "spec-decoding",
                        "dp-attn"));
    for (List<Integer> group : single.values()) {
      TreeMap<Long, TreeMap<Long, List<Integer>>> byParallelism = new TreeMap<>();
      for (int i : group) {
        byParallelism
            .computeIfAbsent(rows.get(i).get("tp").longValue(), tp -> new TreeMap<>())
            .computeIfAbsent(rows.get(i).get("conc").longValue(), conc -> new ArrayList<>())
            .add(i);
      }
      for (var ofOne : List.of(byParallelism.firstEntry(), byParallelism.lastEntry())) {
        ofOne.getValue().lastEntry().getValue().forEach(i -> marked.put(i, ALL));
      }
    }
    var several =
        groups(
            rows,
            row ->
                isSeveral(row)
                    ? values(row, "model", "runner", "framework", "precision", "spec-decoding")
                    : List.of());
    for (List<Integer> group : several.values()) {
      for (SequenceLengths lengths :
          List.of(SequenceLengths.EIGHT_ONE, SequenceLengths.ONE_EIGHT)) {
        List<Integer> preferred = group.stream().filter(i -> is(rows.get(i), lengths)).toList();
        if (!preferred.isEmpty()) {
          marked.put(best(preferred, i -> greatest(rows.get(i))), ALL);
          break;
        }
      }
    }
  }

  /** On one node, at 8k1k: the highest concurrency and the one in the middle. */
  private void chooseSingle(List<ObjectNode> rows) {
    var groups =
        groups(
            rows,
            row ->
                isSeveral(row) || !is(row, SequenceLengths.EIGHT_ONE) || eligible(row).isEmpty()
                    ? List.of()
                    : values(
                        row,
                        "model",
                        "runner",
                        "framework",
                        "precision",
                        "spec-decoding",
                        "dp-attn",
                        "attn-dp-size"));
    for (List<Integer> group : groups.values()) {
      TreeSet<Long> all = new TreeSet<>();
      group.forEach(i -> all.add(rows.get(i).get("conc").longValue()));
      long middle = List.copyOf(all).get(all.size() / 2);
      for (int i : group) {
        long conc = rows.get(i).get("conc").longValue();
        if (conc == middle || conc == all.last()) {
          marked.put(i, ALL);
        }
      }
    }
  }

  /** On several nodes, at 8k1k: the highest concurrency of each topology. */
  private void chooseSeveral(List<ObjectNode> rows) {
    boolean isRecent = edition.isSince(Edition.JUL_2026);
    var groups =
        groups(
            rows,
            row ->
                !isSeveral(row) || !is(row, SequenceLengths.EIGHT_ONE) || eligible(row).isEmpty()
                    ? List.of()
                    : isRecent ? topology(row) : withAttention(row));
    for (List<Integer> group : groups.values()) {
      int best = best(group, i -> last(eligible(rows.get(i))));
      List<Long> eligible = eligible(rows.get(best));
      marked.put(best, isRecent ? last(eligible) : eligible.get(eligible.size() / 2));
    }
  }

  private static long last(List<Long> values) {
    return values.get(values.size() - 1);
  }

  private static List<JsonNode> withAttention(ObjectNode row) {
    List<JsonNode> key =
        new ArrayList<>(values(row, "model", "runner", "framework", "precision", "spec-decoding"));
    key.add(row.path("prefill").path("dp-attn"));
    key.add(row.path("decode").path("dp-attn"));
    return key;
  }

  private List<ObjectNode> markedWithAgents(List<ObjectNode> rows) {
    boolean isNewest = edition.isSince(Edition.NOV_2026);
    boolean areAgentsUsual = isNewest || wanted != SweepFilters.Evals.USUAL;
    Map<Integer, List<String>> suites = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> suite = edition.suiteOf(rows.get(i));
      if (!suite.isEmpty()) {
        suites.put(i, suite);
        marked.put(i, isSeveral(rows.get(i)) ? greatest(rows.get(i)) : ALL);
      }
    }
    Map<Integer, Long> more = new LinkedHashMap<>();
    Map<Integer, Long> picked = isNewest ? agents(rows) : earlierAgents(rows, suites.keySet());
    if (areAgentsUsual) {
      picked.forEach((i, conc) -> (suites.containsKey(i) ? more : marked).put(i, conc));
    }
    for (int i = 0; i < rows.size(); i++) {
      ObjectNode row = rows.get(i);
      row.put(RUN, marked.containsKey(i));
      if (marked.containsKey(i)) {
        if (edition.isSince(Edition.SEP_2026)) {
          List<String> suite = suites.getOrDefault(i, List.of(COMMON, ""));
          row.put(FRAMEWORK, suite.get(0)).put(SUITE, suite.get(1));
        }
        if (marked.get(i) != ALL) {
          row.put(CONC, marked.get(i));
        }
      }
    }
    List<ObjectNode> all = new ArrayList<>(rows);
    more.forEach(
        (i, conc) -> {
          ObjectNode row = rows.get(i).deepCopy();
          row.put(RUN, true).put(ONLY, true).put(FRAMEWORK, COMMON).put(SUITE, "");
          row.remove("require-power");
          if (conc != ALL) {
            row.put(CONC, conc);
          }
          all.add(row);
        });
    if (isNewest) {
      EvalCollisions.drop(all);
    }
    return all.stream().filter(row -> row.get(RUN).asBoolean() || !row.has(ONLY)).toList();
  }

  /** The rows of agents that get the common evaluation, in the order of their groups. */
  private static Map<Integer, Long> agents(List<ObjectNode> rows) {
    Map<Integer, Long> picked = new LinkedHashMap<>();
    groups(
            rows,
            row ->
                isAgent(row) && !isSeveral(row)
                    ? values(
                        row,
                        "model",
                        "runner",
                        "framework",
                        "precision",
                        "spec-decoding",
                        "dp-attn",
                        "image",
                        "attn-dp-size")
                    : List.of())
        .values()
        .forEach(group -> picked.put(best(group, i -> greatest(rows.get(i))), ALL));
    Set<List<JsonNode>> covered = new HashSet<>();
    groups(
            rows,
            row ->
                isAgent(row) && isSeveral(row) && !eligible(row).isEmpty()
                    ? topology(row)
                    : List.of())
        .values()
        .forEach(
            group -> {
              int best = best(group, i -> last(eligible(rows.get(i))));
              picked.put(best, last(eligible(rows.get(best))));
              covered.add(deployment(rows.get(best)));
            });
    groups(rows, row -> isAgent(row) && isSeveral(row) ? deployment(row) : List.of())
        .forEach(
            (deployment, group) -> {
              if (!covered.contains(deployment)) {
                int best = best(group, i -> greatest(rows.get(i)));
                picked.put(best, greatest(rows.get(best)));
              }
            });
    return picked;
  }

  /** The rows that the tool picked before it did so without being asked. */
  private static Map<Integer, Long> earlierAgents(List<ObjectNode> rows, Set<Integer> others) {
    Map<Integer, Long> picked = new LinkedHashMap<>();
    Set<ObjectNode> left = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < rows.size(); i++) {
      if (isAgent(rows.get(i)) && !others.contains(i)) {
        left.add(rows.get(i));
      }
    }
    groups(rows, row -> left.contains(row) && !isSeveral(row) ? deployment(row) : List.of())
        .values()
        .forEach(group -> picked.put(best(group, i -> greatest(rows.get(i))), ALL));
    groups(
            rows,
            row ->
                left.contains(row) && isSeveral(row) && !eligible(row).isEmpty()
                    ? topology(row)
                    : List.of())
        .values()
        .forEach(
            group -> {
              int best = best(group, i -> last(eligible(rows.get(i))));
              picked.put(best, last(eligible(rows.get(best))));
            });
    return picked;
  }
}

package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
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
import java.util.function.Function;
import java.util.stream.Stream;

/** Marks the configurations whose answers are evaluated besides the benchmark. */
final class EvalMarks {

  private static final long LEAST = 16;
  private static final long ALL = -1;
  private static final String RUN = "run-eval";
  private static final String CONC = "eval-conc";
  private static final String ONLY = "eval-only";
  private static final String FRAMEWORK = "eval-framework";
  private static final String SUITE = "eval-suite";
  private static final Set<String> NOT_TOPOLOGY =
      Set.of("conc", RUN, ONLY, CONC, "eval-all-concs", "exp-name", FRAMEWORK, SUITE);

  /** Models whose makers have a suite of their own for agents. */
  private static final Map<String, List<String>> SUITES =
      Map.of(
          "kimik3", List.of("kimi-vendor", "kimi_tool_call_schema_full"),
          "minimaxm3", List.of("minimax-vendor", "minimax_m3_full"));

  private static final Map<String, List<String>> EARLIER_SUITES =
      Map.of(
          "kimik3", List.of("kimi-vendor", "kimi_tool_call_schema"),
          "minimaxm3", List.of("minimax-vendor", "minimax_m3_smoke"));

  private final Edition edition;
  private final SweepFilters.Evals wanted;

  /** The rows that are marked, with the concurrency where several are tried. */
  private final Map<Integer, Long> marked = new TreeMap<>();

  EvalMarks(Edition edition, SweepFilters.Evals wanted) {
    this.edition = edition;
    this.wanted = wanted;
  }

  /** Returns the rows, marked; with {@code ONLY} those alone. */
  List<ObjectNode> of(List<ObjectNode> rows) {
    boolean marks =
        switch (wanted) {
          case NONE -> false;
          case USUAL -> edition.isSince(Edition.APR_2026);
          case MARKED, ONLY -> edition.isSince(Edition.FEB_2026);
        };
    List<ObjectNode> all = marks ? marked(rows) : rows;
    if (wanted != SweepFilters.Evals.ONLY) {
      return all;
    }
    List<ObjectNode> only = all.stream().filter(row -> row.path(RUN).asBoolean()).toList();
    if (edition.isSince(Edition.APR_2026)) {
      only.forEach(row -> row.put(ONLY, true).remove("require-power"));
    }
    return only;
  }

  private List<ObjectNode> marked(List<ObjectNode> rows) {
    if (!edition.isSince(Edition.APR_2026)) {
      chooseEarly(rows);
    } else {
      chooseSingle(rows);
      chooseSeveral(rows);
    }
    if (edition.isSince(Edition.SEP_2026)) {
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

  private static Map<List<JsonNode>, List<Integer>> groups(
      List<ObjectNode> rows, Function<ObjectNode, List<JsonNode>> key) {
    Map<List<JsonNode>, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      List<JsonNode> group = key.apply(rows.get(i));
      if (!group.isEmpty()) {
        groups.computeIfAbsent(group, first -> new ArrayList<>()).add(i);
      }
    }
    return groups;
  }

  private static List<JsonNode> values(JsonNode row, String... names) {
    return Stream.of(names).map(row::path).toList();
  }

  private static boolean is(ObjectNode row, SequenceLengths lengths) {
    return row.path("isl").asLong() == lengths.isl() && row.path("osl").asLong() == lengths.osl();
  }

  private static boolean isSeveral(ObjectNode row) {
    return row.has("prefill");
  }

  private static List<Long> concurrencies(ObjectNode row) {
    JsonNode conc = row.get("conc");
    List<Long> values = new ArrayList<>();
    if (conc.isArray()) {
      conc.forEach(value -> values.add(value.longValue()));
    } else {
      values.add(conc.longValue());
    }
    return values;
  }

  private static long greatest(ObjectNode row) {
    return concurrencies(row).stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  private static List<Long> eligible(ObjectNode row) {
    return concurrencies(row).stream().filter(value -> value >= LEAST).sorted().toList();
  }

  /** The first of the rows with the greatest value. */
  private static int best(List<Integer> rows, Function<Integer, Long> value) {
    int best = rows.get(0);
    for (int row : rows) {
      best = value.apply(row) > value.apply(best) ? row : best;
    }
    return best;
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
    boolean isRecent = edition.isSince(Edition.SEP_2026);
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

  private static List<JsonNode> topology(ObjectNode row) {
    return List.of(row.deepCopy().without(NOT_TOPOLOGY));
  }

  private static List<JsonNode> withAttention(ObjectNode row) {
    List<JsonNode> key =
        new ArrayList<>(values(row, "model", "runner", "framework", "precision", "spec-decoding"));
    key.add(row.path("prefill").path("dp-attn"));
    key.add(row.path("decode").path("dp-attn"));
    return key;
  }

  private static boolean isAgent(ObjectNode row) {
    return row.has("scenario-type");
  }

  private List<ObjectNode> markedWithAgents(List<ObjectNode> rows) {
    boolean isNewest = edition.isSince(Edition.NOV_2026);
    boolean areAgentsUsual = isNewest || wanted != SweepFilters.Evals.USUAL;
    Map<Integer, List<String>> suites = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      List<String> suite =
          (isNewest ? SUITES : EARLIER_SUITES).get(rows.get(i).path("model-prefix").asText());
      if (isAgent(rows.get(i)) && suite != null) {
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
        List<String> suite = suites.getOrDefault(i, List.of("lm-eval", ""));
        row.put(FRAMEWORK, suite.get(0)).put(SUITE, suite.get(1));
        if (marked.get(i) != ALL) {
          row.put(CONC, marked.get(i));
        }
      }
    }
    List<ObjectNode> all = new ArrayList<>(rows);
    more.forEach(
        (i, conc) -> {
          ObjectNode row = rows.get(i).deepCopy();
          row.put(RUN, true).put(ONLY, true).put(FRAMEWORK, "lm-eval").put(SUITE, "");
          row.remove("require-power");
          if (conc != ALL) {
            row.put(CONC, conc);
          }
          all.add(row);
        });
    if (isNewest) {
      dropCollisions(all);
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

  private static List<JsonNode> deployment(ObjectNode row) {
    return values(row, "model", "runner", "framework", "precision");
  }

  /** Of evaluations that the project's pages cannot tell apart, leaves the first one. */
  private static void dropCollisions(List<ObjectNode> rows) {
    Set<List<Object>> claimed = new HashSet<>();
    for (boolean moved : new boolean[] {false, true}) {
      for (ObjectNode row : rows) {
        boolean isMoved = !row.path("kv-offloading").asText("none").equals("none");
        if (row.get(RUN).asBoolean() && isMoved == moved) {
          drop(row, claimed);
        }
      }
    }
  }

  private static void drop(ObjectNode row, Set<List<Object>> claimed) {
    TreeSet<Long> all = new TreeSet<>(concurrencies(row));
    if (isSeveral(row)) {
      all.clear();
      all.add(row.get(CONC).longValue());
    }
    List<Long> free = new ArrayList<>();
    for (long conc : all) {
      if (claimed.add(List.of(identity(row), conc))) {
        free.add(conc);
      }
    }
    if (free.isEmpty()) {
      row.put(RUN, false).remove(List.of(FRAMEWORK, SUITE, CONC, "eval-all-concs"));
    } else if (free.size() < all.size()) {
      ArrayNode left = row.putArray("conc");
      free.forEach(left::add);
    }
  }

  private static List<JsonNode> identity(ObjectNode row) {
    List<JsonNode> identity =
        new ArrayList<>(
            values(
                row,
                "model",
                "model-prefix",
                "runner",
                "framework",
                "precision",
                "spec-decoding",
                "disagg",
                FRAMEWORK,
                SUITE,
                "isl",
                "osl"));
    if (row.path("disagg").isMissingNode()) {
      identity.set(6, BooleanNode.FALSE);
    }
    for (JsonNode part : isSeveral(row) ? values(row, "prefill", "decode") : List.of(row)) {
      identity.addAll(values(part, "tp", "ep", "dp-attn"));
      identity.add(isSeveral(row) ? part.path("num-worker") : part.path("none"));
    }
    return identity;
  }
}

package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks at configurations as the choice of what is evaluated does. */
final class EvalRows {

  static final String RUN = "run-eval";
  static final String CONC = "eval-conc";
  static final String ALL_CONCS = "eval-all-concs";
  static final String ONLY = "eval-only";
  static final String FRAMEWORK = "eval-framework";
  static final String SUITE = "eval-suite";

  private static final long LEAST = 16;
  private static final Set<String> NOT_TOPOLOGY =
      Set.of("conc", RUN, ONLY, CONC, ALL_CONCS, "exp-name", FRAMEWORK, SUITE);

  private EvalRows() {}

  /**
   * Returns rows by their key, in the order of their first ones; those with no key are left out.
   */
  static Map<List<JsonNode>, List<Integer>> groups(
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

  static List<JsonNode> values(JsonNode row, String... names) {
    return Stream.of(names).map(row::path).toList();
  }

  static List<JsonNode> deployment(ObjectNode row) {
    return values(row, "model", "runner", "framework", "precision");
  }

  /** Returns all of a row but its concurrency and what is said of evaluations. */
  static List<JsonNode> topology(ObjectNode row) {
    return List.of(row.deepCopy().without(NOT_TOPOLOGY));
  }

  static boolean is(ObjectNode row, SequenceLengths lengths) {
    return row.path("isl").asLong() == lengths.isl() && row.path("osl").asLong() == lengths.osl();
  }

  static boolean isSeveral(ObjectNode row) {
    return row.has("prefill");
  }

  static boolean isAgent(ObjectNode row) {
    return row.has("scenario-type");
  }

  static boolean isMarked(ObjectNode row) {
    return row.path(RUN).asBoolean();
  }

  static List<Long> concurrencies(ObjectNode row) {
    JsonNode conc = row.get("conc");
    List<Long> values = new ArrayList<>();
    if (conc.isArray()) {
      conc.forEach(value -> values.add(value.longValue()));
    } else {
      values.add(conc.longValue());
    }
    return values;
  }

  /** Sets the concurrencies of a row to these, each once and in order. */
  static void setConcurrencies(ObjectNode row, List<Long> values) {
    new TreeSet<>(values).forEach(row.putArray("conc")::add);
  }

  static long greatest(ObjectNode row) {
    return concurrencies(row).stream().mapToLong(Long::longValue).max().orElseThrow();
  }

  static long least(ObjectNode row) {
    return concurrencies(row).stream().mapToLong(Long::longValue).min().orElseThrow();
  }

  /** Returns the concurrencies that are worth an evaluation, in order. */
  static List<Long> eligible(ObjectNode row) {
    return concurrencies(row).stream().filter(value -> value >= LEAST).sorted().toList();
  }

  /** Returns the first of the rows with the greatest value. */
  static int best(List<Integer> rows, Function<Integer, Long> value) {
    int best = rows.get(0);
    for (int row : rows) {
      best = value.apply(row) > value.apply(best) ? row : best;
    }
    return best;
  }
}

package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The states of the project's tool, by a month in which it was so: the same master file has other
 * entries in each. Facts of its public repository, utils/matrix_logic and later infx/matrix.
 */
enum Edition {
  /** Entries without 'multinode'; 13 fields. */
  NOV_2025("2025-11"),
  /** Several nodes, prefill and decode workers, speculative decoding. */
  DEC_2025("2025-12"),
  /** The field run-eval, false unless evals are asked for; 1k8k. */
  FEB_2026("2026-02"),
  /** Evals at 8k1k are marked, 1k8k has no name any more, 256 tokens of room. */
  APR_2026("2026-04"),
  /** Master files with 'scenarios', runner files that are plain lists. */
  JUN_2026("2026-06"),
  /** The cache of agents may go to memory; runner files with 'labels' and 'hardware'. */
  JUL_2026("2026-07"),
  /** More kinds of parallelism, numbers of nodes. */
  AUG_2026("2026-08"),
  /** Evaluations have a framework and a suite; models with one of their maker always get it. */
  SEP_2026("2026-09"),
  /** The usual evals of agents; runner files with 'labels' and 'clusters'. */
  NOV_2026("2026-11");

  /** The choice that leaves it to the files. */
  static final String OF_FILES = "newest";

  /** Models whose makers have a suite of their own for agents. */
  private static final Map<String, List<String>> SUITES =
      Map.of(
          "kimik3", List.of("kimi-vendor", "kimi_tool_call_schema_full"),
          "minimaxm3", List.of("minimax-vendor", "minimax_m3_full"));

  private static final Map<String, List<String>> EARLIER_SUITES =
      Map.of(
          "kimik3", List.of("kimi-vendor", "kimi_tool_call_schema"),
          "minimaxm3", List.of("minimax-vendor", "minimax_m3_smoke"));

  private final String month;

  Edition(String month) {
    this.month = month;
  }

  static List<String> choices() {
    return Arrays.stream(values()).map(edition -> edition.month).toList();
  }

  static Edition named(String month) {
    return Arrays.stream(values())
        .filter(edition -> edition.month.equals(month))
        .findFirst()
        .orElseThrow();
  }

  String month() {
    return month;
  }

  boolean isSince(Edition other) {
    return compareTo(other) >= 0;
  }

  /** Returns the tokens that a model's window has besides input and output. */
  long room() {
    return isSince(APR_2026) ? 256 : 200;
  }

  /** Returns the name of a pair of sequence lengths. */
  String nameOf(long isl, long osl) {
    for (SequenceLengths known : SequenceLengths.values()) {
      boolean named = known != SequenceLengths.ONE_EIGHT || !isSince(APR_2026);
      if (named && known.isl() == isl && known.osl() == osl) {
        return known.word();
      }
    }
    return isl + "_" + osl;
  }

  /** Returns the framework and the suite that the maker of an agent's model has, or nothing. */
  List<String> suiteOf(ObjectNode row) {
    if (!isSince(SEP_2026) || !EvalRows.isAgent(row)) {
      return List.of();
    }
    String model = row.path("model-prefix").asText();
    return (isSince(NOV_2026) ? SUITES : EARLIER_SUITES).getOrDefault(model, List.of());
  }
}

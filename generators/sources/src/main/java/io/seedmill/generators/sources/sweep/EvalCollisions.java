package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.EvalRows.isSeveral;
import static io.seedmill.generators.sources.sweep.EvalRows.values;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds evaluations that the project's pages cannot tell apart, and leaves the first one. */
final class EvalCollisions {

  private final Set<List<Object>> claimed = new HashSet<>();

  private EvalCollisions() {}

  /** Takes marks off rows; those without a cache elsewhere come first. */
  static void drop(List<ObjectNode> rows) {
    EvalCollisions collisions = new EvalCollisions();
    for (boolean moved : new boolean[] {false, true}) {
      for (ObjectNode row : rows) {
        boolean isMoved = !row.path(MasterSchema.OFFLOADING).asText("none").equals("none");
        if (EvalRows.isMarked(row) && isMoved == moved) {
          collisions.claim(row);
        }
      }
    }
  }

  private void claim(ObjectNode row) {
    boolean isOfOne = isSeveral(row) && !row.path(EvalRows.ALL_CONCS).asBoolean();
    TreeSet<Long> all =
        new TreeSet<>(
            isOfOne ? List.of(row.get(EvalRows.CONC).longValue()) : EvalRows.concurrencies(row));
    List<Long> free = new ArrayList<>();
    for (long conc : all) {
      if (claimed.add(List.of(identity(row), conc))) {
        free.add(conc);
      }
    }
    if (free.isEmpty()) {
      row.put(EvalRows.RUN, false)
          .remove(List.of(EvalRows.FRAMEWORK, EvalRows.SUITE, EvalRows.CONC, EvalRows.ALL_CONCS));
    } else if (free.size() < all.size()) {
      EvalRows.setConcurrencies(row, free);
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
                EvalRows.FRAMEWORK,
                EvalRows.SUITE,
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

package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Leaves what is wanted of the configurations: all, those for an evaluation, the least ones. */
final class EvalSelection {

  private final Edition edition;
  private final SweepFilters.Evals wanted;
  private final boolean trims;

  EvalSelection(Edition edition, SweepFilters filters) throws MasterException {
    this.edition = edition;
    this.wanted = filters.evals();
    this.trims = filters.trimConc();
    require(
        switch (wanted) {
          case USUAL, NONE -> Edition.NOV_2025;
          case MARKED, ONLY -> Edition.FEB_2026;
          case ALL -> Edition.JUL_2026;
          case SMOKE -> Edition.SEP_2026;
        },
        "'evals: " + wanted.word() + "'");
    require(trims ? Edition.SEP_2026 : Edition.NOV_2025, "'trimConc'");
  }

  private void require(Edition first, String option) throws MasterException {
    if (!edition.isSince(first)) {
      throw new MasterException(
          option + " with the edition " + edition.month(), "it since " + first.month());
    }
  }

  List<ObjectNode> of(List<ObjectNode> rows) {
    boolean marks =
        switch (wanted) {
          case NONE -> false;
          case USUAL -> edition.isSince(Edition.APR_2026);
          case MARKED, ONLY, ALL, SMOKE -> true;
        };
    List<ObjectNode> all = marks ? new EvalMarks(edition, wanted).of(rows) : rows;
    if (wanted == SweepFilters.Evals.ALL) {
      all = everything(all);
    }
    if (wanted == SweepFilters.Evals.SMOKE) {
      return smoke(all);
    }
    if (trims) {
      all = trimmed(all);
    }
    if (wanted != SweepFilters.Evals.ONLY && wanted != SweepFilters.Evals.ALL) {
      return all;
    }
    List<ObjectNode> only = all.stream().filter(EvalRows::isMarked).toList();
    if (edition.isSince(Edition.APR_2026)) {
      only.forEach(row -> row.put(EvalRows.ONLY, true).remove("require-power"));
    }
    return only;
  }

  /** Marks every row that can be evaluated; rows of one topology become one. */
  private List<ObjectNode> everything(List<ObjectNode> rows) {
    boolean isNewest = edition.isSince(Edition.NOV_2026);
    List<ObjectNode> all = new ArrayList<>();
    Map<List<JsonNode>, ObjectNode> merged = new HashMap<>();
    for (ObjectNode row : rows) {
      if (row.path(EvalRows.ONLY).asBoolean()) {
        continue; // it is made again
      }
      List<String> suite = edition.suiteOf(row);
      if (!suite.isEmpty()) {
        all.add(ofMaker(row, suite));
      }
      if (suite.isEmpty() || isNewest) {
        ObjectNode common = row.deepCopy();
        if (!suite.isEmpty()) {
          common.remove(List.of(EvalRows.FRAMEWORK, EvalRows.SUITE, EvalRows.CONC));
        }
        addCommon(common, merged, all);
      }
    }
    if (edition.isSince(Edition.SEP_2026)) {
      all.stream().filter(EvalRows::isMarked).forEach(EvalSelection::completeSuite);
    }
    if (isNewest) {
      EvalCollisions.drop(all);
    }
    return all;
  }

  private static ObjectNode ofMaker(ObjectNode row, List<String> suite) {
    ObjectNode marked = row.deepCopy().put(EvalRows.RUN, true);
    marked.put(EvalRows.FRAMEWORK, suite.get(0)).put(EvalRows.SUITE, suite.get(1));
    if (EvalRows.isSeveral(row)) {
      EvalRows.setConcurrencies(marked, EvalRows.concurrencies(row));
      marked.put(EvalRows.CONC, EvalRows.greatest(row));
    }
    return marked;
  }

  private void addCommon(
      ObjectNode row, Map<List<JsonNode>, ObjectNode> merged, List<ObjectNode> all) {
    boolean isAgent = EvalRows.isAgent(row);
    boolean isMarked =
        isAgent ? edition.isSince(Edition.AUG_2026) : EvalRows.is(row, SequenceLengths.EIGHT_ONE);
    if (!isMarked || !EvalRows.isSeveral(row)) {
      all.add(isMarked ? row.put(EvalRows.RUN, true) : row);
      return;
    }
    ObjectNode first = merged.putIfAbsent(EvalRows.topology(row), row);
    List<Long> values = new ArrayList<>(EvalRows.concurrencies(row));
    if (first != null) {
      values.addAll(EvalRows.concurrencies(first));
    } else {
      all.add(row);
      row.put(EvalRows.RUN, true);
    }
    ObjectNode target = first == null ? row : first;
    EvalRows.setConcurrencies(target, values);
    if (isAgent) {
      target.put(EvalRows.CONC, EvalRows.greatest(target));
    } else {
      target.put(EvalRows.ALL_CONCS, true).remove(EvalRows.CONC);
    }
  }

  private static void completeSuite(ObjectNode row) {
    if (row.path(EvalRows.FRAMEWORK).asText("").isEmpty()) {
      row.put(EvalRows.FRAMEWORK, EvalMarks.COMMON);
    }
    row.putIfAbsent(EvalRows.SUITE, TextNode.valueOf(""));
  }

  /** Returns the row with the least concurrency of each topology. */
  private List<ObjectNode> trimmed(List<ObjectNode> rows) {
    List<ObjectNode> all = new ArrayList<>(rows);
    for (int i = 0; i < all.size(); i++) {
      ObjectNode row = all.get(i);
      if (EvalRows.isSeveral(row)) {
        ArrayNode one = row.arrayNode().add(EvalRows.least(row));
        ObjectNode least = row.deepCopy();
        least.set("conc", one);
        if (least.has(EvalRows.CONC)) {
          least.set(EvalRows.CONC, one.get(0));
        }
        all.set(i, least);
      }
    }
    Set<Integer> kept = new HashSet<>();
    for (List<Integer> group : EvalRows.groups(all, this::shape).values()) {
      int keep = EvalRows.best(group, i -> -EvalRows.least(all.get(i)));
      kept.add(keep);
      if (group.stream().anyMatch(i -> EvalRows.isMarked(all.get(i)))) {
        ObjectNode row = all.get(keep).deepCopy().put(EvalRows.RUN, true);
        if (EvalRows.isSeveral(row)) {
          row.put(EvalRows.CONC, EvalRows.least(row));
        }
        if (group.stream().anyMatch(i -> all.get(i).path(EvalRows.ALL_CONCS).asBoolean())) {
          row.put(EvalRows.ALL_CONCS, true);
        }
        all.set(keep, row);
      }
    }
    List<ObjectNode> left = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (kept.contains(i)) {
        left.add(all.get(i));
      }
    }
    return left;
  }

  /** Returns what is the same in rows of one topology; an evaluation alone has one of its own. */
  private List<JsonNode> shape(ObjectNode row) {
    List<JsonNode> shape = new ArrayList<>(EvalRows.topology(row));
    if (edition.isSince(Edition.NOV_2026) && row.path(EvalRows.ONLY).asBoolean()) {
      shape.add(BooleanNode.TRUE);
      shape.addAll(EvalRows.values(row, EvalRows.FRAMEWORK, EvalRows.SUITE));
    }
    return shape;
  }

  /** Returns the least concurrency of each topology, and behind them one evaluation of each. */
  private List<ObjectNode> smoke(List<ObjectNode> rows) {
    List<ObjectNode> benchmarks = new ArrayList<>();
    List<ObjectNode> evaluations = new ArrayList<>();
    for (ObjectNode row : rows) {
      benchmarks.add(row.deepCopy().put(EvalRows.RUN, false));
      if (EvalRows.isMarked(row)) {
        ObjectNode alone = row.deepCopy().put(EvalRows.ONLY, true);
        alone.remove("require-power");
        if (EvalRows.isSeveral(row)) {
          alone.putArray("conc").add(row.get(EvalRows.CONC));
          alone.put(EvalRows.ALL_CONCS, false);
        }
        evaluations.add(alone);
      }
    }
    List<ObjectNode> all = new ArrayList<>(trimmed(benchmarks));
    all.addAll(trimmed(evaluations));
    return all;
  }
}

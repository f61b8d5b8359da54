package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Tries each entry of a label once on each of its runners, at 1024/1024. */
final class RunnerSweep {

  private static final long WINDOW = 2048;

  private final Edition edition;
  private final SweepFilters filters;
  private final RunnerFile runners;

  RunnerSweep(Edition edition, SweepFilters filters, RunnerFile runners) throws MasterException {
    if (edition.isSince(Edition.JUL_2026)) {
      throw new MasterException(
          "'runnerModelSweep' with the edition " + edition.month(),
          "it before 2026-07; since then 'runnerNodeFilter' beside 'configKeys'");
    }
    this.edition = edition;
    this.filters = filters;
    this.runners = runners;
  }

  List<ObjectNode> of(Map<String, ObjectNode> entries) throws MasterException {
    String label = filters.runnerType().get(0);
    List<String> on = new ArrayList<>(runners.named(label));
    filters.runnerNode().ifPresent(part -> on.removeIf(node -> !node.contains(part)));
    if (on.isEmpty()) {
      throw new MasterException(
          "no runner of '%s' with '%s'".formatted(label, filters.runnerNode().orElse("")),
          "a part of one of " + String.join(", ", runners.named(label)));
    }
    List<ObjectNode> rows = new ArrayList<>();
    for (var each : entries.entrySet()) {
      ObjectNode entry = each.getValue();
      boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
      boolean isOnNodes = multinode ? filters.multiNode() : filters.singleNode();
      if (filters.wants(each.getKey(), entry) && isOnNodes) {
        for (JsonNode sequence : shortest(entry)) {
          ObjectNode row = multinode ? several(entry, sequence) : single(entry, sequence);
          on.forEach(runner -> rows.add(row.deepCopy().put("runner", runner)));
        }
      }
    }
    return rows;
  }

  /** Returns what an entry has of 1024/1024: the first of it, or nothing. */
  private static List<JsonNode> shortest(ObjectNode entry) {
    JsonNode sequences =
        entry.has(MasterSchema.SEQUENCES)
            ? entry.get(MasterSchema.SEQUENCES)
            : entry.path(MasterSchema.SCENARIOS).path(MasterSchema.FIXED);
    return points(sequences)
        .filter(
            sequence ->
                sequence.get("isl").asLong() == 1024 && sequence.get("osl").asLong() == 1024)
        .limit(1)
        .toList();
  }

  private static Stream<JsonNode> points(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  private ObjectNode row(ObjectNode entry) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    for (String name : List.of("image", "model", "model-prefix", "precision", "framework")) {
      if (!name.equals("model-prefix") || edition.isSince(Edition.DEC_2025)) {
        row.set(name, entry.get(name));
      }
    }
    row.put("runner", "");
    return row.put("isl", 1024L).put("osl", 1024L);
  }

  private ObjectNode single(ObjectNode entry, JsonNode sequence) {
    JsonNode search =
        points(sequence.get(MasterSchema.SEARCH_SPACE))
            .min(Comparator.comparingLong(point -> -point.get("tp").longValue()))
            .orElseThrow();
    ObjectNode row = row(entry);
    row.set("tp", search.get("tp"));
    row.set("ep", search.hasNonNull("ep") ? search.get("ep") : LongNode.valueOf(1));
    row.set("dp-attn", search.hasNonNull("dp-attn") ? search.get("dp-attn") : BooleanNode.FALSE);
    if (edition.isSince(Edition.DEC_2025)) {
      row.put("spec-decoding", search.path("spec-decoding").asText("none"));
    }
    long first =
        search.has(MasterSchema.START) ? search.get(MasterSchema.START).longValue() : least(search);
    return end(row.put("conc", concurrency(first)), entry);
  }

  private ObjectNode several(ObjectNode entry, JsonNode sequence) {
    JsonNode search =
        points(sequence.get(MasterSchema.SEARCH_SPACE))
            .min(Comparator.comparingLong(RunnerSweep::least))
            .orElseThrow();
    boolean isRange = !search.has(MasterSchema.LIST);
    long first =
        !isRange
            ? least(search)
            : edition.isSince(Edition.FEB_2026) ? search.get(MasterSchema.START).longValue() : 1;
    ObjectNode row = row(entry).put("spec-decoding", search.path("spec-decoding").asText("none"));
    for (String role : List.of("prefill", "decode")) {
      row.set(role, worker(search.get(role)));
    }
    row.putArray("conc").add(concurrency(first));
    return end(row, entry);
  }

  private static ObjectNode worker(JsonNode given) {
    Map<String, JsonNode> keys = new LinkedHashMap<>();
    for (String name : List.of("num-worker", "tp", "ep", "dp-attn", "additional-settings")) {
      JsonNode none = JsonNodeFactory.instance.arrayNode();
      keys.put(name, given.hasNonNull(name) ? given.get(name) : none);
    }
    ObjectNode worker = JsonNodeFactory.instance.objectNode();
    worker.setAll(keys);
    return worker;
  }

  /** Returns the least concurrency of a list; a range comes behind every list. */
  private static long least(JsonNode search) {
    return points(search.path(MasterSchema.LIST))
        .mapToLong(JsonNode::longValue)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long concurrency(long first) {
    return filters.conc().stream().findFirst().orElse(first);
  }

  private ObjectNode end(ObjectNode row, ObjectNode entry) {
    row.put("max-model-len", WINDOW)
        .put("exp-name", entry.get("model-prefix").textValue() + "_test");
    if (edition.isSince(Edition.DEC_2025)) {
      row.put("disagg", entry.path("disagg").asBoolean());
    }
    if (edition.isSince(Edition.FEB_2026)) {
      row.put(EvalRows.RUN, false);
    }
    return row;
  }
}

package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Describes the workers of a configuration on several nodes, and their parallelism. */
final class Workers {

  private Workers() {}

  /** Adds the workers; those of both kinds in one count as those of prefill. */
  static void add(ObjectNode entry, ObjectNode search, ObjectNode row, boolean isRecent)
      throws MasterException {
    if (!isRecent) {
      requireBoth(search);
      row.set("prefill", search.get("prefill"));
      row.set("decode", search.get("decode"));
      return;
    }
    if (entry.path("disagg").asBoolean()) {
      requireBoth(search);
      row.set("prefill", complete(search.get("prefill")));
      row.set("decode", complete(search.get("decode")));
      return;
    }
    if (!search.hasNonNull("worker")) {
      throw new MasterException(
          "'prefill' and 'decode' of an entry without 'disagg: true'", "'worker'");
    }
    ObjectNode worker = complete(search.get("worker"));
    ObjectNode prefill = JsonNodeFactory.instance.objectNode().put("num-worker", 1L);
    prefill.setAll(worker);
    row.set("prefill", prefill);
    ObjectNode decode = JsonNodeFactory.instance.objectNode().put("num-worker", 0L);
    worker.remove(List.of("num-worker", "additional-settings"));
    decode.setAll(worker);
    row.set("decode", decode);
  }

  private static void requireBoth(ObjectNode search) throws MasterException {
    if (!search.hasNonNull("prefill") || !search.hasNonNull("decode")) {
      throw new MasterException("'worker'", "'prefill' and 'decode'");
    }
  }

  private static ObjectNode complete(JsonNode worker) {
    ObjectNode complete = worker.deepCopy();
    addParallelism(complete, complete);
    return complete;
  }

  static void addParallelism(ObjectNode search, ObjectNode row) {
    for (String name : List.of("pp", "dcp-size", "pcp-size")) {
      row.set(name, search.hasNonNull(name) ? search.get(name) : LongNode.valueOf(1));
    }
  }

  /** Returns how many there are of how many GPUs. */
  static String count(JsonNode worker) {
    return worker.get("num-worker") + "x" + worker.get("tp");
  }

  /** Returns what tells workers apart in a name. */
  static String tag(JsonNode worker, boolean isRecent) {
    String tag = count(worker);
    if (!isRecent) {
      return tag;
    }
    if (worker.path("ep").asLong(1) != 1) {
      tag += "ep" + worker.get("ep");
    }
    if (worker.path("dp-attn").asBoolean()) {
      tag += "dpa";
    }
    return worker.hasNonNull("attn-dp-size") ? tag + "adp" + worker.get("attn-dp-size") : tag;
  }
}

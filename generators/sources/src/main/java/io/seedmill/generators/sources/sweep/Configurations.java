package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Makes single configurations of a sweep, with the fields of an edition. */
final class Configurations {

  private static final long DURATION = 3600;
  private static final long EARLIER_DURATION = 1800;

  private final Edition edition;
  private final boolean isTest;
  private final boolean isNamed;
  private final NodeCounts nodes;

  Configurations(Edition edition, SweepFilters filters, NodeCounts nodes) {
    this.edition = edition;
    this.isTest = filters.testMode();
    this.isNamed = !filters.configKeys().isEmpty();
    this.nodes = nodes;
  }

  private boolean isRecent() {
    return edition.isSince(Edition.AUG_2026);
  }

  private ObjectNode row(ObjectNode entry, String runner) {
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.set("image", entry.get("image"));
    row.set("model", entry.get("model"));
    if (edition.isSince(Edition.DEC_2025)) {
      row.set("model-prefix", entry.get("model-prefix"));
    }
    row.set("precision", entry.get("precision"));
    row.set("framework", entry.get("framework"));
    return row.put("runner", runner);
  }

  private ObjectNode row(ObjectNode entry, ObjectNode sequence, String runner)
      throws MasterException {
    ObjectNode row = row(entry, runner);
    row.set("isl", sequence.get("isl"));
    row.set("osl", sequence.get("osl"));
    if (sequence.path("require-power").asBoolean()) {
      String lengths = edition.nameOf(isl(sequence), osl(sequence));
      if (!lengths.equals(SequenceLengths.EIGHT_ONE.word())) {
        throw new MasterException("'require-power' for " + lengths, "it for 8k1k alone");
      }
      row.put("require-power", true);
    }
    return row;
  }

  private static long isl(ObjectNode sequence) {
    return sequence.get("isl").longValue();
  }

  private static long osl(ObjectNode sequence) {
    return sequence.get("osl").longValue();
  }

  private long window(ObjectNode sequence) {
    long room = isNamed && edition == Edition.NOV_2025 ? 0 : edition.room();
    return isl(sequence) + osl(sequence) + room;
  }

  private String name(ObjectNode entry, ObjectNode sequence) {
    boolean isTestOfNamed = isTest && isNamed && edition == Edition.NOV_2025;
    String lengths = edition.nameOf(isl(sequence), osl(sequence));
    return prefix(entry) + "_" + (isTestOfNamed ? "test" : lengths);
  }

  private static String prefix(ObjectNode entry) {
    return entry.get("model-prefix").textValue();
  }

  private static JsonNode speculative(ObjectNode search) {
    return search.hasNonNull("spec-decoding")
        ? search.get("spec-decoding")
        : JsonNodeFactory.instance.textNode("none");
  }

  private static JsonNode or(JsonNode value, JsonNode other) {
    return value == null || value.isNull() ? other : value;
  }

  private static void copy(String name, ObjectNode from, ObjectNode to) {
    if (from.hasNonNull(name)) {
      to.set(name, from.get(name));
    }
  }

  ObjectNode single(
      ObjectNode entry, ObjectNode sequence, ObjectNode search, long concurrency, String runner)
      throws MasterException {
    ObjectNode row = row(entry, sequence, runner);
    row.set("tp", search.get("tp"));
    if (isRecent()) {
      Workers.addParallelism(search, row);
      copy("attn-dp-size", search, row);
    }
    boolean isEarlyTest = (isTest || isNamed) && edition == Edition.NOV_2025;
    if (!isEarlyTest) {
      row.put("conc", concurrency).put("max-model-len", window(sequence));
    }
    row.set("ep", or(search.get("ep"), LongNode.valueOf(1)));
    row.set("dp-attn", or(search.get("dp-attn"), BooleanNode.FALSE));
    if (isEarlyTest) {
      row.put("conc", concurrency).put("max-model-len", window(sequence));
    }
    if (edition.isSince(Edition.DEC_2025)) {
      row.set("spec-decoding", speculative(search));
    }
    if (isRecent()) {
      addRecipes(entry, search, row);
    }
    row.put("exp-name", name(entry, sequence) + suffix("", search));
    addEnd(entry, search, row);
    return row;
  }

  ObjectNode several(
      ObjectNode entry,
      ObjectNode sequence,
      ObjectNode search,
      List<Long> concurrencies,
      String runner)
      throws MasterException, IOException {
    ObjectNode row = row(entry, sequence, runner);
    row.set("spec-decoding", speculative(search));
    Workers.add(entry, search, row, isRecent());
    ArrayNode list = row.putArray("conc");
    concurrencies.forEach(list::add);
    row.put("max-model-len", window(sequence));
    row.put(
        "exp-name",
        name(entry, sequence)
            + suffix("prefill", (ObjectNode) row.get("prefill"))
            + suffix("decode", (ObjectNode) row.get("decode")));
    addEnd(entry, search, row);
    if (isRecent()) {
      addRecipes(entry, search, row);
      addNodes(search, row);
    }
    return row;
  }

  /** Adds the recipes, whose paths begin at the root of the project where their folder is named. */
  private static void addRecipes(ObjectNode entry, ObjectNode search, ObjectNode row) {
    boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
    String folder = entry.path("srt-recipe-dir").asText("");
    for (String name : List.of("srt-recipe", "eval-srt-recipe")) {
      if (search.hasNonNull(name) && !(multinode && folder.isEmpty())) {
        String recipe = search.get(name).asText();
        row.put(
            name,
            folder.isEmpty()
                ? recipe
                : "benchmarks/%s_node/srt-slurm-recipes/%s/%s"
                    .formatted(multinode ? "multi" : "single", folder, recipe));
      }
    }
    if (search.path("power").asBoolean()) {
      row.put("power", true);
    }
  }

  private String suffix(String role, ObjectNode parallel) {
    return isRecent() && parallel.hasNonNull("attn-dp-size")
        ? "_" + role + "adp" + parallel.get("attn-dp-size").asText()
        : "";
  }

  private void addEnd(ObjectNode entry, ObjectNode search, ObjectNode row) {
    if (edition.isSince(Edition.DEC_2025)) {
      row.put("disagg", entry.path("disagg").asBoolean());
    }
    if (edition.isSince(Edition.FEB_2026)) {
      row.put("run-eval", false);
    }
    if (isRecent()) {
      addComponents(entry, search, row);
    }
  }

  private static void addComponents(ObjectNode entry, ObjectNode search, ObjectNode row) {
    for (String name : List.of("router", "kv-p2p-transfer")) {
      JsonNode value = search.has(name) ? search.get(name) : entry.path(name);
      if (!value.isMissingNode() && !value.isNull()) {
        row.set(name, value);
      }
    }
  }

  private void addNodes(ObjectNode search, ObjectNode row) throws MasterException, IOException {
    boolean isGiven = search.hasNonNull("num-nodes");
    if (isGiven && row.get("disagg").booleanValue()) {
      throw new MasterException("'num-nodes' beside 'disagg: true'", "one of the two");
    }
    row.put("node-count", isGiven ? search.get("num-nodes").longValue() : nodes.nodes(row));
  }

  ObjectNode earlierAgent(
      ObjectNode entry, JsonNode scenario, ObjectNode search, long concurrency, String runner)
      throws MasterException {
    ObjectNode row = row(entry, runner);
    String name = prefix(entry);
    if (entry.path(MasterSchema.MULTINODE).asBoolean()) {
      row.set("spec-decoding", speculative(search));
      Workers.add(entry, search, row, isRecent());
      row.put("conc", concurrency);
      name += "_p" + Workers.count(row.get("prefill")) + "_d" + Workers.count(row.get("decode"));
      name += "_conc" + concurrency;
    } else {
      row.set("tp", search.get("tp"));
      row.set("ep", or(search.get("ep"), LongNode.valueOf(1)));
      row.set("dp-attn", or(search.get("dp-attn"), BooleanNode.FALSE));
      String offloading = search.path("offloading").asText("none");
      row.put("conc", concurrency).put("offloading", offloading);
      name += "_tp%s_conc%d_offload%s".formatted(search.get("tp"), concurrency, offloading);
    }
    row.put("duration", scenario.path("duration").asLong(EARLIER_DURATION)).put("exp-name", name);
    if (row.has("prefill")) {
      row.put("disagg", entry.path("disagg").asBoolean());
    }
    return row.put("scenario-type", MasterSchema.AGENTIC);
  }

  ObjectNode agent(
      ObjectNode entry,
      ObjectNode search,
      List<Long> concurrencies,
      String runner,
      OptionalLong gigabytes)
      throws MasterException, IOException {
    boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
    String offloading = MasterSchema.offloading(search);
    String offload =
        offloading.equals("none")
            ? "kvnone"
            : "kv" + offloading + "-" + MasterSchema.backend(search);
    ObjectNode row = row(entry, runner);
    String conc = concurrencies.stream().map(String::valueOf).collect(Collectors.joining("x"));
    String name;
    if (multinode) {
      row.set("spec-decoding", speculative(search));
      Workers.add(entry, search, row, isRecent());
      concurrencies.forEach(row.putArray("conc")::add);
      name =
          "%s_p%s_d%s_conc%s%s"
              .formatted(
                  prefix(entry),
                  Workers.tag(row.get("prefill"), isRecent()),
                  Workers.tag(row.get("decode"), isRecent()),
                  conc,
                  offloading.equals("none") ? "" : "_" + offload);
    } else {
      addParallelismOfAgent(search, row);
      row.put("conc", concurrencies.get(0));
      addRecipes(entry, search, row);
      String speculative = isRecent() ? speculative(search).textValue() : "none";
      name =
          "%s_tp%s_conc%s_%s%s%s"
              .formatted(
                  prefix(entry),
                  search.get("tp"),
                  conc,
                  offload,
                  speculative.equals("none") ? "" : "_spec-" + speculative,
                  suffix("", search));
    }
    row.put("kv-offloading", offloading);
    gigabytes.ifPresent(some -> row.put("total-cpu-dram-gb", some));
    row.put("duration", DURATION).put("exp-name", name);
    if (multinode) {
      row.put("disagg", entry.path("disagg").asBoolean());
    }
    row.put("scenario-type", MasterSchema.AGENTIC);
    copy("kv-offload-backend", search, row);
    if (isRecent()) {
      addComponents(entry, search, row);
    }
    if (isRecent() && multinode) {
      addRecipes(entry, search, row);
      addNodes(search, row);
    }
    return row;
  }

  private void addParallelismOfAgent(ObjectNode search, ObjectNode row) {
    row.set("tp", search.get("tp"));
    if (isRecent()) {
      Workers.addParallelism(search, row);
      copy("attn-dp-size", search, row);
    }
    row.set("ep", or(search.get("ep"), LongNode.valueOf(1)));
    row.set("dp-attn", or(search.get("dp-attn"), BooleanNode.FALSE));
    if (isRecent()) {
      row.set("spec-decoding", speculative(search));
    }
  }
}

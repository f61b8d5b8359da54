package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the configurations of a sweep, in the order of the master files. */
final class Expansion {

  private static final long DURATION = 3600;
  private static final long EARLIER_DURATION = 1800;

  private final Edition edition;
  private final SweepFilters filters;
  private final RunnerFile runners;
  private final NodeCounts nodes;
  private final List<ObjectNode> rows = new ArrayList<>();

  Expansion(Edition edition, SweepFilters filters, RunnerFile runners, NodeCounts nodes) {
    this.edition = edition;
    this.filters = filters;
    this.runners = runners;
    this.nodes = nodes;
  }

  /** Returns the configurations, those for an evaluation marked. */
  List<ObjectNode> of(Map<String, ObjectNode> entries) throws MasterException, IOException {
    requireRunners();
    boolean isNamed = !filters.configKeys().isEmpty();
    for (String name : isNamed ? named(entries.keySet()) : entries.keySet()) {
      ObjectNode entry = entries.get(name);
      if (isNamed || isWanted(name, entry)) {
        try {
          add(entry);
        } catch (MasterException e) {
          throw new MasterException("'" + name + "': " + e.getMessage(), e.allowed());
        }
      }
    }
    return new EvalMarks(edition, filters.evals()).of(rows);
  }

  private void requireRunners() throws MasterException {
    for (String type : filters.runnerType()) {
      if (!runners.labels().containsKey(type)) {
        throw new MasterException(
            "the label of runners '%s' with %s".formatted(type, runners.file()),
            runners.labels().isEmpty()
                ? "labels of a runner file, which 'runners' names"
                : "one of " + String.join(", ", new TreeSet<>(runners.labels().keySet())));
      }
    }
  }

  private Set<String> named(Collection<String> names) throws MasterException {
    Set<String> found = new LinkedHashSet<>();
    for (String key : filters.configKeys()) {
      boolean isPattern = key.contains("*") || key.contains("?");
      Pattern pattern = isPattern ? glob(key) : Pattern.compile(Pattern.quote(key));
      List<String> matches =
          names.stream().filter(name -> pattern.matcher(name).matches()).toList();
      if (matches.isEmpty()) {
        throw new MasterException(
            "the name '%s', which no entry has".formatted(key),
            "names of entries: "
                + names.stream().sorted().limit(50).collect(Collectors.joining(", ")));
      }
      found.addAll(matches);
    }
    return found;
  }

  private static Pattern glob(String pattern) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      int end = c == '[' ? pattern.indexOf(']', i + (pattern.startsWith("[!", i) ? 3 : 2)) : -1;
      if (end > 0) {
        String set = pattern.substring(i + 1, end).replaceAll("[\\\\\\[&^]", "\\\\$0");
        regex.append('[').append(set.replaceFirst("^!", "^")).append(']');
        i = end;
      } else {
        regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private boolean isWanted(String name, ObjectNode entry) {
    boolean begins =
        filters.modelPrefix().isEmpty()
            || filters.modelPrefix().stream().anyMatch(name::startsWith);
    return begins
        && SweepFilters.lets(filters.precision(), entry.get("precision").textValue())
        && SweepFilters.lets(filters.framework(), entry.get("framework").textValue())
        && SweepFilters.lets(filters.runnerType(), entry.get("runner").textValue());
  }

  private List<String> runnersOf(String label) {
    if (filters.runnerNode().isEmpty()) {
      return List.of(label);
    }
    String part = filters.runnerNode().get();
    List<String> found =
        new ArrayList<>(runners.named(label).stream().filter(node -> node.contains(part)).toList());
    if (filters.configKeys().isEmpty()) {
      return found;
    }
    if (label.contains(part)) {
      found.add(0, label);
    }
    return found.stream().distinct().toList();
  }

  private void add(ObjectNode entry) throws MasterException, IOException {
    List<String> on = runnersOf(entry.get("runner").textValue());
    if (on.isEmpty()) {
      return;
    }
    boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
    boolean isOnNodes = multinode ? filters.multiNode() : filters.singleNode();
    JsonNode scenarios = entry.path(MasterSchema.SCENARIOS);
    if (isOnNodes && SweepFilters.lets(filters.scenarioType(), MasterSchema.FIXED)) {
      JsonNode sequences =
          entry.has(MasterSchema.SEQUENCES)
              ? entry.get(MasterSchema.SEQUENCES)
              : scenarios.path(MasterSchema.FIXED);
      for (JsonNode sequence : sequences) {
        if (filters.wants(sequence.get("isl").asLong(), sequence.get("osl").asLong())) {
          addSequence(entry, (ObjectNode) sequence, on);
        }
      }
    }
    boolean isForAgents = isOnNodes || !isRecent(); // which the nodes did not matter to before
    if (isForAgents && SweepFilters.lets(filters.scenarioType(), MasterSchema.AGENTIC)) {
      for (JsonNode scenario : scenarios.path(MasterSchema.AGENTIC)) {
        for (JsonNode search : scenario.get(MasterSchema.SEARCH_SPACE)) {
          addAgent(entry, scenario, (ObjectNode) search, on);
        }
      }
    }
  }

  private record Point(ObjectNode search, List<Long> concurrencies) {

    long least() {
      return concurrencies.stream().mapToLong(Long::longValue).min().orElseThrow();
    }
  }

  private void addSequence(ObjectNode entry, ObjectNode sequence, List<String> on)
      throws MasterException, IOException {
    boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
    List<Point> points = new ArrayList<>();
    for (JsonNode each : sequence.get(MasterSchema.SEARCH_SPACE)) {
      ObjectNode search = multinode ? (ObjectNode) each : limited((ObjectNode) each);
      if (search != null) {
        List<Long> values =
            filters.configKeys().isEmpty()
                ? filters.concurrencies(search, multinode)
                : filters.concurrenciesOfNamed(search);
        if (!values.isEmpty()) {
          points.add(new Point(search, values));
        }
      }
    }
    for (Point point : filters.testMode() ? smallest(points, multinode) : points) {
      if (multinode) {
        for (String runner : on) {
          rows.add(several(entry, sequence, point, runner));
        }
      } else {
        for (long concurrency : point.concurrencies()) {
          for (String runner : on) {
            rows.add(single(entry, sequence, point.search(), concurrency, runner));
          }
        }
      }
    }
  }

  /** Returns a point within the limits of parallelism; null where it is beyond them. */
  private ObjectNode limited(ObjectNode search) {
    ObjectNode limited = search;
    if (filters.maxTp().isPresent() && search.get("tp").longValue() > filters.maxTp().getAsLong()) {
      if (edition != Edition.DEC_2025) {
        return null;
      }
      limited = limited.deepCopy().put("tp", filters.maxTp().getAsLong());
    }
    if (filters.maxEp().isPresent() && search.path("ep").asLong() > filters.maxEp().getAsLong()) {
      limited = limited.deepCopy().put("ep", filters.maxEp().getAsLong());
    }
    return limited;
  }

  /**
   * Returns one point with one concurrency: on one node the one with the highest tensor
   * parallelism, on several the one with the least concurrency.
   */
  private static List<Point> smallest(List<Point> points, boolean multinode) {
    Comparator<Point> order =
        multinode
            ? Comparator.comparingLong(Point::least)
            : Comparator.comparingLong(point -> -point.search().get("tp").longValue());
    return points.stream()
        .min(order)
        .map(point -> List.of(new Point(point.search(), List.of(point.least()))))
        .orElse(List.of());
  }

  private boolean isRecent() {
    return edition.isSince(Edition.SEP_2026);
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
    return isl(sequence) + osl(sequence) + edition.room();
  }

  private String name(ObjectNode entry, ObjectNode sequence) {
    return prefix(entry) + "_" + edition.nameOf(isl(sequence), osl(sequence));
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

  private static void addParallelism(ObjectNode search, ObjectNode row) {
    for (String name : List.of("pp", "dcp-size", "pcp-size")) {
      row.set(name, or(search.get(name), LongNode.valueOf(1)));
    }
  }

  private ObjectNode single(
      ObjectNode entry, ObjectNode sequence, ObjectNode search, long concurrency, String runner)
      throws MasterException {
    ObjectNode row = row(entry, sequence, runner);
    row.set("tp", search.get("tp"));
    if (isRecent()) {
      addParallelism(search, row);
      copy("attn-dp-size", search, row);
    }
    boolean isEarlyTest = filters.testMode() && edition == Edition.NOV_2025;
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
      copy("srt-recipe", search, row);
    }
    row.put("exp-name", name(entry, sequence) + suffix("", search));
    addEnd(entry, search, row);
    return row;
  }

  private ObjectNode several(ObjectNode entry, ObjectNode sequence, Point point, String runner)
      throws MasterException, IOException {
    ObjectNode search = point.search();
    ObjectNode row = row(entry, sequence, runner);
    row.set("spec-decoding", speculative(search));
    addWorkers(entry, search, row);
    ArrayNode list = row.putArray("conc");
    point.concurrencies().forEach(list::add);
    row.put("max-model-len", window(sequence));
    row.put(
        "exp-name",
        name(entry, sequence)
            + suffix("prefill", (ObjectNode) row.get("prefill"))
            + suffix("decode", (ObjectNode) row.get("decode")));
    addEnd(entry, search, row);
    if (isRecent()) {
      addNodes(search, row);
    }
    return row;
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

  /** Adds the workers; those of both kinds in one count as those of prefill. */
  private void addWorkers(ObjectNode entry, ObjectNode search, ObjectNode row)
      throws MasterException {
    if (!isRecent()) {
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

  private void addNodes(ObjectNode search, ObjectNode row) throws MasterException, IOException {
    boolean isGiven = search.hasNonNull("num-nodes");
    if (isGiven && row.get("disagg").booleanValue()) {
      throw new MasterException("'num-nodes' beside 'disagg: true'", "one of the two");
    }
    row.put(
        "node-count",
        isGiven
            ? search.get("num-nodes").longValue()
            : nodes.nodes(row.get("prefill"), row.get("decode"), row.get("runner").textValue()));
  }

  private void addAgent(ObjectNode entry, JsonNode scenario, ObjectNode search, List<String> on)
      throws MasterException, IOException {
    boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
    if (!multinode && !search.hasNonNull("tp")) {
      throw new MasterException("an agent's point without 'tp' on one node", "'tp'");
    }
    long gigabytes =
        isRecent() ? nodes.gigabytes(scenario, search, entry.get("runner").textValue()) : 0;
    List<Long> values = filters.concurrenciesOfAgent(search);
    if (filters.testMode() && !values.isEmpty()) {
      values = List.of(new Point(search, values).least());
    }
    if (isRecent() && multinode) {
      for (String runner : on) {
        for (long concurrency : values) {
          rows.add(agent(entry, search, concurrency, runner, gigabytes));
        }
      }
      return;
    }
    for (long concurrency : values) {
      for (String runner : on) {
        rows.add(
            isRecent()
                ? agent(entry, search, concurrency, runner, gigabytes)
                : earlierAgent(entry, scenario, search, concurrency, runner));
      }
    }
  }

  private ObjectNode earlierAgent(
      ObjectNode entry, JsonNode scenario, ObjectNode search, long concurrency, String runner)
      throws MasterException {
    ObjectNode row = row(entry, runner);
    String name = prefix(entry);
    if (entry.path(MasterSchema.MULTINODE).asBoolean()) {
      row.set("spec-decoding", speculative(search));
      addWorkers(entry, search, row);
      row.put("conc", concurrency);
      name += "_p" + count(row.get("prefill")) + "_d" + count(row.get("decode"));
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

  private static String count(JsonNode worker) {
    return worker.get("num-worker") + "x" + worker.get("tp");
  }

  private ObjectNode agent(
      ObjectNode entry, ObjectNode search, long concurrency, String runner, long gigabytes)
      throws MasterException, IOException {
    boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
    String offloading = search.path("kv-offloading").asText("none");
    String offload =
        offloading.equals("none")
            ? "kvnone"
            : "kv" + offloading + "-" + search.path("kv-offload-backend").path("name").asText();
    ObjectNode row = row(entry, runner);
    String name;
    if (multinode) {
      row.set("spec-decoding", speculative(search));
      addWorkers(entry, search, row);
      row.putArray("conc").add(concurrency);
      name =
          "%s_p%s_d%s_conc%d%s"
              .formatted(
                  prefix(entry),
                  tag(row.get("prefill")),
                  tag(row.get("decode")),
                  concurrency,
                  offloading.equals("none") ? "" : "_" + offload);
    } else {
      row.set("tp", search.get("tp"));
      addParallelism(search, row);
      copy("attn-dp-size", search, row);
      row.set("ep", or(search.get("ep"), LongNode.valueOf(1)));
      row.set("dp-attn", or(search.get("dp-attn"), BooleanNode.FALSE));
      row.set("spec-decoding", speculative(search));
      row.put("conc", concurrency);
      copy("srt-recipe", search, row);
      String speculative = speculative(search).textValue();
      name =
          "%s_tp%s_conc%d_%s%s%s"
              .formatted(
                  prefix(entry),
                  search.get("tp"),
                  concurrency,
                  offload,
                  speculative.equals("none") ? "" : "_spec-" + speculative,
                  suffix("", search));
    }
    row.put("kv-offloading", offloading)
        .put("total-cpu-dram-gb", gigabytes)
        .put("duration", DURATION)
        .put("exp-name", name);
    if (multinode) {
      row.put("disagg", entry.path("disagg").asBoolean());
    }
    row.put("scenario-type", MasterSchema.AGENTIC);
    copy("kv-offload-backend", search, row);
    addComponents(entry, search, row);
    if (multinode) {
      addNodes(search, row);
    }
    return row;
  }

  private static String tag(JsonNode worker) {
    String tag = count(worker);
    if (worker.path("ep").asLong(1) != 1) {
      tag += "ep" + worker.get("ep");
    }
    if (worker.path("dp-attn").asBoolean()) {
      tag += "dpa";
    }
    return worker.hasNonNull("attn-dp-size") ? tag + "adp" + worker.get("attn-dp-size") : tag;
  }
}

package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * Runners by their label, and what is known of the machines behind them.
 *
 * @param file its name in messages
 * @param labels the runners of each label
 * @param machines facts by label
 * @param edition the newest edition that reads a file of this kind
 */
record RunnerFile(
    String file,
    Map<String, List<String>> labels,
    Map<String, JsonNode> machines,
    Edition edition) {

  private static final String CLUSTER = "cluster:";
  private static final String GPUS = "gpus-per-node";
  private static final String NAMES = "a list of at least one name";

  static RunnerFile of(PlainYaml yaml) throws MasterException {
    JsonNode root = yaml.json();
    JsonPointer at = JsonPointer.empty();
    boolean isPlain = !root.path("labels").isObject();
    Map<String, List<String>> labels = new LinkedHashMap<>();
    JsonPointer start = isPlain ? at : at.appendProperty("labels");
    for (var label : (isPlain ? root : root.get("labels")).properties()) {
      labels.put(label.getKey(), names(label, start.appendProperty(label.getKey()), yaml));
    }
    Map<String, JsonNode> machines = new LinkedHashMap<>();
    if (!isPlain) {
      root.path("hardware")
          .properties()
          .forEach(fact -> machines.put(fact.getKey(), fact.getValue()));
      root.path("clusters")
          .properties()
          .forEach(fact -> machines.put(CLUSTER + fact.getKey(), fact.getValue()));
    }
    Edition edition = root.has("hardware") ? Edition.SEP_2026 : Edition.NOV_2026;
    return new RunnerFile(yaml.placeOf(at), labels, machines, isPlain ? Edition.JUN_2026 : edition);
  }

  private static List<String> names(
      Map.Entry<String, JsonNode> label, JsonPointer at, PlainYaml yaml) throws MasterException {
    JsonNode list = label.getValue();
    List<String> names = new ArrayList<>();
    list.elements().forEachRemaining(name -> names.add(name.asText()));
    boolean good =
        list.isArray()
            && !list.isEmpty()
            && StreamSupport.stream(list.spliterator(), false).allMatch(JsonNode::isTextual);
    if (!good) {
      throw new MasterException(
          "%s: %s: %s".formatted(yaml.placeOf(at), label.getKey(), list), NAMES);
    }
    return names;
  }

  /** Returns a file without runners. */
  static RunnerFile none() {
    return new RunnerFile("no runner file", Map.of(), Map.of(), Edition.NOV_2026);
  }

  List<String> named(String label) {
    return labels.getOrDefault(label, List.of());
  }

  /** Returns a fact about the machines of a runner. */
  long fact(String label, String name) throws MasterException {
    JsonNode value = machines.getOrDefault(label, JsonNodeFactory.instance.objectNode()).path(name);
    if (!value.isIntegralNumber()) {
      throw new MasterException(
          "%s, without '%s' of '%s'".formatted(file, name, label),
          labels.isEmpty()
              ? "the file of runners, which 'runners' (--runner-config) names"
              : "a runner file that has it under 'hardware' or 'clusters'");
    }
    return value.longValue();
  }

  long gpusPerNode(String label) throws MasterException {
    return fact(label, GPUS);
  }

  /** Returns the GPUs of a node of a runner, or else of all machines of the same make. */
  long gpusPerNodeOfKind(String label) throws MasterException {
    if (machines.containsKey(label)) {
      return gpusPerNode(label);
    }
    TreeSet<Long> found = new TreeSet<>();
    for (String known : machines.keySet()) {
      if (make(known).equals(make(label))) {
        found.add(gpusPerNode(known));
      }
    }
    if (found.size() != 1) {
      throw new MasterException(
          "%s, with %s for '%s'"
              .formatted(file, found.isEmpty() ? "no " + GPUS : GPUS + " " + found, label),
          labels.isEmpty()
              ? "the file of runners, which 'runners' (--runner-config) names"
              : "one number for all machines of the kind '" + make(label) + "'");
    }
    return found.first();
  }

  private static String make(String label) {
    String name = label.startsWith(CLUSTER) ? label.substring(CLUSTER.length()) : label;
    return name.split("-", 2)[0];
  }
}

package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the configurations of a sweep, in the order of the master files. */
final class Expansion {

  /** The concurrencies of an agent that share the nodes of a run. */
  private static final int AT_ONCE_IN_JULY = 4;

  private final Edition edition;
  private final SweepFilters filters;
  private final RunnerFile runners;
  private final NodeCounts nodes;
  private final Configurations configurations;
  private final List<ObjectNode> rows = new ArrayList<>();

  Expansion(Edition edition, SweepFilters filters, RunnerFile runners, NodeCounts nodes) {
    this.edition = edition;
    this.filters = filters;
    this.runners = runners;
    this.nodes = nodes;
    this.configurations = new Configurations(edition, filters, nodes);
  }

  /** Returns the configurations, those for an evaluation marked. */
  List<ObjectNode> of(Map<String, ObjectNode> entries) throws MasterException, IOException {
    requireRunners();
    EvalSelection selection = new EvalSelection(edition, filters);
    if (filters.runnerModelSweep()) {
      return selection.of(new RunnerSweep(edition, filters, runners).of(entries));
    }
    boolean isNamed = !filters.configKeys().isEmpty();
    for (String name : isNamed ? named(entries.keySet()) : entries.keySet()) {
      ObjectNode entry = entries.get(name);
      if (isNamed || filters.wants(name, entry)) {
        try {
          add(entry);
        } catch (MasterException e) {
          throw new MasterException("'" + name + "': " + e.getMessage(), e.allowed());
        }
      }
    }
    return selection.of(filters.expNames().isEmpty() ? rows : withNames());
  }

  private List<ObjectNode> withNames() throws MasterException {
    for (String name : filters.expNames()) {
      long found = rows.stream().filter(row -> row.get("exp-name").asText().equals(name)).count();
      if (found != 1) {
        throw new MasterException(
            "the name '%s', which %d configurations have".formatted(name, found),
            "names that one configuration has, each once: "
                + rows.stream()
                    .map(row -> row.get("exp-name").asText())
                    .distinct()
                    .limit(50)
                    .collect(Collectors.joining(", ")));
      }
    }
    return rows.stream()
        .filter(row -> filters.expNames().contains(row.get("exp-name").asText()))
        .toList();
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
    boolean isForAgents =
        isOnNodes || !edition.isSince(Edition.JUL_2026); // which the nodes did not matter to before
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
          rows.add(
              configurations.several(
                  entry, sequence, point.search(), point.concurrencies(), runner));
        }
      } else {
        for (long concurrency : point.concurrencies()) {
          for (String runner : on) {
            rows.add(configurations.single(entry, sequence, point.search(), concurrency, runner));
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
  private List<Point> smallest(List<Point> points, boolean multinode) {
    if (edition == Edition.NOV_2025 && !filters.configKeys().isEmpty()) { // of each point the least
      return points.stream()
          .map(point -> new Point(point.search(), List.of(point.least())))
          .toList();
    }
    Comparator<Point> order =
        multinode
            ? Comparator.comparingLong(Point::least)
            : Comparator.comparingLong(point -> -point.search().get("tp").longValue());
    return points.stream()
        .min(order)
        .map(point -> List.of(new Point(point.search(), List.of(point.least()))))
        .orElse(List.of());
  }

  private void addAgent(ObjectNode entry, JsonNode scenario, ObjectNode search, List<String> on)
      throws MasterException, IOException {
    boolean multinode = entry.path(MasterSchema.MULTINODE).asBoolean();
    if (!multinode && !search.hasNonNull("tp")) {
      throw new MasterException("an agent's point without 'tp' on one node", "'tp'");
    }
    boolean isUnsaid = edition.isSince(Edition.JUL_2026) && !search.has(MasterSchema.OFFLOADING);
    if (!multinode && isUnsaid) {
      throw new MasterException(
          "an agent's point without '" + MasterSchema.OFFLOADING + "' on one node", "'none'");
    }
    boolean withoutMemory = multinode && !edition.isSince(Edition.AUG_2026);
    OptionalLong gigabytes =
        withoutMemory || !edition.isSince(Edition.JUL_2026)
            ? OptionalLong.empty()
            : OptionalLong.of(nodes.gigabytes(scenario, search, entry.get("runner").textValue()));
    List<Long> values = filters.concurrenciesOfAgent(search);
    if (filters.testMode() && !values.isEmpty()) {
      values = List.of(new Point(search, values).least());
    }
    if (edition.isSince(Edition.JUL_2026) && multinode) {
      int atOnce = edition.isSince(Edition.AUG_2026) ? 1 : AT_ONCE_IN_JULY;
      for (String runner : on) {
        for (int i = 0; i < values.size(); i += atOnce) {
          List<Long> some = values.subList(i, Math.min(i + atOnce, values.size()));
          rows.add(configurations.agent(entry, search, some, runner, gigabytes));
        }
      }
      return;
    }
    for (long concurrency : values) {
      for (String runner : on) {
        rows.add(
            edition.isSince(Edition.JUL_2026)
                ? configurations.agent(entry, search, List.of(concurrency), runner, gigabytes)
                : configurations.earlierAgent(entry, scenario, search, concurrency, runner));
      }
    }
  }
}

package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Axes multiplied out, the last of them fastest, with what is taken away and added, as CI systems
 * define it:
 *
 * <ul>
 *   <li>a combination that has all values of an {@code exclude} is left out;
 *   <li>an {@code include} adds its other keys to every combination that has all those of its
 *       values that lie on axes; one that fits no combination becomes a combination of its own.
 * </ul>
 *
 * @param axes the axes, in order
 * @param exclude values by axis
 * @param include values by axis or other key
 */
public record Matrix(
    List<Axis> axes, List<Map<String, JsonNode>> exclude, List<Map<String, JsonNode>> include) {

  public Matrix {
    axes = List.copyOf(axes);
    exclude = List.copyOf(exclude);
    include = List.copyOf(include);
  }

  /** Every name that a combination may have a value for: the axes, and what includes add. */
  public Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    axes.forEach(axis -> keys.add(axis.name()));
    include.forEach(added -> keys.addAll(added.keySet()));
    return keys;
  }

  /** The fields that items on an axis have; none where there is no such axis. */
  public Set<String> fields(String axis) {
    return axes.stream()
        .filter(candidate -> candidate.name().equals(axis))
        .findFirst()
        .map(Axis::fields)
        .orElse(Set.of());
  }

  /** No more combinations than this, found without making them; at most {@code Long.MAX_VALUE}. */
  public long mostCombinations() {
    double product = axes.isEmpty() ? 0 : 1;
    for (Axis axis : axes) {
      product *= axis.values().size();
    }
    return (long) (product + include.size());
  }

  /** The combinations: those of the axes in order, then those that an include made. */
  public List<Combination> combinations() {
    return new Multiplication().all();
  }

  private final class Multiplication {

    private final PartialMatches excluded = new PartialMatches(axes, exclude);
    private final PartialMatches included = new PartialMatches(axes, include);
    private final BitSet used = new BitSet();
    private final List<String> names = axes.stream().map(Axis::name).toList();

    /** One list for all combinations with the same additions. */
    private final Map<List<String>, List<String>> lists = new HashMap<>();

    private final List<Combination> combinations = new ArrayList<>();

    List<Combination> all() {
      if (!axes.isEmpty()) {
        multiply(new ArrayList<>());
      }
      for (int number = 0; number < include.size(); number++) {
        if (!used.get(number)) {
          combinations.add(ofItsOwn(include.get(number)));
        }
      }
      return combinations;
    }

    private void multiply(List<JsonNode> values) {
      if (values.size() == axes.size()) {
        if (excluded.of(values).isEmpty()) {
          combinations.add(extended(values));
        }
        return;
      }
      for (JsonNode value : axes.get(values.size()).values()) {
        values.add(value);
        multiply(values);
        values.remove(values.size() - 1);
      }
    }

    private Combination extended(List<JsonNode> values) {
      Map<String, JsonNode> added = new TreeMap<>();
      for (int number : included.of(values)) {
        used.set(number);
        added.putAll(include.get(number));
      }
      names.forEach(added::remove);
      if (added.isEmpty()) {
        return new Combination(names, values, names.size());
      }
      List<JsonNode> all = new ArrayList<>(values);
      all.addAll(added.values());
      return new Combination(namesAnd(List.copyOf(added.keySet())), all, names.size());
    }

    private List<String> namesAnd(List<String> added) {
      return lists.computeIfAbsent(
          added,
          key -> {
            List<String> all = new ArrayList<>(names);
            all.addAll(added);
            return List.copyOf(all);
          });
    }

    /** Its keys in the order of the axes, then the others by name. */
    private Combination ofItsOwn(Map<String, JsonNode> included) {
      Map<String, JsonNode> rest = new TreeMap<>(included);
      List<String> keys = new ArrayList<>(names);
      keys.retainAll(included.keySet());
      keys.forEach(rest::remove);
      keys.addAll(rest.keySet());
      return new Combination(keys, keys.stream().map(included::get).toList(), keys.size());
    }
  }
}

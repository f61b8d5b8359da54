package io.seedmill.pipeline.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The values in which two specs differ. */
public final class SpecDifference {

  private SpecDifference() {}

  /**
   * A value.
   *
   * @param place where it stands; an element of a list that has a name is called by it
   * @param before its value as JSON in the first spec; null where it is not there
   * @param after the same of the second spec
   */
  public record Change(String place, String before, String after) {
    @Override
    public String toString() {
      return "%s: %s → %s"
          .formatted(place, before == null ? "none" : before, after == null ? "none" : after);
    }
  }

  /** Compares two specs, or two parts of them. */
  public static List<Change> between(JsonNode before, JsonNode after) {
    Map<String, String> old = new TreeMap<>();
    Map<String, String> young = new TreeMap<>();
    collect("", before, old);
    collect("", after, young);
    TreeSet<String> places = new TreeSet<>(old.keySet());
    places.addAll(young.keySet());
    List<Change> changes = new ArrayList<>();
    for (String place : places) {
      Change change = new Change(place, old.get(place), young.get(place));
      if (change.before() == null || !change.before().equals(change.after())) {
        changes.add(change);
      }
    }
    return changes;
  }

  private static void collect(String place, JsonNode node, Map<String, String> values) {
    if (node.isObject() && !node.isEmpty()) {
      String start = place.isEmpty() ? "" : place + ".";
      node.properties()
          .forEach(member -> collect(start + member.getKey(), member.getValue(), values));
    } else if (node.isArray() && !node.isEmpty()) {
      for (int i = 0; i < node.size(); i++) {
        JsonNode name = node.get(i).path("name");
        collect(place + "[" + (name.isTextual() ? name.textValue() : i) + "]", node.get(i), values);
      }
    } else {
      values.put(place, CanonicalJson.write(node));
    }
  }
}

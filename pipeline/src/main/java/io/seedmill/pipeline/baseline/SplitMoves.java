package io.seedmill.pipeline.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares what the splits of two datasets depend on, as their specs have it. */
public final class SplitMoves {

  private static final List<String> KEYS = List.of("splits", "splitBy");

  private SplitMoves() {}

  /** Returns what a spec says of splits; the order of names does not matter. */
  static ObjectNode of(JsonNode spec) {
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    for (String key : KEYS) {
      if (spec.hasNonNull(key)) {
        JsonNode value = spec.get(key);
        found.set(key, value.isArray() ? sorted(value) : shares(value));
      }
    }
    return found;
  }

  private static JsonNode sorted(JsonNode list) {
    TreeSet<String> texts = new TreeSet<>();
    list.forEach(text -> texts.add(text.asText()));
    return JsonNodeFactory.instance.textNode(String.join(", ", texts));
  }

  private static JsonNode shares(JsonNode given) {
    ObjectNode shares = JsonNodeFactory.instance.objectNode();
    given.properties().forEach(split -> shares.put(split.getKey(), split.getValue().asDouble()));
    return shares;
  }

  /** Returns the splits in words. */
  static String inWords(JsonNode splits) {
    List<String> words = new ArrayList<>();
    for (var split : splits.path("splits").properties()) {
      words.add(split.getKey() + ": " + split.getValue().asText());
    }
    String by = splits.has("splitBy") ? " by " + splits.get("splitBy").asText() : "";
    return words.isEmpty() ? "nothing" : "{" + String.join(", ", words) + "}" + by;
  }

  /**
   * Returns how the splits of an earlier run differ from those of a new one; empty if samples stay
   * where they are, or if either of them has none.
   */
  public static String warning(String run, JsonNode before, JsonNode now) {
    ObjectNode old = of(before);
    ObjectNode young = of(now);
    return !old.has("splits") || !young.has("splits") || old.equals(young)
        ? ""
        : "the splits were %s in run '%s' and are %s now, so samples move between them, and what was"
                .formatted(inWords(old), run, inWords(young))
            + " in test may be in train: do not compare models across";
  }
}

package io.seedmill.pipeline.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.check.Trial.Made;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The difference between two trials.
 *
 * @param indices how many indices are not the same
 * @param of how many were compared
 * @param first the first that is not the same
 * @param where what differs in it, in words
 */
public record Difference(long indices, long of, long first, String where) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_VALUE = 60;

  /** Compares what both have; empty where all of it is the same. */
  static Optional<Difference> between(Trial expected, Trial found) {
    long differ = 0;
    long compared = 0;
    long first = -1;
    for (Map.Entry<Long, Made> each : found.made().entrySet()) {
      Made other = expected.made().get(each.getKey());
      if (other != null) {
        compared++;
        if (!other.isSameAs(each.getValue())) {
          differ++;
          first = first < 0 ? each.getKey() : first;
        }
      }
    }
    return differ == 0
        ? Optional.empty()
        : Optional.of(
            new Difference(
                differ,
                compared,
                first,
                where(expected.made().get(first), found.made().get(first))));
  }

  private static String where(Made expected, Made found) {
    if (!expected.failure().equals(found.failure())) {
      return "%s, then %s".formatted(outcome(expected), outcome(found));
    }
    if (expected.contents().size() != found.contents().size()) {
      return "%d samples, then %d".formatted(expected.contents().size(), found.contents().size());
    }
    for (int i = 0; i < expected.contents().size(); i++) {
      Optional<String> field = field(expected.contents().get(i), found.contents().get(i), "");
      if (field.isEmpty()) {
        field = field(expected.metadata().get(i), found.metadata().get(i), "/metadata");
      }
      if (field.isPresent()) {
        return field.get();
      }
    }
    return "the bytes";
  }

  private static String outcome(Made made) {
    return made.failure().isEmpty()
        ? "a sample"
        : "a failure (" + made.failure().replaceFirst("^.*\\.", "") + ")";
  }

  private static Optional<String> field(String expected, String found, String prefix) {
    if (expected.equals(found)) {
      return Optional.empty();
    }
    try {
      return at(prefix, JSON.readTree(expected), JSON.readTree(found));
    } catch (JsonProcessingException e) {
      return Optional.of("the bytes (" + CanonicalJson.problem(e) + ")");
    }
  }

  /** Returns the first place, as a JSON pointer, where two values differ, and both values there. */
  private static Optional<String> at(String pointer, JsonNode one, JsonNode other) {
    if (one.equals(other)) {
      return Optional.empty();
    }
    if (one.isObject() && other.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      List.of(one, other).forEach(node -> node.fieldNames().forEachRemaining(names::add));
      for (String name : names) {
        String escaped = name.replace("~", "~0").replace("/", "~1");
        Optional<String> place = at(pointer + "/" + escaped, one.path(name), other.path(name));
        if (place.isPresent()) {
          return place;
        }
      }
    }
    if (one.isArray() && other.isArray()) {
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        Optional<String> place = at(pointer + "/" + i, one.path(i), other.path(i));
        if (place.isPresent()) {
          return place;
        }
      }
    }
    String left = text(one);
    String right = text(other);
    int same = 0;
    while (same < Math.min(left.length(), right.length())
        && left.charAt(same) == right.charAt(same)) {
      same++;
    }
    int from = same < LONGEST_VALUE / 2 ? 0 : same - LONGEST_VALUE / 4;
    return Optional.of(
        "%s is %s, then %s".formatted(pointer, shown(one, from), shown(other, from)));
  }

  /** Returns a value as records have it. */
  private static String text(JsonNode value) {
    return value.isMissingNode() ? "" : CanonicalJson.write(value);
  }

  private static String shown(JsonNode value, int from) {
    if (value.isMissingNode()) {
      return "not there";
    }
    String text = text(value);
    int end = Math.min(text.length(), from + LONGEST_VALUE);
    return (from > 0 ? "…" : "") + text.substring(from, end) + (end < text.length() ? "…" : "");
  }
}

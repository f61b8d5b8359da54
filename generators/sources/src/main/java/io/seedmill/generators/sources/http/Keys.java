package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.DurationText;
import io.seedmill.generators.input.InputProblem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A mapping of a spec that is read key by key. What cannot be used is noted as a problem, and
 * something of the right type is returned in its place so that reading goes on.
 */
final class Keys {

  private final String path;
  private final JsonNode object;
  private final List<InputProblem> problems;
  private final TreeSet<String> known = new TreeSet<>();

  Keys(String path, JsonNode object, List<InputProblem> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
    if (!object.isObject()) {
      refuse(path, object, "a mapping");
    }
  }

  String pathOf(String key) {
    return path + JsonPointer.empty().appendProperty(key);
  }

  boolean has(String key) {
    return !get(key).isMissingNode();
  }

  JsonNode get(String key) {
    known.add(key);
    return object.path(key);
  }

  void refuse(String at, JsonNode value, String allowed) {
    refuse(at, value.isMissingNode() || value.isNull() ? "nothing" : value.toString(), allowed);
  }

  void refuse(String at, String found, String allowed) {
    problems.add(new InputProblem(at, found, allowed));
  }

  /** Refuses every key that was never read. */
  void refuseUnknown() {
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                refuse(pathOf(name), "an unknown key", "one of " + String.join(", ", known));
              }
            });
  }

  String choice(String key, String otherwise, List<String> choices) {
    if (!has(key)) {
      return otherwise;
    }
    JsonNode value = get(key);
    if (!value.isTextual() || !choices.contains(value.textValue())) {
      refuse(pathOf(key), value, "one of " + String.join(", ", choices));
      return otherwise;
    }
    return value.textValue();
  }

  long whole(String key, long otherwise, long min, long max) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    boolean good = value.isIntegralNumber() && value.canConvertToLong();
    if (!good || value.longValue() < min || value.longValue() > max) {
      refuse(pathOf(key), value, "a whole number from " + min + " to " + max);
      return otherwise;
    }
    return value.longValue();
  }

  double number(String key, double otherwise, double min, double max) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
      refuse(pathOf(key), value, "a number from " + min + " to " + max);
      return otherwise;
    }
    return value.doubleValue();
  }

  Duration time(String key, Duration otherwise) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      return otherwise;
    }
    Optional<Duration> time =
        value.isTextual() ? DurationText.parse(value.textValue()) : Optional.empty();
    if (time.isEmpty()) {
      refuse(pathOf(key), value, DurationText.ALLOWED);
    }
    return time.orElse(otherwise);
  }

  /** Returns a time longer than none. */
  Duration someTime(String key, Duration otherwise) {
    Duration time = time(key, otherwise);
    if (time.isZero()) {
      refuse(pathOf(key), get(key), DurationText.ALLOWED + ", and longer than none");
      return otherwise;
    }
    return time;
  }

  /** Returns a text of one line that is not empty; empty where there is none. */
  Optional<String> word(String key) {
    JsonNode value = get(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isTextual() || !value.textValue().matches("[^\\p{Cntrl}]+")) {
      refuse(pathOf(key), value, "a text of one line");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  Optional<JsonPointer> pointer(String key) {
    return has(key) ? pointer(pathOf(key), get(key)) : Optional.empty();
  }

  Optional<JsonPointer> pointer(String at, JsonNode value) {
    if (value.isTextual()) {
      try {
        return Optional.of(JsonPointer.compile(value.textValue()));
      } catch (IllegalArgumentException e) {
        refuse(at, value, "a JSON Pointer such as /jobs/0/title");
        return Optional.empty();
      }
    }
    refuse(at, value, "a JSON Pointer such as /jobs/0/title");
    return Optional.empty();
  }
}

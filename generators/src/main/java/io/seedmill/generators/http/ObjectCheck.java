package io.seedmill.generators.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.parameters.DurationText;
import io.seedmill.generators.parameters.ParameterProblem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Collects what is wrong with a mapping whose keys are known. */
final class ObjectCheck {

  private final String path;
  private final JsonNode object;
  private final List<ParameterProblem> problems = new ArrayList<>();
  private final Set<String> known = new LinkedHashSet<>();

  ObjectCheck(String path, JsonNode object) {
    this.path = path;
    this.object = object;
  }

  /** A key whose value must be of a kind, if it is there. */
  ObjectCheck key(String name, Predicate<JsonNode> kind, String allowed) {
    known.add(name);
    JsonNode value = object.path(name);
    if (!value.isMissingNode()) {
      problems.addAll(unless(kind.test(value), at(name), value, allowed));
    }
    return this;
  }

  ObjectCheck required(String name, Predicate<JsonNode> kind, String allowed) {
    if (object.isObject() && !object.has(name)) {
      problems.add(new ParameterProblem(at(name), "nothing", allowed));
    }
    return key(name, kind, allowed);
  }

  ObjectCheck duration(String name) {
    return key(
        name,
        value -> value.isTextual() && DurationText.parse(value.textValue()).isPresent(),
        DurationText.ALLOWED);
  }

  ObjectCheck integer(String name, long min, long max) {
    return key(
        name,
        value -> value.isIntegralNumber() && value.asLong() >= min && value.asLong() <= max,
        "a whole number from " + min + " to " + max);
  }

  ObjectCheck number(String name, double min, double max) {
    return key(
        name,
        value -> value.isNumber() && value.asDouble() >= min && value.asDouble() <= max,
        "a number from " + min + " to " + max);
  }

  ObjectCheck pointer(String name) {
    return key(name, ObjectCheck::isPointer, "a JSON Pointer such as /jobs");
  }

  /** Adds problems that were found elsewhere. */
  ObjectCheck and(List<ParameterProblem> more) {
    problems.addAll(more);
    return this;
  }

  /** All problems, those of unknown keys among them. */
  List<ParameterProblem> problems() {
    if (!object.isObject()) {
      return unless(false, path, object, "a mapping");
    }
    object
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                problems.add(
                    new ParameterProblem(
                        at(name),
                        "the unknown key '" + name + "'",
                        "one of " + String.join(", ", known)));
              }
            });
    return problems;
  }

  private String at(String name) {
    return path + JsonPointer.empty().appendProperty(name);
  }

  static boolean isPointer(JsonNode value) {
    return value.isTextual() && (value.textValue().isEmpty() || value.textValue().startsWith("/"));
  }

  static List<ParameterProblem> unless(boolean good, String path, JsonNode value, String allowed) {
    return good
        ? List.of()
        : List.of(
            new ParameterProblem(path, value.isNull() ? "nothing" : value.toString(), allowed));
  }
}

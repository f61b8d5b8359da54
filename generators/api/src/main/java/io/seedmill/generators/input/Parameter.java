package io.seedmill.generators.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.seedmill.generators.json.CanonicalJson;
import java.util.List;

/** One thing that a user can choose about a generator: its type, its default and its range. */
public sealed interface Parameter {

  /** The name in a spec's {@code params}. */
  String name();

  /** One line on what it means, with its unit. */
  String description();

  /** The value where the user names none. */
  JsonNode defaultValue();

  /** The kind of value, in one word. */
  String type();

  /** The values that are allowed, in words. */
  String allowed();

  /** Returns what is wrong with {@code value}; nothing where it may be used. */
  List<Problem> check(JsonNode value);

  /** A whole number from {@code min} to {@code max}. */
  record IntegerParameter(
      String name, String description, JsonNode defaultValue, long min, long max)
      implements Parameter {

    @Override
    public String type() {
      return "integer";
    }

    @Override
    public String allowed() {
      return "a whole number from " + min + " to " + max;
    }

    @Override
    public List<Problem> check(JsonNode value) {
      boolean good =
          value.isIntegralNumber()
              && value.canConvertToLong()
              && value.longValue() >= min
              && value.longValue() <= max;
      return refuseUnless(this, good, value);
    }
  }

  /** A number from {@code min} to {@code max}. */
  record RealParameter(
      String name, String description, JsonNode defaultValue, double min, double max)
      implements Parameter {

    @Override
    public String type() {
      return "number";
    }

    @Override
    public String allowed() {
      return "a number from " + shown(min) + " to " + shown(max);
    }

    @Override
    public List<Problem> check(JsonNode value) {
      boolean good = value.isNumber() && value.doubleValue() >= min && value.doubleValue() <= max;
      return refuseUnless(this, good, value);
    }

    private static String shown(double bound) {
      return CanonicalJson.write(DoubleNode.valueOf(bound));
    }
  }

  /** One of a few words. */
  record ChoiceParameter(
      String name, String description, JsonNode defaultValue, List<String> choices)
      implements Parameter {

    public ChoiceParameter {
      choices = List.copyOf(choices);
    }

    @Override
    public String type() {
      return "choice";
    }

    @Override
    public String allowed() {
      return "one of " + String.join(", ", choices);
    }

    @Override
    public List<Problem> check(JsonNode value) {
      return refuseUnless(this, value.isTextual() && choices.contains(value.textValue()), value);
    }
  }

  /** A value with a structure of its own, such as a list of columns. */
  record StructureParameter(
      String name, String description, JsonNode defaultValue, String allowed, StructureCheck check)
      implements Parameter {

    @Override
    public String type() {
      return "structure";
    }

    @Override
    public List<Problem> check(JsonNode value) {
      return check.problems("/" + name, value);
    }
  }

  /** Judges a structured value. */
  @FunctionalInterface
  interface StructureCheck {

    /**
     * Returns everything that is wrong.
     *
     * @param path the JSON pointer of {@code value}, to begin the problems' paths with
     */
    List<Problem> problems(String path, JsonNode value);
  }

  private static List<Problem> refuseUnless(Parameter parameter, boolean good, JsonNode value) {
    return good
        ? List.of()
        : List.of(new Problem("/" + parameter.name(), value.toString(), parameter.allowed()));
  }
}

package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem.Kind;
import io.seedmill.generators.json.CanonicalJson;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A value without others in it. */
public sealed interface ScalarType extends ValueType {

  /** A text with a character that is no white space. */
  Pattern NOT_BLANK = Pattern.compile("[\\s\\S]*\\S[\\s\\S]*");

  /** A JSON Pointer. */
  Pattern POINTER = Pattern.compile("(/[\\s\\S]*)?");

  /** Returns whether a value that {@linkplain #fits fits} may be used. */
  boolean accepts(JsonNode value);

  /** Returns whether a JSON Schema, too, refuses a value that may not be used. */
  default Kind kind(JsonNode refused) {
    return Kind.STRUCTURE;
  }

  @Override
  default List<InputProblem> check(JsonPointer at, JsonNode value) {
    return fits(value) && accepts(value)
        ? List.of()
        : List.of(new InputProblem(at, kind(value), InputProblem.found(value), allowed()));
  }

  private static ObjectNode schema(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** A whole number from {@code min} to {@code max}. */
  record IntegerType(long min, long max) implements ScalarType {

    @Override
    public String word() {
      return "integer";
    }

    @Override
    public String allowed() {
      return "a whole number from " + min + " to " + max;
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isIntegralNumber();
    }

    @Override
    public boolean accepts(JsonNode value) {
      return value.canConvertToLong() && value.longValue() >= min && value.longValue() <= max;
    }

    /** A JSON Schema takes 3.0 for a whole number. */
    @Override
    public Kind kind(JsonNode refused) {
      double real = refused.doubleValue();
      boolean whole = refused.isFloatingPointNumber() && real == Math.rint(real);
      return whole && real >= min && real <= max ? Kind.RULE : Kind.STRUCTURE;
    }

    @Override
    public ObjectNode toJsonSchema() {
      return schema("integer").put("minimum", min).put("maximum", max);
    }
  }

  /** A number from {@code min}, where {@code Double.MIN_VALUE} is above 0, to {@code max}. */
  record NumberType(double min, double max) implements ScalarType {

    @Override
    public String word() {
      return "number";
    }

    @Override
    public String allowed() {
      return min == Double.MIN_VALUE
          ? "a number above 0, up to " + shown(max)
          : "a number from " + shown(min) + " to " + shown(max);
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isNumber();
    }

    @Override
    public boolean accepts(JsonNode value) {
      return value.doubleValue() >= min && value.doubleValue() <= max;
    }

    @Override
    public ObjectNode toJsonSchema() {
      ObjectNode schema = schema("number");
      if (min == Double.MIN_VALUE) {
        schema.put("exclusiveMinimum", 0);
      } else {
        schema.put("minimum", min);
      }
      return schema.put("maximum", max);
    }

    private static String shown(double bound) {
      return CanonicalJson.write(DoubleNode.valueOf(bound));
    }
  }

  /** True or false. */
  record FlagType() implements ScalarType {

    @Override
    public String word() {
      return "flag";
    }

    @Override
    public String allowed() {
      return "true or false";
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isBoolean();
    }

    @Override
    public boolean accepts(JsonNode value) {
      return true;
    }

    @Override
    public ObjectNode toJsonSchema() {
      return schema("boolean");
    }
  }

  /** Nothing: {@code null}. */
  record NullType() implements ScalarType {

    @Override
    public String word() {
      return "nothing";
    }

    @Override
    public String allowed() {
      return "nothing";
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isNull();
    }

    @Override
    public boolean accepts(JsonNode value) {
      return true;
    }

    @Override
    public ObjectNode toJsonSchema() {
      return schema("null");
    }
  }

  /** One of a few words. */
  record ChoiceType(List<String> choices) implements ScalarType {

    public ChoiceType {
      choices = List.copyOf(choices);
    }

    @Override
    public String word() {
      return "choice";
    }

    @Override
    public String allowed() {
      return NearestName.list(choices);
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isTextual();
    }

    @Override
    public boolean accepts(JsonNode value) {
      return choices.contains(value.textValue());
    }

    @Override
    public ObjectNode toJsonSchema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      choices.forEach(schema.putArray("enum")::add);
      return schema;
    }
  }

  /**
   * A text that {@code pattern} matches as a whole and {@code test} accepts.
   *
   * @param form whether numbers and flags count as text
   */
  record TextType(String allowed, Pattern pattern, Predicate<String> test, Form form)
      implements ScalarType {

    /** The values that count as text. */
    public enum Form {
      /** Texts. */
      TEXT,
      /** Texts, numbers, true and false, which are read as they are written in JSON. */
      SCALAR
    }

    /** Returns this type for texts that a test accepts, too. */
    public TextType where(Predicate<String> accepted) {
      return new TextType(allowed, pattern, test.and(accepted), form);
    }

    /** Returns this type for numbers, true and false, too, which are read as text. */
    public TextType orScalar() {
      return new TextType(allowed, pattern, test, Form.SCALAR);
    }

    @Override
    public String word() {
      return "text";
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isTextual() || (form == Form.SCALAR && (value.isNumber() || value.isBoolean()));
    }

    @Override
    public boolean accepts(JsonNode value) {
      return accepts(value.asText());
    }

    /** Returns whether a text may be used. */
    public boolean accepts(String text) {
      return pattern.matcher(text).matches() && test.test(text);
    }

    @Override
    public Kind kind(JsonNode refused) {
      boolean expressed =
          !fits(refused)
              || (refused.isTextual() && !pattern.matcher(refused.textValue()).matches());
      return expressed ? Kind.STRUCTURE : Kind.RULE;
    }

    /** Returns the pattern in the form of a JSON Schema, which would else match a part. */
    String anchored() {
      return "^(?:" + pattern.pattern() + ")$";
    }

    @Override
    public ObjectNode toJsonSchema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      if (form == Form.TEXT) {
        schema.put("type", "string");
      } else {
        schema.putArray("type").add("string").add("number").add("boolean");
      }
      return schema.put("pattern", anchored());
    }
  }
}

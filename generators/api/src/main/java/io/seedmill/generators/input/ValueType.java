package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The declaration of the values that may stand at a place in an input. Values are checked against
 * it, and a JSON Schema is made from it. Immutable.
 */
public sealed interface ValueType
    permits ScalarType,
        ListType,
        MapType,
        OneOf,
        ObjectByKey,
        TaggedObject,
        Restricted,
        AnyType,
        Templated,
        ParameterSchema {

  /** Returns the kind of value in one word. */
  String word();

  /** Returns the values that are allowed, in words. */
  String allowed();

  /** Returns whether the value has the right type in JSON; it may still be out of range. */
  boolean fits(JsonNode value);

  /**
   * Returns everything that is wrong with a value.
   *
   * @param at the place of the value
   */
  List<InputProblem> check(JsonPointer at, JsonNode value);

  /** Returns the type that a value is read by, where there are several to choose from. */
  default ValueType resolve(JsonNode value) {
    return this;
  }

  /** Returns the JSON Schema, draft 2020-12, that accepts these values. */
  ObjectNode toJsonSchema();

  /** Returns this type for values that also keep a rule which a JSON Schema cannot express. */
  default ValueType restricted(String allowed, Predicate<JsonNode> rule) {
    return new Restricted(this, allowed, rule);
  }

  /**
   * Returns this type for values in which a text with a reference such as {@code ${matrix.size}}
   * stands for another value. They are checked only where there is none.
   */
  default ValueType templated() {
    return new Templated(this);
  }

  /** Returns this type for values that may also be {@code null}. */
  default ValueType orNull() {
    return new OneOf(allowed(), List.of(this, new ScalarType.NullType()));
  }

  /** Declares a whole number. */
  static ValueType integer(long min, long max) {
    return new ScalarType.IntegerType(min, max);
  }

  /** Declares a number. */
  static ValueType number(double min, double max) {
    return new ScalarType.NumberType(min, max);
  }

  /** Declares true or false. */
  static ValueType flag() {
    return new ScalarType.FlagType();
  }

  /** Declares one of a few words. */
  static ValueType choice(List<String> words) {
    return new ScalarType.ChoiceType(words);
  }

  /** Declares a text that a pattern matches as a whole. */
  static ScalarType.TextType text(String allowed, Pattern pattern) {
    return new ScalarType.TextType(allowed, pattern, text -> true, ScalarType.TextType.Form.TEXT);
  }

  /** Declares a text that is not blank. */
  static ScalarType.TextType text(String allowed) {
    return text(allowed, ScalarType.NOT_BLANK);
  }

  /** Declares a text with one of the forms 500ms, 30s, 5m and 2h. */
  static ScalarType.TextType duration() {
    return text(DurationText.ALLOWED, DurationText.FORM)
        .where(text -> DurationText.parse(text).isPresent());
  }

  /** Declares a number of bytes. */
  static ScalarType.TextType size() {
    return text(SizeText.ALLOWED, SizeText.FORM).where(text -> SizeText.parse(text).isPresent());
  }

  /** Declares a JSON Pointer. */
  static ScalarType.TextType pointer() {
    return text("a JSON Pointer such as /jobs/0/title", ScalarType.POINTER);
  }

  /** Declares a list. */
  static ListType list(String allowed, ValueType item, int fewest, int most) {
    return new ListType(allowed, item, fewest, most, false);
  }

  /** Declares a mapping with keys of the user's own, in any number. */
  static MapType map(String allowed, ScalarType.TextType key, ValueType value) {
    return new MapType(allowed, key, value, 0);
  }

  /** Declares a value of any one of several types; the first that has no problem is taken. */
  static ValueType oneOf(String allowed, ValueType... alternatives) {
    return new OneOf(allowed, List.of(alternatives));
  }

  /** Declares a mapping with exactly one of some keys, which decides its type. */
  static ValueType byKey(String allowed, Map<String, ? extends ValueType> types) {
    return new ObjectByKey(allowed, new TreeMap<>(types));
  }

  /**
   * Declares a mapping whose other keys depend on the word under one of them.
   *
   * @param types the other keys by the word
   */
  static ValueType tagged(
      String allowed, String tag, String description, Map<String, ParameterSchema> types) {
    return TaggedObject.of(allowed, tag, description, types);
  }

  /** Declares any value at all, such as the parameters of a program. */
  static ValueType any(String allowed) {
    return new AnyType(allowed);
  }
}

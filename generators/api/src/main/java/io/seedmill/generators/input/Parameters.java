package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.LargeIntegers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The values of a mapping that a {@link ParameterSchema} has accepted, such as the parameters of a
 * generator. Immutable. A getter refuses a key that is not declared, and one that is absent and has
 * no default.
 */
public final class Parameters {

  static final String INTEGERS = "integers";

  private final ParameterSchema schema;
  private final ObjectNode values;

  Parameters(ParameterSchema schema, ObjectNode values) {
    this.schema = schema;
    this.values = values.deepCopy();
  }

  /** Returns whether a key has a value that is not {@code null}, its own or the default. */
  public boolean has(String name) {
    JsonNode value = find(name);
    return !value.isMissingNode() && !value.isNull();
  }

  /**
   * Returns a value that may be absent.
   *
   * @param getter reads it where it is there, such as {@code Parameters::text}
   */
  public <T> Optional<T> optional(String name, BiFunction<Parameters, String, T> getter) {
    return has(name) ? Optional.of(getter.apply(this, name)) : Optional.empty();
  }

  /** Returns a whole number. */
  public long integer(String name) {
    return value(name).longValue();
  }

  /** Returns a whole number whose declared range fits an {@code int}. */
  public int intValue(String name) {
    return Math.toIntExact(integer(name));
  }

  /** Returns a number. */
  public double real(String name) {
    return value(name).doubleValue();
  }

  /** Returns true or false. */
  public boolean flag(String name) {
    return value(name).booleanValue();
  }

  /** Returns the word chosen. */
  public String choice(String name) {
    return value(name).textValue();
  }

  /** Returns what becomes of large integers. */
  public LargeIntegers largeIntegers() {
    return optional(INTEGERS, Parameters::choice)
        .map(word -> LargeIntegers.valueOf(word.toUpperCase(Locale.ROOT)))
        .orElse(LargeIntegers.TEXT);
  }

  /** Returns a text. */
  public String text(String name) {
    return CanonicalJson.text(value(name));
  }

  /** Returns a length of time. */
  public Duration duration(String name) {
    return DurationText.parse(text(name)).orElseThrow();
  }

  /** Returns a number of bytes. */
  public long size(String name) {
    return SizeText.parse(text(name)).orElseThrow();
  }

  /** Returns a JSON Pointer. */
  public JsonPointer pointer(String name) {
    return JsonPointer.compile(text(name));
  }

  /** Returns the texts of a list. */
  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    value(name).forEach(value -> texts.add(CanonicalJson.text(value)));
    return List.copyOf(texts);
  }

  /** Returns the texts of a mapping, in the order in which they were given. */
  public Map<String, String> textMap(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    value(name).properties().forEach(p -> texts.put(p.getKey(), CanonicalJson.text(p.getValue())));
    return texts;
  }

  /** Returns a mapping, completed with its own defaults. */
  public Parameters object(String name) {
    return object(schema.type(name), value(name));
  }

  /** Returns the mappings of a list, each completed with its own defaults. */
  public List<Parameters> objects(String name) {
    JsonNode list = value(name);
    if (schema.type(name).resolve(list) instanceof ListType type) {
      List<Parameters> objects = new ArrayList<>();
      list.forEach(item -> objects.add(object(type.item(), item)));
      return objects;
    }
    throw new IllegalArgumentException("the parameter '" + name + "' is no list");
  }

  static Parameters object(ValueType type, JsonNode value) {
    if (type.resolve(value) instanceof ParameterSchema keys) {
      return keys.complete(value);
    }
    throw new IllegalArgumentException(value + " is no mapping of declared keys");
  }

  /** Returns a value as JSON, without the defaults of mappings in it. */
  public JsonNode json(String name) {
    return value(name).deepCopy();
  }

  /** Returns all values as one JSON object in canonical form: equal for equal values. */
  public String toCanonicalJson() {
    return CanonicalJson.write(values);
  }

  /** Returns all values as one JSON object. */
  public ObjectNode toJson() {
    return values.deepCopy();
  }

  /** Returns whether all values are equal, as {@link #toCanonicalJson} has them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters parameters
        && parameters.toCanonicalJson().equals(toCanonicalJson());
  }

  @Override
  public int hashCode() {
    return toCanonicalJson().hashCode();
  }

  @Override
  public String toString() {
    return toCanonicalJson();
  }

  private JsonNode find(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      schema.type(name); // refuses a name that is not declared
      return MissingNode.getInstance();
    }
    return value;
  }

  private JsonNode value(String name) {
    JsonNode value = find(name);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("the parameter '" + name + "' has no value");
    }
    return value;
  }
}

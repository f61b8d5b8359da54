package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A mapping whose other keys depend on the word under one of them.
 *
 * @param tag the key of the word
 * @param types the keys by the word, the tag among them
 */
record TaggedObject(String allowed, String tag, SortedMap<String, ParameterSchema> types)
    implements ValueType {

  static TaggedObject of(
      String allowed, String tag, String description, Map<String, ParameterSchema> types) {
    SortedMap<String, ParameterSchema> whole = new TreeMap<>();
    types.forEach(
        (word, schema) ->
            whole.put(
                word, schema.beginningWith(tag, description, ValueType.choice(List.of(word)))));
    return new TaggedObject(allowed, tag, whole);
  }

  @Override
  public String word() {
    return "mapping";
  }

  @Override
  public boolean fits(JsonNode value) {
    return value.isObject();
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    if (!value.isObject()) {
      return List.of(InputProblem.structure(at, value, allowed));
    }
    ParameterSchema schema = find(value);
    if (schema == null) {
      JsonNode word = value.path(tag);
      String names =
          word.isTextual()
              ? NearestName.advice(word.textValue(), types.keySet())
              : NearestName.list(types.keySet());
      List<InputProblem> problems = new ArrayList<>();
      problems.add(
          new InputProblem(
              at.appendProperty(tag), Kind.STRUCTURE, InputProblem.found(word), names));
      problems.addAll(checkCommonKeys(at, value));
      return problems;
    }
    return schema.check(at, value);
  }

  /** Checks the keys that mean the same whatever the word is. */
  private List<InputProblem> checkCommonKeys(JsonPointer at, JsonNode value) {
    List<Parameter> common = new ArrayList<>(types.get(types.firstKey()).all());
    types.values().forEach(type -> common.retainAll(type.all()));
    List<InputProblem> problems = new ArrayList<>();
    for (Parameter key : common) {
      if (value.has(key.name())) {
        problems.addAll(key.type().check(at.appendProperty(key.name()), value.get(key.name())));
      }
    }
    return problems;
  }

  private ParameterSchema find(JsonNode value) {
    return value.path(tag).isTextual() ? types.get(value.path(tag).textValue()) : null;
  }

  @Override
  public ValueType resolve(JsonNode value) {
    ParameterSchema schema = find(value);
    return schema == null ? this : schema;
  }

  @Override
  public ObjectNode toJsonSchema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode anyOf = schema.putArray("anyOf");
    types.values().forEach(type -> anyOf.add(type.toJsonSchema()));
    return schema;
  }
}

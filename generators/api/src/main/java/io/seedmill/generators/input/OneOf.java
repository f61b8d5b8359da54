package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A value of one of several types, tried in order. */
record OneOf(String allowed, List<ValueType> alternatives) implements ValueType {

  OneOf {
    alternatives = List.copyOf(alternatives);
  }

  @Override
  public String word() {
    return alternatives.get(0).word();
  }

  @Override
  public boolean fits(JsonNode value) {
    return alternatives.stream().anyMatch(type -> type.fits(value));
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    return fits(value)
        ? choose(value).check(at, value)
        : List.of(InputProblem.structure(at, value, allowed));
  }

  /** Returns the first type without a problem, or else the first of the right type in JSON. */
  private ValueType choose(JsonNode value) {
    List<ValueType> fitting = alternatives.stream().filter(type -> type.fits(value)).toList();
    return fitting.stream()
        .filter(type -> fitting.size() == 1 || type.check(JsonPointer.empty(), value).isEmpty())
        .findFirst()
        .orElse(fitting.get(0));
  }

  @Override
  public ValueType resolve(JsonNode value) {
    return fits(value) ? choose(value).resolve(value) : this;
  }

  @Override
  public ObjectNode toJsonSchema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode anyOf = schema.putArray("anyOf");
    alternatives.forEach(type -> anyOf.add(type.toJsonSchema()));
    return schema;
  }
}

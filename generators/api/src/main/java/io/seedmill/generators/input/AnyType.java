package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Any value at all. */
record AnyType(String allowed) implements ValueType {

  @Override
  public String word() {
    return "any";
  }

  @Override
  public boolean fits(JsonNode value) {
    return true;
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    return List.of();
  }

  @Override
  public ObjectNode toJsonSchema() {
    return JsonNodeFactory.instance.objectNode();
  }
}

package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem.Kind;
import java.util.List;
import java.util.SortedMap;

/** A mapping with exactly one of some keys, which decides its type. */
record ObjectByKey(String allowed, SortedMap<String, ValueType> types) implements ValueType {

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
    List<String> present = present(value);
    if (present.isEmpty()) {
      String keys = "the key " + String.join(" or ", types.keySet());
      return List.of(new InputProblem(at, Kind.STRUCTURE, "none of its keys", keys));
    }
    String first = present.get(0);
    if (present.size() > 1) {
      return present.stream()
          .skip(1)
          .map(
              more ->
                  new InputProblem(
                      at.appendProperty(more),
                      Kind.STRUCTURE,
                      "'" + more + "' beside '" + first + "'",
                      "one of the two"))
          .toList();
    }
    return types.get(first).check(at, value);
  }

  private List<String> present(JsonNode value) {
    return types.keySet().stream().filter(value::has).toList();
  }

  @Override
  public ValueType resolve(JsonNode value) {
    List<String> present = present(value);
    return present.isEmpty() ? this : types.get(present.get(0)).resolve(value);
  }

  @Override
  public ObjectNode toJsonSchema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    ArrayNode anyOf = schema.putArray("anyOf");
    types.forEach(
        (key, type) -> {
          ObjectNode alternative = type.toJsonSchema();
          ArrayNode required = alternative.withArrayProperty("required");
          if (!required.toString().contains('"' + key + '"')) {
            required.add(key);
          }
          anyOf.add(alternative);
        });
    return schema;
  }
}

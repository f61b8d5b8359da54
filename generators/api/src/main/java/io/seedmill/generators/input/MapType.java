package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem.Kind;
import java.util.ArrayList;
import java.util.List;

/** A mapping of at least {@code fewest} keys of the user's own to values of one type. */
public record MapType(String allowed, ScalarType.TextType key, ValueType value, int fewest)
    implements ValueType {

  /** Returns this type for mappings of at least one key. */
  public MapType ofSome() {
    return new MapType(allowed, key, value, 1);
  }

  @Override
  public String word() {
    return "mapping";
  }

  @Override
  public boolean fits(JsonNode json) {
    return json.isObject();
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode json) {
    if (!json.isObject() || json.size() < fewest) {
      return List.of(InputProblem.structure(at, json, allowed));
    }
    List<InputProblem> problems = new ArrayList<>();
    for (var property : json.properties()) {
      String name = property.getKey();
      JsonPointer place = at.appendProperty(name);
      if (!key.accepts(name)) {
        boolean expressed = !key.pattern().matcher(name).matches();
        Kind kind = expressed ? Kind.STRUCTURE : Kind.RULE;
        problems.add(new InputProblem(place, kind, "the name '" + name + "'", key.allowed()));
      }
      problems.addAll(value.check(place, property.getValue()));
    }
    return problems;
  }

  @Override
  public ObjectNode toJsonSchema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    schema.putObject("propertyNames").put("pattern", key.anchored());
    schema.set("additionalProperties", value.toJsonSchema());
    return fewest > 0 ? schema.put("minProperties", fewest) : schema;
  }
}

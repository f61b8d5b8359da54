package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A value in which a text with a reference such as {@code ${matrix.size}} may stand for another
 * value, such as one on an axis of a matrix. One with such a text is not checked here: whoever
 * fills it in checks the result.
 */
record Templated(ValueType type) implements ValueType {

  private static final String START = "${";

  @Override
  public String word() {
    return type.word();
  }

  @Override
  public String allowed() {
    return type.allowed();
  }

  @Override
  public boolean fits(JsonNode value) {
    return type.fits(value) || isTemplate(value);
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    return isTemplate(value) ? List.of() : type.check(at, value);
  }

  private static boolean isTemplate(JsonNode value) {
    if (value.isTextual()) {
      return value.textValue().contains(START);
    }
    for (JsonNode inner : value) {
      if (isTemplate(inner)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public ValueType resolve(JsonNode value) {
    return isTemplate(value) ? this : type.resolve(value);
  }

  @Override
  public ObjectNode toJsonSchema() {
    return orTemplate(type.toJsonSchema());
  }

  /** Returns a schema that accepts a text with a placeholder in place of every value. */
  private static ObjectNode orTemplate(ObjectNode schema) {
    ArrayNode anyOf = JsonNodeFactory.instance.arrayNode();
    if (schema.has("anyOf")) {
      schema.get("anyOf").forEach(each -> anyOf.add(inner((ObjectNode) each)));
    } else {
      anyOf.add(inner(schema));
    }
    anyOf.addObject().put("type", "string").put("pattern", "\\$\\{");
    return JsonNodeFactory.instance.objectNode().set("anyOf", anyOf);
  }

  private static ObjectNode inner(ObjectNode schema) {
    ObjectNode copy = schema.deepCopy();
    if (copy.get("properties") instanceof ObjectNode properties) {
      properties.properties().forEach(p -> p.setValue(described((ObjectNode) p.getValue())));
    }
    for (String part : List.of("items", "additionalProperties")) {
      if (copy.get(part) instanceof ObjectNode values && !values.isEmpty()) {
        copy.set(part, orTemplate(values));
      }
    }
    return copy;
  }

  private static ObjectNode described(ObjectNode property) {
    ObjectNode bare = property.deepCopy().without(List.of("description", "default"));
    ObjectNode described = bare.isEmpty() ? bare : orTemplate(bare);
    return described.setAll(property.deepCopy().retain("description", "default"));
  }
}

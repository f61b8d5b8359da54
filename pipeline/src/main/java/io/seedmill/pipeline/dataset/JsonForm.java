package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.matrix.AxisValue;

/** The form in which JSON stays the same when it is written and read again. */
final class JsonForm {

  private JsonForm() {}

  /** A value with every number in it, however it was written, in one form. */
  static JsonNode normal(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(p -> copy.set(p.getKey(), normal(p.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> copy.add(normal(element)));
      return copy;
    }
    return AxisValue.normal(value);
  }
}

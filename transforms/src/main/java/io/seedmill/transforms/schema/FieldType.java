package io.seedmill.transforms.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The type of a field or of the elements of a list. Every value may also be null. */
public sealed interface FieldType extends Serializable {

  /** Returns the type as a spec has it. */
  JsonNode toJson();

  /** A value that is neither a list nor an object, or any JSON at all; see {@link ScalarType}. */
  record Scalar(ScalarType type) implements FieldType {

    @Override
    public JsonNode toJson() {
      return TextNode.valueOf(type.toString());
    }
  }

  /** A list whose elements have one type. */
  record ListOf(FieldType element) implements FieldType {

    @Override
    public JsonNode toJson() {
      return JsonNodeFactory.instance.arrayNode().add(element.toJson());
    }
  }

  /**
   * An object that has no other fields than these.
   *
   * @param fields the types by name, in the order of their UTF-16 code units
   */
  record ObjectOf(SortedMap<String, FieldType> fields) implements FieldType {

    public ObjectOf {
      fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    @Override
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      for (Map.Entry<String, FieldType> field : fields.entrySet()) {
        json.set(field.getKey(), field.getValue().toJson());
      }
      return json;
    }
  }
}

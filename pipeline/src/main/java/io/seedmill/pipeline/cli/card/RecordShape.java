package io.seedmill.pipeline.cli.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The shape that all records of a dataset have: their fields, and the types of values. Its size is
 * bounded: an object with very many names is one whose names are data.
 */
public final class RecordShape {

  private static final int MOST_NAMES = 200;

  private static final Map<String, String> FEATURES =
      Map.of("string", "string", "integer", "int64", "number", "float64", "boolean", "bool");

  private final TreeSet<String> types = new TreeSet<>();
  private final Map<String, RecordShape> fields = new LinkedHashMap<>();
  private RecordShape elements;
  private boolean namesAreData;
  private long count;
  private long objects;

  /** Adds a value. */
  public void add(JsonNode value) {
    count++;
    types.add(type(value));
    if (value.isArray()) {
      elements = elements == null ? new RecordShape() : elements;
      value.forEach(elements::add);
    } else if (value.isObject()) {
      objects++;
      value.properties().forEach(field -> add(field.getKey(), field.getValue()));
    }
  }

  private void add(String name, JsonNode value) {
    if (!namesAreData) {
      fields.computeIfAbsent(name, unseen -> new RecordShape()).add(value);
    }
    if (fields.size() > MOST_NAMES) {
      namesAreData = true;
      fields.clear();
    }
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case BOOLEAN -> "boolean";
      case ARRAY -> "array";
      case OBJECT -> "object";
      default -> "null";
    };
  }

  /** Returns the shapes of the fields; none where there are too many names. */
  public Map<String, RecordShape> fields() {
    return fields;
  }

  /** Returns the JSON Schema, draft 2020-12, that all values fit. */
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    TreeSet<String> named = new TreeSet<>(types);
    if (named.contains("number")) {
      named.remove("integer");
    }
    if (named.size() == 1) {
      schema.put("type", named.first());
    } else if (!named.isEmpty()) {
      named.forEach(schema.putArray("type")::add);
    }
    if (!fields.isEmpty()) {
      ObjectNode properties = schema.putObject("properties");
      fields.forEach((name, shape) -> properties.set(name, shape.schema()));
      ArrayNode required = schema.putArray("required");
      fields.forEach(
          (name, shape) -> {
            if (shape.count == objects) {
              required.add(name);
            }
          });
      schema.put("additionalProperties", false);
    }
    if (elements != null && elements.count > 0) {
      schema.set("items", elements.schema());
    }
    return schema;
  }

  /** Returns the one type of the values that are not null; empty for several, or none. */
  Optional<String> type() {
    TreeSet<String> named = new TreeSet<>(types);
    named.remove("null");
    if (named.contains("number")) {
      named.remove("integer");
    }
    return named.size() == 1 ? Optional.of(named.first()) : Optional.empty();
  }

  /**
   * Returns the feature as hubs declare it; empty where values are of several types, since a column
   * has one.
   */
  Optional<ObjectNode> feature() {
    String type = type().orElse("");
    ObjectNode feature = JsonNodeFactory.instance.objectNode();
    if (FEATURES.containsKey(type)) {
      return Optional.of(feature.put("dtype", FEATURES.get(type)));
    }
    if (type.equals("object")) {
      return features().map(members -> feature.set("struct", members));
    }
    if (type.equals("array") && elements.count > 0) {
      return elements
          .feature()
          .map(
              inner -> {
                boolean isScalar = inner.path("dtype").isTextual();
                JsonNode of = isScalar ? inner.get("dtype") : inner;
                return inner.has("struct")
                    ? feature.set("list", inner.get("struct"))
                    : feature.set("sequence", of);
              });
    }
    return Optional.empty();
  }

  /** Returns the features of the fields; empty where there are no fields, or one has none. */
  public Optional<ArrayNode> features() {
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (var field : fields.entrySet()) {
      Optional<ObjectNode> feature = field.getValue().feature();
      if (feature.isEmpty()) {
        return Optional.empty();
      }
      ObjectNode named = all.addObject().put("name", field.getKey());
      named.setAll(feature.get());
    }
    return Optional.of(all);
  }
}

package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.AxisValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the items of a generator, wherever they come from: all of them scalars, or all of them
 * objects whose first field, the same for all, names them. No two have the same name.
 */
final class Items {

  static final String ALLOWED = "items that are all texts or numbers, or all objects";
  private static final String MOST = "at most " + Axis.MOST_VALUES + " items";

  private final List<JsonNode> values = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private String nameField;

  /** A mistake in an item. */
  record Mistake(String found, String allowed) {}

  /** Adds an item, or says why it cannot be one. */
  Optional<Mistake> add(JsonNode item) {
    if (values.size() == Axis.MOST_VALUES) {
      return Optional.of(new Mistake("more items", MOST));
    }
    if (!values.isEmpty() && item.isObject() != values.get(0).isObject()) {
      return Optional.of(new Mistake(kind(item) + " among others", ALLOWED));
    }
    JsonNode value = item instanceof ObjectNode object ? named(object) : AxisValue.normal(item);
    JsonNode name = value.isObject() ? value.path(nameField) : value;
    if (!AxisValue.isScalar(name)) {
      String in = value.isObject() ? " without a value that names it in '" + nameField + "'" : "";
      return Optional.of(new Mistake(kind(value) + in, AxisValue.ALLOWED));
    }
    if (!names.add(AxisValue.text(name))) {
      String found = "the item '" + AxisValue.text(name) + "' a second time";
      return Optional.of(new Mistake(found, "names that are unique"));
    }
    values.add(value);
    return Optional.empty();
  }

  /** The items, in order. */
  List<JsonNode> values() {
    return values;
  }

  /** The items as they can be read again whatever the order of members: objects as a table. */
  JsonNode source() {
    if (values.isEmpty() || !values.get(0).isObject()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode(values.size());
      values.forEach(list::add);
      return list;
    }
    Set<String> columns = new LinkedHashSet<>();
    values.forEach(value -> value.fieldNames().forEachRemaining(columns::add));
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    ArrayNode header = table.putArray("columns");
    columns.forEach(header::add);
    ArrayNode rows = table.putArray("rows");
    for (JsonNode value : values) {
      ArrayNode row = rows.addArray();
      columns.forEach(column -> row.add(value.get(column)));
    }
    return table;
  }

  /** The object with its name first, its numbers in one form, and without nulls. */
  private ObjectNode named(ObjectNode object) {
    if (nameField == null && !object.isEmpty()) {
      nameField = object.fieldNames().next();
    }
    ObjectNode ordered = JsonNodeFactory.instance.objectNode();
    if (nameField != null && object.hasNonNull(nameField)) {
      ordered.set(nameField, AxisValue.normal(object.get(nameField)));
    }
    object
        .properties()
        .forEach(
            field -> {
              if (!field.getValue().isNull() && !field.getKey().equals(nameField)) {
                ordered.set(field.getKey(), JsonForm.normal(field.getValue()));
              }
            });
    return ordered;
  }

  private static String kind(JsonNode item) {
    return item.isObject() ? "an object" : item.toString();
  }
}

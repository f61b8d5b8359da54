package io.seedmill.pipeline.cli.card;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.transforms.schema.FieldType;
import io.seedmill.transforms.schema.ScalarType;
import java.util.Map;

/**
 * The features of a file whose columns have types of their own, as hubs of datasets declare them.
 */
public final class ColumnFeatures {

  private ColumnFeatures() {}

  /** Returns the features of columns. */
  public static ArrayNode of(Map<String, FieldType> columns) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    columns.forEach((name, type) -> all.addObject().put("name", name).setAll(feature(type)));
    return all;
  }

  private static ObjectNode feature(FieldType type) {
    ObjectNode feature = JsonNodeFactory.instance.objectNode();
    if (type instanceof FieldType.Scalar scalar) {
      return feature.put("dtype", name(scalar.type()));
    }
    if (type instanceof FieldType.ObjectOf object) {
      return feature.set("struct", of(object.fields()));
    }
    FieldType element = ((FieldType.ListOf) type).element();
    if (element instanceof FieldType.Scalar scalar) {
      return feature.put("sequence", name(scalar.type()));
    }
    ObjectNode inner = feature(element);
    return element instanceof FieldType.ObjectOf
        ? feature.set("list", inner.get("struct"))
        : feature.set("sequence", inner);
  }

  private static String name(ScalarType type) {
    return switch (type.kind()) {
      case STRING, JSON -> "string";
      case BOOLEAN -> "bool";
      case INT32 -> "int32";
      case INT64 -> "int64";
      case DOUBLE -> "float64";
      case DECIMAL -> "decimal128(%d, %d)".formatted(type.precision(), type.scale());
      case DATE -> "date32";
      case TIMESTAMP -> "timestamp[us, tz=UTC]";
    };
  }
}

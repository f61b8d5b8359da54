package io.seedmill.transforms.parquet;

import io.seedmill.transforms.parquet.Column.Kind;
import io.seedmill.transforms.schema.FieldType;
import io.seedmill.transforms.schema.FieldType.ListOf;
import io.seedmill.transforms.schema.FieldType.ObjectOf;
import io.seedmill.transforms.schema.FieldType.Scalar;
import io.seedmill.transforms.schema.RecordSchema;
import io.seedmill.transforms.schema.ScalarType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The columns of declared fields, whatever the records have. Metadata that is not declared is JSON
 * in a text, which fits all. The records say only where null and absent are not told apart.
 */
final class DeclaredColumns {

  private final Shape records;
  private final Set<String> nulls = new TreeSet<>();
  private final Set<String> ambiguous = new TreeSet<>();

  DeclaredColumns(Shape records) {
    this.records = records;
  }

  Columns of(RecordSchema schema, boolean hasMetadata) {
    List<Column> columns = new ArrayList<>(Columns.first());
    for (Map.Entry<String, FieldType> field : schema.content().entrySet()) {
      columns.add(field("", field.getKey(), columns.size(), field.getValue(), records));
    }
    if (hasMetadata) {
      FieldType type =
          schema.metadata().orElseGet(() -> new Scalar(ScalarType.of(ScalarType.Kind.JSON)));
      columns.add(field("", Columns.METADATA, columns.size(), type, records));
    }
    return new Columns(columns, Set.of(), nulls, ambiguous);
  }

  private Column field(String path, String name, int index, FieldType type, Shape parent) {
    Shape shape = parent.fields().getOrDefault(name, new Shape(0));
    if (shape.hasNulls()) {
      (shape.isAbsentFrom(parent) ? ambiguous : nulls).add(path + name);
    }
    return column(path + name, name, index, type, shape);
  }

  private Column column(String path, String name, int index, FieldType type, Shape shape) {
    List<Column> inner = new ArrayList<>();
    if (type instanceof Scalar scalar) {
      return scalar(name, index, scalar.type());
    }
    if (type instanceof ListOf list) {
      inner.add(column(path + "[]", Column.ELEMENT, 0, list.element(), shape.element()));
      return new Column(name, index, Kind.LIST, inner);
    }
    for (Map.Entry<String, FieldType> field : ((ObjectOf) type).fields().entrySet()) {
      inner.add(field(path + ".", field.getKey(), inner.size(), field.getValue(), shape));
    }
    return new Column(name, index, Kind.GROUP, inner);
  }

  private static Column scalar(String name, int index, ScalarType type) {
    Kind kind =
        switch (type.kind()) {
          case STRING -> Kind.TEXT;
          case JSON -> Kind.JSON;
          case BOOLEAN -> Kind.BOOLEAN;
          case INT64 -> Kind.INTEGER;
          case DOUBLE -> Kind.DOUBLE;
          case INT32, DECIMAL, DATE, TIMESTAMP -> Kind.SCALAR;
        };
    return new Column(name, index, kind, kind == Kind.SCALAR ? type : null, List.of());
  }
}

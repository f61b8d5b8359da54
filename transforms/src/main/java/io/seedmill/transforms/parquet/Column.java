package io.seedmill.transforms.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.seedmill.transforms.schema.FieldType;
import io.seedmill.transforms.schema.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * A field of a record, or the elements of a list, as Parquet has it.
 *
 * @param name its name
 * @param index its position among the fields of its group
 * @param kind its type
 * @param scalar the declared type, where a number stands for the value; else null
 * @param fields the fields of a group, in order; one without a name for the elements of a list
 */
record Column(String name, int index, Kind kind, ScalarType scalar, List<Column> fields) {

  Column(String name, int index, Kind kind, List<Column> fields) {
    this(name, index, kind, null, fields);
  }

  enum Kind {
    TEXT,
    JSON,
    BOOLEAN,
    INTEGER,
    DOUBLE,
    SCALAR,
    LIST,
    GROUP
  }

  static final String ELEMENT = "element";
  static final String REPEATED = "list";

  /** Returns the fields by their names. */
  Map<String, Column> byName() {
    return fields.stream().collect(Collectors.toMap(Column::name, field -> field));
  }

  Column element() {
    return fields.get(0);
  }

  long leaves() {
    return fields.isEmpty() ? 1 : fields.stream().mapToLong(Column::leaves).sum();
  }

  /** Returns the type with three levels for lists, as the format asks for. */
  Type type(Type.Repetition repetition) {
    return switch (kind) {
      case TEXT ->
          Types.primitive(BINARY, repetition).as(LogicalTypeAnnotation.stringType()).named(name);
      case JSON ->
          Types.primitive(BINARY, repetition).as(LogicalTypeAnnotation.jsonType()).named(name);
      case BOOLEAN -> Types.primitive(BOOLEAN, repetition).named(name);
      case INTEGER -> Types.primitive(INT64, repetition).named(name);
      case DOUBLE -> Types.primitive(DOUBLE, repetition).named(name);
      case SCALAR -> scalarType(repetition);
      case LIST ->
          Types.buildGroup(repetition)
              .as(LogicalTypeAnnotation.listType())
              .addField(
                  Types.repeatedGroup()
                      .addField(element().type(Type.Repetition.OPTIONAL))
                      .named(REPEATED))
              .named(name);
      case GROUP ->
          Types.buildGroup(repetition)
              .addFields(
                  fields.stream()
                      .map(field -> field.type(Type.Repetition.OPTIONAL))
                      .toArray(Type[]::new))
              .named(name);
    };
  }

  private Type scalarType(Type.Repetition repetition) {
    return switch (scalar.kind()) {
      case INT32 -> Types.primitive(INT32, repetition).named(name);
      case DATE ->
          Types.primitive(INT32, repetition).as(LogicalTypeAnnotation.dateType()).named(name);
      case TIMESTAMP ->
          Types.primitive(INT64, repetition)
              .as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS))
              .named(name);
      case DECIMAL ->
          Types.primitive(INT64, repetition)
              .as(LogicalTypeAnnotation.decimalType(scalar.scale(), scalar.precision()))
              .named(name);
      default -> throw new IllegalStateException("a number does not stand for " + scalar);
    };
  }

  /** Returns what a schema calls the type. */
  FieldType declared() {
    return switch (kind) {
      case TEXT -> scalar(ScalarType.Kind.STRING);
      case JSON -> scalar(ScalarType.Kind.JSON);
      case BOOLEAN -> scalar(ScalarType.Kind.BOOLEAN);
      case INTEGER -> scalar(ScalarType.Kind.INT64);
      case DOUBLE -> scalar(ScalarType.Kind.DOUBLE);
      case SCALAR -> new FieldType.Scalar(scalar);
      case LIST -> new FieldType.ListOf(element().declared());
      case GROUP -> {
        SortedMap<String, FieldType> types = new TreeMap<>();
        fields.forEach(field -> types.put(field.name, field.declared()));
        yield new FieldType.ObjectOf(types);
      }
    };
  }

  private static FieldType scalar(ScalarType.Kind kind) {
    return new FieldType.Scalar(ScalarType.of(kind));
  }

  /** Returns true if the number that stands for the value has 32 bits. */
  boolean isInt32() {
    return scalar.kind() == ScalarType.Kind.INT32 || scalar.kind() == ScalarType.Kind.DATE;
  }
}

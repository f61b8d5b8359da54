package io.seedmill.transforms.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DateType;
import org.apache.parquet.format.DecimalType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.JsonType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MicroSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;

/** A schema as the footer has it: each type before those in it. */
final class SchemaElements {

  private SchemaElements() {}

  static List<SchemaElement> of(MessageType schema) {
    List<SchemaElement> elements = new ArrayList<>();
    elements.add(new SchemaElement(schema.getName()).setNum_children(schema.getFieldCount()));
    schema.getFields().forEach(field -> add(field, elements));
    return elements;
  }

  /** Returns the type of the stored values. */
  static org.apache.parquet.format.Type physical(PrimitiveType type) {
    return switch (type.getPrimitiveTypeName()) {
      case BINARY -> org.apache.parquet.format.Type.BYTE_ARRAY;
      default -> org.apache.parquet.format.Type.valueOf(type.getPrimitiveTypeName().name());
    };
  }

  private static void addScalar(LogicalTypeAnnotation logical, SchemaElement element) {
    if (LogicalTypeAnnotation.dateType().equals(logical)) {
      element.setConverted_type(ConvertedType.DATE);
      element.setLogicalType(LogicalType.DATE(new DateType()));
    } else if (logical instanceof TimestampLogicalTypeAnnotation) {
      element.setConverted_type(ConvertedType.TIMESTAMP_MICROS);
      element.setLogicalType(
          LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MICROS(new MicroSeconds()))));
    } else if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      element.setConverted_type(ConvertedType.DECIMAL);
      element.setScale(decimal.getScale());
      element.setPrecision(decimal.getPrecision());
      element.setLogicalType(
          LogicalType.DECIMAL(new DecimalType(decimal.getScale(), decimal.getPrecision())));
    }
  }

  private static void add(Type type, List<SchemaElement> elements) {
    SchemaElement element = new SchemaElement(type.getName());
    element.setRepetition_type(FieldRepetitionType.valueOf(type.getRepetition().name()));
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (LogicalTypeAnnotation.stringType().equals(logical)) {
      element.setConverted_type(ConvertedType.UTF8);
      element.setLogicalType(LogicalType.STRING(new StringType()));
    } else if (LogicalTypeAnnotation.jsonType().equals(logical)) {
      element.setConverted_type(ConvertedType.JSON);
      element.setLogicalType(LogicalType.JSON(new JsonType()));
    } else if (LogicalTypeAnnotation.listType().equals(logical)) {
      element.setConverted_type(ConvertedType.LIST);
      element.setLogicalType(LogicalType.LIST(new ListType()));
    }
    addScalar(logical, element);
    elements.add(element);
    if (type.isPrimitive()) {
      element.setType(physical(type.asPrimitiveType()));
    } else {
      GroupType group = type.asGroupType();
      element.setNum_children(group.getFieldCount());
      group.getFields().forEach(field -> add(field, elements));
    }
  }
}

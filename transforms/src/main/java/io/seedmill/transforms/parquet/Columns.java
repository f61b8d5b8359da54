package io.seedmill.transforms.parquet;

import io.seedmill.transforms.parquet.Column.Kind;
import io.seedmill.transforms.schema.RecordSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/**
 * The columns of a dataset. {@code id}, {@code generator} and {@code index} come first, then the
 * fields of the content in the order of their UTF-16 code units, then {@code metadata}.
 *
 * <p>Where no type fits all values as they are, a column holds their JSON. So it is with values of
 * several kinds, with objects that have no field at all, many different ones, or names that many
 * readers do not tell apart, and with all that is nested, where there would be too many columns.
 *
 * @param fields the columns
 * @param json the names of those that hold JSON because no type fits
 * @param nulls the names of those in which null is a value, and not the absence of one
 * @param ambiguous the names of those that are null in some records and absent from others
 */
record Columns(List<Column> fields, Set<String> json, Set<String> nulls, Set<String> ambiguous) {

  static final int MOST_NESTED = 2000;

  private static final List<String> FIRST = List.of("id", "generator", "index");
  static final String METADATA = "metadata";

  static Columns of(ColumnSurvey survey, RecordSchema schema, boolean hasMetadata) {
    if (!schema.isNone()) {
      return new DeclaredColumns(survey.shape()).of(schema, hasMetadata);
    }
    Columns columns = new Builder(false).build(survey.shape(), hasMetadata);
    long leaves = columns.fields.stream().mapToLong(Column::leaves).sum();
    return leaves - columns.fields.size() > MOST_NESTED
        ? new Builder(true).build(survey.shape(), hasMetadata)
        : columns;
  }

  /** Returns the columns that all datasets have. */
  static List<Column> first() {
    return List.of(
        new Column("id", 0, Kind.TEXT, List.of()),
        new Column("generator", 1, Kind.TEXT, List.of()),
        new Column("index", 2, Kind.INTEGER, List.of()));
  }

  MessageType type() {
    Types.MessageTypeBuilder type = Types.buildMessage();
    for (Column field : fields) {
      type.addField(
          field.type(
              field.index() < FIRST.size() ? Type.Repetition.REQUIRED : Type.Repetition.OPTIONAL));
    }
    return type.named("records");
  }

  private static final class Builder {

    private final boolean isFlat;
    private final Set<String> json = new TreeSet<>();
    private final Set<String> nulls = new TreeSet<>();
    private final Set<String> ambiguous = new TreeSet<>();

    /** Makes columns of JSON of all that is nested, if it is flat. */
    Builder(boolean isFlat) {
      this.isFlat = isFlat;
    }

    Columns build(Shape records, boolean hasMetadata) {
      List<Column> fields = new ArrayList<>(first());
      Set<String> names = new TreeSet<>(records.fields().keySet());
      names.removeAll(FIRST);
      names.remove(METADATA);
      for (String name : names) {
        fields.add(field(name, name, fields.size(), records));
      }
      if (hasMetadata && records.fields().containsKey(METADATA)) {
        fields.add(field(METADATA, METADATA, fields.size(), records));
      }
      return new Columns(fields, json, nulls, ambiguous);
    }

    private Column field(String path, String name, int index, Shape parent) {
      Shape shape = parent.fields().get(name);
      if (shape.hasNulls()) {
        (shape.isAbsentFrom(parent) ? ambiguous : nulls).add(path);
      }
      return column(path, name, index, shape);
    }

    private Column column(String path, String name, int index, Shape shape) {
      Kind kind = kind(shape);
      List<Column> fields = new ArrayList<>();
      if (kind == Kind.JSON) {
        json.add(path);
      } else if (kind == Kind.LIST) {
        fields.add(column(path + "[]", Column.ELEMENT, 0, shape.element()));
      } else if (kind == Kind.GROUP) {
        for (String field : new TreeSet<>(shape.fields().keySet())) {
          fields.add(field(path + "." + field, field, fields.size(), shape));
        }
      }
      return new Column(name, index, kind, fields);
    }

    private Kind kind(Shape shape) {
      return switch (shape.kinds()) {
        case 0, Shape.TEXT -> Kind.TEXT;
        case Shape.BOOLEAN -> Kind.BOOLEAN;
        case Shape.INTEGER, Shape.LARGE_INTEGER, Shape.INTEGER | Shape.LARGE_INTEGER ->
            Kind.INTEGER;
        case Shape.DOUBLE, Shape.DOUBLE | Shape.INTEGER -> Kind.DOUBLE;
        case Shape.LIST -> isFlat ? Kind.JSON : Kind.LIST;
        case Shape.OBJECT -> isFlat || !canBeGroup(shape.fields()) ? Kind.JSON : Kind.GROUP;
        default -> Kind.JSON;
      };
    }

    private static boolean canBeGroup(Map<String, Shape> fields) {
      Set<String> told = new HashSet<>();
      for (String name : fields.keySet()) {
        if (name.isEmpty() || !told.add(name.toLowerCase(Locale.ROOT))) {
          return false;
        }
      }
      return !fields.isEmpty();
    }
  }
}

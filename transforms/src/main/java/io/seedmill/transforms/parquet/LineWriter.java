package io.seedmill.transforms.parquet;

import com.fasterxml.jackson.core.JsonGenerator;
import io.seedmill.generators.json.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;

/** Writes rows as the lines of JSON that they were made of. */
final class LineWriter extends RecordMaterializer<byte[]> {

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final JsonGenerator json;
  private final Set<String> nulls;
  private final GroupConverter root;

  LineWriter(Columns columns) throws IOException {
    json = CanonicalJson.generator(line);
    nulls = columns.nulls();
    root = new Group(columns.fields(), "");
  }

  @Override
  public GroupConverter getRootConverter() {
    return root;
  }

  @Override
  public byte[] getCurrentRecord() {
    try {
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    line.write('\n');
    byte[] record = line.toByteArray();
    line.reset();
    return record;
  }

  private interface Step {
    void run() throws IOException;
  }

  private static void write(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Called before a value is written. */
  private interface Before {
    void value() throws IOException;
  }

  private Converter converter(Column column, String path, Before before) {
    return switch (column.kind()) {
      case GROUP -> new Nested(column.fields(), path + ".", before);
      case LIST -> new Elements(column.element(), path + "[]", before);
      default -> new Value(column, before);
    };
  }

  /** The fields of an object. Those that are not there are null, where that is a value. */
  private class Group extends GroupConverter {

    private final List<Column> fields;
    private final boolean[] isNull;
    private final List<Converter> converters = new ArrayList<>();
    private int next;

    Group(List<Column> fields, String path) {
      this.fields = fields;
      this.isNull = new boolean[fields.size()];
      for (Column field : fields) {
        String name = path + field.name();
        isNull[field.index()] = nulls.contains(name);
        converters.add(converter(field, name, () -> writeName(field)));
      }
    }

    private void writeName(Column field) throws IOException {
      writeNulls(field.index());
      next = field.index() + 1;
      CanonicalJson.writeName(field.name(), json);
    }

    private void writeNulls(int end) throws IOException {
      for (; next < end; next++) {
        if (isNull[next]) {
          json.writeNullField(fields.get(next).name());
        }
      }
    }

    @Override
    public Converter getConverter(int field) {
      return converters.get(field);
    }

    @Override
    public void start() {
      next = 0;
      write(json::writeStartObject);
    }

    @Override
    public void end() {
      write(
          () -> {
            writeNulls(fields.size());
            json.writeEndObject();
          });
    }
  }

  private final class Nested extends Group {

    private final Before before;

    Nested(List<Column> fields, String path, Before before) {
      super(fields, path);
      this.before = before;
    }

    @Override
    public void start() {
      write(before::value);
      super.start();
    }
  }

  /** The elements of a list, each in a group of its own, which is empty for null. */
  private final class Elements extends GroupConverter {

    private final Before before;
    private final GroupConverter repeated;
    private boolean isNull;

    Elements(Column element, String path, Before before) {
      this.before = before;
      Converter inner = converter(element, path, () -> isNull = false);
      repeated =
          new GroupConverter() {

            @Override
            public Converter getConverter(int field) {
              return inner;
            }

            @Override
            public void start() {
              isNull = true;
            }

            @Override
            public void end() {
              if (isNull) {
                write(json::writeNull);
              }
              isNull = false;
            }
          };
    }

    @Override
    public Converter getConverter(int field) {
      return repeated;
    }

    @Override
    public void start() {
      write(before::value);
      write(json::writeStartArray);
    }

    @Override
    public void end() {
      write(json::writeEndArray);
    }
  }

  private final class Value extends PrimitiveConverter {

    private final Column column;
    private final Before before;

    Value(Column column, Before before) {
      this.column = column;
      this.before = before;
    }

    @Override
    public void addBinary(Binary value) {
      write(
          () -> {
            before.value();
            if (column.kind() == Column.Kind.JSON) {
              json.writeRawValue(value.toStringUsingUTF8());
            } else {
              json.writeString(value.toStringUsingUTF8());
            }
          });
    }

    @Override
    public void addBoolean(boolean value) {
      write(
          () -> {
            before.value();
            json.writeBoolean(value);
          });
    }

    @Override
    public void addInt(int value) {
      addLong(value);
    }

    @Override
    public void addLong(long value) {
      write(
          () -> {
            before.value();
            if (column.kind() == Column.Kind.SCALAR) {
              column.scalar().write(value, json);
            } else {
              json.writeNumber(value);
            }
          });
    }

    @Override
    public void addDouble(double value) {
      write(
          () -> {
            before.value();
            CanonicalJson.writeReal(value, json);
          });
    }
  }
}

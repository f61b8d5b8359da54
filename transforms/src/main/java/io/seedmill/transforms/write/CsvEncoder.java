package io.seedmill.transforms.write;

import com.fasterxml.jackson.core.JsonPointer;
import io.seedmill.transforms.schema.RecordSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns records into rows. Of all fields, only the metadata may have no column. */
final class CsvEncoder implements PartFormat.RecordEncoder {

  private final FieldNames columns;
  private final RecordFields fields = new RecordFields();
  private final CsvRow row;
  private final OutputStream out;

  CsvEncoder(List<String> names, OutputStream out) {
    this.columns = new FieldNames(names);
    this.row = new CsvRow(names.size());
    this.out = out;
  }

  @Override
  public void add(byte[] bytes, int offset, int length) throws IOException {
    fields.start(bytes, offset);
    while (fields.next()) {
      int column = columns.indexOf(bytes, fields);
      if (column < 0) {
        RecordSchema.requireMetadata(JsonPointer.empty().appendProperty(fields.name()));
      } else if (fields.isText()) {
        setText(column, bytes);
      } else if (!fields.isNull()) {
        row.set(column, bytes, fields.from(), fields.to());
      }
    }
    row.writeTo(out);
  }

  private void setText(int column, byte[] bytes) throws IOException {
    if (fields.hasEscapes()) {
      row.set(column, fields.text().getBytes(StandardCharsets.UTF_8));
    } else {
      row.set(column, bytes, fields.from() + 1, fields.to() - 1);
    }
  }
}

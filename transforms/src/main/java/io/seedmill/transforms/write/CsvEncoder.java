package io.seedmill.transforms.write;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Turns records into rows. A field that is no column is left out. */
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
      if (column < 0 || fields.isNull()) {
        continue;
      }
      if (!fields.isText()) {
        row.set(column, bytes, fields.from(), fields.to());
      } else if (fields.hasEscapes()) {
        row.set(column, fields.text().getBytes(StandardCharsets.UTF_8));
      } else {
        row.set(column, bytes, fields.from() + 1, fields.to() - 1);
      }
    }
    row.writeTo(out);
  }
}

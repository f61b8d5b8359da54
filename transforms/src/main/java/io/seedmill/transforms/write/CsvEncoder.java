package io.seedmill.transforms.write;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns records into rows. A field that is no column is left out. */
final class CsvEncoder implements PartFormat.RecordEncoder {

  private final JsonFactory format;
  private final Map<String, Integer> columns = new HashMap<>();
  private final CsvRow row;
  private final OutputStream out;

  CsvEncoder(JsonFactory format, List<String> names, OutputStream out) {
    this.format = format;
    this.row = new CsvRow(names.size());
    this.out = out;
    names.forEach(name -> columns.put(name, columns.size()));
  }

  @Override
  public void add(byte[] bytes, int offset, int length) throws IOException {
    try (JsonParser json = format.createParser(bytes, offset, length)) {
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        Integer column = columns.get(json.currentName());
        JsonToken value = json.nextToken();
        if (column == null) {
          json.skipChildren();
        } else if (value.isStructStart()) {
          int from = offset + (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          row.set(column, bytes, from, offset + (int) json.currentLocation().getByteOffset());
        } else if (value != JsonToken.VALUE_NULL) {
          row.set(column, json.getText().getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    row.writeTo(out);
  }
}

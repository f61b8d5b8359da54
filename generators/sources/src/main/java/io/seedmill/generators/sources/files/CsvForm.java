package io.seedmill.generators.sources.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.JsonBytes;
import io.seedmill.generators.sources.rows.CsvDialect;
import io.seedmill.generators.sources.rows.CsvHeader;
import io.seedmill.generators.sources.rows.CsvValues;
import io.seedmill.generators.sources.rows.RowException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of CSV as samples: a field for each column, or for some of them. */
final class CsvForm implements RecordForm {

  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  private final CsvValues row;
  private final CsvHeader header;
  private final int firstNameBytes;
  private final int[] columns;
  private final List<byte[]> names = new ArrayList<>();
  private final boolean numbers;
  private final JsonBytes json = new JsonBytes(Integer.MAX_VALUE - 64);

  /**
   * @param fields the fields of a sample, which are in the header; empty for all columns
   * @param numbers true if values that are numbers become numbers
   */
  CsvForm(CsvHeader header, List<FieldSource> fields, CsvDialect dialect, boolean numbers)
      throws RowException {
    this.row = new CsvValues(dialect);
    this.header = fields.isEmpty() ? header.withoutTail() : header;
    this.firstNameBytes = header.names().get(0).getBytes(UTF_8).length;
    this.numbers = numbers;
    Map<String, Integer> used = columns(header, fields);
    used.keySet().forEach(name -> names.add(quoted(name)));
    this.columns = used.values().stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * Returns the positions of the columns that samples are made of, by the names of the fields.
   *
   * @throws RowException if one is not there once
   */
  static Map<String, Integer> columns(CsvHeader header, List<FieldSource> fields)
      throws RowException {
    Map<String, Integer> columns = new LinkedHashMap<>();
    if (fields.isEmpty()) {
      header.withoutTail().all().forEach(column -> columns.put(header.names().get(column), column));
      return columns;
    }
    for (FieldSource field : fields) {
      columns.put(field.name(), header.position(field.from()));
    }
    for (String reserved : Sample.RESERVED) {
      if (header.names().contains(reserved)) {
        columns.put(reserved, header.position(reserved));
      }
    }
    return columns;
  }

  private static byte[] quoted(String name) {
    return (TextNode.valueOf(name) + ":").getBytes(UTF_8);
  }

  @Override
  public void read(byte[] bytes, int from, int length, Sample sample)
      throws InvalidSampleException {
    try {
      row.read(bytes, from, length);
      header.requireFits(row);
      requireValues();
      writeObject();
    } catch (RowException | IOException e) {
      throw new InvalidSampleException(e.getMessage(), e);
    }
    sample.record(json.array(), 0, json.size());
  }

  /** Refuses the header of a file that was appended to another. A single name may be a value. */
  private void requireValues() throws RowException {
    if (row.size() > 1
        && row.to(0) - row.from(0) == firstNameBytes
        && row.texts().equals(header.names())) {
      throw new RowException("the names of the columns again: remove that line");
    }
  }

  private void writeObject() throws IOException {
    json.clear();
    char before = '{';
    for (int i = 0; i < columns.length; i++) {
      json.write(before);
      before = ',';
      json.write(names.get(i), 0, names.get(i).length);
      int from = row.from(columns[i]);
      int length = row.to(columns[i]) - from;
      if (numbers && CanonicalJson.isNumber(row.bytes(), from, length)) {
        json.write(row.bytes(), from, length);
      } else {
        writeText(row.bytes(), from, length);
      }
    }
    json.write('}');
  }

  private void writeText(byte[] bytes, int from, int length) throws IOException {
    json.write('"');
    int plain = from;
    for (int i = from; i < from + length; i++) {
      byte b = bytes[i];
      if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
        json.write(bytes, plain, i - plain);
        writeEscaped(b);
        plain = i + 1;
      }
    }
    json.write(bytes, plain, from + length - plain);
    json.write('"');
  }

  private void writeEscaped(byte b) throws IOException {
    if (b >= ' ') {
      json.write('\\');
      json.write(b);
      return;
    }
    byte[] escape = {'\\', 'u', '0', '0', HEX[b >> 4], HEX[b & 15]};
    json.write(escape, 0, escape.length);
  }
}

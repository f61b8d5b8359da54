package io.seedmill.generators.sources.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.JsonBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Rows of CSV as samples: a field for each column, or for some of them. */
final class CsvForm implements RecordForm {

  private static final byte[] HEX = "0123456789abcdef".getBytes(UTF_8);

  private final CsvRow row;
  private final int width;
  private final int[] columns;
  private final List<byte[]> names = new ArrayList<>();
  private final boolean numbers;
  private final JsonBytes json = new JsonBytes(Integer.MAX_VALUE - 64);

  /**
   * @param header the names of all columns
   * @param fields those that samples are made of, which are in the header; empty for all
   * @param numbers whether values that are numbers become numbers
   */
  CsvForm(List<String> header, List<FieldSource> fields, byte delimiter, boolean numbers) {
    this.row = new CsvRow(delimiter);
    this.width = header.size();
    this.numbers = numbers;
    List<Integer> used = new ArrayList<>();
    if (fields.isEmpty()) {
      header.forEach(name -> names.add(quoted(name)));
      IntStream.range(0, width).forEach(used::add);
    } else {
      for (FieldSource field : fields) {
        names.add(quoted(field.name()));
        used.add(header.indexOf(field.from()));
      }
      for (String reserved : Sample.RESERVED) {
        if (header.contains(reserved)) {
          names.add(quoted(reserved));
          used.add(header.indexOf(reserved));
        }
      }
    }
    this.columns = used.stream().mapToInt(Integer::intValue).toArray();
  }

  private static byte[] quoted(String name) {
    return (TextNode.valueOf(name) + ":").getBytes(UTF_8);
  }

  @Override
  public void read(byte[] bytes, int from, int length, Sample sample)
      throws InvalidSampleException {
    row.read(bytes, from, length);
    if (row.size() != width) {
      throw new InvalidSampleException(
          "values in the row: %d; columns: %d".formatted(row.size(), width));
    }
    if (!CanonicalJson.isUtf8(row.bytes(), 0, row.to(width - 1))) {
      throw new InvalidSampleException("not UTF-8");
    }
    try {
      writeObject();
    } catch (IOException e) {
      throw new InvalidSampleException(e.getMessage(), e);
    }
    sample.record(json.array(), 0, json.size());
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

package io.seedmill.pipeline.cli.card;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.CsvDialect;
import io.seedmill.generators.sources.rows.CsvHeader;
import io.seedmill.generators.sources.rows.CsvValues;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The rows of a part in CSV, as readers of CSV take them. */
public final class CsvRows {

  private static final Pattern SCALAR =
      Pattern.compile("true|false|-?(0|[1-9][0-9]{0,308})(\\.[0-9]{1,308})?([eE][-+]?[0-9]{1,3})?");

  private CsvRows() {}

  /**
   * Reads a part to its end. The first row given has the names of the columns, all with null. In
   * the others a cell is a number, {@code true} or {@code false} if it is written like one, null if
   * it is empty, and otherwise a text.
   *
   * @param in the part without compression
   */
  public static void read(InputStream in, Consumer<ObjectNode> rows) throws IOException {
    CsvDialect dialect = CsvDialect.ofDelimiter((byte) ',');
    CsvValues values = new CsvValues(dialect);
    try (RowReader reader =
        new RowReader(in, RowFormat.CSV.splitterAt(0, 0, dialect), Integer.MAX_VALUE - 64)) {
      List<String> names =
          CsvHeader.read(reader, values)
              .orElseThrow(() -> new IOException("a part in CSV without a header"))
              .names();
      ObjectNode header = JsonNodeFactory.instance.objectNode();
      names.forEach(header::putNull);
      rows.accept(header);
      while (reader.next()) {
        values.read(reader.bytes(), reader.from(), reader.length());
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        for (int column = 0; column < names.size() && column < values.size(); column++) {
          row.set(names.get(column), value(values, column));
        }
        rows.accept(row);
      }
    } catch (RowException e) {
      throw new IOException("a part in CSV has " + e.getMessage(), e);
    }
  }

  private static JsonNode value(CsvValues values, int column) throws IOException {
    int from = values.from(column);
    int length = values.to(column) - from;
    if (length == 0) {
      return JsonNodeFactory.instance.nullNode();
    }
    String cell = new String(values.bytes(), from, length, StandardCharsets.UTF_8);
    return SCALAR.matcher(cell).matches()
        ? CanonicalJson.parse(cell.getBytes(StandardCharsets.UTF_8))
        : JsonNodeFactory.instance.textNode(cell);
  }
}

package io.seedmill.generators.sources.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.LargeIntegers;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rows of a file as JSON values: objects of text for CSV, texts for lines of text.
 *
 * <pre>{@code
 * try (Rows rows = Rows.open(Files.newInputStream(file), file.toString(), RowFormat.JSONL)) {
 *   while (rows.next()) {
 *     add(rows.value(), rows.place());
 *   }
 * }
 * }</pre>
 */
public final class Rows implements Closeable {

  private static final int LARGEST_ROW = 1 << 29;
  private static final Pattern WHOLE = Pattern.compile("-?[1-9][0-9]*|0");
  private static final JsonFactory NUMBERS =
      JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build();

  private final RowFormat format;
  private final RowReader reader;
  private final CsvDialect dialect;
  private final CsvValues csv;
  private final int largestRow;
  private CsvHeader header;
  private JsonNode value;
  private long number;

  private Rows(RowFormat format, RowReader reader, CsvDialect dialect, int largestRow) {
    this.largestRow = largestRow;
    this.format = format;
    this.reader = reader;
    this.dialect = dialect;
    this.csv = new CsvValues(dialect);
  }

  /**
   * Opens a file.
   *
   * @param raw the bytes of the file; closed with the rows
   * @param name the name, whose ending tells the compression and the dialect of CSV
   */
  public static Rows open(InputStream raw, String name, RowFormat format) throws IOException {
    return open(raw, name, format, LARGEST_ROW);
  }

  /**
   * Opens a file as {@link #open(InputStream, String, RowFormat)} does.
   *
   * @param largestRow the largest row in bytes; a larger one is not kept in memory
   */
  public static Rows open(InputStream raw, String name, RowFormat format, int largestRow)
      throws IOException {
    try {
      RowBytes bytes = RowBytes.of(raw, name);
      bytes.stream().skipNBytes(bytes.mark());
      CsvDialect dialect = CsvDialect.ofName(name);
      Splitter splitter = format.splitter(bytes.mark(), dialect);
      return new Rows(
          format, new RowReader(bytes.stream(), splitter, largestRow), dialect, largestRow);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * Goes to the next row.
   *
   * @return false if there is none
   * @throws RowException if the row is not what the format says, with its place
   */
  public boolean next() throws IOException, RowException {
    try {
      if (format == RowFormat.CSV && header == null) {
        header = CsvHeader.read(reader, csv).orElse(new CsvHeader(List.of())).stripped();
        requireNames();
        requireDelimiter(header.names());
      }
      do {
        if (!reader.next()) {
          if (!reader.problem().isEmpty()) {
            throw new RowException("a JSON array that has no end");
          }
          return false;
        }
        number++;
        value = read();
      } while (format == RowFormat.TEXT && value.textValue().isEmpty());
      return true;
    } catch (RowException e) {
      throw new RowException(e.getMessage(), place(), e);
    }
  }

  /** Refuses a first line that is no header. */
  private void requireNames() throws RowException {
    if (header.names().isEmpty()) {
      return;
    }
    if (header.namesDelimiter()) {
      throw new RowException(
          "'%s', which tells a spreadsheet the delimiter and is no header; remove that line"
              .formatted(header.names().get(0)));
    }
    if (dialect.quote() == CsvDialect.NO_QUOTE && header.isQuoted()) {
      throw new RowException(
          "every name in quotes, such as %s; values between tabs have none"
              .formatted(header.names().get(0)));
    }
  }

  /** Refuses a header of one column that shows another delimiter. */
  private void requireDelimiter(List<String> columns) throws RowException {
    if (columns.size() == 1 && columns.get(0).matches("(?s).*[,;|\t].*")) {
      throw new RowException(
          "one column, '%s', and no %s that parts it into several"
              .formatted(columns.get(0), dialect.delimiter() == '\t' ? "tab" : "comma"));
    }
  }

  private JsonNode read() throws RowException {
    if (reader.isTooLarge()) {
      throw new RowException("a row of more than " + largestRow + " bytes");
    }
    byte[] bytes = reader.bytes();
    int from = reader.from();
    int length = reader.length();
    switch (format) {
      case CSV -> {
        csv.read(bytes, from, length);
        return object();
      }
      case TEXT -> {
        if (!CanonicalJson.isUtf8(bytes, from, length)) {
          throw new RowException("bytes that are not UTF-8");
        }
        RowBytes.requireSome(bytes, from, length);
        return TextNode.valueOf(new String(bytes, from, length, UTF_8).strip());
      }
      default -> {
        try {
          return CanonicalJson.parse(Arrays.copyOfRange(bytes, from, from + length));
        } catch (JsonProcessingException e) {
          throw new RowException("no JSON (" + CanonicalJson.problem(e) + ")", e);
        } catch (IOException e) {
          throw new RowException("no JSON (" + e.getMessage() + ")", e);
        }
      }
    }
  }

  private ObjectNode object() throws RowException {
    header.requireFits(csv);
    List<String> texts = csv.texts();
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int column : header.named()) {
      object.put(header.names().get(column), texts.get(column));
    }
    return object;
  }

  /**
   * Refuses the current row if JSON has no way to say what is in it: half a surrogate pair, or a
   * number that no double is near. Large whole numbers are allowed.
   */
  public void requireWritable() throws RowException {
    if (value.isNumber() && LargeIntegers.isLarge(value)) {
      return;
    }
    JsonNode copy = value.deepCopy();
    if (copy instanceof ObjectNode object) {
      LargeIntegers.TEXT.replaceIn(object);
    }
    try (JsonGenerator json = CanonicalJson.generator(OutputStream.nullOutputStream())) {
      CanonicalJson.write(copy, json);
    } catch (IOException e) {
      throw new RowException(e.getMessage(), place(), e);
    }
  }

  /** Returns a name of the header that is a number, as a record has it in place of a header. */
  Optional<String> numberInHeader() {
    return header == null ? Optional.empty() : header.number();
  }

  /** Returns the first number of the current row whose text is not kept, such as {@code 3.10}. */
  Optional<String> rewrittenNumber() throws IOException {
    if (format == RowFormat.JSON || format == RowFormat.JSONL) {
      try (JsonParser tokens =
          NUMBERS.createParser(reader.bytes(), reader.from(), reader.length())) {
        for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
          if (token.isNumeric() && isRewritten(tokens.getText())) {
            return Optional.of(tokens.getText());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isRewritten(String number) {
    double value = Double.parseDouble(number);
    return !WHOLE.matcher(number).matches()
        && Double.isFinite(value)
        && !LargeIntegers.isLarge(DoubleNode.valueOf(value))
        && !written(number).equals(number);
  }

  static String written(String number) {
    return CanonicalJson.text(DoubleNode.valueOf(Double.parseDouble(number)));
  }

  /** Returns the value of the current row. */
  public JsonNode value() {
    return value;
  }

  /** Returns the place of the current row: its line, or its number if it is in a JSON file. */
  public String place() {
    return format == RowFormat.JSON ? "item " + number : "line " + (reader.line() + 1);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

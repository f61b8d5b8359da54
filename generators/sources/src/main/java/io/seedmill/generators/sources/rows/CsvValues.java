package io.seedmill.generators.sources.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.seedmill.generators.json.CanonicalJson;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The values of a row of CSV, as bytes.
 *
 * <p>FastCSV parses them. It cannot find the rows as well: it reads characters, from the beginning,
 * stops at the first bad row, and takes a quote that is never closed for good; this reader needs
 * places in bytes, also in compressed files and objects in S3, and goes on after a bad row. So a
 * {@link Splitter} finds each row, and one parser gets row after row. Each byte is handed over as
 * the character of the same number: delimiter and quote are ASCII, so UTF-8 passes unchanged.
 */
public final class CsvValues {

  private final CsvReader.CsvReaderBuilder parser;
  private final Source source = new Source();
  private final Target target = new Target();
  private Iterator<Target> rows;

  /** Prepares a parser. */
  public CsvValues(CsvDialect dialect) {
    parser =
        CsvReader.builder()
            .fieldSeparator((char) dialect.delimiter())
            .quoteCharacter((char) dialect.quote())
            .skipEmptyLines(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(Integer.MAX_VALUE - 64);
    rows = parser.build(target, source).iterator();
  }

  /**
   * Reads a row, without its line end, in place of the last one.
   *
   * @throws RowException if it is not UTF-8, if a quote is not closed or is followed by more than a
   *     delimiter
   */
  public void read(byte[] row, int from, int length) throws RowException {
    if (!CanonicalJson.isUtf8(row, from, length)) {
      throw new RowException("bytes that are not UTF-8");
    }
    RowBytes.requireSome(row, from, length);
    source.give(row, from, length);
    try {
      rows.next();
      if (!source.isMissed()) {
        return;
      }
    } catch (CsvParseException e) {
      restart();
      throw new RowException(
          "text behind the quote that ends value %d; a quote within is doubled"
              .formatted(target.size + 1),
          e);
    }
    restart();
    throw new RowException("the quote before value " + target.size + " has no end");
  }

  private void restart() {
    rows = parser.build(target, source).iterator();
  }

  /** Returns the number of values. */
  public int size() {
    return target.size;
  }

  /** Returns the array that holds the values. */
  public byte[] bytes() {
    return target.values;
  }

  /** Returns the position in the array at which a value begins. */
  public int from(int value) {
    return value == 0 ? 0 : target.ends[value - 1];
  }

  /** Returns the position in the array after a value. */
  public int to(int value) {
    return target.ends[value];
  }

  /** Tells if a value is empty, or blanks alone. */
  boolean isBlank(int value) {
    for (int i = from(value); i < to(value); i++) {
      if (bytes()[i] != ' ') {
        return false;
      }
    }
    return true;
  }

  /** Returns the values as texts. */
  public List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < size(); i++) {
      texts.add(new String(bytes(), from(i), to(i) - from(i), UTF_8));
    }
    return texts;
  }

  /** Gives the parser one row with a line feed, and notes if it asks for more. */
  private static final class Source extends Reader {

    private byte[] row = {};
    private int at;
    private int end;
    private boolean hasLineEnd;
    private boolean missed;

    void give(byte[] bytes, int from, int length) {
      row = bytes;
      at = from;
      end = from + length;
      hasLineEnd = true;
      missed = false;
    }

    boolean isMissed() {
      return missed;
    }

    @Override
    public int read(char[] buffer, int offset, int length) {
      if (!hasLineEnd) {
        missed = true;
        return -1;
      }
      int count = Math.min(length, end - at);
      for (int i = 0; i < count; i++) {
        buffer[offset + i] = (char) (row[at + i] & 0xff);
      }
      at += count;
      if (count < length) {
        buffer[offset + count] = '\n';
        hasLineEnd = false;
        count++;
      }
      return count;
    }

    @Override
    public void close() {
      row = new byte[0];
    }
  }

  /** Keeps the values of the last row. */
  private static final class Target extends AbstractBaseCsvCallbackHandler<Target> {

    private byte[] values = new byte[256];
    private int[] ends = new int[16];
    private int size;
    private int filled;

    @Override
    protected void handleBegin(long startingLineNumber) {
      size = 0;
      filled = 0;
    }

    @Override
    protected void handleField(int index, char[] from, int offset, int length, boolean quoted) {
      if (values.length < filled + length) {
        values = Arrays.copyOf(values, Math.max(filled + length, 2 * values.length));
      }
      for (int i = 0; i < length; i++) {
        values[filled + i] = (byte) from[offset + i];
      }
      filled += length;
      if (size == ends.length) {
        ends = Arrays.copyOf(ends, 2 * size);
      }
      ends[size++] = filled;
    }

    @Override
    protected Target buildRecord() {
      return this;
    }
  }
}

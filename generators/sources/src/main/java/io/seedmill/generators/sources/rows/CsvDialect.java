package io.seedmill.generators.sources.rows;

/**
 * The characters that separate and enclose the values of CSV, both of ASCII.
 *
 * @param delimiter the character between two values
 * @param quote the character around a value, or {@link #NO_QUOTE}
 */
public record CsvDialect(byte delimiter, int quote) {

  /** The quote of files in which no character encloses values; no byte equals it. */
  public static final int NO_QUOTE = 256;

  /**
   * Returns the usual dialect of a file: commas, or tabs if the name ends in {@code .tsv}; quotes
   * enclose values unless tabs separate them.
   */
  public static CsvDialect ofName(String name) {
    return ofDelimiter((byte) (RowFormat.ending(name).equals("tsv") ? '\t' : ','));
  }

  /** Returns the usual dialect for a delimiter: with a tab, quotes are ordinary characters. */
  public static CsvDialect ofDelimiter(byte delimiter) {
    return new CsvDialect(delimiter, delimiter == '\t' ? NO_QUOTE : '"');
  }
}

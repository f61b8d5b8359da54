package io.seedmill.generators.sources.rows;

import java.util.Locale;
import java.util.Optional;

/**
 * A format of files, which says where a row begins and ends.
 *
 * <p>All formats are UTF-8. A byte order mark at the beginning is dropped. A line ends with LF, CR
 * or CRLF; blank lines are ignored; an empty file has no rows.
 */
public enum RowFormat {
  /** A JSON value per line. */
  JSONL,
  /** The elements of one JSON array, or JSON values one after the other. */
  JSON,
  /** Values between delimiters; a value in quotes may span lines. TSV is CSV with tabs. */
  CSV,
  /** A word or sentence per line. */
  TEXT;

  /** Returns the format that a file's name ends in; the ending of a compression is ignored. */
  public static Optional<RowFormat> ofName(String name) {
    return switch (ending(name)) {
      case "jsonl", "ndjson" -> Optional.of(JSONL);
      case "json" -> Optional.of(JSON);
      case "csv", "tsv" -> Optional.of(CSV);
      case "txt" -> Optional.of(TEXT);
      default -> Optional.empty();
    };
  }

  /** Returns the name in lower case, as a spec has it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns a splitter for a whole file.
   *
   * @param offset the number of bytes of the byte order mark, usually 0
   */
  public Splitter splitter(long offset, CsvDialect dialect) {
    return this == JSON ? JsonSplitter.ofFile(offset) : splitterAt(offset, 0, dialect);
  }

  /**
   * Returns a splitter for the rest of a file; elements of a JSON array need {@link
   * Splitter#atElement}.
   *
   * @param offset the place in the file at which a row or a blank line begins
   * @param line the number of that line, counted from 0
   */
  public Splitter splitterAt(long offset, long line, CsvDialect dialect) {
    return switch (this) {
      case JSONL, TEXT -> new LineSplitter(offset, line);
      case CSV -> new CsvSplitter(offset, line, dialect);
      case JSON -> JsonSplitter.ofValues(offset, line);
    };
  }

  static String ending(String name) {
    String plain = Compression.ofName(name).plainName(name);
    return plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}

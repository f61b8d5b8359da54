package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.core.JsonPointer;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.LargeIntegers;
import io.seedmill.generators.sources.rows.CsvDialect;
import io.seedmill.generators.sources.rows.RowFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The part of a spec that says how files are read.
 *
 * @param format the format of all files; empty if their names tell
 * @param records where in a JSON file the list of records is; empty for the whole file
 * @param delimiter the character between the values of CSV; empty if the name tells
 * @param quote the character around values of CSV, or {@link #NO_QUOTE}; empty for the usual one
 * @param columns the names of the columns of CSV without a header; empty if there is one
 * @param numbers true if values of CSV that are numbers become numbers
 * @param integers what becomes of large integers
 * @param fields the fields of a sample; empty for all fields of the record
 */
record Reading(
    Optional<RowFormat> format,
    Optional<JsonPointer> records,
    String delimiter,
    String quote,
    List<String> columns,
    boolean numbers,
    LargeIntegers integers,
    List<FieldSource> fields) {

  static final String BY_NAME = "name";
  static final String NO_QUOTE = "none";

  static Reading of(Parameters parameters) {
    String format = parameters.choice("format");
    return new Reading(
        format.equals(BY_NAME)
            ? Optional.empty()
            : Optional.of(RowFormat.valueOf(format.toUpperCase(Locale.ROOT))),
        parameters.optional(FilesSchema.RECORDS, Parameters::text).map(JsonPointer::compile),
        parameters.text(FilesSchema.DELIMITER),
        parameters.optional(FilesSchema.QUOTE, Parameters::text).orElse(""),
        parameters.texts("header"),
        parameters.flag("numbers"),
        parameters.largeIntegers(),
        FieldSource.all(parameters.json("fields")));
  }

  /** Returns the format of a file; empty if neither the spec nor the name tells. */
  Optional<RowFormat> formatOf(String path) {
    return format.or(() -> RowFormat.ofName(path).filter(named -> named != RowFormat.TEXT));
  }

  /** Returns the delimiter and the quote of a file. */
  CsvDialect dialectOf(String path) {
    CsvDialect usual =
        delimiter.isEmpty()
            ? CsvDialect.ofName(path)
            : CsvDialect.ofDelimiter((byte) delimiter.charAt(0));
    if (quote.isEmpty()) {
      return usual;
    }
    return new CsvDialect(
        usual.delimiter(), quote.equals(NO_QUOTE) ? CsvDialect.NO_QUOTE : quote.charAt(0));
  }
}

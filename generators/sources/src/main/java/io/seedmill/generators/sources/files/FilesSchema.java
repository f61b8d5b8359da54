package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.sources.rows.RowFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The declaration of files as a source. */
final class FilesSchema {

  static final String FILES = "files";
  static final String RECORDS = "records";
  static final String DELIMITER = "delimiter";
  static final String QUOTE = "quote";

  private static final int MOST = Integer.MAX_VALUE;
  private static final Pattern ANY_TEXT = Pattern.compile("[\\s\\S]*");
  private static final Pattern ASCII =
      Pattern.compile("[\\x00-\\x09\\x0b\\x0c\\x0e-\\x21\\x23-\\x7f]?");
  private static final Pattern QUOTES = Pattern.compile("none|[\\x21-\\x7e]");
  private static final String FILES_ALLOWED =
      "a pattern of file names, such as data/*.jsonl, or a list of them";
  private static final String QUOTE_ALLOWED =
      "none, or one character of ASCII that is not the delimiter, such as '\"'";
  private static final String HEADER_ALLOWED =
      "true, or a list of names for files without a header";
  private static final String NAME_ALLOWED =
      "a name other than generator, id, index, metadata, which records keep for themselves";
  private static final String FIELDS_ALLOWED =
      "a list of fields, or new names with fields or JSON pointers";

  private FilesSchema() {}

  static ParameterSchema create() {
    TextType pattern = ValueType.text("a pattern of file names");
    return ParameterSchema.none()
        .required(
            FILES,
            "patterns of file names, relative to the spec, absolute, or s3://…",
            ValueType.oneOf(
                FILES_ALLOWED, pattern, ValueType.list(FILES_ALLOWED, pattern, 0, MOST)))
        .choice(
            "format",
            "the format of the files; 'name': by their names",
            Reading.BY_NAME,
            List.of(
                Reading.BY_NAME,
                RowFormat.JSONL.word(),
                RowFormat.JSON.word(),
                RowFormat.CSV.word()))
        .optional(
            RECORDS,
            "where in a JSON file the list of records is, such as /data; the file is it, unless given",
            ValueType.text("a JSON pointer such as /data").where(FilesSchema::isPointer))
        .value(
            DELIMITER,
            "the character between values of CSV; a comma, or a tab in .tsv, unless given",
            ValueType.text("one character of ASCII, such as ';'", ASCII),
            TextNode.valueOf(""))
        .optional(
            QUOTE,
            "the character around values of CSV; a double quote, or none with tabs, unless given",
            ValueType.text(QUOTE_ALLOWED, QUOTES))
        .value(
            "header",
            "the names of the columns of CSV; true if the files begin with them",
            ValueType.oneOf(
                HEADER_ALLOWED,
                ValueType.flag()
                    .restricted(HEADER_ALLOWED, value -> value.equals(BooleanNode.TRUE)),
                ValueType.list(HEADER_ALLOWED, ValueType.text("a name"), 1, MOST).ofDistinct()),
            BooleanNode.TRUE)
        .value(
            "numbers",
            "true reads numbers in CSV as numbers, not as text",
            ValueType.flag(),
            BooleanNode.FALSE)
        .largeIntegers()
        .value(
            "fields",
            "the fields of a sample; all, unless given",
            fields(),
            JsonNodeFactory.instance.objectNode())
        .rule(FilesSchema::checkQuoteAndDelimiter);
  }

  static ValueType fields() {
    TextType source =
        ValueType.text("the name of a field, or a JSON pointer such as /answer/text")
            .where(FilesSchema::isSource);
    return ValueType.oneOf(
        FIELDS_ALLOWED,
        ValueType.list(FIELDS_ALLOWED, name(ValueType.text(NAME_ALLOWED)), 0, MOST).ofDistinct(),
        ValueType.map(FIELDS_ALLOWED, name(ValueType.text(NAME_ALLOWED, ANY_TEXT)), source));
  }

  private static TextType name(TextType text) {
    return text.where(name -> !Sample.RESERVED.contains(name));
  }

  private static boolean isSource(String text) {
    return !text.startsWith("/") || isPointer(text);
  }

  private static boolean isPointer(String text) {
    try {
      return !JsonPointer.compile(text).matches(); // nothing stands for the whole file
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<InputProblem> checkQuoteAndDelimiter(Parameters parameters) {
    String delimiter = parameters.text(DELIMITER);
    boolean same =
        parameters
            .optional(QUOTE, Parameters::text)
            .filter(quote -> quote.equals(delimiter.isEmpty() ? "," : delimiter))
            .isPresent();
    return same
        ? Optional.of(new InputProblem("/" + QUOTE, "the delimiter", QUOTE_ALLOWED))
        : Optional.empty();
  }
}

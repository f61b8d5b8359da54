package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.sources.rows.RowFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a spec may say of files. */
final class FilesSchema {

  static final String FILES = "files";
  static final String QUOTE = "quote";

  private static final String FILES_ALLOWED = "a pattern of file names, or a list of them";
  private static final String HEADER_ALLOWED =
      "true, or a list of names for files without a header";
  private static final String QUOTE_ALLOWED =
      "none, or one character of ASCII that is not the delimiter, such as '\"'";
  private static final String FIELDS_ALLOWED =
      "a list of fields, or new names with fields or JSON pointers";

  private FilesSchema() {}

  static ParameterSchema create() {
    return ParameterSchema.none()
        .structure(
            FILES,
            "Which files: a pattern or a list, relative to the spec, absolute, or s3://…",
            JsonNodeFactory.instance.arrayNode(),
            FILES_ALLOWED,
            FilesSchema::checkFiles)
        .choice(
            "format",
            "How records lie in them; 'name': as the files' names say.",
            Reading.BY_NAME,
            List.of(
                Reading.BY_NAME,
                RowFormat.JSONL.word(),
                RowFormat.JSON.word(),
                RowFormat.CSV.word()))
        .structure(
            "delimiter",
            "What stands between the values of CSV; a comma, or a tab in .tsv, unless given.",
            TextNode.valueOf(""),
            "one character of ASCII, such as ';'",
            FilesSchema::checkDelimiter)
        .structure(
            QUOTE,
            "The character around values of CSV, or none; a double quote, or none with tabs,"
                + " unless given.",
            TextNode.valueOf(""),
            QUOTE_ALLOWED,
            FilesSchema::checkQuote)
        .structure(
            "header",
            "Whether CSV begins with the names of its columns; if not, the names.",
            BooleanNode.TRUE,
            HEADER_ALLOWED,
            FilesSchema::checkHeader)
        .structure(
            "numbers",
            "Whether values of CSV that are numbers become numbers and not text.",
            BooleanNode.FALSE,
            "true or false",
            FilesSchema::checkFlag)
        .structure(
            "fields",
            "What a sample takes of a record, perhaps under new names; all, unless given.",
            JsonNodeFactory.instance.objectNode(),
            FIELDS_ALLOWED,
            FilesSchema::checkFields)
        .rule(FilesSchema::checkQuoteAndDelimiter);
  }

  private static Optional<InputProblem> checkQuoteAndDelimiter(Parameters parameters) {
    String quote = parameters.structure(QUOTE).asText();
    String delimiter = parameters.structure("delimiter").asText();
    return quote.equals(delimiter.isEmpty() ? "," : delimiter)
        ? Optional.of(new InputProblem("/" + QUOTE, "the delimiter", QUOTE_ALLOWED))
        : Optional.empty();
  }

  private static List<InputProblem> checkFiles(String path, JsonNode value) {
    if (!value.isArray()) {
      return isName(value) ? List.of() : problem(path, value, FILES_ALLOWED);
    }
    List<InputProblem> problems = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      if (!isName(value.get(i))) {
        problems.addAll(problem(path + "/" + i, value.get(i), "a pattern of file names"));
      }
    }
    return problems;
  }

  private static List<InputProblem> checkDelimiter(String path, JsonNode value) {
    String text = value.asText();
    boolean good =
        value.isTextual()
            && (text.isEmpty()
                || (text.length() == 1 && text.charAt(0) < 0x80 && "\"\r\n".indexOf(text) < 0));
    return good ? List.of() : problem(path, value, "one character of ASCII, such as ';'");
  }

  private static List<InputProblem> checkQuote(String path, JsonNode value) {
    String text = value.asText();
    boolean good =
        value.isTextual()
            && (text.isEmpty()
                || text.equals(Reading.NO_QUOTE)
                || (text.length() == 1 && text.charAt(0) > ' ' && text.charAt(0) < 0x7f));
    return good ? List.of() : problem(path, value, QUOTE_ALLOWED);
  }

  private static List<InputProblem> checkHeader(String path, JsonNode value) {
    boolean good =
        value.isBoolean()
            ? value.asBoolean()
            : value.isArray() && value.size() > 0 && areNames(value);
    return good ? List.of() : problem(path, value, HEADER_ALLOWED);
  }

  private static List<InputProblem> checkFlag(String path, JsonNode value) {
    return value.isBoolean() ? List.of() : problem(path, value, "true or false");
  }

  private static List<InputProblem> checkFields(String path, JsonNode value) {
    if (value.isArray() ? !areNames(value) : !value.isObject()) {
      return problem(path, value, FIELDS_ALLOWED);
    }
    List<InputProblem> problems = new ArrayList<>();
    if (value.isObject()) {
      for (var field : value.properties()) {
        if (!isSource(field.getValue())) {
          problems.addAll(
              problem(
                  path + JsonPointer.empty().appendProperty(field.getKey()),
                  field.getValue(),
                  "the name of a field, or a JSON pointer such as /answer/text"));
        }
      }
    }
    for (FieldSource field : FieldSource.all(value)) {
      if (Sample.RESERVED.contains(field.name())) {
        problems.add(
            new InputProblem(
                path,
                "the name '" + field.name() + "'",
                "names that records do not keep for"
                    + " themselves: not id, generator, index or metadata"));
      }
    }
    return problems;
  }

  private static boolean isSource(JsonNode value) {
    if (!isName(value)) {
      return false;
    }
    try {
      new FieldSource("", value.asText()).pointer();
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean areNames(JsonNode list) {
    Set<String> names = new HashSet<>();
    for (JsonNode name : list) {
      if (!isName(name) || !names.add(name.asText())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isName(JsonNode value) {
    return value.isTextual() && !value.asText().isBlank();
  }

  private static List<InputProblem> problem(String path, JsonNode found, String allowed) {
    return List.of(new InputProblem(path, found.toString(), allowed));
  }
}

package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How the spec wants files to be read.
 *
 * @param format of all files; empty where their names tell
 * @param delimiter between the values of CSV; 0 where the name tells
 * @param columns the names of the values of CSV without a header; empty where there is one
 * @param numbers whether values of CSV that are numbers become numbers
 * @param fields what samples are made of; empty for all fields
 */
record Reading(
    Optional<FileFormat> format,
    byte delimiter,
    List<String> columns,
    boolean numbers,
    List<FieldSource> fields) {

  static final String BY_NAME = "name";

  static Reading of(Parameters parameters) {
    String format = parameters.choice("format");
    String delimiter = parameters.structure("delimiter").asText();
    List<String> columns = new ArrayList<>();
    JsonNode header = parameters.structure("header");
    header.forEach(name -> columns.add(name.asText()));
    return new Reading(
        format.equals(BY_NAME)
            ? Optional.empty()
            : Optional.of(FileFormat.valueOf(format.toUpperCase(Locale.ROOT))),
        (byte) (delimiter.isEmpty() ? 0 : delimiter.charAt(0)),
        columns,
        parameters.structure("numbers").asBoolean(),
        FieldSource.all(parameters.structure("fields")));
  }

  /** The format of a file; empty where neither the spec nor the name tells. */
  Optional<FileFormat> formatOf(String path) {
    return format.or(() -> FileFormat.ofName(path));
  }

  byte delimiterOf(String path) {
    return delimiter == 0 ? FileFormat.delimiter(path) : delimiter;
  }

  /** A splitter for a file from a place on. */
  Splitter splitter(String path, FileFormat format, boolean isArray, RecordFile.Place place) {
    return switch (format) {
      case JSONL -> new LineSplitter(place.offset(), place.line());
      case CSV -> new CsvSplitter(place.offset(), place.line(), delimiterOf(path));
      case JSON ->
          !isArray
              ? JsonSplitter.ofValues(place.offset(), place.line())
              : place.record() == 0
                  ? JsonSplitter.ofArray(place.offset())
                  : JsonSplitter.withinArray(place.offset(), place.line());
    };
  }
}

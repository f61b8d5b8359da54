package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.sources.rows.CsvDialect;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Splitter;
import java.util.ArrayList;
import java.util.List;

/**
 * A file whose records were counted.
 *
 * @param input the place of the file, and its version when it was counted
 * @param name its name in messages
 * @param format the format of its records
 * @param isArray true if its records are the elements of one JSON array
 * @param columns the names of the values in a row of CSV
 * @param records the number of its records
 * @param places the places from which it can be read; the first is that of the first record
 * @param sha256 the digest of its content, see {@link BlockDigests}
 */
record RecordFile(
    InputFile input,
    String name,
    RowFormat format,
    boolean isArray,
    List<String> columns,
    long records,
    List<Place> places,
    String sha256) {

  /**
   * A place in a file; of compressed files, in what was compressed.
   *
   * @param offset where a record begins
   * @param record which one of the file it is
   * @param line in which line that is, counted from 0
   */
  record Place(long offset, long record, long line) {}

  RecordFile {
    columns = List.copyOf(columns);
    places = List.copyOf(places);
  }

  /** Returns a splitter that begins at a place. */
  Splitter splitter(Place place, CsvDialect dialect) {
    return isArray
        ? Splitter.atElement(place.offset(), place.line())
        : format.splitterAt(place.offset(), place.line(), dialect);
  }

  /** The last place from which a record can be reached. */
  Place placeBefore(long record) {
    int low = 0;
    int high = places.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (places.get(middle).record() <= record) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return places.get(low);
  }

  /** A place behind all records before a certain one; the largest number where the end is. */
  long offsetBehind(long record) {
    int next = places.indexOf(placeBefore(Math.max(0, record - 1))) + 1;
    return next < places.size() ? places.get(next).offset() : Long.MAX_VALUE;
  }

  /** Returns the JSON that {@link #parse} reads. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("path", input.path());
    json.put("bytes", input.bytes());
    json.put("version", input.version());
    json.put("name", name);
    json.put("format", format.name());
    json.put("array", isArray);
    columns.forEach(json.putArray("columns")::add);
    json.put("records", records);
    json.put("sha256", sha256);
    ArrayNode numbers = json.putArray("places");
    places.forEach(place -> numbers.add(place.offset()).add(place.record()).add(place.line()));
    return json;
  }

  static RecordFile parse(JsonNode json) {
    InputFile input =
        new InputFile(
            json.get("path").asText(), json.get("bytes").asLong(), json.get("version").asText());
    List<String> columns = new ArrayList<>();
    json.get("columns").forEach(column -> columns.add(column.asText()));
    List<Place> places = new ArrayList<>();
    JsonNode numbers = json.get("places");
    for (int i = 0; i < numbers.size(); i += 3) {
      places.add(
          new Place(
              numbers.get(i).asLong(), numbers.get(i + 1).asLong(), numbers.get(i + 2).asLong()));
    }
    return new RecordFile(
        input,
        json.get("name").asText(),
        RowFormat.valueOf(json.get("format").asText()),
        json.get("array").asBoolean(),
        columns,
        json.get("records").asLong(),
        places,
        json.get("sha256").asText());
  }
}

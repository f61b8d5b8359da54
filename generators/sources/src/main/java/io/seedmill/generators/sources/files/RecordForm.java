package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.CsvDialect;
import io.seedmill.generators.sources.rows.CsvHeader;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Makes a sample of a record's bytes. */
@FunctionalInterface
interface RecordForm {

  /**
   * Takes a record.
   *
   * @throws InvalidSampleException if no sample can be made of it
   */
  void read(byte[] bytes, int from, int length, Sample sample) throws InvalidSampleException;

  /** Turns the records of a file into samples. */
  static RecordForm of(RecordFile file, Reading reading) throws IOException {
    if (file.format() == RowFormat.CSV) {
      try {
        CsvDialect dialect = reading.dialectOf(file.input().path());
        CsvHeader header = new CsvHeader(file.columns());
        return new CsvForm(header, reading.fields(), dialect, reading.numbers());
      } catch (RowException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return reading.fields().isEmpty()
        ? (bytes, from, length, sample) -> sample.record(bytes, from, length)
        : new Selection(reading.fields());
  }

  /** Some fields of JSON objects, perhaps under other names. */
  final class Selection implements RecordForm {

    private final List<FieldSource> fields;
    private final List<JsonPointer> pointers;

    Selection(List<FieldSource> fields) {
      this.fields = fields;
      this.pointers = fields.stream().map(FieldSource::pointer).toList();
    }

    @Override
    public void read(byte[] bytes, int from, int length, Sample sample)
        throws InvalidSampleException {
      JsonNode record = parsed(Arrays.copyOfRange(bytes, from, from + length));
      ObjectNode selected = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < fields.size(); i++) {
        JsonNode value = record.at(pointers.get(i));
        if (value.isMissingNode()) {
          throw new InvalidSampleException("it has no '" + fields.get(i).from() + "'");
        }
        selected.set(fields.get(i).name(), value);
      }
      for (String reserved : Sample.RESERVED) {
        if (record.has(reserved)) {
          selected.set(reserved, record.get(reserved));
        }
      }
      sample.record(selected);
    }

    private static JsonNode parsed(byte[] json) throws InvalidSampleException {
      try {
        JsonNode record = CanonicalJson.parse(json);
        if (record.isObject()) {
          return record;
        }
      } catch (JsonProcessingException e) {
        throw new InvalidSampleException("not valid JSON: " + e.getOriginalMessage().strip(), e);
      } catch (IOException e) {
        throw new InvalidSampleException("not valid JSON: " + e.getMessage(), e);
      }
      throw new InvalidSampleException("not a JSON object");
    }
  }
}

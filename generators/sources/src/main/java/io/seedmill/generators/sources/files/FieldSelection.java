package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Some fields of JSON objects, perhaps under other names. */
public final class FieldSelection implements RecordForm {

  private final List<FieldSource> fields;
  private final List<JsonPointer> pointers;

  FieldSelection(List<FieldSource> fields) {
    this.fields = fields;
    this.pointers = fields.stream().map(FieldSource::pointer).toList();
  }

  /** Returns the declaration of fields in a spec. */
  public static ValueType declaration() {
    return FilesSchema.fields();
  }

  /** Returns the selection of the fields of a spec. */
  public static FieldSelection of(JsonNode fields) {
    return new FieldSelection(FieldSource.all(fields));
  }

  @Override
  public void read(byte[] bytes, int from, int length, Sample sample)
      throws InvalidSampleException {
    sample.record(selected(parsed(Arrays.copyOfRange(bytes, from, from + length))));
  }

  /** Returns the names of the fields. */
  public Set<String> names() {
    return fields.stream().map(FieldSource::name).collect(Collectors.toSet());
  }

  /** Returns the fields of an object, with its reserved names. */
  public ObjectNode selected(JsonNode record) throws InvalidSampleException {
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
    return selected;
  }

  private static JsonNode parsed(byte[] json) throws InvalidSampleException {
    try {
      JsonNode record = CanonicalJson.parse(json);
      if (record.isObject()) {
        return record;
      }
    } catch (IOException e) {
      throw new InvalidSampleException("not valid JSON: " + CanonicalJson.problem(e), e);
    }
    throw new InvalidSampleException("not a JSON object");
  }
}

package io.seedmill.generators.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.http.ApiFailure.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the records in an answer, and their fields. */
final class RecordsOf {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonPointer records;
  private final JsonNode fields;

  RecordsOf(JsonNode http) {
    this.records = JsonPointer.compile(http.path("records").asText(""));
    this.fields = http.path("fields");
  }

  /** An answer as JSON. */
  JsonNode parse(byte[] body) throws ApiFailure {
    try {
      JsonNode answer = JSON.readTree(body);
      if (answer != null && !answer.isMissingNode()) {
        return answer;
      }
    } catch (IOException e) {
      throw new ApiFailure(Kind.HttpAnswerInvalid, "the answer is not JSON", true);
    }
    throw new ApiFailure(Kind.HttpAnswerInvalid, "the answer is empty", true);
  }

  /** The records of an answer, each with its fields. */
  List<ObjectNode> in(JsonNode answer) throws ApiFailure {
    JsonNode found = answer.at(records);
    List<ObjectNode> all = new ArrayList<>();
    if (found.isArray()) {
      for (JsonNode record : found) {
        all.add(mapped(record));
      }
    } else if (found.isObject()) {
      all.add(mapped(found));
    } else {
      throw new ApiFailure(
          Kind.HttpAnswerInvalid,
          "the answer has %s at '%s'; allowed: a list of records, or one"
              .formatted(found.isMissingNode() ? "nothing" : "a value", records),
          true);
    }
    return all;
  }

  private ObjectNode mapped(JsonNode record) throws ApiFailure {
    ObjectNode mapped = JsonNodeFactory.instance.objectNode();
    if (fields.isMissingNode()) {
      if (!(record instanceof ObjectNode object)) {
        throw new ApiFailure(
            Kind.HttpAnswerInvalid, "a record is no object, and 'fields' names none", false);
      }
      return separated(object.deepCopy());
    }
    for (var field : fields.properties()) {
      JsonNode value = record.at(JsonPointer.compile(field.getValue().asText()));
      if (!value.isMissingNode()) {
        mapped.set(field.getKey(), value);
      }
    }
    return separated(mapped);
  }

  /** What a dataset's own names stand for goes to the metadata, as the record's source. */
  private static ObjectNode separated(ObjectNode record) {
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    for (String name : Sample.RESERVED.stream().sorted().toList()) {
      if (record.has(name)) {
        source.set(name, record.remove(name));
      }
    }
    if (!source.isEmpty()) {
      record.putObject("metadata").set("source", source);
    }
    return record;
  }
}

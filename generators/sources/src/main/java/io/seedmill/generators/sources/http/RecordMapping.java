package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Sample;
import java.time.Instant;

/**
 * Turns a record into a sample: the fields that the spec names, null where the record lacks one, or
 * else the record as it is, with its reserved names in the note {@code source}.
 */
final class RecordMapping {

  private final HttpSpec spec;

  RecordMapping(HttpSpec spec) {
    this.spec = spec;
  }

  ObjectNode sample(ObjectNode record, JsonNode query, int page, Instant fetchedAt) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    ObjectNode notes = JsonNodeFactory.instance.objectNode();
    notes.set("query", query.deepCopy());
    notes.put("page", page);
    notes.put("fetchedAt", fetchedAt.toString());
    if (spec.fields().isEmpty() && spec.asked().isEmpty()) {
      ObjectNode source = JsonNodeFactory.instance.objectNode();
      record
          .properties()
          .forEach(
              property -> {
                boolean reserved = Sample.RESERVED.contains(property.getKey());
                (reserved ? source : sample).set(property.getKey(), property.getValue());
              });
      if (!source.isEmpty()) {
        notes.set("source", source);
      }
    } else {
      spec.fields()
          .forEach(
              (name, pointer) -> {
                JsonNode value = record.at(pointer);
                sample.set(name, value.isMissingNode() ? NullNode.instance : value);
              });
      spec.asked()
          .forEach(
              (name, template) ->
                  sample.set(
                      name,
                      template
                          .wholeValue(query)
                          .orElseGet(
                              () ->
                                  TextNode.valueOf(template.fill(query, Encoding.NONE).shown()))));
    }
    return sample.set("metadata", notes);
  }
}

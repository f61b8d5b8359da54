package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.json.CanonicalJson;
import java.math.BigInteger;
import java.time.Instant;

/**
 * Turns a record into a sample: the fields that the spec names, null where the record lacks one, or
 * else the record as it is, with its reserved names in the note {@code source}. Whole numbers
 * beyond 2<sup>53</sup> become text, because some JSON readers would change them.
 */
final class RecordMapping {

  private static final BigInteger LARGEST = BigInteger.valueOf(CanonicalJson.MAX_INTEGER);

  private final HttpSpec spec;

  RecordMapping(HttpSpec spec) {
    this.spec = spec;
  }

  ObjectNode sample(ObjectNode record, JsonNode query, int page, Instant fetchedAt) {
    ObjectNode sample = JsonNodeFactory.instance.objectNode();
    ObjectNode notes = JsonNodeFactory.instance.objectNode();
    notes.set("query", query);
    notes.put("page", page);
    notes.put("fetchedAt", fetchedAt.toString());
    if (spec.fields().isEmpty() && spec.asked().isEmpty()) {
      ObjectNode source = JsonNodeFactory.instance.objectNode();
      record
          .properties()
          .forEach(
              property -> {
                boolean reserved = Sample.RESERVED.contains(property.getKey());
                (reserved ? source : sample).set(property.getKey(), exact(property.getValue()));
              });
      if (!source.isEmpty()) {
        notes.set("source", source);
      }
    } else {
      spec.fields()
          .forEach(
              (name, pointer) -> {
                JsonNode value = record.at(pointer);
                sample.set(name, value.isMissingNode() ? NullNode.instance : exact(value));
              });
      spec.asked()
          .forEach(
              (name, template) ->
                  sample.set(
                      name,
                      template
                          .wholeValue(query)
                          .map(RecordMapping::exact)
                          .orElseGet(
                              () ->
                                  TextNode.valueOf(
                                      template.fill(query, Encoding.NONE).shown()))));
    }
    return sample.set("metadata", notes);
  }

  private static JsonNode exact(JsonNode value) {
    if (value instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(p -> copy.set(p.getKey(), exact(p.getValue())));
      return copy;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> copy.add(exact(element)));
      return copy;
    }
    return value.isIntegralNumber() && value.bigIntegerValue().abs().compareTo(LARGEST) > 0
        ? TextNode.valueOf(value.asText())
        : value;
  }
}

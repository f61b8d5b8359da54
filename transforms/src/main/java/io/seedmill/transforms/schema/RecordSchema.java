package io.seedmill.transforms.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.json.JsonBytes;
import io.seedmill.transforms.schema.FieldType.ListOf;
import io.seedmill.transforms.schema.FieldType.ObjectOf;
import io.seedmill.transforms.schema.FieldType.Scalar;
import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The declared fields of a dataset's records. A sample that has another field, or a value that its
 * type does not take, is refused as a whole: nothing of it is changed or left out. A field may be
 * null, or absent.
 */
public final class RecordSchema implements Serializable {

  private static final long serialVersionUID = 1L;

  /** No fields are declared, and every sample fits. */
  public static final RecordSchema NONE = new RecordSchema(new ObjectOf(new TreeMap<>()));

  /** Records have passed the limits of the dataset; the parser adds none of its own. */
  public static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final String METADATA = "metadata";
  private static final JsonPointer METADATA_PLACE = JsonPointer.empty().appendProperty(METADATA);
  private static final int LONGEST = 60;

  private final ObjectOf fields;
  private final ObjectOf content;

  /** A schema of some fields, among which {@code metadata} may be. */
  public RecordSchema(ObjectOf fields) {
    this.fields = fields;
    SortedMap<String, FieldType> others = new TreeMap<>(fields.fields());
    others.remove(METADATA);
    this.content = new ObjectOf(others);
  }

  /** Returns true if no fields are declared. */
  public boolean isNone() {
    return fields.fields().isEmpty();
  }

  /** Returns the fields of the content. */
  public SortedMap<String, FieldType> content() {
    return content.fields();
  }

  /** Returns the type of the metadata; empty where it is not declared. */
  public Optional<FieldType> metadata() {
    return Optional.ofNullable(fields.fields().get(METADATA));
  }

  /** Returns the fields as a spec has them. */
  public ObjectNode toJson() {
    return fields.toJson();
  }

  /**
   * Checks a finished sample.
   *
   * @throws InvalidSampleException if it does not fit, with the field, the value and what is
   *     allowed
   */
  public void check(Sample sample) throws InvalidSampleException {
    if (!isNone()) {
      check(content, sample.content(), JsonPointer.empty());
      if (metadata().isPresent()) {
        check(metadata().get(), sample.metadata(), METADATA_PLACE);
      }
    }
  }

  private static void check(FieldType type, JsonBytes bytes, JsonPointer at)
      throws InvalidSampleException {
    try (JsonParser json = JSON.createParser(bytes.array(), 0, bytes.size())) {
      json.nextToken();
      check(type, json, at);
    } catch (IOException e) {
      throw new InvalidSampleException("not valid JSON: " + e.getMessage(), e);
    }
  }

  /** Checks the value that the parser is at, and leaves the parser at its end. */
  private static void check(FieldType type, JsonParser json, JsonPointer at)
      throws IOException, InvalidSampleException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (type instanceof Scalar scalar) {
      if (!scalar.type().takes(json)) {
        throw misfit(json, at, scalar.type().allowed());
      }
      json.skipChildren();
    } else if (type instanceof ListOf list) {
      if (token != JsonToken.START_ARRAY) {
        throw misfit(json, at, "a list");
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        check(list.element(), json, at);
      }
    } else if (type instanceof ObjectOf object) {
      if (token != JsonToken.START_OBJECT) {
        throw misfit(json, at, "an object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        FieldType field = object.fields().get(json.currentName());
        if (field == null) {
          throw new InvalidSampleException(
              "field %s is not in 'output.schema'; declared there: %s"
                  .formatted(place(json, at), String.join(", ", object.fields().keySet())));
        }
        json.nextToken();
        check(field, json, at);
      }
    }
  }

  private static InvalidSampleException misfit(JsonParser json, JsonPointer at, String allowed)
      throws IOException {
    return new InvalidSampleException(
        "field %s: found %s; allowed by 'output.schema': %s"
            .formatted(place(json, at), found(json), allowed));
  }

  private static JsonPointer place(JsonParser json, JsonPointer at) {
    return at.append(json.getParsingContext().pathAsPointer());
  }

  private static String found(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "a list";
      case VALUE_STRING -> "the text '" + cut(json.getText()) + "'";
      default -> cut(json.getText());
    };
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "…";
  }

  /**
   * Refuses to leave out a field that has no column.
   *
   * @throws IOException if it is another one than the metadata, so that the record was not checked
   */
  public static void requireMetadata(JsonPointer field) throws IOException {
    if (!field.equals(METADATA_PLACE)) {
      throw new IOException("found a record with the field " + field + ", which has no column");
    }
  }

  /** Reads the type of a value in a spec that was checked. */
  public static FieldType type(JsonNode json) {
    if (json.isArray()) {
      return new ListOf(type(json.get(0)));
    }
    if (json.isObject()) {
      return object((ObjectNode) json);
    }
    return new Scalar(ScalarType.named(json.asText()).orElseThrow());
  }

  private static ObjectOf object(ObjectNode json) {
    SortedMap<String, FieldType> fields = new TreeMap<>();
    json.properties().forEach(field -> fields.put(field.getKey(), type(field.getValue())));
    return new ObjectOf(fields);
  }

  /** Reads the fields in a spec that was checked. */
  public static RecordSchema of(ObjectNode json) {
    return new RecordSchema(object(json));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RecordSchema schema && fields.equals(schema.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return toJson().toString();
  }
}

package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A field of a sample, and where it comes from.
 *
 * @param name the field's name in the sample
 * @param from the field's name in the record, or a JSON pointer to it
 */
record FieldSource(String name, String from) {

  /** The fields of a spec: names, or new names with what they come from. */
  static List<FieldSource> all(JsonNode fields) {
    List<FieldSource> sources = new ArrayList<>();
    if (fields.isArray()) {
      fields.forEach(name -> sources.add(new FieldSource(name.asText(), name.asText())));
    } else {
      fields
          .properties()
          .forEach(
              field -> sources.add(new FieldSource(field.getKey(), field.getValue().asText())));
    }
    return sources;
  }

  boolean isPointer() {
    return from.startsWith("/");
  }

  JsonPointer pointer() {
    return isPointer() ? JsonPointer.compile(from) : JsonPointer.empty().appendProperty(from);
  }
}

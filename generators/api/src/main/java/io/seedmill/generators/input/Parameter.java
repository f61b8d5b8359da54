package io.seedmill.generators.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One key of a mapping.
 *
 * @param name the key
 * @param description its meaning in one line, with its unit
 * @param type the values that may stand there
 * @param presence whether the key has to be there
 * @param defaultValue the value of a key that is not there; a missing node where there is none
 */
public record Parameter(
    String name, String description, ValueType type, Presence presence, JsonNode defaultValue) {

  /** The obligation to give a key. */
  public enum Presence {
    /** A key that has to be there. */
    REQUIRED,
    /** A key that may be absent. */
    OPTIONAL
  }

  static Parameter required(String name, String description, ValueType type) {
    return new Parameter(name, description, type, Presence.REQUIRED, MissingNode.getInstance());
  }

  static Parameter optional(String name, String description, ValueType type) {
    return new Parameter(name, description, type, Presence.OPTIONAL, MissingNode.getInstance());
  }

  Parameter with(ValueType other) {
    return new Parameter(name, description, other, presence, defaultValue);
  }

  /** Returns the values that are allowed, in words. */
  public String allowed() {
    return type.allowed();
  }

  /** Returns a value as it stands in YAML, where one follows from the declaration. */
  Optional<String> example() {
    if (defaultValue.isValueNode() && !defaultValue.isNull() && !defaultValue.isMissingNode()) {
      return Optional.of(defaultValue.asText());
    }
    return type instanceof ScalarType.ChoiceType choice
        ? Optional.of(choice.choices().get(0))
        : Optional.empty();
  }

  ObjectNode toJsonSchema() {
    ObjectNode schema = type.toJsonSchema().put("description", description);
    return defaultValue.isMissingNode() || defaultValue.isNull()
        ? schema
        : schema.set("default", defaultValue);
  }
}

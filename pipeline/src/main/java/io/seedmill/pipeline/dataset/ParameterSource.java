package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.Parameter;
import io.seedmill.generators.input.ParameterSchema;

/**
 * Where the parameters of a generator stand: together under one key, or, for one from outside, each
 * under a key of its own beside those that every generator has.
 */
final class ParameterSource {

  private final YamlObject item;
  private final String key;
  private final ObjectNode given;

  private ParameterSource(YamlObject item, String key, ObjectNode given) {
    this.item = item;
    this.key = key;
    this.given = given;
  }

  static ParameterSource under(YamlObject item, String key) {
    return new ParameterSource(item, key, item.json(key));
  }

  static ParameterSource besideOthers(YamlObject item, ParameterSchema schema) {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    for (Parameter parameter : schema.all()) {
      item.node(parameter.name())
          .ifPresent(node -> given.set(parameter.name(), YamlValue.json(node)));
    }
    return new ParameterSource(item, null, given);
  }

  /** What the author gave. */
  ObjectNode given() {
    return given;
  }

  /** Whether the parameters stand beside other keys. */
  boolean isBesideOthers() {
    return key == null;
  }

  /** Adds a problem with what a pointer from the parameters' root leads to. */
  void problemAt(JsonPointer at, String found, String allowed) {
    if (key != null) {
      item.problemAt(key, at, found, allowed);
    } else {
      item.problemAt(at.getMatchingProperty(), at.tail(), found, allowed);
    }
  }

  /** Adds a problem with a parameter that is not known. */
  void unknown(String parameter, String found, String allowed) {
    if (key != null) {
      item.unknownKeyIn(key, parameter, found, allowed);
    } else {
      item.problem(parameter, found, allowed);
    }
  }
}

package io.seedmill.generators.input;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;

/** The values of all parameters of one generator, each within its range. Immutable. */
public final class Parameters {

  private final ObjectNode values;

  Parameters(ObjectNode values) {
    this.values = values.deepCopy();
  }

  /** A whole number. */
  public long integer(String name) {
    return value(name).longValue();
  }

  /** A whole number whose declared range fits an {@code int}. */
  public int intValue(String name) {
    return Math.toIntExact(integer(name));
  }

  /** A number. */
  public double real(String name) {
    return value(name).doubleValue();
  }

  /** The word chosen. */
  public String choice(String name) {
    return value(name).textValue();
  }

  /** A structured value. */
  public JsonNode structure(String name) {
    return value(name).deepCopy();
  }

  /** All values as one JSON object in canonical form: equal for equal values. */
  public String toCanonicalJson() {
    return CanonicalJson.write(values);
  }

  /** All values as one JSON object. */
  public ObjectNode toJson() {
    return values.deepCopy();
  }

  /** Whether all values are equal, as {@link #toCanonicalJson} has them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters parameters
        && parameters.toCanonicalJson().equals(toCanonicalJson());
  }

  @Override
  public int hashCode() {
    return toCanonicalJson().hashCode();
  }

  @Override
  public String toString() {
    return toCanonicalJson();
  }

  private JsonNode value(String name) {
    JsonNode value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter '" + name + "' is declared");
    }
    return value;
  }
}

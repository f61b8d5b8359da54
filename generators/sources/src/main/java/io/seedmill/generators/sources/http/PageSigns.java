package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The parts of an answer beside its records: an error, the next page. */
final class PageSigns {

  private PageSigns() {}

  /** Returns an error that an answer tells; empty if it tells none. */
  static Optional<String> error(JsonNode root) {
    for (String name : List.of("error", "errors")) {
      JsonNode error = root.path(name);
      if (!isNothing(error)) {
        return Optional.of(name + ": " + CanonicalJson.write(error));
      }
    }
    for (String name : List.of("success", "ok")) {
      if (root.path(name).isBoolean() && !root.path(name).booleanValue()) {
        return Optional.of(name + ": false");
      }
    }
    return Optional.empty();
  }

  /** Returns true for no value, and for those that stand for none: {@code null, false, {}, []}. */
  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isContainerNode() && value.isEmpty())
        || (value.isTextual() && value.textValue().isEmpty());
  }

  /**
   * Returns the cursor or the address of the next page; empty if there is none.
   *
   * @throws IllegalArgumentException if it is neither a text nor a number
   */
  static String next(JsonNode root, JsonPointer at) {
    JsonNode value = root.at(at);
    if (isNothing(value)) {
      return "";
    }
    if (value.isContainerNode()) {
      StringBuilder members = new StringBuilder();
      value
          .fieldNames()
          .forEachRemaining(
              name -> members.append(members.isEmpty() ? "" : ", ").append(at).append('/' + name));
      throw new IllegalArgumentException(
          "the answer has %s at '%s', which is no cursor or address of the next page; allowed for"
                  .formatted(value.isArray() ? "a list" : "an object", at)
              + " 'next': the place of a text or a number"
              + (members.isEmpty() ? "" : ", such as " + members));
    }
    if (value.isDouble()) {
      return BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros().toPlainString();
    }
    return value.asText();
  }
}

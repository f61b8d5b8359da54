package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text in which {@code ${query}}, or {@code ${query.field}}, stands for what is asked for. */
final class QueryText {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{query(?:\\.([^{}]+))?}");

  private QueryText() {}

  /** The fields that a text refers to; an empty one for the query itself. */
  static List<String> references(String text) {
    List<String> references = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      references.add(matcher.group(1) == null ? "" : matcher.group(1));
    }
    return references;
  }

  /** A field of a query; the query itself for an empty name. */
  static Optional<JsonNode> field(JsonNode query, String name) {
    JsonNode found = name.isEmpty() ? query : query.path(name);
    return found.isValueNode() && !found.isNull() ? Optional.of(found) : Optional.empty();
  }

  /**
   * The text with what a query has.
   *
   * @throws IllegalArgumentException if the query lacks it, or it would pass for a reference
   */
  static String fill(String text, JsonNode query, UnaryOperator<String> encoding) {
    StringBuilder filled = new StringBuilder();
    Matcher matcher = REFERENCE.matcher(text);
    while (matcher.find()) {
      String name = matcher.group(1) == null ? "" : matcher.group(1);
      String value =
          field(query, name)
              .map(JsonNode::asText)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the query " + query + " has no '" + name + "'"));
      if (value.contains("${env:")) {
        throw new IllegalArgumentException(
            "the query " + query + " names a variable of the environment, which only a spec may");
      }
      matcher.appendReplacement(filled, Matcher.quoteReplacement(encoding.apply(value)));
    }
    return matcher.appendTail(filled).toString();
  }

  /** A JSON value with what a query has: a text that is nothing else becomes its value. */
  static JsonNode fill(JsonNode value, JsonNode query) {
    if (value.isTextual()) {
      Matcher matcher = REFERENCE.matcher(value.textValue());
      String text = fill(value.textValue(), query, UnaryOperator.identity());
      return matcher.matches()
          ? field(query, matcher.group(1) == null ? "" : matcher.group(1)).orElseThrow()
          : TextNode.valueOf(text);
    }
    if (value instanceof ObjectNode object) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(p -> filled.set(p.getKey(), fill(p.getValue(), query)));
      return filled;
    }
    if (value instanceof ArrayNode array) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> filled.add(fill(element, query)));
      return filled;
    }
    return value;
  }
}

package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JSON value in which <code>${matrix.axis}</code>, and <code>${matrix.item.field}</code>, stand
 * for what a cell has there. A text that is nothing else becomes the value, with its type; within a
 * longer text it is the value's text.
 */
public final class Template {

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{\\s*matrix\\.([^{}.]*?)(?:\\.([^{}]*?))?\\s*}");

  /** Whatever was meant to be a placeholder, two braces of CI systems among it. */
  private static final Pattern INTENDED = Pattern.compile("\\$\\{\\{?\\s*matrix\\b[^}]*}{0,2}");

  private final JsonNode json;
  private final List<Placeholder> placeholders = new ArrayList<>();

  /**
   * A place that refers to an axis.
   *
   * @param at where its text stands
   * @param text as it is written
   * @param axis the axis's name; empty where the text is no such reference
   * @param field the field of an item
   */
  public record Placeholder(
      JsonPointer at, String text, Optional<String> axis, Optional<String> field) {}

  private Template(JsonNode json) {
    this.json = json;
    find(json, JsonPointer.empty());
  }

  /** Reads a value. */
  public static Template of(JsonNode json) {
    return new Template(json);
  }

  /** Reads a text. */
  public static Template of(String text) {
    return new Template(TextNode.valueOf(text));
  }

  /** Returns the value as it was given. */
  public JsonNode json() {
    return json;
  }

  /** Returns the places that refer to axes, in order. */
  public List<Placeholder> placeholders() {
    return List.copyOf(placeholders);
  }

  /** Returns true if it is the same for all cells. */
  public boolean isConstant() {
    return placeholders.isEmpty();
  }

  /** Which of a combination's values it depends on: equal for combinations that fill it equally. */
  public List<Optional<JsonNode>> dependsOn(Combination combination) {
    return placeholders.stream().map(placeholder -> find(placeholder, combination)).toList();
  }

  /** The first place that refers to what the combination does not have. */
  public Optional<Placeholder> missingIn(Combination combination) {
    return placeholders.stream()
        .filter(placeholder -> find(placeholder, combination).isEmpty())
        .findFirst();
  }

  /** The value with what stands for the places; all of them are in the combination. */
  public JsonNode fill(Combination combination) {
    return isConstant() ? json : fill(json, combination);
  }

  private static Optional<JsonNode> find(Placeholder placeholder, Combination combination) {
    Optional<JsonNode> value = placeholder.axis().flatMap(combination::value);
    if (placeholder.field().isPresent()) {
      return value.map(item -> item.get(placeholder.field().get()));
    }
    return value.map(found -> found.isObject() ? found.elements().next() : found);
  }

  private static JsonNode fill(JsonNode node, Combination combination) {
    if (node.isTextual()) {
      return fill(node.textValue(), combination).orElse(node);
    }
    if (node instanceof ObjectNode object) {
      ObjectNode filled = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(p -> filled.set(p.getKey(), fill(p.getValue(), combination)));
      return filled;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode filled = JsonNodeFactory.instance.arrayNode(array.size());
      array.forEach(element -> filled.add(fill(element, combination)));
      return filled;
    }
    return node;
  }

  private static Optional<JsonNode> fill(String text, Combination combination) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    if (matcher.matches()) {
      return find(placeholder(JsonPointer.empty(), matcher), combination);
    }
    matcher.reset();
    String filled =
        matcher.replaceAll(
            match -> {
              Placeholder placeholder = placeholder(JsonPointer.empty(), text, match.start());
              return Matcher.quoteReplacement(text(find(placeholder, combination).orElseThrow()));
            });
    return Optional.of(TextNode.valueOf(filled));
  }

  private static String text(JsonNode value) {
    return value.isTextual() ? value.textValue() : CanonicalJson.write(value);
  }

  private void find(JsonNode node, JsonPointer at) {
    if (node.isTextual()) {
      Matcher intended = INTENDED.matcher(node.textValue());
      while (intended.find()) {
        placeholders.add(placeholder(at, node.textValue(), intended.start()));
      }
    } else if (node.isObject()) {
      node.properties().forEach(p -> find(p.getValue(), at.appendProperty(p.getKey())));
    } else {
      for (int i = 0; i < node.size(); i++) {
        find(node.get(i), at.appendIndex(i));
      }
    }
  }

  private static Placeholder placeholder(JsonPointer at, String text, int start) {
    Matcher matcher = PLACEHOLDER.matcher(text).region(start, text.length());
    if (matcher.lookingAt()) {
      return placeholder(at, matcher);
    }
    Matcher intended = INTENDED.matcher(text);
    String written = intended.find(start) ? intended.group() : text.substring(start);
    return new Placeholder(at, written, Optional.empty(), Optional.empty());
  }

  private static Placeholder placeholder(JsonPointer at, Matcher matcher) {
    return new Placeholder(
        at,
        matcher.group(),
        Optional.of(matcher.group(1).strip()),
        Optional.ofNullable(matcher.group(2)).map(String::strip));
  }
}

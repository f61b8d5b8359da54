package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a spec says of the dataset for its card, on which no sample depends. */
final class CardReader {

  private static final TextType LICENSE =
      ValueType.text(
          "an identifier in small letters, such as cc-by-4.0 or mit",
          Pattern.compile("[a-z0-9][a-z0-9.+-]*"));

  private static final TextType LANGUAGE =
      ValueType.text(
          "codes of languages, such as en or pt-BR", Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]+)*"));

  private static final TextType URL =
      ValueType.text(
          "an address such as https://example.org/mine", Pattern.compile("https?://[^\\s\"<>]+"));

  private static final String CARD = "card";
  private static final Set<String> LISTS = Set.of("creator", "language", "tags");
  private static final List<String> KEYS =
      List.of("prettyName", "license", "creator", "url", "language", "tags", "description");

  private static final int MOST = 1000;
  private static final TextType LINE =
      ValueType.text("a text on one line", Pattern.compile("[^\\r\\n]*[^\\s][^\\r\\n]*"));
  private static final TextType TEXT =
      ValueType.text("a text", Pattern.compile("[\\s\\S]*\\S[\\s\\S]*"));

  private CardReader() {}

  /** Adds the key. */
  static ParameterSchema addTo(ParameterSchema schema) {
    return schema.optional(
        CARD,
        "what 'seedmill card' says of the dataset; no sample depends on it",
        ParameterSchema.none()
            .optional("prettyName", "the name that people read", LINE)
            .optional("license", "the identifier of the licence", LICENSE)
            .optional("creator", "who has made the dataset, or a list of them", some(LINE))
            .optional("url", "the address of its page", URL)
            .optional("language", "the code of the language, or a list of codes", some(LANGUAGE))
            .optional("tags", "words by which the dataset is found", some(LINE))
            .optional("description", "what the dataset is for", TEXT));
  }

  private static ValueType some(TextType type) {
    return ValueType.oneOf(
        type.allowed() + "; or a list of such",
        type,
        ValueType.list(type.allowed(), type, 1, MOST).ofDistinct());
  }

  /** Returns what a spec that is checked says; empty where it says nothing. */
  static ObjectNode read(Parameters root) {
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    if (root.has(CARD)) {
      Parameters card = root.object(CARD);
      for (String key : KEYS) {
        if (card.has(key)) {
          JsonNode value = card.json(key);
          boolean isOne = LISTS.contains(key) && !value.isArray();
          said.set(key, isOne ? said.arrayNode().add(value) : value);
        }
      }
    }
    return said;
  }
}

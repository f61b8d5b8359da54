package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.secrets.EnvironmentText;
import io.seedmill.generators.secrets.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The variables of the environment that a request refers to, and how they are kept out of sight.
 */
final class ApiSecrets {

  private final Map<String, String> values = new TreeMap<>();

  ApiSecrets(JsonNode http, Map<String, String> environment) {
    for (String name : names(http)) {
      String value = environment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        values.put(name, value);
      }
    }
  }

  /** All variables that are named anywhere in a value. */
  static Set<String> names(JsonNode value) {
    Set<String> names = new TreeSet<>();
    if (value.isTextual()) {
      names.addAll(EnvironmentText.of(value.textValue()).names());
    }
    value.forEach(inner -> names.addAll(names(inner)));
    return names;
  }

  /** Takes out the values, in every form in which they are sent. */
  Redaction redaction() {
    List<String> forms = new ArrayList<>();
    for (String value : values.values()) {
      String json = TextNode.valueOf(value).toString();
      forms.add(value);
      forms.add(ApiRequest.encoded(value));
      forms.add(json.substring(1, json.length() - 1));
      forms.add(Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)));
    }
    return Redaction.of(forms);
  }

  /**
   * A text that a server gave, with references where it repeats a value, so that it can be kept.
   *
   * @throws ApiFailure if it has references of its own, which would be resolved
   */
  String referring(String text) throws ApiFailure {
    if (text.contains("${")) {
      throw new ApiFailure(
          ApiFailure.Kind.HttpAnswerInvalid,
          "the answer goes on at an address with a reference in it",
          false);
    }
    String referring = text;
    for (var secret : values.entrySet()) {
      String reference = "${env:" + secret.getKey() + "}";
      referring =
          referring
              .replace(ApiRequest.encoded(secret.getValue()), reference)
              .replace(secret.getValue(), reference);
    }
    return referring;
  }
}

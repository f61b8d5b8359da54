package io.seedmill.generators.sources.http;

import io.seedmill.generators.sources.http.RequestText.Literal;
import io.seedmill.generators.sources.http.RequestText.Part;
import io.seedmill.generators.sources.http.RequestText.Secret;
import io.seedmill.generators.sources.secrets.Redaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets of a generator's requests. They are removed from messages, and replaced by references
 * in responses before these are kept.
 */
final class Secrets {

  /** The shortest secret that is replaced in responses; a shorter one could be there by chance. */
  private static final int SHORTEST_IN_ANSWERS = 6;

  private static final Pattern PLAIN_ORIGIN = Pattern.compile("https?://[^/?#@]+/?");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> references = new LinkedHashMap<>();
  private final Map<String, Pattern> patterns = new HashMap<>();
  private final Redaction redaction;

  /**
   * @param names the variables that a request refers to
   * @param more secrets that no request refers to, such as a proxy's password
   */
  Secrets(Collection<String> names, Map<String, String> environment, Collection<String> more) {
    List<String> hidden = new ArrayList<>(more);
    for (String name : names) {
      String value = environment.get(name);
      if (value == null || value.isEmpty()) {
        continue;
      }
      values.put(name, value);
      if (PLAIN_ORIGIN.matcher(value).matches()) {
        continue; // an address is where to ask, not a secret, and answers are full of it
      }
      hidden.add(value);
      if (value.length() >= SHORTEST_IN_ANSWERS) {
        references.put(name, value);
        patterns.put(name, Redaction.pattern(value));
      }
    }
    redaction = Redaction.of(hidden);
  }

  Map<String, String> values() {
    return values;
  }

  /** Returns a message without secrets. */
  String redact(String message) {
    return redaction.of(message == null ? "" : message);
  }

  /** Returns a response with references in place of secrets. */
  byte[] hide(byte[] body) {
    if (references.isEmpty()) {
      return body;
    }
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String hidden = text;
    for (var reference : references.entrySet()) {
      hidden =
          patterns
              .get(reference.getKey())
              .matcher(hidden)
              .replaceAll(Matcher.quoteReplacement("${env:" + reference.getKey() + "}"));
    }
    return hidden.equals(text) ? body : hidden.getBytes(StandardCharsets.ISO_8859_1);
  }

  String hide(String text) {
    return new String(hide(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
  }

  /** Returns a link or cursor of a response with the values of secrets in place of references. */
  String restore(String hidden, Encoding encoding) {
    String restored = hidden;
    for (var reference : references.entrySet()) {
      restored =
          restored.replace("${env:" + reference.getKey() + "}", encoding.of(reference.getValue()));
    }
    return restored;
  }

  /** Returns a complete URL with references in place of secrets and of the API's address. */
  RequestText refer(String url, RequestText template) {
    List<Part> parts = new ArrayList<>();
    String rest = url;
    if (template.parts().get(0) instanceof Secret address
        && values.containsKey(address.name())
        && rest.startsWith(values.get(address.name()))) {
      parts.add(address);
      rest = rest.substring(values.get(address.name()).length());
    }
    parts.addAll(refer(rest));
    return new RequestText(parts);
  }

  /** Text for a URL with references in place of secrets. */
  private List<Part> refer(String text) {
    for (var reference : references.entrySet()) {
      String value = Encoding.PERCENT.of(reference.getValue());
      int at = text.indexOf(value);
      if (at >= 0) {
        List<Part> parts = new ArrayList<>(refer(text.substring(0, at)));
        parts.add(new Secret(reference.getKey(), Encoding.PERCENT));
        parts.addAll(refer(text.substring(at + value.length())));
        return parts;
      }
    }
    return text.isEmpty() ? List.of() : List.of(new Literal(text));
  }
}

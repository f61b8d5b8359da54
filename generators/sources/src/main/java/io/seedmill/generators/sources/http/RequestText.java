package io.seedmill.generators.sources.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Text of a request in which secrets are references, so that it can be shown and hashed. Text from
 * a query or a response is never read as a reference.
 */
record RequestText(List<Part> parts) {

  /** Text, or a reference to a secret. */
  sealed interface Part {}

  /** Text as it is sent. */
  record Literal(String text) implements Part {}

  /** The value of a variable of the environment. */
  record Secret(String name, Encoding encoding) implements Part {}

  RequestText {
    parts = List.copyOf(parts);
  }

  static RequestText of(String literal) {
    return new RequestText(List.of(new Literal(literal)));
  }

  RequestText plus(RequestText more) {
    List<Part> all = new ArrayList<>(parts);
    all.addAll(more.parts);
    return new RequestText(all);
  }

  RequestText plus(String literal) {
    return plus(of(literal));
  }

  boolean contains(char c) {
    return parts.stream().anyMatch(p -> p instanceof Literal l && l.text().indexOf(c) >= 0);
  }

  /** Returns the text with references in place of secrets, for messages. */
  String shown() {
    StringBuilder shown = new StringBuilder();
    for (Part part : parts) {
      shown.append(
          part instanceof Secret secret ? "${env:" + secret.name() + "}" : ((Literal) part).text());
    }
    return shown.toString();
  }

  /** Returns the text as a list of strings for the cache key, different for different texts. */
  List<String> hashed() {
    List<String> hashed = new ArrayList<>();
    StringBuilder literal = new StringBuilder("=");
    for (Part part : parts) {
      if (part instanceof Secret secret) {
        hashed.add(literal.toString());
        hashed.add("$" + secret.name());
        literal = new StringBuilder("=");
      } else {
        literal.append(((Literal) part).text());
      }
    }
    hashed.add(literal.toString());
    return hashed;
  }

  /**
   * Returns the text with the secrets' values.
   *
   * @throws NoSuchElementException if a variable is not set; the message names it
   */
  String resolve(Map<String, String> environment) {
    StringBuilder resolved = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Secret secret) {
        String value = environment.get(secret.name());
        if (value == null) {
          throw new NoSuchElementException(
              "the environment variable " + secret.name() + " is not set");
        }
        resolved.append(secret.encoding().of(value));
      } else {
        resolved.append(((Literal) part).text());
      }
    }
    return resolved.toString();
  }
}

package io.seedmill.generators.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds halves of surrogate pairs. RFC 8785 wants an error for them; a writer would make some byte
 * of one.
 */
final class HalfPairs {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build();
  private static final Pattern ESCAPE =
      Pattern.compile(
          "(?s)\\\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}"
              + "|u([dD][89a-fA-F][0-9a-fA-F]{2})|.)");

  private HalfPairs() {}

  /** Returns the position of half a surrogate pair; -1 if there is none. */
  static int first(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isSurrogate(unit)) {
        boolean pair =
            Character.isHighSurrogate(unit)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** Returns why a member of an object cannot have a name; empty if it can. */
  static Optional<String> problem(JsonPointer object, String name) {
    int half = first(name);
    return half < 0
        ? Optional.empty()
        : Optional.of(
            object.appendProperty(escaped(name))
                + ": a member's name has half a surrogate pair at position "
                + half);
  }

  private static String escaped(String name) {
    StringBuilder escaped = new StringBuilder();
    name.codePoints()
        .forEach(
            c -> {
              if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append("\\u").append(Integer.toHexString(c));
              } else {
                escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }

  /**
   * Names the member because of whose name a parser refused some bytes, which it does before it
   * tells the name. So the escapes of halves are read as plain texts.
   */
  static JsonParseException named(byte[] json, JsonParseException refused) {
    String text = new String(json, StandardCharsets.UTF_8);
    String readable =
        ESCAPE
            .matcher(text)
            .replaceAll(
                escape ->
                    Matcher.quoteReplacement(
                        escape.group(1) == null ? escape.group() : "\\" + escape.group()));
    try (JsonParser tokens = FACTORY.createParser(readable)) {
      for (JsonToken token = tokens.nextToken(); token != null; token = tokens.nextToken()) {
        if (token == JsonToken.FIELD_NAME) {
          JsonPointer object = JsonPointer.forPath(tokens.getParsingContext().getParent(), false);
          Optional<String> problem = problem(object, unescaped(tokens.currentName()));
          if (problem.isPresent()) {
            return new JsonParseException(null, problem.get(), refused);
          }
        }
      }
    } catch (IOException e) {
      refused.addSuppressed(e); // not this alone is wrong
    }
    return refused;
  }

  private static String unescaped(String name) {
    return ESCAPE
        .matcher(name)
        .replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    escape.group(1) == null
                        ? escape.group()
                        : String.valueOf((char) Integer.parseInt(escape.group(1), 16))));
  }
}

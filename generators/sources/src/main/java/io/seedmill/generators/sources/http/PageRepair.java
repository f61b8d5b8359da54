package io.seedmill.generators.sources.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a page of which some records are not valid JSON, though all of it can be made out: a name
 * twice, NaN, a control character in a text, half a surrogate pair in a name, a comma before the
 * end.
 */
final class PageRepair {

  private static final ObjectMapper LENIENT =
      JsonMapper.builder(
              JsonFactory.builder().streamReadConstraints(CanonicalJson.ANY_LENGTH).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(
              JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS,
              JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
              JsonReadFeature.ALLOW_TRAILING_COMMA)
          .build();

  private static final Pattern SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}");

  private PageRepair() {}

  /**
   * Returns a page in which a text that says what is wrong stands for each invalid record; empty if
   * the records are no list.
   *
   * @throws IOException if the page cannot be made out
   */
  static Optional<JsonNode> repaired(byte[] body, JsonPointer at) throws IOException {
    byte[] readable = readable(body);
    JsonNode root = LENIENT.readTree(readable);
    if (!(root.at(at) instanceof ArrayNode records) || at.matches()) {
      return Optional.empty();
    }
    List<byte[]> slices = slices(body, readable, at);
    for (int i = 0; i < records.size(); i++) {
      try {
        records.set(i, CanonicalJson.parse(slices.get(i)));
      } catch (IOException e) {
        records.set(i, TextNode.valueOf(CanonicalJson.problem(e)));
      }
    }
    return Optional.of(root);
  }

  /**
   * Returns the records of a page in JSON Lines as a list, in which a text stands for each invalid
   * one; empty if its first line is no object, or if there is no other line.
   */
  static Optional<JsonNode> lines(byte[] body) {
    if (!CanonicalJson.isUtf8(body, 0, body.length)) {
      return Optional.empty();
    }
    List<String> lines = new String(body, UTF_8).lines().filter(line -> !line.isBlank()).toList();
    ArrayNode records = LENIENT.createArrayNode();
    for (String line : lines.size() > 1 ? lines : List.<String>of()) {
      try {
        records.add(CanonicalJson.parse(line.getBytes(UTF_8)));
      } catch (IOException e) {
        records.add(CanonicalJson.problem(e));
      }
      if (!records.path(0).isObject()) {
        return Optional.empty();
      }
    }
    return records.isEmpty() ? Optional.empty() : Optional.of(records);
  }

  /**
   * Returns a page with other characters, of the same length, where half a surrogate pair in a name
   * keeps all of it from being read.
   */
  private static byte[] readable(byte[] body) {
    try {
      LENIENT.readTree(body);
      return body;
    } catch (IOException e) {
      String characters = new String(body, ISO_8859_1);
      return SURROGATE.matcher(characters).replaceAll("\\\\ufffd").getBytes(ISO_8859_1);
    }
  }

  private static List<byte[]> slices(byte[] body, byte[] readable, JsonPointer at)
      throws IOException {
    List<byte[]> slices = new ArrayList<>();
    JsonParser whole = LENIENT.getFactory().createParser(readable);
    try (JsonParser parser =
        new FilteringParserDelegate(
            whole, new JsonPointerBasedFilter(at), TokenFilter.Inclusion.ONLY_INCLUDE_ALL, false)) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        int from = (int) whole.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int end = (int) whole.currentLocation().getByteOffset();
        slices.add(Arrays.copyOfRange(body, from, end));
      }
    }
    return slices;
  }
}

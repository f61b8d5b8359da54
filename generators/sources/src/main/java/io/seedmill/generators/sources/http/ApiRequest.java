package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request in which secrets are references. */
record ApiRequest(
    String method, RequestText url, Map<String, RequestText> headers, Optional<RequestText> body) {

  ApiRequest {
    headers = Collections.unmodifiableMap(new TreeMap<>(headers));
  }

  ApiRequest withUrl(RequestText other) {
    return new ApiRequest(method, other, headers, body);
  }

  /** Returns the request as messages show it. */
  String shown() {
    return method + " " + url.shown();
  }

  /**
   * Returns the key of the response in the cache: a hash of everything that it depends on. A secret
   * counts by its name.
   *
   * @param cacheKeyHeaders the headers, in lower case, that the response depends on; empty for all
   */
  String cacheKey(Optional<List<String>> cacheKeyHeaders) {
    return cacheKey(cacheKeyHeaders, JsonNodeFactory.instance.objectNode());
  }

  /** Returns the key of the response to the same request, asked for once more. */
  String cacheKeyOfSecond(Optional<List<String>> cacheKeyHeaders) {
    return cacheKey(cacheKeyHeaders, JsonNodeFactory.instance.objectNode().put("again", true));
  }

  private String cacheKey(Optional<List<String>> cacheKeyHeaders, ObjectNode all) {
    all.put("method", method);
    all.set("url", array(url));
    ObjectNode some = all.putObject("headers");
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (cacheKeyHeaders.isEmpty() || cacheKeyHeaders.get().contains(lower)) {
            some.set(lower, array(value));
          }
        });
    body.ifPresent(text -> all.set("body", array(text)));
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(CanonicalJson.writeBytes(all)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static ArrayNode array(RequestText text) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    text.hashed().forEach(array::add);
    return array;
  }
}

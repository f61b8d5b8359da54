package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The request of each query, and the mapping from a response to samples.
 *
 * @param fields the place of each field in a record; empty to take records as they are
 * @param limit the largest number of records of a query
 */
record HttpSpec(
    String method,
    RequestTemplate url,
    Map<String, RequestTemplate> headers,
    Map<String, RequestTemplate> query,
    Optional<BodyTemplate> body,
    JsonPointer records,
    Map<String, JsonPointer> fields,
    Pagination pagination,
    int limit) {

  List<RequestTemplate> templates() {
    List<RequestTemplate> templates = new ArrayList<>();
    templates.add(url);
    templates.addAll(headers.values());
    templates.addAll(query.values());
    body.ifPresent(present -> templates.addAll(present.templates()));
    return templates;
  }

  /** Returns the variables of the environment that a request needs. */
  Set<String> variables() {
    Set<String> variables = new LinkedHashSet<>();
    templates().forEach(template -> variables.addAll(template.variables()));
    return variables;
  }

  /**
   * Returns the request of a query.
   *
   * @param more parameters of the page, in addition to those of the spec
   */
  ApiRequest request(JsonNode with, Map<String, String> more) {
    RequestText address = url.fillUrl(with);
    char separator = address.contains('?') ? '&' : '?';
    for (var parameter : query.entrySet()) {
      address =
          address
              .plus(separator + Encoding.PERCENT.of(parameter.getKey()) + "=")
              .plus(parameter.getValue().fill(with, Encoding.PERCENT));
      separator = '&';
    }
    for (var parameter : more.entrySet()) {
      address =
          address.plus(
              separator
                  + Encoding.PERCENT.of(parameter.getKey())
                  + "="
                  + Encoding.PERCENT.of(parameter.getValue()));
      separator = '&';
    }
    Map<String, RequestText> filled = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    filled.put("Accept", RequestText.of("application/json"));
    if (body.isPresent()) {
      filled.put(
          "Content-Type",
          RequestText.of(
              body.get().encoding() == Encoding.PERCENT
                  ? "application/x-www-form-urlencoded"
                  : "application/json"));
    }
    headers.forEach(
        (name, value) -> {
          filled.remove(name);
          filled.put(name, value.fill(with, Encoding.NONE));
        });
    return new ApiRequest(method, address, filled, body.map(present -> present.fill(with)));
  }
}

package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.Parameters;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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

  /** Reads the key {@code http}. */
  static HttpSpec of(Parameters http) {
    Map<String, RequestTemplate> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    texts(http, "headers").forEach((name, text) -> headers.put(name, RequestTemplate.of(text)));
    Map<String, RequestTemplate> query = new TreeMap<>();
    texts(http, "query").forEach((name, text) -> query.put(name, RequestTemplate.of(text)));
    Map<String, JsonPointer> fields = new TreeMap<>();
    texts(http, "fields").forEach((name, text) -> fields.put(name, JsonPointer.compile(text)));
    RequestTemplate type = headers.getOrDefault("Content-Type", RequestTemplate.of(""));
    boolean form = type.toString().toLowerCase(Locale.ROOT).contains("urlencoded");
    Encoding encoding = form ? Encoding.PERCENT : Encoding.JSON;
    return new HttpSpec(
        http.choice("method"),
        RequestTemplate.of(http.text("url")),
        headers,
        query,
        http.optional("body", Parameters::json).map(body -> new BodyTemplate(body, encoding)),
        http.optional("records", Parameters::pointer).orElse(JsonPointer.empty()),
        fields,
        http.optional("pagination", Parameters::object).map(Pagination::of).orElse(Pagination.NONE),
        http.intValue("limit"));
  }

  /** Returns the texts of a mapping that may be absent. */
  static Map<String, String> texts(Parameters http, String key) {
    return http.optional(key, Parameters::textMap).orElse(Map.of());
  }

  private List<RequestTemplate> templates() {
    List<RequestTemplate> templates = new ArrayList<>();
    templates.add(url);
    templates.addAll(headers.values());
    templates.addAll(query.values());
    body.ifPresent(present -> templates.addAll(present.templates()));
    return templates;
  }

  /** Returns the fields of a query that a request needs; the empty one is the query itself. */
  List<String> queryFields() {
    return templates().stream().flatMap(template -> template.fields().stream()).distinct().toList();
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

package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The request of each query, and the mapping from a response to samples.
 *
 * @param fields the place of each field in a record
 * @param asked fields with what was asked for; records are taken as they are if there are none of
 *     both
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
    Map<String, RequestTemplate> asked,
    Pagination pagination,
    int limit,
    ObjectNode given) {

  /** A field of the query in place of a whole number. */
  static final Pattern OF_QUERY = Pattern.compile("\\$\\{query(?:\\.[^}]+)?}");

  private static final List<JsonPointer> NUMBERS =
      Stream.of("/limit", "/pagination/start", "/pagination/size", "/pagination/maxPages")
          .map(JsonPointer::compile)
          .toList();

  /** Reads the key {@code http}. Numbers that a query has are 1 until it is known. */
  static HttpSpec of(Parameters http, JsonNode given) {
    return with((ObjectNode) given, place -> IntNode.valueOf(1), http)
        .orElseThrow(() -> new IllegalStateException("1 is a number for all"));
  }

  /** Returns the spec with the numbers of a query; empty if they are none, or out of range. */
  Optional<HttpSpec> of(JsonNode query) {
    return numbers().isEmpty()
        ? Optional.of(this)
        : with(
            given,
            template -> {
              String text = template.wholeValue(query).map(CanonicalJson::text).orElse("");
              return text.matches("\\d{1,10}") ? LongNode.valueOf(Long.parseLong(text)) : null;
            },
            null);
  }

  private static Optional<HttpSpec> with(
      ObjectNode given, Function<RequestTemplate, JsonNode> numbers, Parameters read) {
    ObjectNode filled = given.deepCopy();
    boolean changed = false;
    for (JsonPointer at : NUMBERS) {
      if (given.at(at).isTextual()) {
        JsonNode number = numbers.apply(RequestTemplate.of(given.at(at).textValue()));
        ((ObjectNode) filled.at(at.head())).set(at.last().getMatchingProperty(), number);
        changed = true;
      }
    }
    try {
      return Optional.of(
          of(read == null || changed ? RequestSchema.create().read(filled) : read).from(given));
    } catch (InvalidParametersException e) {
      return Optional.empty();
    }
  }

  private HttpSpec from(ObjectNode original) {
    return new HttpSpec(
        method, url, headers, query, body, records, fields, asked, pagination, limit, original);
  }

  /** Returns the numbers that a query has. */
  private List<RequestTemplate> numbers() {
    return NUMBERS.stream()
        .map(given::at)
        .filter(JsonNode::isTextual)
        .map(text -> RequestTemplate.of(text.textValue()))
        .toList();
  }

  private static HttpSpec of(Parameters http) {
    Map<String, RequestTemplate> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    texts(http, "headers").forEach((name, text) -> headers.put(name, RequestTemplate.of(text)));
    Map<String, RequestTemplate> query = new TreeMap<>();
    texts(http, "query").forEach((name, text) -> query.put(name, RequestTemplate.of(text)));
    Map<String, JsonPointer> fields = new TreeMap<>();
    Map<String, RequestTemplate> asked = new TreeMap<>();
    texts(http, "fields")
        .forEach(
            (name, text) -> {
              if (text.isEmpty() || text.startsWith("/")) {
                fields.put(name, JsonPointer.compile(text));
              } else {
                asked.put(name, RequestTemplate.of(text));
              }
            });
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
        asked,
        http.optional("pagination", Parameters::object).map(Pagination::of).orElse(Pagination.NONE),
        http.intValue("limit"),
        JsonNodeFactory.instance.objectNode());
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
    return Stream.concat(templates().stream(), numbers().stream())
        .flatMap(template -> template.fields().stream())
        .distinct()
        .toList();
  }

  /** Returns all fields that a query must have. */
  List<String> neededFields() {
    return Stream.concat(
            queryFields().stream(),
            asked.values().stream().flatMap(template -> template.fields().stream()))
        .distinct()
        .toList();
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

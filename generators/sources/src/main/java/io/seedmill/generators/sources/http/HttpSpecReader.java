package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.input.InputProblem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads the key {@code http} of a spec. */
final class HttpSpecReader {

  private static final int MOST_PAGES = 10_000;
  private static final int MOST_RECORDS = 1_000_000;
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Pattern SECRET_HEADER =
      Pattern.compile("(?i).*(authorization|cookie|api-?key|token|secret|password).*");
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)(api[_-]?key|app[_-]?key|access[_-]?key|access[_-]?token|auth[_-]?token|token"
              + "|secret|client[_-]?secret|password)");
  private static final Pattern URL_START =
      Pattern.compile("(?:https?://[^/?#@]+(?:[/?#].*)?|\\$\\{env:\\w+}.*)");
  private static final String SECRET_ALLOWED =
      "a reference such as ${env:NAME}: a secret has no place in a spec";

  private final Keys keys;

  private HttpSpecReader(Keys keys) {
    this.keys = keys;
  }

  /** Reads it, and adds to {@code problems} what is wrong; only without any it can be used. */
  static HttpSpec read(String path, JsonNode value, List<InputProblem> problems) {
    return new HttpSpecReader(new Keys(path, value, problems)).read(problems);
  }

  private HttpSpec read(List<InputProblem> problems) {
    String method = keys.choice("method", "GET", List.of("GET", "POST"));
    RequestTemplate url = url();
    Map<String, RequestTemplate> headers = headers(problems);
    Map<String, RequestTemplate> query = query(problems);
    Optional<BodyTemplate> body = body(method, headers);
    JsonPointer records = keys.pointer("records").orElse(JsonPointer.empty());
    Map<String, JsonPointer> fields = fields(problems);
    Pagination pagination =
        keys.has("pagination")
            ? pagination(new Keys(keys.pathOf("pagination"), keys.get("pagination"), problems))
            : Pagination.NONE;
    int limit = (int) keys.whole("limit", MOST_RECORDS, 1, MOST_RECORDS);
    keys.refuseUnknown();
    return new HttpSpec(method, url, headers, query, body, records, fields, pagination, limit);
  }

  private RequestTemplate url() {
    String at = keys.pathOf("url");
    JsonNode value = keys.get("url");
    boolean good = value.isTextual() && URL_START.matcher(value.textValue()).matches();
    if (!good) {
      boolean user = value.isTextual() && value.textValue().contains("@");
      keys.refuse(
          at,
          user
              ? "an address with a user or password"
              : value.isMissingNode() ? "nothing" : value.toString(),
          "http:// or https:// and a host, or ${env:NAME} for that beginning");
    }
    return template(at, value);
  }

  private RequestTemplate template(String at, JsonNode value) {
    RequestTemplate template = RequestTemplate.of(value.asText());
    if (!template.isValid()) {
      keys.refuse(at, value, "text in which ${…} is " + RequestTemplate.ALLOWED);
    }
    return template;
  }

  private Map<String, RequestTemplate> headers(List<InputProblem> problems) {
    Map<String, RequestTemplate> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (var header : mapping("headers", problems)) {
      String at = keys.pathOf("headers") + JsonPointer.empty().appendProperty(header.getKey());
      JsonNode value = header.getValue();
      RequestTemplate template = template(at, value);
      if (!HEADER.matcher(header.getKey()).matches()) {
        keys.refuse(at, header.getKey(), "a header's name");
      } else if (header.getKey().equalsIgnoreCase("Accept-Encoding")
          || header.getKey().equalsIgnoreCase("Content-Length")
          || header.getKey().equalsIgnoreCase("Host")) {
        keys.refuse(at, value, "nothing: this header is set for every request");
      } else if (!value.isValueNode() || value.isNull() || value.asText().matches("(?s).*\\v.*")) {
        keys.refuse(at, value, "a text of one line");
      } else if (SECRET_HEADER.matcher(header.getKey()).matches()
          && template.variables().isEmpty()) {
        keys.refuse(at, "a value in plain text", SECRET_ALLOWED);
      }
      if (headers.put(header.getKey(), template) != null) {
        keys.refuse(at, header.getKey(), "each header once");
      }
    }
    return headers;
  }

  private Map<String, RequestTemplate> query(List<InputProblem> problems) {
    Map<String, RequestTemplate> query = new TreeMap<>();
    for (var parameter : mapping("query", problems)) {
      String at = keys.pathOf("query") + JsonPointer.empty().appendProperty(parameter.getKey());
      JsonNode value = parameter.getValue();
      RequestTemplate template = template(at, value);
      if (!value.isValueNode() || value.isNull()) {
        keys.refuse(at, value, "a text, a number, true or false");
      } else if (SECRET_PARAMETER.matcher(parameter.getKey()).matches()
          && template.variables().isEmpty()
          && template.fields().isEmpty()) {
        keys.refuse(at, "a value in plain text", SECRET_ALLOWED);
      }
      query.put(parameter.getKey(), template);
    }
    return query;
  }

  private Optional<BodyTemplate> body(String method, Map<String, RequestTemplate> headers) {
    JsonNode value = keys.get("body");
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (method.equals("GET")) {
      keys.refuse(keys.pathOf("body"), value, "no body with GET; use method: POST");
    }
    String type = headers.containsKey("Content-Type") ? headers.get("Content-Type").toString() : "";
    boolean form = type.toLowerCase(Locale.ROOT).contains("urlencoded");
    BodyTemplate body = new BodyTemplate(value, form ? Encoding.PERCENT : Encoding.JSON);
    if (body.templates().stream().anyMatch(template -> !template.isValid())) {
      keys.refuse(keys.pathOf("body"), value, "text in which ${…} is " + RequestTemplate.ALLOWED);
    }
    return Optional.of(body);
  }

  private Map<String, JsonPointer> fields(List<InputProblem> problems) {
    Map<String, JsonPointer> fields = new TreeMap<>();
    for (var field : mapping("fields", problems)) {
      String at = keys.pathOf("fields") + JsonPointer.empty().appendProperty(field.getKey());
      if (Sample.RESERVED.contains(field.getKey())) {
        keys.refuse(
            at,
            field.getKey(),
            "a name that a record does not keep for itself: "
                + String.join(", ", Sample.RESERVED.stream().sorted().toList())
                + " are taken");
      }
      keys.pointer(at, field.getValue()).ifPresent(pointer -> fields.put(field.getKey(), pointer));
    }
    return fields;
  }

  private Iterable<Map.Entry<String, JsonNode>> mapping(String key, List<InputProblem> problems) {
    if (!keys.has(key)) {
      return List.of();
    }
    JsonNode value = keys.get(key);
    if (!value.isObject() || value.isEmpty()) {
      problems.add(
          new InputProblem(keys.pathOf(key), value.toString(), "a mapping of at least one name"));
      return List.of();
    }
    return value.properties();
  }

  private static Pagination pagination(Keys from) {
    Pagination.Type type =
        Pagination.Type.valueOf(
            from.choice("type", "none", List.of("page", "offset", "cursor", "link"))
                .toUpperCase(Locale.ROOT));
    if (!from.has("type")) {
      from.refuse(from.pathOf("type"), "nothing", "one of page, offset, cursor, link");
    }
    int maxPages = (int) from.whole("maxPages", 100, 1, MOST_PAGES);
    if (type == Pagination.Type.LINK) {
      Optional<JsonPointer> next = from.pointer("next");
      from.refuseUnknown();
      return new Pagination(type, "", 0, 0, Optional.empty(), next, maxPages);
    }
    String parameter = from.word("parameter").orElse("");
    if (!from.has("parameter")) {
      from.refuse(from.pathOf("parameter"), "nothing", "a parameter of the URL's query");
    }
    boolean cursor = type == Pagination.Type.CURSOR;
    long start =
        cursor
            ? 0
            : from.whole("start", type == Pagination.Type.PAGE ? 1 : 0, 0, Integer.MAX_VALUE);
    Optional<JsonPointer> next = cursor ? from.pointer("next") : Optional.empty();
    if (cursor && !from.has("next")) {
      from.refuse(from.pathOf("next"), "nothing", "a JSON Pointer to the next cursor");
    }
    int size = (int) from.whole("size", 0, 1, MOST_RECORDS);
    Optional<String> sizeParameter = from.word("sizeParameter");
    if (sizeParameter.isPresent() && size == 0) {
      from.refuse(from.pathOf("size"), "nothing", "the number that sizeParameter asks for");
    }
    from.refuseUnknown();
    return new Pagination(type, parameter, start, size, sizeParameter, next, maxPages);
  }
}

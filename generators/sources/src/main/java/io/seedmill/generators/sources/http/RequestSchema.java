package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.seedmill.generators.Sample;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The declaration of the key {@code http}: a request, and the place of records in responses. */
final class RequestSchema {

  static final Pattern ANY_TEXT = Pattern.compile("[\\s\\S]*");

  private static final int MOST_PAGES = 10_000;
  private static final int MOST_RECORDS = 1_000_000;
  private static final Pattern ONE_LINE = Pattern.compile("[^\\x00-\\x1f\\x7f]+");
  private static final Pattern HEADER_VALUE =
      Pattern.compile("[^\\n\\x0b\\f\\r\\x85\\u2028\\u2029]*");
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> OWN_HEADERS =
      Set.of("accept-encoding", "content-length", "host");
  private static final Pattern SECRET_HEADER =
      Pattern.compile("(?i).*(authorization|cookie|api-?key|token|secret|password).*");
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)(api[_-]?key|app[_-]?key|access[_-]?key|access[_-]?token|auth[_-]?token|token"
              + "|secret|client[_-]?secret|password)");
  private static final Pattern URL =
      Pattern.compile("(?:https?://[^/?#@]+(?:[/?#].*)?|\\$\\{env:\\w+}.*)");
  private static final String URL_ALLOWED =
      "http:// or https:// and a host, or ${env:NAME} for that beginning";
  private static final String TEMPLATE_ALLOWED = "text in which ${…} is " + RequestTemplate.ALLOWED;
  private static final String SECRET_ALLOWED =
      "a reference such as ${env:NAME}: a secret has no place in a spec";
  private static final String FIELD_ALLOWED =
      "a JSON Pointer such as /jobs/0/title, or ${query} or text with ${query.field} for what was"
          + " asked";
  private static final String SOME_NAMES = "a mapping of at least one name, such as {name: …}";

  private RequestSchema() {}

  static ParameterSchema create() {
    return ParameterSchema.none()
        .choice("method", "the method", "GET", List.of("GET", "POST"))
        .required("url", "the URL", template(ValueType.text(URL_ALLOWED)))
        .optional(
            "headers",
            "headers of the request",
            ValueType.map(
                    SOME_NAMES,
                    ValueType.text("a header's name", HEADER_NAME),
                    template(ValueType.text("a text of one line", HEADER_VALUE).orScalar()))
                .ofSome())
        .optional(
            "query",
            "parameters of the URL",
            ValueType.map(
                    SOME_NAMES,
                    ValueType.text("a name", ANY_TEXT),
                    template(
                        ValueType.text("a text, a number, true or false", ANY_TEXT).orScalar()))
                .ofSome())
        .optional(
            "body",
            "the body, with POST: JSON with placeholders, or a text",
            ValueType.any("any value").restricted(TEMPLATE_ALLOWED, RequestSchema::isBody))
        .optional("records", "the place of the records in a response", ValueType.pointer())
        .optional(
            "fields",
            "the place of each field in a record; the record as it is, unless given",
            ValueType.map(
                    SOME_NAMES,
                    fieldName(),
                    ValueType.oneOf(
                        FIELD_ALLOWED,
                        ValueType.text(FIELD_ALLOWED, ScalarType.POINTER),
                        ofQuery()))
                .ofSome())
        .optional("pagination", "the pages of a query", pagination())
        .value(
            "limit",
            "the largest number of records of a query",
            number(1, MOST_RECORDS),
            IntNode.valueOf(MOST_RECORDS))
        .rule(RequestSchema::checkUrl)
        .rule(RequestSchema::checkHeaders)
        .rule(RequestSchema::checkQuery)
        .rule(RequestSchema::checkBody);
  }

  private static ValueType template(ValueType text) {
    return text.restricted(TEMPLATE_ALLOWED, value -> RequestTemplate.of(value.asText()).isValid());
  }

  private static boolean isBody(JsonNode body) {
    return new BodyTemplate(body, Encoding.JSON)
        .templates().stream().allMatch(RequestTemplate::isValid);
  }

  /** Declares text with what was asked for. */
  private static ValueType ofQuery() {
    return ValueType.text(FIELD_ALLOWED, ANY_TEXT)
        .where(
            text -> {
              RequestTemplate template = RequestTemplate.of(text);
              return template.isValid()
                  && template.variables().isEmpty()
                  && !template.fields().isEmpty();
            });
  }

  /** Declares a whole number, or a field of the query that is one. */
  private static ValueType number(long min, long max) {
    return ValueType.oneOf(
        "a whole number from %d to %d, or ${query.field}".formatted(min, max),
        ValueType.integer(min, max),
        ValueType.text("${query} or ${query.field}", HttpSpec.OF_QUERY));
  }

  private static TextType fieldName() {
    return ValueType.text(
            "a name other than " + String.join(", ", new TreeSet<>(Sample.RESERVED)), ANY_TEXT)
        .where(name -> !Sample.RESERVED.contains(name));
  }

  private static ValueType pagination() {
    return ValueType.tagged(
        "a mapping such as {type: page} (types: page, offset, cursor, link)",
        "type",
        "the kind of pagination",
        Map.of(
            "page", numbered("the number of the first page", 1),
            "offset", numbered("the offset of the first page", 0),
            "cursor",
                sized()
                    .required(
                        "next", "the place of the next cursor in a response", ValueType.pointer())
                    .and(maxPages()),
            "link",
                ParameterSchema.none()
                    .optional(
                        "next",
                        "the place of the next page's address; the Link header, unless given",
                        ValueType.pointer())
                    .and(maxPages())));
  }

  private static ParameterSchema numbered(String start, int first) {
    return sized()
        .value("start", start, number(0, Integer.MAX_VALUE), IntNode.valueOf(first))
        .choice(
            "lastPage",
            "the page that is the last: one without records, or one of fewer than 'size'",
            "empty",
            List.of("empty", "short"))
        .rule(
            keys ->
                keys.choice("lastPage").equals("short") && !keys.has("size")
                    ? Optional.of(
                        new InputProblem(
                            "/size", "nothing", "the number of records of a full page"))
                    : Optional.empty())
        .and(maxPages());
  }

  private static ParameterSchema sized() {
    ValueType word = ValueType.text("a text of one line", ONE_LINE);
    return ParameterSchema.none()
        .required("parameter", "the URL parameter that selects the page", word)
        .optional("size", "the number of records of a full page", number(1, MOST_RECORDS))
        .optional("sizeParameter", "the URL parameter that asks for this size", word)
        .rule(
            keys ->
                keys.has("sizeParameter") && !keys.has("size")
                    ? Optional.of(
                        new InputProblem(
                            "/size", "nothing", "the number that sizeParameter asks for"))
                    : Optional.empty());
  }

  private static ParameterSchema maxPages() {
    return ParameterSchema.none()
        .value(
            "maxPages",
            "the largest number of pages of a query",
            number(1, MOST_PAGES),
            IntNode.valueOf(100));
  }

  /** Refuses an address with a password, and does not repeat it. */
  private static Optional<InputProblem> checkUrl(Parameters http) {
    String url = http.text("url");
    if (URL.matcher(url).matches()) {
      return Optional.empty();
    }
    String found =
        url.contains("@")
            ? "an address with a user or password"
            : InputProblem.found(http.json("url"));
    return Optional.of(new InputProblem("/url", found, URL_ALLOWED));
  }

  private static Optional<InputProblem> checkHeaders(Parameters http) {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    for (var header : HttpSpec.texts(http, "headers").entrySet()) {
      String name = header.getKey();
      JsonPointer at = JsonPointer.compile("/headers").appendProperty(name);
      if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
        return problem(at, name, "no such header: Seedmill sets it for every request");
      }
      if (!names.add(name)) {
        return problem(at, name, "each header once");
      }
      if (SECRET_HEADER.matcher(name).matches()
          && RequestTemplate.of(header.getValue()).variables().isEmpty()) {
        return problem(at, "a value in plain text", SECRET_ALLOWED);
      }
    }
    return Optional.empty();
  }

  private static Optional<InputProblem> checkQuery(Parameters http) {
    for (var parameter : HttpSpec.texts(http, "query").entrySet()) {
      RequestTemplate value = RequestTemplate.of(parameter.getValue());
      if (SECRET_PARAMETER.matcher(parameter.getKey()).matches()
          && value.variables().isEmpty()
          && value.fields().isEmpty()) {
        return problem(
            JsonPointer.compile("/query").appendProperty(parameter.getKey()),
            "a value in plain text",
            SECRET_ALLOWED);
      }
    }
    return Optional.empty();
  }

  private static Optional<InputProblem> checkBody(Parameters http) {
    return http.has("body") && http.choice("method").equals("GET")
        ? Optional.of(
            InputProblem.rule(
                JsonPointer.compile("/body"),
                http.json("body"),
                "no body with GET; use method: POST"))
        : Optional.empty();
  }

  private static Optional<InputProblem> problem(JsonPointer at, String found, String allowed) {
    return Optional.of(new InputProblem(at.toString(), found, allowed));
  }
}

package io.seedmill.generators.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.parameters.ParameterProblem;
import io.seedmill.generators.secrets.EnvironmentText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what is wrong with the description of a request. */
final class RequestCheck {

  /** Headers that are secrets wherever they are sent. */
  static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "proxy-authorization", "cookie", "x-api-key", "api-key");

  private static final Pattern URL = Pattern.compile("(https?://|\\$\\{env:).*", Pattern.DOTALL);
  private static final Pattern PASSWORD = Pattern.compile("[a-z]+://[^/?#]*@.*", Pattern.DOTALL);
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
  private static final Set<String> METHODS = Set.of("GET", "POST", "PUT");
  private static final Set<String> PAGES = Set.of("page", "offset", "cursor", "link");
  private static final String SECRET =
      "a reference such as \"Bearer ${env:API_TOKEN}\": what stands here is in the manifest";

  private RequestCheck() {}

  static List<ParameterProblem> problems(String path, JsonNode http) {
    if (http.isNull()) {
      return List.of(); // another rule tells, where it matters
    }
    return new ObjectCheck(path, http)
        .required(
            "url",
            url -> url.isTextual() && URL.matcher(url.textValue()).matches(),
            "an address that begins with http:// or https://")
        .key("method", method -> METHODS.contains(method.asText()), "one of GET, POST, PUT")
        .key("headers", RequestCheck::areTexts, "a mapping of names to texts")
        .key("query", RequestCheck::areTexts, "a mapping of names to texts")
        .key(
            "body",
            body -> !body.isNull() && !http.path("method").asText("GET").equals("GET"),
            "no body with GET; with POST or PUT a text, or any JSON")
        .pointer("records")
        .key(
            "fields",
            fields -> fields.isObject() && !fields.isEmpty(),
            "a mapping of fields to JSON Pointers")
        .key("pagination", JsonNode::isObject, "a mapping with 'type'")
        .integer("limit", 1, 1_000_000_000)
        .and(secrets(path, http))
        .and(fields(path, http.path("fields")))
        .and(pagination(path + "/pagination", http.path("pagination")))
        .problems();
  }

  private static boolean areTexts(JsonNode object) {
    boolean good = object.isObject();
    for (JsonNode value : object) {
      good &= value.isValueNode() && !value.isNull();
    }
    return good;
  }

  private static List<ParameterProblem> secrets(String path, JsonNode http) {
    List<ParameterProblem> problems = new ArrayList<>();
    if (PASSWORD.matcher(http.path("url").asText()).matches()) {
      problems.add(
          new ParameterProblem(path + "/url", "an address with a user or a password", SECRET));
    }
    for (var header : http.path("headers").properties()) {
      String at = path + "/headers" + JsonPointer.empty().appendProperty(header.getKey());
      if (!HEADER.matcher(header.getKey()).matches()) {
        problems.add(
            new ParameterProblem(at, "the name '" + header.getKey() + "'", "the name of a header"));
      }
      boolean secret = SECRET_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT));
      if (secret && EnvironmentText.of(header.getValue().asText()).names().isEmpty()) {
        problems.add(new ParameterProblem(at, "a secret as it is", SECRET));
      }
    }
    return problems;
  }

  private static List<ParameterProblem> fields(String path, JsonNode fields) {
    List<ParameterProblem> problems = new ArrayList<>();
    for (var field : fields.properties()) {
      problems.addAll(
          ObjectCheck.unless(
              ObjectCheck.isPointer(field.getValue()),
              path + "/fields" + JsonPointer.empty().appendProperty(field.getKey()),
              field.getValue(),
              "a JSON Pointer such as /salary/min"));
    }
    return problems;
  }

  private static List<ParameterProblem> pagination(String path, JsonNode pagination) {
    if (!pagination.isObject()) {
      return List.of();
    }
    boolean cursor = pagination.path("type").asText().equals("cursor");
    ObjectCheck check =
        new ObjectCheck(path, pagination)
            .required(
                "type", type -> PAGES.contains(type.asText()), "one of page, offset, cursor, link")
            .key("parameter", JsonNode::isTextual, "the name of a parameter")
            .integer("start", 0, 1_000_000_000)
            .integer("size", 1, 1_000_000)
            .key("sizeParameter", JsonNode::isTextual, "the name of a parameter")
            .integer("maxPages", 1, 1_000_000);
    return cursor
        ? check
            .required("cursor", ObjectCheck::isPointer, "a JSON Pointer to the next cursor")
            .problems()
        : check.problems();
  }
}

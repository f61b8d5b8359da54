package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.secrets.EnvironmentText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request for one page, secrets in it as references: what is sent is made of it at the last
 * moment, what is kept or shown is made of it as it is.
 *
 * @param method of HTTP
 * @param url the address without the parameters
 * @param parameters what is added to the address, not encoded
 * @param headers by name
 * @param body empty for none
 * @param isJson whether the body is JSON
 */
record ApiRequest(
    String method,
    String url,
    Map<String, String> parameters,
    Map<String, String> headers,
    String body,
    boolean isJson) {

  /** The first request of a query. */
  static ApiRequest of(JsonNode http, JsonNode query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (var parameter : http.path("query").properties()) {
      parameters.put(
          parameter.getKey(), QueryText.fill(parameter.getValue().asText(), query, text -> text));
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (var header : http.path("headers").properties()) {
      headers.put(
          header.getKey(), QueryText.fill(header.getValue().asText(), query, ApiRequest::oneLine));
    }
    JsonNode body = http.path("body");
    boolean json = body.isContainerNode();
    String text =
        body.isMissingNode()
            ? ""
            : json
                ? QueryText.fill(body, query).toString()
                : QueryText.fill(body.asText(), query, value -> value);
    return new ApiRequest(
        http.path("method").asText("GET"),
        QueryText.fill(http.path("url").asText(), query, ApiRequest::encoded),
        parameters,
        headers,
        text,
        json);
  }

  /** The same with another parameter in the address. */
  ApiRequest with(String parameter, String value) {
    Map<String, String> more = new LinkedHashMap<>(parameters);
    more.put(parameter, value);
    return new ApiRequest(method, url, more, headers, body, isJson);
  }

  /** The same for the address of a link, which has its parameters already. */
  ApiRequest at(String link) {
    return new ApiRequest(method, link, Map.of(), headers, body, isJson);
  }

  /** What an answer depends on. */
  String key(List<String> keyHeaders) {
    StringBuilder key = new StringBuilder(method).append(' ').append(shown()).append('\n');
    keyHeaders.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .sorted()
        .forEach(name -> key.append(name).append(": ").append(headers.get(name)).append('\n'));
    return key.append('\n').append(body).toString();
  }

  /** The address as it may be shown. */
  String shown() {
    StringBuilder shown = new StringBuilder(url);
    String separator = url.contains("?") ? "&" : "?";
    for (var parameter : parameters.entrySet()) {
      shown.append(separator).append(parameter.getKey()).append('=').append(parameter.getValue());
      separator = "&";
    }
    return shown.toString();
  }

  /** The address to ask at, secrets in it. */
  String address(Map<String, String> environment) {
    StringBuilder address = new StringBuilder(EnvironmentText.of(url).resolve(environment));
    String separator = address.indexOf("?") >= 0 ? "&" : "?";
    for (var parameter : parameters.entrySet()) {
      String value = EnvironmentText.of(parameter.getValue()).resolve(environment);
      address
          .append(separator)
          .append(encoded(parameter.getKey()))
          .append('=')
          .append(encoded(value));
      separator = "&";
    }
    return address.toString();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A header is one line, whatever a query has. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ");
  }
}

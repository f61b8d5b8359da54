package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The body of a request: a JSON value whose strings are templates, or one template. A string that
 * is nothing but a placeholder becomes the query's value, with its type.
 */
record BodyTemplate(JsonNode body, Encoding encoding) {

  List<RequestTemplate> templates() {
    List<RequestTemplate> templates = new ArrayList<>();
    collect(body, templates);
    return templates;
  }

  private static void collect(JsonNode value, List<RequestTemplate> templates) {
    if (value.isTextual()) {
      templates.add(RequestTemplate.of(value.textValue()));
    }
    value.forEach(inner -> collect(inner, templates));
  }

  RequestText fill(JsonNode query) {
    return body.isTextual()
        ? RequestTemplate.of(body.textValue()).fill(query, encoding)
        : json(body, query);
  }

  private static Map<String, JsonNode> properties(JsonNode object) {
    Map<String, JsonNode> properties = new TreeMap<>();
    object.properties().forEach(p -> properties.put(p.getKey(), p.getValue()));
    return properties;
  }

  private static RequestText json(JsonNode value, JsonNode query) {
    if (value.isObject()) {
      RequestText all = RequestText.of("{");
      String between = "";
      for (var property : properties(value).entrySet()) {
        String name = CanonicalJson.write(TextNode.valueOf(property.getKey()));
        all = all.plus(between + name + ":").plus(json(property.getValue(), query));
        between = ",";
      }
      return all.plus("}");
    }
    if (value.isArray()) {
      RequestText all = RequestText.of("[");
      String between = "";
      for (JsonNode element : value) {
        all = all.plus(between).plus(json(element, query));
        between = ",";
      }
      return all.plus("]");
    }
    if (!value.isTextual()) {
      return RequestText.of(CanonicalJson.write(value));
    }
    RequestTemplate template = RequestTemplate.of(value.textValue());
    return template
        .wholeValue(query)
        .map(whole -> RequestText.of(CanonicalJson.write(whole)))
        .orElseGet(() -> RequestText.of("\"").plus(template.fill(query, Encoding.JSON)).plus("\""));
  }
}

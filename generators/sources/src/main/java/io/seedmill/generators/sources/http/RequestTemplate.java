package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.http.RequestText.Literal;
import io.seedmill.generators.sources.http.RequestText.Part;
import io.seedmill.generators.sources.http.RequestText.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of a request with placeholders: {@code ${query.field}} or {@code ${query}} for a value of
 * the query, {@code ${env:NAME}} for a secret.
 */
final class RequestTemplate {

  static final String ALLOWED = "${query}, ${query.field} or ${env:NAME}";

  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$\\{(?:(query)(?:\\.([^}]+))?|env:([A-Za-z_][A-Za-z0-9_]*))}");
  private static final Pattern ORIGIN = Pattern.compile("(?:https?://[^/?#]*)?");

  /**
   * A literal, a reference to the environment, or a reference to the query; the others are empty.
   */
  private record Segment(String literal, String variable, Optional<String> field) {

    static Segment literal(String text) {
      return new Segment(text, "", Optional.empty());
    }
  }

  private final String text;
  private final List<Segment> segments = new ArrayList<>();

  private RequestTemplate(String text) {
    this.text = text;
    Matcher matcher = PLACEHOLDER.matcher(text);
    int from = 0;
    while (matcher.find()) {
      if (matcher.start() > from) {
        segments.add(Segment.literal(text.substring(from, matcher.start())));
      }
      if (matcher.group(1) == null) {
        segments.add(new Segment("", matcher.group(3), Optional.empty()));
      } else {
        String field = matcher.group(2) == null ? "" : matcher.group(2);
        segments.add(new Segment("", "", Optional.of(field)));
      }
      from = matcher.end();
    }
    if (from < text.length()) {
      segments.add(Segment.literal(text.substring(from)));
    }
  }

  static RequestTemplate of(String text) {
    return new RequestTemplate(text);
  }

  /** Returns true if every {@code ${…}} is a placeholder. */
  boolean isValid() {
    return segments.stream().noneMatch(segment -> segment.literal().contains("${"));
  }

  /**
   * Returns the fields of the query that the text refers to; the empty name is the query itself.
   */
  List<String> fields() {
    return segments.stream().flatMap(segment -> segment.field().stream()).toList();
  }

  /** Returns the variables of the environment that the text refers to. */
  List<String> variables() {
    return segments.stream().map(Segment::variable).filter(name -> !name.isEmpty()).toList();
  }

  /** Returns the query's value, if the template is nothing but a placeholder for it. */
  Optional<JsonNode> wholeValue(JsonNode query) {
    return segments.size() == 1 && segments.get(0).field().isPresent()
        ? Optional.of(value(query, segments.get(0).field().get()))
        : Optional.empty();
  }

  RequestText fill(JsonNode query, Encoding encoding) {
    List<Part> parts = new ArrayList<>();
    for (Segment segment : segments) {
      parts.add(part(segment, query, encoding));
    }
    return new RequestText(parts);
  }

  /** Fills a URL. Values of its scheme, host or port are not encoded. */
  RequestText fillUrl(JsonNode query) {
    List<Part> parts = new ArrayList<>();
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      boolean start = ORIGIN.matcher(before).matches();
      Part part = part(segment, query, start ? Encoding.NONE : Encoding.PERCENT);
      parts.add(part);
      boolean wholeOrigin = i == 0 && segment.literal().isEmpty();
      before.append(
          wholeOrigin ? "/" : part instanceof Literal literal ? literal.text() : "secret");
    }
    return new RequestText(parts);
  }

  private static Part part(Segment segment, JsonNode query, Encoding encoding) {
    if (segment.field().isPresent()) {
      return new Literal(encoding.of(CanonicalJson.text(value(query, segment.field().get()))));
    }
    return segment.variable().isEmpty()
        ? new Literal(segment.literal())
        : new Secret(segment.variable(), encoding);
  }

  private static JsonNode value(JsonNode query, String field) {
    return field.isEmpty() ? query : query.path(field);
  }

  @Override
  public String toString() {
    return text;
  }
}

package io.seedmill.generators.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.http.ApiFailure.Kind;
import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The requests for the pages of one query, each made from the answer to the one before. */
final class Pages {

  private static final int USUAL_MOST = 100;

  private final JsonNode pagination;
  private final Set<String> seen = new HashSet<>();
  private final int mostPages;
  private ApiRequest request;
  private long position;
  private int page = 1;

  Pages(JsonNode http, ApiRequest first) {
    this.pagination = http.path("pagination");
    this.mostPages = pagination.path("maxPages").asInt(USUAL_MOST);
    boolean byPage = type().equals("page");
    this.position = pagination.path("start").asLong(byPage ? 1 : 0);
    this.request = first;
    if (pagination.has("size")) {
      String name = pagination.path("sizeParameter").asText("");
      request = name.isEmpty() ? request : request.with(name, pagination.get("size").asText());
    }
    if (byPage || type().equals("offset")) {
      request = request.with(parameter(), Long.toString(position));
    }
  }

  private String type() {
    return pagination.path("type").asText("");
  }

  private String parameter() {
    return pagination.path("parameter").asText(type());
  }

  /** The request for the page at hand. */
  ApiRequest request() {
    return request;
  }

  /** The number of the page at hand, from 1. */
  int number() {
    return page;
  }

  /**
   * Goes on to the next page; false where there is none.
   *
   * @param answer the answer to the page at hand
   * @param link where the answer says that it goes on; empty where it does not
   * @param records how many records the page had
   */
  boolean next(JsonNode answer, String link, int records, String host) throws ApiFailure {
    if (page >= mostPages) {
      return false;
    }
    Optional<ApiRequest> next =
        switch (type()) {
          case "page", "offset" -> byNumber(records);
          case "cursor" -> byCursor(answer);
          case "link" -> byLink(link, host);
          default -> Optional.empty();
        };
    page++;
    next.ifPresent(found -> request = found);
    return next.isPresent();
  }

  private Optional<ApiRequest> byNumber(int records) {
    int size = pagination.path("size").asInt(1);
    if (records < size) {
      return Optional.empty();
    }
    position += type().equals("page") ? 1 : records;
    return Optional.of(request.with(parameter(), Long.toString(position)));
  }

  private Optional<ApiRequest> byCursor(JsonNode answer) throws ApiFailure {
    JsonNode cursor = answer.at(JsonPointer.compile(pagination.path("cursor").asText()));
    String text = cursor.isValueNode() && !cursor.isNull() ? cursor.asText() : "";
    if (text.isEmpty()) {
      return Optional.empty();
    }
    refuseRepeated(text);
    if (text.contains("${")) {
      throw new ApiFailure(Kind.HttpAnswerInvalid, "a cursor with a reference in it", false);
    }
    return Optional.of(request.with(parameter(), text));
  }

  private Optional<ApiRequest> byLink(String link, String host) throws ApiFailure {
    if (link.isEmpty()) {
      return Optional.empty();
    }
    refuseRepeated(link);
    String absolute = link;
    if (!link.contains("://")) {
      try {
        absolute =
            URI.create(host).resolve(link.replace("${", "$%7B")).toString().replace("$%7B", "${");
      } catch (IllegalArgumentException e) {
        throw new ApiFailure(Kind.HttpAnswerInvalid, "a link that is no address", false);
      }
    }
    return Optional.of(request.at(absolute));
  }

  private void refuseRepeated(String place) throws ApiFailure {
    if (!seen.add(place)) {
      throw new ApiFailure(
          Kind.HttpAnswerInvalid, "the answers go round in a circle: '" + place + "' again", false);
    }
  }
}

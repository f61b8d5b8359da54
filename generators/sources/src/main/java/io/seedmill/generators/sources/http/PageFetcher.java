package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Fetched;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.cache.CachedResponse;
import io.seedmill.generators.sources.cache.ResponseCache.Found;
import io.seedmill.generators.sources.http.RequestExecutor.Result;
import io.seedmill.generators.sources.http.RequestFailure.Garbled;
import io.seedmill.generators.sources.http.RequestFailure.Refused;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/** Fetches the pages of a query, one after the other. */
final class PageFetcher {

  private final HttpSpec spec;
  private final Pagination pagination;
  private final RequestExecutor executor;
  private final Secrets secrets;
  private final RecordMapping mapping;

  PageFetcher(HttpSpec spec, RequestExecutor executor, Secrets secrets) {
    this.spec = spec;
    this.pagination = spec.pagination();
    this.executor = executor;
    this.secrets = secrets;
    this.mapping = new RecordMapping(spec);
  }

  /** Fetches all pages of a query, up to the limits, and returns their records. */
  QueryRecords fetch(JsonNode query, FailurePolicy policy)
      throws RequestFailure, InterruptedException {
    Walk walk = new Walk(query);
    Optional<ApiRequest> next = Optional.of(spec.request(query, walk.parameters(Optional.empty())));
    while (next.isPresent()) {
      ApiRequest request = next.get();
      next =
          walk.add(request, executor.execute(request, policy, response -> read(request, response)));
    }
    return walk.result();
  }

  private Page read(ApiRequest request, CachedResponse response) throws RequestFailure {
    JsonNode root;
    try {
      root = CanonicalJson.parse(response.body());
    } catch (IOException e) {
      throw new Garbled(request.shown() + ": the answer is not JSON");
    }
    return new Page(root, records(request, root));
  }

  private List<ObjectNode> records(ApiRequest request, JsonNode root) throws RequestFailure {
    JsonNode at = root.at(spec.records());
    if (at instanceof ObjectNode single) {
      return List.of(single);
    }
    if (!at.isArray()) {
      String found = at.isMissingNode() ? "nothing" : "neither a list nor an object";
      throw new Refused(
          "%s: the answer has %s at '%s'".formatted(request.shown(), found, spec.records()));
    }
    List<ObjectNode> records = new ArrayList<>(at.size());
    for (JsonNode record : at) {
      if (!(record instanceof ObjectNode object)) {
        throw new Refused(
            "%s: the answer's record %s/%d is no object"
                .formatted(request.shown(), spec.records(), records.size()));
      }
      records.add(object);
    }
    return records;
  }

  /** A response as JSON, and the records in it. */
  private record Page(JsonNode root, List<ObjectNode> records) {}

  /** The pages of a query that were fetched so far. */
  private final class Walk {

    private final JsonNode query;
    private final List<ObjectNode> taken = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();
    private byte[] before = {};
    private int number;
    private long offset = pagination.start();
    private int hits;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    Walk(JsonNode query) {
      this.query = query;
    }

    QueryRecords result() {
      return new QueryRecords(taken, new Fetched(hits, number - hits, first, last));
    }

    /** Adds a page; returns the request for the next one, if there is one. */
    Optional<ApiRequest> add(ApiRequest request, Result<Page> page) throws RequestFailure {
      CachedResponse response = page.found().response();
      count(page.found());
      List<ObjectNode> records = page.content().records();
      boolean counts =
          pagination.type() == Pagination.Type.PAGE || pagination.type() == Pagination.Type.OFFSET;
      if (counts && number > 1 && Arrays.equals(before, response.body())) {
        return Optional.empty(); // beyond the end, this API repeats its last page
      }
      before = response.body();
      for (ObjectNode record : records) {
        if (taken.size() == spec.limit()) {
          return Optional.empty();
        }
        taken.add(mapping.sample(record, query, number, response.fetchedAt()));
      }
      boolean ends =
          taken.size() == spec.limit()
              || number == pagination.maxPages()
              || (counts && (records.isEmpty() || records.size() < pagination.size()));
      offset += pagination.type() == Pagination.Type.OFFSET ? records.size() : 1;
      return ends ? Optional.empty() : next(request, page.content().root(), response);
    }

    private void count(Found found) {
      number++;
      hits += found.hit() ? 1 : 0;
      Instant at = found.response().fetchedAt();
      first = at.isBefore(first) ? at : first;
      last = at.isAfter(last) ? at : last;
    }

    private Optional<ApiRequest> next(ApiRequest request, JsonNode root, CachedResponse response)
        throws RequestFailure {
      return switch (pagination.type()) {
        case NONE -> Optional.empty();
        case PAGE, OFFSET -> Optional.of(spec.request(query, parameters(Optional.empty())));
        case CURSOR -> {
          String cursor = text(root, pagination.next().orElse(JsonPointer.empty()));
          if (cursor.isEmpty()) {
            yield Optional.empty();
          }
          refuseIfVisited(request, "the cursor", cursor);
          yield Optional.of(
              spec.request(query, parameters(Optional.of(secrets.restore(cursor, Encoding.NONE)))));
        }
        case LINK -> link(request, root, response);
      };
    }

    private Optional<ApiRequest> link(ApiRequest request, JsonNode root, CachedResponse response)
        throws RequestFailure {
      String link = pagination.next().map(pointer -> text(root, pointer)).orElse(response.next());
      if (link.isEmpty()) {
        return Optional.empty();
      }
      HttpUrl from;
      try {
        from = HttpUrl.get(request.url().resolve(secrets.values()));
      } catch (NoSuchElementException | IllegalArgumentException e) {
        throw new Refused(request.shown() + ": " + secrets.redact(e.getMessage()));
      }
      HttpUrl to = from.resolve(secrets.restore(link, Encoding.PERCENT));
      boolean same = to != null && to.host().equals(from.host()) && to.port() == from.port();
      if (!same || (from.isHttps() && !to.isHttps())) {
        throw new Refused(request.shown() + ": the next page is not on the same host");
      }
      RequestText first = spec.request(query, Map.of()).url();
      RequestText url = secrets.refer(to.toString(), first);
      visited.add(request.url().shown());
      refuseIfVisited(request, "the link to the next page", url.shown());
      return Optional.of(request.withUrl(url));
    }

    private void refuseIfVisited(ApiRequest request, String what, String word)
        throws RequestFailure {
      if (!visited.add(word)) {
        throw new Refused("%s: %s leads back to a page before".formatted(request.shown(), what));
      }
    }

    private static String text(JsonNode root, JsonPointer pointer) {
      JsonNode value = root.at(pointer);
      return value.isMissingNode() || value.isNull() ? "" : value.asText();
    }

    /** Returns the parameters that a page's request has besides those of the spec. */
    private Map<String, String> parameters(Optional<String> cursor) {
      Map<String, String> parameters = new LinkedHashMap<>();
      switch (pagination.type()) {
        case PAGE, OFFSET -> parameters.put(pagination.parameter(), Long.toString(offset));
        case CURSOR -> cursor.ifPresent(word -> parameters.put(pagination.parameter(), word));
        default -> {
          return parameters;
        }
      }
      pagination
          .sizeParameter()
          .ifPresent(name -> parameters.put(name, Integer.toString(pagination.size())));
      return parameters;
    }
  }
}

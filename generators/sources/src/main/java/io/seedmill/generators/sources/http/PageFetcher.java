package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Fetched;
import io.seedmill.generators.sources.cache.CachedResponse;
import io.seedmill.generators.sources.cache.ResponseCache.Found;
import io.seedmill.generators.sources.http.PageReader.Page;
import io.seedmill.generators.sources.http.RequestExecutor.Result;
import io.seedmill.generators.sources.http.RequestFailure.Refused;
import java.time.Instant;
import java.util.ArrayList;
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
  private final PageReader pages;
  private final RecordMapping mapping;

  PageFetcher(HttpSpec spec, RequestExecutor executor, Secrets secrets) {
    this.spec = spec;
    this.pagination = spec.pagination();
    this.executor = executor;
    this.secrets = secrets;
    this.pages = new PageReader(spec.records(), secrets);
    this.mapping = new RecordMapping(spec);
  }

  /** Returns a fetcher with the numbers of a query. */
  PageFetcher of(JsonNode query) {
    HttpSpec filled =
        spec.of(query).orElseThrow(() -> new IllegalStateException("queries were checked"));
    return filled.equals(spec) ? this : new PageFetcher(filled, executor, secrets);
  }

  /** Fetches all pages of a query, up to the limits, and returns their records. */
  QueryRecords fetch(JsonNode query, FailurePolicy policy)
      throws RequestFailure, InterruptedException {
    Walk walk = new Walk(query, policy);
    Optional<ApiRequest> next = Optional.of(spec.request(query, walk.parameters(Optional.empty())));
    while (next.isPresent()) {
      ApiRequest request = next.get();
      try {
        boolean first = walk.number == 0;
        next =
            walk.add(
                request,
                executor.execute(
                    request, policy, response -> pages.read(request, response, first)));
      } catch (RequestFailure e) {
        if (walk.number == 0) {
          throw e;
        }
        next = walk.stop(e);
      }
    }
    return walk.result();
  }

  /** The pages of a query that were fetched so far. */
  private final class Walk {

    private final JsonNode query;
    private final List<ObjectNode> taken = new ArrayList<>();
    private final Set<String> visited = new HashSet<>();
    private final FailurePolicy policy;
    private List<JsonNode> before = List.of();
    private ApiRequest requestBefore;
    private List<ObjectNode> held = List.of();
    private Optional<Set<String>> ofAnswer = Optional.empty();
    private int asked;
    private int number;
    private long offset = pagination.start();
    private int hits;
    private int bad;
    private long seen;
    private long counted;
    private Optional<Fetched.End> behind = Optional.empty();
    private RequestFailure problem;
    private Fetched.End end = Fetched.End.LAST_PAGE;
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;

    Walk(JsonNode query, FailurePolicy policy) {
      this.query = query;
      this.policy = policy;
    }

    QueryRecords result() {
      takeHeld();
      boolean isUsual = end.warning().isEmpty() && problem == null;
      if (isUsual && taken.isEmpty() && spec.limit() > 0) {
        end = number == 1 ? Fetched.End.NOTHING : Fetched.End.EMPTY_PAGES;
      } else if (isUsual && end != Fetched.End.LIMIT && counted > seen) {
        end = Fetched.End.BELOW_TOTAL;
      }
      return new QueryRecords(
          taken,
          new Fetched(hits, asked - hits, first, last, end),
          bad,
          Optional.ofNullable(problem));
    }

    private Optional<ApiRequest> end(Fetched.End how) {
      end = how;
      return Optional.empty();
    }

    /** Ends the pages where one cannot be had; it is an end, or what is missing is a problem. */
    Optional<ApiRequest> stop(RequestFailure failure) {
      if (behind.isPresent()) {
        return end(behind.get());
      }
      if (counts() && failure.isNotThere()) {
        return end(Fetched.End.NOT_FOUND);
      }
      if (problem == null) {
        problem = failure;
      }
      return Optional.empty();
    }

    private boolean counts() {
      return pagination.type() == Pagination.Type.PAGE
          || pagination.type() == Pagination.Type.OFFSET;
    }

    /** Adds a page; returns the request for the next one, if there is one. */
    Optional<ApiRequest> add(ApiRequest request, Result<Page> page)
        throws RequestFailure, InterruptedException {
      count(page.found());
      number++;
      List<JsonNode> records = page.content().records();
      counted = Math.max(counted, PageSigns.total(page.content().root(), spec.records()));
      if (counts() && number > 1 && !records.isEmpty()) {
        boolean isEqual = records.equals(before);
        if (isEqual || repeats(records)) {
          // Beyond the end, some APIs repeat their last page; others have equal pages within.
          boolean isSecond = behind.equals(Optional.of(Fetched.End.REPEATED_PAGE));
          held = isEqual || isSecond ? List.of() : samples(records, page);
          return behind(Fetched.End.REPEATED_PAGE, records.size(), request, page);
        }
      }
      takeHeld();
      requestBefore = request;
      seen += records.size();
      boolean afterFull = pagination.size() > 0 && before.size() >= pagination.size();
      before = records;
      for (int i = 0; i < records.size(); i++) {
        if (taken.size() == spec.limit()) {
          return end(Fetched.End.LIMIT);
        }
        if (records.get(i) instanceof ObjectNode record) {
          taken.add(mapping.sample(record, query, number, page.found().response().fetchedAt()));
        } else {
          addBad(request, records.get(i), i);
        }
      }
      return end(request, page, afterFull);
    }

    /**
     * Returns true if a page is the one before but for what changes with each answer. That shows
     * when the page before is asked for again, once in a walk.
     */
    private boolean repeats(List<JsonNode> records) throws InterruptedException {
      Optional<Set<String>> changed = PageRepeat.changes(before, records);
      if (changed.isEmpty()) {
        return false;
      }
      if (ofAnswer.isEmpty()) {
        ofAnswer = Optional.of(Set.of());
        try {
          ApiRequest request = requestBefore;
          Result<Page> again =
              executor.executeAgain(
                  request, policy, response -> pages.read(request, response, false));
          count(again.found());
          ofAnswer =
              PageRepeat.changes(before, again.content().records()).or(() -> Optional.of(Set.of()));
        } catch (RequestFailure e) {
          return false; // nothing shows that the records are not new
        }
      }
      return ofAnswer.get().containsAll(changed.get());
    }

    private List<ObjectNode> samples(List<JsonNode> records, Result<Page> page) {
      Instant fetchedAt = page.found().response().fetchedAt();
      return records.stream()
          .map(record -> mapping.sample((ObjectNode) record, query, number, fetchedAt))
          .toList();
    }

    /** Takes the records of a page that seemed to be a repeat, which no other has confirmed. */
    private void takeHeld() {
      int most = spec.limit() - taken.size();
      taken.addAll(held.subList(0, Math.min(held.size(), most)));
      seen += held.size();
      held = List.of();
    }

    /** Looks at one page more before the pages end. */
    private Optional<ApiRequest> behind(
        Fetched.End how, int records, ApiRequest request, Result<Page> page) throws RequestFailure {
      if (behind.isPresent() || number == pagination.maxPages()) {
        return end(how);
      }
      behind = Optional.of(how);
      offset +=
          pagination.type() == Pagination.Type.OFFSET ? Math.max(pagination.size(), records) : 1;
      return next(request, page.content().root(), page.found().response());
    }

    private void addBad(ApiRequest request, JsonNode record, int at) {
      bad++;
      if (problem == null) {
        String text = secrets.redact(record.isTextual() ? ": " + record.textValue() : "");
        String what = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        problem =
            new Refused(
                "%s: the answer's record %s/%d is no valid object%s"
                    .formatted(request.shown(), spec.records(), at, what));
      }
    }

    private Optional<ApiRequest> end(ApiRequest request, Result<Page> result, boolean afterFull)
        throws RequestFailure {
      Page page = result.content();
      List<JsonNode> records = page.records();
      if (pagination.type() == Pagination.Type.NONE) {
        return end(Fetched.End.LAST_PAGE);
      }
      if (taken.size() == spec.limit()) {
        return end(Fetched.End.LIMIT);
      }
      if (counts() && records.isEmpty()) {
        if (!page.placed() && behind.isEmpty()) {
          return end(Fetched.End.NO_RECORDS);
        }
        if (!afterFull || pagination.shortIsLast() || !page.placed()) {
          return end(Fetched.End.EMPTY_PAGE);
        }
        // All records of a page may be hidden, so that others follow it.
        return behind(Fetched.End.EMPTY_PAGE, 0, request, result);
      }
      behind = Optional.empty();
      if (counts() && pagination.shortIsLast() && records.size() < pagination.size()) {
        return end(Fetched.End.SHORT_PAGE);
      }
      offset += pagination.type() == Pagination.Type.OFFSET ? records.size() : 1;
      Optional<ApiRequest> next = next(request, page.root(), result.found().response());
      if (next.isPresent() && number == pagination.maxPages()) {
        return end(Fetched.End.MAX_PAGES);
      }
      if (next.isEmpty() && end == Fetched.End.LAST_PAGE && !page.placed()) {
        end = Fetched.End.NO_RECORDS;
      }
      return next;
    }

    private void count(Found found) {
      asked++;
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
          String cursor = named(request, root, pagination.next().orElse(JsonPointer.empty()));
          if (cursor.isEmpty()) {
            yield noNext(root);
          }
          if (!visited.add(cursor)) {
            yield end(Fetched.End.CIRCLE);
          }
          yield Optional.of(
              spec.request(query, parameters(Optional.of(secrets.restore(cursor, Encoding.NONE)))));
        }
        case LINK -> link(request, root, response);
      };
    }

    /** Ends the pages where none is named; on the first page the name may be a wrong one. */
    private Optional<ApiRequest> noNext(JsonNode root) {
      boolean isSilent = pagination.next().map(at -> root.at(at).isMissingNode()).orElse(true);
      return number == 1 && isSilent && !taken.isEmpty()
          ? end(Fetched.End.NO_NEXT)
          : Optional.empty();
    }

    private Optional<ApiRequest> link(ApiRequest request, JsonNode root, CachedResponse response)
        throws RequestFailure {
      String link =
          pagination.next().isPresent()
              // Some APIs escape their addresses as in HTML.
              ? named(request, root, pagination.next().get()).strip().replace("&amp;", "&")
              : response.next();
      if (link.isEmpty()) {
        return noNext(root);
      }
      HttpUrl from;
      try {
        from = HttpUrl.get(request.url().resolve(secrets.values()));
      } catch (NoSuchElementException | IllegalArgumentException e) {
        throw new Refused(request.shown() + ": " + secrets.redact(e.getMessage()));
      }
      HttpUrl to = from.resolve(secrets.restore(link, Encoding.PERCENT));
      if (to == null || !RequestSender.isSameHost(from, to) || (from.isHttps() && !to.isHttps())) {
        throw new Refused(
            "%s: the next page '%s' is not on the same host; allowed: %s://%s:%d"
                .formatted(
                    request.shown(),
                    secrets.redact(link),
                    from.scheme(),
                    from.host(),
                    from.port()));
      }
      RequestText first = spec.request(query, Map.of()).url();
      RequestText url = secrets.refer(to.toString(), first);
      visited.add(request.url().shown());
      return visited.add(url.shown()) ? Optional.of(request.withUrl(url)) : end(Fetched.End.CIRCLE);
    }

    private String named(ApiRequest request, JsonNode root, JsonPointer at) throws Refused {
      try {
        return PageSigns.next(root, at);
      } catch (IllegalArgumentException e) {
        throw new Refused(request.shown() + ": " + secrets.redact(e.getMessage()));
      }
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

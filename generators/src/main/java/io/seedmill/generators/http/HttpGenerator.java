package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Fetched;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.cache.AnswerCache;
import io.seedmill.generators.http.ApiFailure.Kind;
import io.seedmill.generators.secrets.Redaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Asks an API, a query an index: all pages of a query, or none of it. */
final class HttpGenerator implements Generator {

  private final HttpSettings settings;
  private final ArrayNode queries;
  private final ApiCalls calls;
  private final RecordsOf records;
  private final Redaction redaction;

  HttpGenerator(HttpSettings settings, ArrayNode queries, ApiCalls calls, Redaction redaction) {
    this.settings = settings;
    this.queries = queries;
    this.calls = calls;
    this.records = new RecordsOf(settings.http());
    this.redaction = redaction;
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws InterruptedException {
    for (long index = task.range().first(); index < task.range().end(); index++) {
      sink.begin(index);
      try {
        Answered answered = ask(queries.get(Math.toIntExact(index)), task);
        for (Sample sample : answered.samples()) {
          sink.accept(index, sample);
        }
        sink.end(index, answered.fetched());
      } catch (ApiFailure e) {
        fail(sink, index, task, e.kind().name(), e.getMessage());
      } catch (InvalidSampleException | IllegalArgumentException e) {
        fail(sink, index, task, Kind.HttpAnswerInvalid.name(), String.valueOf(e.getMessage()));
      }
    }
  }

  private void fail(
      SampleSink sink, long index, GenerationTask task, String error, String message) {
    int attempts = task.failures().attempts();
    sink.fail(
        new SampleFailure(
            index, task.seeds().seedOf(index), attempts, error, redaction.of(message)));
  }

  private record Answered(List<Sample> samples, Fetched fetched) {}

  private Answered ask(JsonNode query, GenerationTask task)
      throws ApiFailure, InvalidSampleException, InterruptedException {
    JsonNode http = settings.http();
    Pages pages = new Pages(http, ApiRequest.of(http, query));
    String host = calls.host(pages.request());
    long limit = http.path("limit").asLong(Long.MAX_VALUE);
    List<Sample> samples = new ArrayList<>();
    int hits = 0;
    int misses = 0;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    boolean more = true;
    while (more) {
      refuseOtherHost(host, pages.request());
      AnswerCache.Found found =
          calls.get(
              pages.request(), task.failures(), answer -> records.in(records.parse(answer.body())));
      hits += found.wasKept() ? 1 : 0;
      misses += found.wasKept() ? 0 : 1;
      Instant given = found.answer().givenAt();
      first = given.isBefore(first) ? given : first;
      last = given.isAfter(last) ? given : last;
      JsonNode answer = records.parse(found.answer().body());
      List<ObjectNode> page = records.in(answer);
      for (ObjectNode record : page) {
        if (samples.size() < limit) {
          samples.add(sample(record, query, given, pages.number(), task.maxSampleBytes()));
        }
      }
      more = samples.size() < limit && pages.next(answer, found.answer().next(), page.size(), host);
    }
    return new Answered(samples, new Fetched(hits, misses, first, last));
  }

  /** A link must not lead where secrets were not meant for. */
  private void refuseOtherHost(String host, ApiRequest request) throws ApiFailure {
    if (!calls.host(request).equals(host)) {
      throw new ApiFailure(
          Kind.HttpRedirectRefused,
          "found a link to '%s'; allowed: pages of the same host".formatted(calls.host(request)),
          false);
    }
  }

  private static Sample sample(
      ObjectNode record, JsonNode query, Instant given, int page, int maxSampleBytes)
      throws InvalidSampleException {
    ObjectNode metadata = record.withObject("/metadata");
    metadata.put("fetchedAt", given.toString());
    metadata.put("page", page);
    metadata.set("query", query);
    Sample sample = new Sample(maxSampleBytes);
    sample.clear();
    sample.json(record);
    sample.finish();
    return sample;
  }
}

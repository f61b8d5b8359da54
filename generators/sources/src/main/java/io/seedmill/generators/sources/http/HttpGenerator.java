package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.json.LargeIntegers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Authenticator;
import okhttp3.OkHttpClient;

/** Turns the records of each query into the samples of its index. */
final class HttpGenerator implements Generator {

  private final List<JsonNode> queries;
  private final Secrets secrets;
  private final HttpResources resources;
  private final PageFetcher fetcher;
  private final LargeIntegers integers;
  private final AtomicBoolean closed = new AtomicBoolean();

  HttpGenerator(
      HttpSpec spec,
      HttpSettings settings,
      List<JsonNode> queries,
      GeneratorContext context,
      Timing timing)
      throws IOException {
    this.queries = queries;
    this.integers = settings.integers();
    EnvironmentProxies proxies = new EnvironmentProxies(context.environment());
    this.secrets = new Secrets(spec.variables(), context.environment(), proxies.secrets());
    this.resources = HttpResources.acquire();
    try {
      RequestSender sender =
          new RequestSender(
              client(proxies),
              settings.timeLimits(),
              settings.maxAnswerBytes(),
              secrets,
              timing.clock());
      RequestExecutor executor =
          new RequestExecutor(
              resources.cache(context, timing),
              settings,
              sender,
              host -> resources.limits(host, settings.rateLimits(), context, timing),
              secrets,
              timing);
      this.fetcher = new PageFetcher(spec, executor, secrets);
    } catch (IOException | RuntimeException e) {
      resources.release();
      throw e;
    }
  }

  private OkHttpClient client(EnvironmentProxies proxies) {
    Authenticator authenticator =
        (route, response) -> {
          String credentials = proxies.credentials(response.request().url().scheme());
          boolean tried = response.request().header("Proxy-Authorization") != null;
          return tried || credentials.isEmpty()
              ? null
              : response.request().newBuilder().header("Proxy-Authorization", credentials).build();
        };
    return resources
        .client()
        .newBuilder()
        .proxySelector(proxies)
        .proxyAuthenticator(authenticator)
        .build();
  }

  /**
   * A query is no work that could hang, because each request has a time limit: so no watchdog is
   * told of it, which would take waiting for a busy host for hanging.
   */
  @Override
  public void generate(GenerationTask task, SampleSink sink) throws InterruptedException {
    Sample sample = new Sample(task.maxSampleBytes()).withLargeIntegers(integers);
    for (long index = task.range().first(); index < task.range().end(); index++) {
      try {
        JsonNode query = queries.get(Math.toIntExact(index));
        QueryRecords found = fetcher.of(query).fetch(query, task.failures());
        accept(index, found, task, sample, sink);
      } catch (RequestFailure e) {
        sink.fail(failure(index, task, e.attempts(), e, e.getMessage()));
      }
    }
  }

  /** Hands on all records that are samples; if there are others, the index is a failure too. */
  private void accept(
      long index, QueryRecords found, GenerationTask task, Sample sample, SampleSink sink) {
    int kept = 0;
    int bad = found.bad();
    Exception problem = found.problem().orElse(null);
    for (ObjectNode record : found.records()) {
      String place = "page " + record.at("/metadata/page").asText();
      try {
        sample.clear();
        sample.json(record).finish();
        sink.accept(index, sample);
        kept++;
      } catch (UncheckedIOException | IllegalArgumentException | InvalidSampleException e) {
        bad++;
        problem =
            problem == null ? new InvalidSampleException(place + ": " + e.getMessage()) : problem;
      }
    }
    if (problem == null) {
      sink.end(index, found.fetched());
      return;
    }
    int attempts = problem instanceof RequestFailure failure ? failure.attempts() : 1;
    String message = problem.getMessage();
    if (bad > 0) {
      message = "%d of %d records left out; the first: %s".formatted(bad, bad + kept, message);
    }
    if (kept > 0) {
      message += " (%d records of this query are kept)".formatted(kept);
    }
    sink.fail(failure(index, task, attempts, problem, message), found.fetched());
  }

  private SampleFailure failure(
      long index, GenerationTask task, int attempts, Exception cause, String message) {
    return new SampleFailure(
        index,
        task.seeds().seedOf(index),
        attempts,
        cause instanceof RequestFailure request ? request.code() : SampleFailure.INVALID_SAMPLE,
        secrets.redact(message));
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      resources.release();
    }
  }
}

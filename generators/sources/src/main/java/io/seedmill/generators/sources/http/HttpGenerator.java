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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
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
  private final AtomicBoolean closed = new AtomicBoolean();

  HttpGenerator(
      HttpSpec spec,
      HttpSettings settings,
      List<JsonNode> queries,
      GeneratorContext context,
      Timing timing)
      throws IOException {
    this.queries = queries;
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

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws InterruptedException {
    Sample sample = new Sample(task.maxSampleBytes());
    for (long index = task.range().first(); index < task.range().end(); index++) {
      sink.begin(index);
      try {
        QueryRecords found = fetcher.fetch(queries.get(Math.toIntExact(index)), task.failures());
        for (Sample finished : samples(found.records(), sample)) {
          sink.accept(index, finished);
        }
        sink.end(index, found.fetched());
      } catch (RequestFailure e) {
        sink.fail(failure(index, task, e.attempts(), e));
      } catch (InvalidSampleException e) {
        sink.fail(failure(index, task, 1, e));
      }
    }
  }

  /** Writes all records, so that an index with an invalid one has no samples. */
  private static List<Sample> samples(List<ObjectNode> records, Sample sample)
      throws InvalidSampleException {
    List<Sample> samples = new ArrayList<>(records.size());
    for (ObjectNode record : records) {
      try {
        sample.clear();
        sample.json(record).finish();
      } catch (UncheckedIOException | IllegalArgumentException e) {
        throw new InvalidSampleException(e.getMessage(), e);
      }
      samples.add(sample.copy());
    }
    return samples;
  }

  private SampleFailure failure(long index, GenerationTask task, int attempts, Exception cause) {
    return new SampleFailure(
        index,
        task.seeds().seedOf(index),
        attempts,
        cause.getClass().getName(),
        secrets.redact(cause.getMessage()));
  }

  @Override
  public void close() {
    if (!closed.getAndSet(true)) {
      resources.release();
    }
  }
}

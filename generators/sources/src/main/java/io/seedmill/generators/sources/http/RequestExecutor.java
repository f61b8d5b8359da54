package io.seedmill.generators.sources.http;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.sources.cache.CacheLimits;
import io.seedmill.generators.sources.cache.CachedResponse;
import io.seedmill.generators.sources.cache.ResponseCache;
import io.seedmill.generators.sources.cache.ResponseCache.Found;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/** Executes requests: answers them from the cache, or else sends them, with retries. */
final class RequestExecutor {

  private static final double FACTOR = 2;
  private static final double JITTER = 0.5;
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  /** Reads a response, before it is kept if it is new. */
  @FunctionalInterface
  interface ResponseReader<T> {

    /**
     * Reads a response.
     *
     * @throws RequestFailure if the response cannot be used; it is then not kept
     */
    T read(CachedResponse response) throws RequestFailure;
  }

  /** A response and the content that was read from it, once. */
  record Result<T>(Found found, T content) {}

  private final ResponseCache cache;
  private final CacheLimits cacheLimits;
  private final Optional<List<String>> cacheKeyHeaders;
  private final RequestSender sender;
  private final Function<String, HostLimits> hosts;
  private final Secrets secrets;
  private final RateLimits rateLimits;
  private final Duration longestCall;
  private final Timing timing;

  RequestExecutor(
      ResponseCache cache,
      HttpSettings settings,
      RequestSender sender,
      Function<String, HostLimits> hosts,
      Secrets secrets,
      Timing timing) {
    this.cache = cache;
    this.cacheLimits = settings.cacheLimits();
    this.cacheKeyHeaders = settings.cacheKeyHeaders();
    this.sender = sender;
    this.hosts = hosts;
    this.secrets = secrets;
    this.rateLimits = settings.rateLimits();
    this.longestCall = settings.timeLimits().request().plusSeconds(5);
    this.timing = timing;
  }

  /** Returns the response to a request, from the cache or else from the host. */
  <T> Result<T> execute(ApiRequest request, FailurePolicy policy, ResponseReader<T> reader)
      throws RequestFailure, InterruptedException {
    return execute(request, request.cacheKey(cacheKeyHeaders), policy, reader);
  }

  /** Returns a second response to a request, which has a place of its own in the cache. */
  <T> Result<T> executeAgain(ApiRequest request, FailurePolicy policy, ResponseReader<T> reader)
      throws RequestFailure, InterruptedException {
    return execute(request, request.cacheKeyOfSecond(cacheKeyHeaders), policy, reader);
  }

  private <T> Result<T> execute(
      ApiRequest request, String key, FailurePolicy policy, ResponseReader<T> reader)
      throws RequestFailure, InterruptedException {
    AtomicReference<T> content = new AtomicReference<>();
    Found found =
        cache
            .<RequestFailure>get(
                key,
                cacheLimits,
                () -> send(request, policy, response -> content.set(reader.read(response))))
            .orElseThrow(
                () -> new RequestFailure.NotInCache(request.shown() + ": not in the cache"));
    return new Result<>(
        found, content.get() == null ? reader.read(found.response()) : content.get());
  }

  @FunctionalInterface
  private interface ResponseCheck {
    void check(CachedResponse response) throws RequestFailure;
  }

  private CachedResponse send(ApiRequest request, FailurePolicy policy, ResponseCheck check)
      throws RequestFailure, InterruptedException {
    HostLimits host = hosts.apply(sender.hostOf(request));
    host.requireReachable(request);
    Retry.AsyncContext<CachedResponse> attempts = retry(policy).asyncContext();
    Duration told = Duration.ZERO;
    for (int attempt = 1; ; attempt++) {
      try {
        CachedResponse response =
            host.call(
                () -> {
                  CachedResponse received = received(request, sender.send(request));
                  check.check(received);
                  return received;
                },
                longestCall);
        attempts.onComplete();
        return response;
      } catch (RequestFailure e) {
        if (e.retryAfter().isEmpty()) {
          long wait = attempts.onError(e);
          if (wait < 0) {
            host.gaveUp(e);
            throw e.withAttempts(attempt);
          }
          timing.sleep(Duration.ofMillis(wait));
        } else {
          // Waiting as told is not an attempt. One second is the least that counts, and is waited
          // if the time is over: hosts round their seconds down, or their clocks differ.
          Duration asked = e.retryAfter().filter(time -> !time.isZero()).orElse(LEAST_WAIT);
          told = told.plus(asked.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : asked);
          if (told.compareTo(rateLimits.longestWait()) > 0) {
            throw e.afterLongestWait(rateLimits.longestWait()).withAttempts(attempt);
          }
          timing.sleep(asked);
          attempt--;
        }
      }
    }
  }

  private CachedResponse received(ApiRequest request, RequestSender.Response response)
      throws RequestFailure {
    String next = LinkHeader.next(response.headers().values("Link"));
    HttpUrl target = next.isEmpty() ? null : response.url().resolve(next);
    if (!next.isEmpty() && target == null) {
      throw new RequestFailure.Refused(request.shown() + ": a Link header that is no URL");
    }
    return new CachedResponse(
        timing.clock().instant().truncatedTo(ChronoUnit.MILLIS),
        target == null ? "" : secrets.hide(target.toString()),
        secrets.hide(response.body()));
  }

  private Retry retry(FailurePolicy policy) {
    IntervalFunction backoff = backoff(policy);
    Predicate<Throwable> worthwhile =
        failure -> failure instanceof RequestFailure f && f.isTransient();
    return Retry.of(
        "http",
        RetryConfig.<CachedResponse>custom()
            .maxAttempts(policy.attempts())
            .retryOnException(worthwhile)
            .intervalFunction(backoff)
            .build());
  }

  private static IntervalFunction backoff(FailurePolicy policy) {
    long first = policy.backoff().toMillis();
    return first == 0
        ? attempt -> 0L
        : IntervalFunction.ofExponentialRandomBackoff(
            first, FACTOR, JITTER, policy.maxBackoff().toMillis());
  }
}

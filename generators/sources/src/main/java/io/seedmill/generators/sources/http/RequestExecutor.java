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
import java.util.function.Function;
import java.util.function.Predicate;
import okhttp3.HttpUrl;

/** Brings the answer to a request: from the cache, or from the host, again and again if need be. */
final class RequestExecutor {

  private static final double FACTOR = 2;
  private static final double JITTER = 0.5;

  /** Refuses an answer that is of no use, before it is kept. */
  @FunctionalInterface
  interface ResponseCheck {
    void check(CachedResponse answer) throws RequestFailure;
  }

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

  Found execute(ApiRequest request, FailurePolicy policy, ResponseCheck check)
      throws RequestFailure, InterruptedException {
    Optional<Found> found =
        cache.<RequestFailure>get(
            request.cacheKey(cacheKeyHeaders), cacheLimits, () -> ask(request, policy, check));
    return found.orElseThrow(
        () -> new RequestFailure.NotInCache(request.shown() + ": not in the cache"));
  }

  private CachedResponse ask(ApiRequest request, FailurePolicy policy, ResponseCheck check)
      throws RequestFailure, InterruptedException {
    HostLimits host = hosts.apply(sender.hostOf(request));
    Retry.AsyncContext<CachedResponse> attempts = retry(policy).asyncContext();
    for (int attempt = 1; ; attempt++) {
      try {
        CachedResponse answer =
            host.call(
                () -> {
                  CachedResponse given = answer(request, sender.send(request));
                  check.check(given);
                  return given;
                },
                longestCall);
        attempts.onComplete();
        return answer;
      } catch (RequestFailure e) {
        long wait = attempts.onError(e);
        if (wait < 0) {
          throw e.withAttempts(attempt);
        }
        timing.sleep(Duration.ofMillis(wait));
      }
    }
  }

  private CachedResponse answer(ApiRequest request, RequestSender.Reply reply)
      throws RequestFailure {
    String next = LinkHeader.next(reply.headers().values("Link"));
    HttpUrl target = next.isEmpty() ? null : reply.url().resolve(next);
    if (!next.isEmpty() && target == null) {
      throw new RequestFailure.Refused(request.shown() + ": a Link header that is no URL");
    }
    return new CachedResponse(
        timing.clock().instant().truncatedTo(ChronoUnit.MILLIS),
        target == null ? "" : secrets.hide(target.toString()),
        secrets.hide(reply.body()));
  }

  private Retry retry(FailurePolicy policy) {
    IntervalFunction backoff = backoff(policy);
    Predicate<Throwable> worthwhile =
        failure ->
            failure instanceof RequestFailure f
                && f.isTransient()
                && f.retryAfter().orElse(Duration.ZERO).compareTo(rateLimits.longestWait()) <= 0;
    return Retry.of(
        "http",
        RetryConfig.<CachedResponse>custom()
            .maxAttempts(policy.attempts())
            .retryOnException(worthwhile)
            .intervalBiFunction(
                (attempt, result) -> {
                  long asked =
                      ((RequestFailure) result.getLeft())
                          .retryAfter()
                          .map(Duration::toMillis)
                          .orElse(0L);
                  return Math.max(asked, backoff.apply(attempt));
                })
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

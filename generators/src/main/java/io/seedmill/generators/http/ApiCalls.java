package io.seedmill.generators.http;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.cache.AnswerCache;
import io.seedmill.generators.cache.CachedAnswer;
import io.seedmill.generators.http.ApiFailure.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Gets answers: from the cache, or politely from the server, again where that is worth it. While a
 * host fails most of the time, nobody asks it: that costs time, and no query.
 */
final class ApiCalls {

  private static final Duration PAUSE_OF_A_HOST = Duration.ofSeconds(5);
  private static final double FACTOR = 2;
  private static final double JITTER = 0.5;

  private static final CircuitBreakerRegistry HOSTS =
      CircuitBreakerRegistry.of(
          CircuitBreakerConfig.custom()
              .slidingWindowSize(20)
              .minimumNumberOfCalls(10)
              .failureRateThreshold(80)
              .waitDurationInOpenState(PAUSE_OF_A_HOST)
              .permittedNumberOfCallsInHalfOpenState(2)
              .build());

  private final HttpSettings settings;
  private final AnswerCache cache;
  private final Transport transport;
  private final Politeness politeness;
  private final Pause pause;

  ApiCalls(
      HttpSettings settings,
      AnswerCache cache,
      Transport transport,
      Politeness politeness,
      Pause pause) {
    this.settings = settings;
    this.cache = cache;
    this.transport = transport;
    this.politeness = politeness;
    this.pause = pause;
  }

  /** The host of a request. */
  String host(ApiRequest request) throws ApiFailure {
    return transport.host(request);
  }

  /**
   * The answer to a request.
   *
   * @param judge refuses an answer that is of no use, which is not kept then
   */
  AnswerCache.Found get(ApiRequest request, FailurePolicy failures, Judge judge)
      throws ApiFailure, InterruptedException {
    try {
      return cache.get(
          request.key(settings.cacheKeyHeaders()),
          settings.cacheFor(),
          () -> ask(request, failures, judge));
    } catch (AnswerCache.NotKeptException e) {
      throw new ApiFailure(
          Kind.HttpNotInCache,
          request.method() + " " + request.shown() + ": " + e.getMessage(),
          false);
    } catch (ApiFailure | InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ApiFailure(Kind.HttpUnreachable, String.valueOf(e.getMessage()), true);
    }
  }

  /** Refuses an answer that is of no use. */
  @FunctionalInterface
  interface Judge {
    void check(CachedAnswer answer) throws ApiFailure;
  }

  private CachedAnswer ask(ApiRequest request, FailurePolicy failures, Judge judge)
      throws ApiFailure, InterruptedException {
    String host = transport.host(request);
    for (int attempt = 1; ; attempt++) {
      try {
        CachedAnswer answer = askOnce(request, host);
        judge.check(answer);
        return answer;
      } catch (ApiFailure e) {
        if (!e.isWorthRetrying() || attempt >= failures.attempts()) {
          throw e;
        }
        Duration own = backoff(failures, attempt);
        Duration wanted = e.retryAfter().orElse(Duration.ZERO);
        pause.await(wanted.compareTo(own) > 0 ? wanted : own);
      }
    }
  }

  private static Duration backoff(FailurePolicy failures, int attempt) {
    long first = failures.backoff().toMillis();
    return first == 0
        ? Duration.ZERO
        : Duration.ofMillis(
            IntervalFunction.ofExponentialRandomBackoff(
                    first, FACTOR, JITTER, failures.maxBackoff().toMillis())
                .apply(attempt));
  }

  private CachedAnswer askOnce(ApiRequest request, String host)
      throws ApiFailure, InterruptedException {
    CircuitBreaker breaker = HOSTS.circuitBreaker(host);
    while (!breaker.tryAcquirePermission()) {
      pause.await(PAUSE_OF_A_HOST.dividedBy(10));
    }
    long start = System.nanoTime();
    boolean answered = false;
    try (Politeness.Turn turn = politeness.await(host)) {
      CachedAnswer answer = transport.send(request);
      answered = true;
      return answer;
    } catch (ApiFailure e) {
      answered = !e.isWorthRetrying() || e.retryAfter().isPresent();
      throw e;
    } finally {
      long taken = System.nanoTime() - start;
      if (answered) {
        breaker.onSuccess(taken, TimeUnit.NANOSECONDS);
      } else {
        breaker.onError(taken, TimeUnit.NANOSECONDS, new IllegalStateException("no answer"));
      }
    }
  }
}

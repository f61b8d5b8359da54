package io.seedmill.generators.sources.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * The limits of this process for one host: requests per second, requests at once, pauses that the
 * host asks for, and a circuit breaker for a host that fails. Requests wait; none is lost.
 */
final class HostLimits {

  private static final int CALLS_LOOKED_AT = 10;

  private final RateLimits rateLimits;
  private final Timing timing;
  private final Bucket rate;
  private final Semaphore slots;
  private final CircuitBreaker breaker;
  private final Optional<SharedLimits> shared;
  private final String host;
  private final int workers;
  private final Set<Long> threads = new HashSet<>();
  private volatile Instant pausedUntil = Instant.MIN;
  private volatile boolean connected;
  private volatile String neverConnected;

  /**
   * @param workers the number of workers of the run. Unless Redis shares the limits, each worker of
   *     this process adds its part of them
   */
  HostLimits(
      String host,
      RateLimits rateLimits,
      int workers,
      Optional<SharedLimits> shared,
      Timing timing) {
    this.host = host;
    this.rateLimits = rateLimits;
    this.workers = workers;
    this.timing = timing;
    this.shared = shared;
    this.rate =
        Bucket.builder()
            .addLimit(bandwidth(rateLimits.requestsPerSecond() / workers))
            .withCustomTimePrecision(new Meter(timing))
            .build();
    this.slots = new Semaphore(slotsFor(1), true);
    this.breaker =
        CircuitBreaker.of(
            "host",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(CALLS_LOOKED_AT)
                .minimumNumberOfCalls(CALLS_LOOKED_AT)
                .failureRateThreshold(80)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(rateLimits.pause())
                .build());
  }

  private static Bandwidth bandwidth(double perSecond) {
    Duration period = Duration.ofNanos((long) (1e9 / perSecond));
    return Bandwidth.builder().capacity(1).refillGreedy(1, period).build();
  }

  private int slotsFor(int threads) {
    return Math.max(1, (int) ((long) rateLimits.concurrency() * threads / workers));
  }

  /** Adds the part of a worker, known by its thread, to the limits of this process. */
  private void join() throws InterruptedException {
    synchronized (threads) {
      int before = threads.size();
      if (before == workers || !threads.add(Thread.currentThread().getId())) {
        return;
      }
      if (before > 0) {
        double part = (double) threads.size() / workers;
        rate.replaceConfiguration(
            BucketConfiguration.builder()
                .addLimit(bandwidth(rateLimits.requestsPerSecond() * part))
                .build(),
            TokensInheritanceStrategy.AS_IS);
        slots.release(slotsFor(threads.size()) - slotsFor(before));
      }
    }
    timing.sleep(
        rateLimits.stagger().multipliedBy((long) (timing.random() * 1000)).dividedBy(1000));
  }

  /** A request to the host. */
  @FunctionalInterface
  interface HostCall<T> {
    T execute() throws RequestFailure, InterruptedException;
  }

  /**
   * Refuses a request to a host that no attempt of an earlier one could connect to: the others need
   * not wait for the same.
   */
  void requireReachable(ApiRequest request) throws RequestFailure {
    String said = neverConnected;
    if (said != null && !connected) {
      throw new RequestFailure.Unreachable(
              request.shown() + ": not asked, because its host could not be reached: " + said,
              false)
          .withAttempts(0);
    }
  }

  /** Notes the last attempt of a request that failed. */
  void gaveUp(RequestFailure failure) {
    if (failure.isWithoutConnection() && neverConnected == null) {
      neverConnected = failure.getMessage();
    }
  }

  /** Executes a call as soon as the limits allow it. */
  <T> T call(HostCall<T> call, Duration longest) throws RequestFailure, InterruptedException {
    join();
    slots.acquire();
    try {
      while (true) {
        awaitPause();
        awaitBreaker();
        try (Slot slot = awaitRate(longest)) {
          if (!timing.clock().instant().isBefore(pausedUntil)) {
            return counted(call);
          }
        }
        breaker.releasePermission(); // a pause began while this request waited for its turn
      }
    } finally {
      slots.release();
    }
  }

  private <T> T counted(HostCall<T> call) throws RequestFailure, InterruptedException {
    long start = System.nanoTime();
    boolean told = false;
    try {
      T answer = call.execute();
      told = true;
      connected = true;
      breaker.onSuccess(System.nanoTime() - start, breaker.getTimestampUnit());
      return answer;
    } catch (RequestFailure e) {
      told = true;
      connected |= !e.isWithoutConnection();
      if (e.isHostFailure()) {
        breaker.onError(System.nanoTime() - start, breaker.getTimestampUnit(), e);
      } else {
        breaker.onSuccess(System.nanoTime() - start, breaker.getTimestampUnit());
      }
      e.retryAfter().ifPresent(this::pause);
      throw e;
    } finally {
      if (!told) {
        breaker.releasePermission();
      }
    }
  }

  private void pause(Duration time) {
    Duration atMost = time.compareTo(rateLimits.longestWait()) > 0 ? Duration.ZERO : time;
    Instant until = timing.clock().instant().plus(atMost);
    synchronized (this) {
      pausedUntil = until.isAfter(pausedUntil) ? until : pausedUntil;
    }
  }

  private void awaitPause() throws InterruptedException {
    for (Instant now = timing.clock().instant();
        now.isBefore(pausedUntil);
        now = timing.clock().instant()) {
      timing.sleep(Duration.between(now, pausedUntil));
    }
  }

  private void awaitBreaker() throws InterruptedException {
    while (!breaker.tryAcquirePermission()) {
      timing.sleep(rateLimits.pause().dividedBy(10).plusMillis(1));
    }
  }

  private Slot awaitRate(Duration longest) throws InterruptedException {
    try {
      if (shared.isPresent()) {
        Optional<Slot> slot = shared.get().await(host, rateLimits, longest, timing);
        if (slot.isPresent()) {
          return slot.get();
        }
      }
      timing.sleep(Duration.ofNanos(rate.consumeIgnoringRateLimits(1)));
      return () -> {};
    } catch (InterruptedException e) {
      breaker.releasePermission();
      throw e;
    }
  }

  /** A permit for a request, which is returned when it is closed. */
  @FunctionalInterface
  interface Slot extends AutoCloseable {
    @Override
    void close();
  }

  private record Meter(Timing timing) implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      Instant now = timing.clock().instant();
      return now.getEpochSecond() * 1_000_000_000 + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}

package io.seedmill.generators.sources.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.sources.http.RequestFailure.Status;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Given a host that is to be treated politely, when workers ask it, then they wait. */
class HostLimitsTest {

  private static final Duration LONGEST = Duration.ofSeconds(65);

  private final FakeTiming timing = new FakeTiming();

  private static RateLimits rateLimits(double requestsPerSecond, int concurrency) {
    return new RateLimits(
        requestsPerSecond,
        concurrency,
        Duration.ZERO,
        Duration.ofMinutes(10),
        Duration.ofSeconds(10));
  }

  private static HostLimits limits(RateLimits rateLimits, int workers, Timing timing) {
    return new HostLimits("http://host:80", rateLimits, workers, Optional.empty(), timing);
  }

  @Test
  void aWorkerAloneHasItsPartOfTheRate() throws Exception {
    HostLimits limits = limits(rateLimits(2, 4), 4, timing);
    Instant start = timing.clock().instant();
    for (int i = 0; i < 6; i++) {
      limits.call(() -> "answer", LONGEST);
    }
    Duration took = Duration.between(start, timing.clock().instant());
    assertThat(took, greaterThanOrEqualTo(Duration.ofSeconds(10)));
    assertThat(took, lessThan(Duration.ofSeconds(11)));
  }

  @Test
  void twoWorkersOfAProcessHaveTwoParts() throws Exception {
    HostLimits limits = limits(rateLimits(2, 4), 2, timing);
    Thread other = new Thread(() -> ask(limits, timing::clock));
    other.start();
    other.join();
    limits.call(() -> "answer", LONGEST);
    Instant start = timing.clock().instant();
    for (int i = 0; i < 6; i++) {
      limits.call(() -> "answer", LONGEST);
    }
    Duration took = Duration.between(start, timing.clock().instant());
    assertThat(took, greaterThanOrEqualTo(Duration.ofMillis(2999)));
    assertThat(took, lessThan(Duration.ofMillis(3500)));
  }

  @Test
  void nothingIsAskedInAPauseThatBeganWhileARequestWaitedForItsTurn() throws Exception {
    List<HostLimits> asked = new ArrayList<>();
    Instant start = timing.clock().instant();
    Timing meanwhile =
        new Timing() {
          private boolean told;

          @Override
          public Clock clock() {
            return timing.clock();
          }

          @Override
          public void sleep(Duration time) throws InterruptedException {
            if (!time.isZero() && !told) {
              told = true;
              tooMany(asked.get(0));
            }
            timing.sleep(time);
          }

          @Override
          public double random() {
            return 0;
          }
        };
    HostLimits limits = limits(rateLimits(1, 4), 1, meanwhile);
    asked.add(limits);
    limits.call(() -> "answer", LONGEST);

    Instant at = limits.call(() -> timing.clock().instant(), LONGEST);

    assertThat(Duration.between(start, at), greaterThanOrEqualTo(Duration.ofMinutes(2)));
  }

  /** Another thread's request is told to wait for two minutes. */
  private static void tooMany(HostLimits limits) {
    assertThrows(
        Status.class,
        () ->
            limits.call(
                () -> {
                  throw new Status("too many", 429, Optional.of(Duration.ofMinutes(2)));
                },
                LONGEST));
  }

  @Test
  void noMoreRequestsAreUnderWayAtOnceThanAllowed() throws Exception {
    HostLimits limits = limits(rateLimits(10_000, 2), 6, Timing.SYSTEM);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier pair = new CyclicBarrier(2);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      threads.add(
          new Thread(
              () ->
                  ask(
                      limits,
                      () -> {
                        most.accumulateAndGet(now.incrementAndGet(), Math::max);
                        pair.await(20, TimeUnit.SECONDS);
                        awaitAThird(now, most);
                        return now.decrementAndGet();
                      })));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(pair.isBroken(), is(false));
    assertThat(most.get(), is(2));
  }

  /** Gives a request that is one too many the time to come. */
  private static void awaitAThird(AtomicInteger now, AtomicInteger most) {
    long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
    while (now.get() <= 2 && System.nanoTime() < limit) {
      Thread.onSpinWait();
    }
    most.accumulateAndGet(now.get(), Math::max);
  }

  @FunctionalInterface
  private interface Work {
    Object run() throws Exception;
  }

  private static void ask(HostLimits limits, Work work) {
    try {
      limits.call(
          () -> {
            try {
              return work.run();
            } catch (Exception e) {
              throw new AssertionError(e);
            }
          },
          LONGEST);
    } catch (RequestFailure | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

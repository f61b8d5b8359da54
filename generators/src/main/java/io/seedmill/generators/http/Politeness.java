package io.seedmill.generators.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.redis.jedis.Bucket4jJedis;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.cache.RedisServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * How much one worker asks of a host. Where all workers share a server, they share the rate there;
 * else each has its part of it, so that all of them together keep to it.
 */
final class Politeness {

  private static final Logger LOG = LoggerFactory.getLogger(Politeness.class);

  private static final Map<String, Semaphore> AT_ONCE = new ConcurrentHashMap<>();
  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final HttpSettings settings;
  private final GeneratorContext context;
  private final Pause pause;
  private final Map<String, Bucket> own = new ConcurrentHashMap<>();
  private boolean begun;

  Politeness(HttpSettings settings, GeneratorContext context, Pause pause) {
    this.settings = settings;
    this.context = context;
    this.pause = pause;
  }

  /** A request that has begun; it is over when this is closed. */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /** Waits until a request may be made. */
  Turn await(String host) throws InterruptedException {
    if (!begun) {
      begun = true;
      long stagger = settings.stagger().toMillis();
      if (stagger > 0 && context.workers() > 1) {
        pause.await(Duration.ofMillis(ThreadLocalRandom.current().nextLong(stagger + 1)));
      }
    }
    Optional<Semaphore> atOnce = atOnce(host);
    if (atOnce.isPresent()) {
      atOnce.get().acquire();
    }
    try {
      if (settings.requestsPerSecond() > 0) {
        awaitRate(host);
      }
    } catch (InterruptedException | RuntimeException e) {
      atOnce.ifPresent(Semaphore::release);
      throw e;
    }
    return () -> atOnce.ifPresent(Semaphore::release);
  }

  private Optional<Semaphore> atOnce(String host) {
    return settings.concurrency() == 0
        ? Optional.empty()
        : Optional.of(
            AT_ONCE.computeIfAbsent(
                host + " " + settings.concurrency(),
                unseen -> new Semaphore(settings.concurrency(), true)));
  }

  private void awaitRate(String host) throws InterruptedException {
    Bucket bucket = own.computeIfAbsent(host, this::bucket);
    while (true) {
      ConsumptionProbe probe;
      try {
        probe = bucket.tryConsumeAndReturnRemaining(1);
      } catch (JedisException e) {
        say(
            host,
            "the server that workers share does not answer, so each keeps to its part of the rate");
        bucket = Bucket.builder().addLimit(limit(share())).build();
        own.put(host, bucket);
        continue;
      }
      if (probe.isConsumed()) {
        return;
      }
      pause.await(Duration.ofNanos(probe.getNanosToWaitForRefill()).plusMillis(1));
    }
  }

  private Bucket bucket(String host) {
    if (!context.cache().server().isEmpty()) {
      BucketConfiguration shared =
          BucketConfiguration.builder().addLimit(limit(settings.requestsPerSecond())).build();
      String key = "seedmill:rate:" + host + ":" + settings.requestsPerSecond();
      return Bucket4jJedis.casBasedBuilder(
              RedisServers.of(context.cache().server(), context.environment()))
          .build()
          .builder()
          .build(key.getBytes(StandardCharsets.UTF_8), () -> shared);
    }
    if (context.workers() > 1) {
      say(
          host,
          "%s requests a second are divided by %d workers, as no server is there to share them"
              .formatted(settings.requestsPerSecond(), context.workers()));
    }
    return Bucket.builder().addLimit(limit(share())).build();
  }

  private double share() {
    return settings.requestsPerSecond() / context.workers();
  }

  /** One at a time, evenly apart: a second's requests at once would be no rate. */
  private static Bandwidth limit(double perSecond) {
    return Bandwidth.builder()
        .capacity(1)
        .refillGreedy(1, Duration.ofNanos(Math.max(1, (long) (1e9 / perSecond))))
        .build();
  }

  private void say(String host, String what) {
    if (SAID.add(context.type() + " " + host + " " + what)) {
      LOG.warn("[{}] {}: {}", context.type(), host, what);
    }
  }
}

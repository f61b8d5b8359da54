package io.seedmill.generators.sources.http;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.redis.jedis.Bucket4jJedis;
import io.seedmill.generators.sources.cache.RedisAddress;
import io.seedmill.generators.sources.http.HostLimits.Slot;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Rate limits that all workers of a run share on a Redis server. While the server is down, each
 * process uses its own part of the limits.
 */
final class SharedLimits implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SharedLimits.class);
  private static final Duration AGAIN = Duration.ofMillis(50);
  private static final Duration LEFT_ALONE = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);
  private static final int MOST_CONTRADICTIONS = 20;

  /** A slot is a member of a sorted set, and expires if its process dies. */
  private static final String TAKE =
      """
      local now = redis.call('TIME')
      local millis = now[1] * 1000 + math.floor(now[2] / 1000)
      redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', millis)
      if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1])
          and not redis.call('ZSCORE', KEYS[1], ARGV[2]) then
        return 0
      end
      redis.call('ZADD', KEYS[1], millis + ARGV[3], ARGV[2])
      redis.call('PEXPIRE', KEYS[1], ARGV[3])
      return 1
      """;

  private final JedisPooled redis;
  private final ProxyManager<byte[]> buckets;
  private final String place;
  private volatile Instant downUntil = Instant.MIN;
  private volatile boolean warned;

  SharedLimits(RedisAddress address) {
    redis = address.open();
    place = address.toString();
    buckets =
        Bucket4jJedis.casBasedBuilder(redis)
            .expirationAfterWrite(
                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                    Duration.ofMinutes(1)))
            .build();
  }

  /**
   * Waits until the limits allow a request.
   *
   * @param longest the longest time for which the slot is needed
   * @return the slot; empty if the server is down
   */
  Optional<Slot> await(String host, RateLimits rateLimits, Duration longest, Timing timing)
      throws InterruptedException {
    if (timing.clock().instant().isBefore(downUntil)) {
      return Optional.empty();
    }
    String key = "{seedmill}:host:" + host;
    String member = UUID.randomUUID().toString();
    try {
      int contradictions = 0;
      while (!take(key, member, rateLimits, longest)) {
        contradictions = redis.zcard(key + ":slots") == 0 ? contradictions + 1 : 0;
        if (contradictions > MOST_CONTRADICTIONS) {
          throw new JedisException("it gives no slot, though none is taken");
        }
        timing.sleep(AGAIN);
      }
      long wait =
          buckets
              .builder()
              .build(
                  (key + ":rate:" + rateLimits.requestsPerSecond())
                      .getBytes(StandardCharsets.UTF_8),
                  () -> configuration(rateLimits))
              .consumeIgnoringRateLimits(1);
      if (wait > LONGEST_WAIT.toNanos()) {
        throw new JedisException("a wait of " + Duration.ofNanos(wait));
      }
      if (wait > 0) {
        timing.sleep(Duration.ofNanos(wait));
        take(key, member, rateLimits, longest);
      }
      return Optional.of(() -> release(key, member));
    } catch (InterruptedException e) {
      release(key, member);
      throw e;
    } catch (RuntimeException e) { // a reply of another kind is no JedisException
      downUntil = timing.clock().instant().plus(LEFT_ALONE);
      if (!warned) {
        warned = true;
        LOG.warn(
            "the Redis server {} cannot be asked for limits ({}); each worker keeps to its share",
            place,
            RedisAddress.reason(e));
      }
      return Optional.empty();
    }
  }

  private boolean take(String key, String member, RateLimits rateLimits, Duration longest) {
    Object taken =
        redis.eval(
            TAKE,
            List.of(key + ":slots"),
            List.of(
                Integer.toString(rateLimits.concurrency()),
                member,
                Long.toString(longest.toMillis())));
    if (!Set.of(0L, 1L).contains(taken)) {
      throw new JedisException("a reply of another kind than was asked for");
    }
    return taken.equals(1L);
  }

  private void release(String key, String member) {
    try {
      redis.zrem(key + ":slots", member);
    } catch (RuntimeException e) {
      warned = true; // the slot lapses by itself
    }
  }

  private static BucketConfiguration configuration(RateLimits rateLimits) {
    Duration period = Duration.ofNanos((long) (1e9 / rateLimits.requestsPerSecond()));
    return BucketConfiguration.builder()
        .addLimit(Bandwidth.builder().capacity(1).refillGreedy(1, period).build())
        .build();
  }

  @Override
  public void close() {
    redis.close();
  }
}

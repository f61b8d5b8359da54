package io.seedmill.generators.sources.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Answers on a Redis server that all workers share.
 *
 * <p>An answer is dropped by the server once it has not been of use for long; when there are too
 * many bytes, those written first go. One that is too old to be used is kept for runs that take
 * answers however old they are.
 */
final class RedisStore implements ResponseStore {

  private static final Duration KEPT_BEYOND = Duration.ofDays(90);
  private static final String ANSWER = "{seedmill}:answer:";
  private static final byte[] ORDER = bytes("{seedmill}:answers");
  private static final byte[] SIZES = bytes("{seedmill}:bytes");
  private static final byte[] TOTAL = bytes("{seedmill}:total");

  private static final byte[] WRITE =
      bytes(
          """
          local before = tonumber(redis.call('HGET', KEYS[3], ARGV[1]) or '0')
          redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
          redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
          redis.call('HSET', KEYS[3], ARGV[1], #ARGV[2])
          local total = redis.call('INCRBY', KEYS[4], #ARGV[2] - before)
          while total > tonumber(ARGV[5]) do
            local oldest = redis.call('ZRANGE', KEYS[2], 0, 0)[1]
            if not oldest then break end
            redis.call('ZREM', KEYS[2], oldest)
            redis.call('DEL', ARGV[6] .. oldest)
            local size = tonumber(redis.call('HGET', KEYS[3], oldest) or '0')
            redis.call('HDEL', KEYS[3], oldest)
            total = redis.call('INCRBY', KEYS[4], -size)
          end
          return total
          """);

  private final JedisPooled redis;
  private final String place;

  RedisStore(RedisAddress address) {
    this(address, address.open());
  }

  RedisStore(RedisAddress address, JedisPooled redis) {
    this.redis = redis;
    this.place = "the Redis server " + address;
  }

  @Override
  public Optional<CachedResponse> read(String key, CacheLimits limits) throws IOException {
    byte[] found;
    try {
      found = redis.get(bytes(ANSWER + key));
    } catch (RuntimeException e) {
      throw failed(e);
    }
    return found == null ? Optional.empty() : Optional.of(ResponseCodec.read(key, found));
  }

  @Override
  public void write(String key, CachedResponse answer, CacheLimits limits) throws IOException {
    byte[] content = ResponseCodec.write(key, answer);
    if (content.length > Math.min(limits.maxBytes(), RedisAddress.MOST_BYTES)) {
      return;
    }
    long keptMillis = limits.timeToLive().plus(KEPT_BEYOND).toMillis();
    try {
      redis.eval(
          WRITE,
          List.of(bytes(ANSWER + key), ORDER, SIZES, TOTAL),
          Arrays.asList(
              bytes(key),
              content,
              bytes(Long.toString(keptMillis)),
              bytes(Long.toString(answer.fetchedAt().toEpochMilli())),
              bytes(Long.toString(limits.maxBytes())),
              bytes(ANSWER)));
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  /**
   * Returns what went wrong. A reply of another kind leaves a connection that is of no more use.
   */
  private IOException failed(RuntimeException e) {
    if (!(e instanceof JedisException)) {
      redis.getPool().clear();
    }
    return new IOException(RedisAddress.reason(e), e);
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public void close() {
    redis.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.seedmill.generators.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/** Answers on a Redis server, which workers on many machines share. */
final class RedisStore implements AnswerStore {

  /** A server is no place for larger ones. */
  private static final int LARGEST = 16 << 20;

  private final UnifiedJedis redis;

  RedisStore(UnifiedJedis redis) {
    this.redis = redis;
  }

  @Override
  public Optional<CachedAnswer> read(String digest) throws IOException {
    try {
      byte[] bytes = redis.get(key(digest));
      return bytes == null ? Optional.empty() : Optional.of(CachedAnswer.parse(bytes));
    } catch (JedisException e) {
      throw new IOException("the server does not answer: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new IOException("an answer there cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(String digest, CachedAnswer answer, Duration timeToLive) throws IOException {
    byte[] bytes = answer.toBytes();
    if (bytes.length > LARGEST) {
      return;
    }
    SetParams parameters = SetParams.setParams();
    if (!timeToLive.isZero()) {
      parameters.px(timeToLive.toMillis());
    }
    try {
      redis.set(key(digest), bytes, parameters);
    } catch (JedisException e) {
      throw new IOException("the server does not answer: " + e.getMessage(), e);
    }
  }

  private static byte[] key(String digest) {
    return ("seedmill:answer:" + digest).getBytes(StandardCharsets.US_ASCII);
  }
}

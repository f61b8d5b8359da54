package io.seedmill.generators.cache;

import io.seedmill.generators.secrets.EnvironmentText;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.UnifiedJedis;

/** The connections of this JVM to Redis servers, one for each address. */
public final class RedisServers {

  private static final int TIMEOUT_MILLIS = 2_000;

  private static final Map<String, UnifiedJedis> OPEN = new HashMap<>();

  private RedisServers() {}

  /**
   * The connection to a server. Nothing is sent yet.
   *
   * @param address such as {@code redis://:${env:REDIS_PASSWORD}@127.0.0.1:6379}
   */
  public static UnifiedJedis of(String address, Map<String, String> environment) {
    String resolved = EnvironmentText.of(address).resolve(environment);
    synchronized (OPEN) {
      return OPEN.computeIfAbsent(
          resolved, unseen -> new JedisPooled(URI.create(resolved), TIMEOUT_MILLIS));
    }
  }
}

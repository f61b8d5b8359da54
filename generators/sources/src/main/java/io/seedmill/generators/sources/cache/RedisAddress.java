package io.seedmill.generators.sources.cache;

import io.seedmill.generators.sources.secrets.EnvironmentText;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/** The address of a Redis server: {@code redis://[[user]:password@]host[:port][/database]}. */
public final class RedisAddress {

  private static final int USUAL_PORT = 6379;
  private static final int LARGEST_PORT = 65_535;
  private static final int TIMEOUT_MILLIS = 2_000;
  private static final int MOST_CONNECTIONS = 16;
  private static final Duration LONGEST_COMMAND = Duration.ofSeconds(5);

  /** The largest reply: a server that sends more must not use up the memory of the run. */
  static final long MOST_BYTES = Math.min(512L << 20, Runtime.getRuntime().maxMemory() / 16);

  private final URI uri;

  private RedisAddress(URI uri) {
    this.uri = uri;
  }

  /**
   * Reads an address in which {@code ${env:NAME}} stands for a variable.
   *
   * @throws IOException if it is none; the message has no secret
   */
  public static RedisAddress of(String address, Map<String, String> environment)
      throws IOException {
    String allowed = "; allowed: redis://[:password@]host:port, or rediss:// for TLS";
    URI uri;
    try {
      uri = new URI(EnvironmentText.of(address).resolve(environment));
    } catch (NoSuchElementException e) {
      throw new IOException("the cache's address: " + e.getMessage(), e);
    } catch (URISyntaxException e) {
      // The cause would repeat the address, password included.
      throw new IOException("the cache's address cannot be read" + allowed);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IOException(
          "the cache's address has a '?' or '#'; allowed: %3F and %23 for these in a password, and"
              + " nothing behind the number of the database");
    }
    boolean scheme = "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
    String authority = String.valueOf(uri.getRawAuthority());
    String host = authority.substring(authority.lastIndexOf('@') + 1);
    if (scheme && uri.getHost() == null && host.contains("_")) {
      throw new IOException(
          "the cache's address has the host '" + host + "'; allowed: a name without '_', or an IP");
    }
    if (!scheme || uri.getHost() == null) {
      throw new IOException("the cache's address is none of Redis" + allowed);
    }
    if (uri.getPort() == 0 || uri.getPort() > LARGEST_PORT) {
      throw new IOException(
          "the cache's address has the port %d; allowed: 1 to %d"
              .formatted(uri.getPort(), LARGEST_PORT));
    }
    if (!uri.getPath().matches("/?|/\\d{1,4}")) {
      throw new IOException(
          "the cache's address has no number for a database behind the port; allowed: such as"
              + " redis://host:6379/0");
    }
    return new RedisAddress(uri);
  }

  /** Host and port. */
  @Override
  public String toString() {
    return uri.getHost() + ":" + port();
  }

  private int port() {
    return uri.getPort() < 0 ? USUAL_PORT : uri.getPort();
  }

  /** Returns why a command failed, in words for a user. */
  public static String reason(RuntimeException failed) {
    Throwable cause = failed;
    for (Throwable next = failed; next != null; ) {
      cause = next;
      Throwable[] tried = next.getSuppressed(); // the addresses of a host
      next = next.getCause() == null && tried.length > 0 ? tried[0] : next.getCause();
    }
    if (cause instanceof SocketTimeoutException) {
      return "no whole reply in time";
    }
    if (cause instanceof UnknownHostException) {
      return "no such host";
    }
    boolean says = cause instanceof JedisException || cause instanceof IOException;
    return says && cause.getMessage() != null
        ? cause.getMessage()
        : "a reply of another kind than was asked for";
  }

  /** Returns a pool of connections, which are made when they are needed. */
  public JedisPooled open() {
    return open(LONGEST_COMMAND);
  }

  /** Returns a pool of connections that close when a command takes longer. */
  JedisPooled open(Duration longest) {
    DefaultJedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis(TIMEOUT_MILLIS)
            .socketTimeoutMillis(TIMEOUT_MILLIS)
            .user(JedisURIHelper.getUser(uri))
            .password(JedisURIHelper.getPassword(uri))
            .database(JedisURIHelper.getDBIndex(uri))
            .ssl(JedisURIHelper.isRedisSSLScheme(uri))
            .build();
    ConnectionPoolConfig pool = new ConnectionPoolConfig();
    pool.setMaxTotal(MOST_CONNECTIONS);
    pool.setMaxIdle(MOST_CONNECTIONS);
    pool.setJmxEnabled(false);
    pool.setMaxWait(longest);
    HostAndPort address = new HostAndPort(uri.getHost(), port());
    JedisSocketFactory sockets = new DefaultJedisSocketFactory(address, config);
    return new JedisPooled(pool, new BoundedSockets(sockets, longest, MOST_BYTES), config);
  }
}

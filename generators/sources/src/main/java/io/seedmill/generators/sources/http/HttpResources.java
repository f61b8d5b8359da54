package io.seedmill.generators.sources.http;

import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.sources.cache.RedisAddress;
import io.seedmill.generators.sources.cache.ResponseCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections, caches and host limits that all HTTP generators of this process share. They are
 * closed with the last generator.
 */
final class HttpResources {

  private static final Logger LOG = LoggerFactory.getLogger(HttpResources.class);
  private static final int MOST_CALLS = 1_000;
  private static final HttpResources SHARED = new HttpResources();

  private record HostKey(
      String host, RateLimits rateLimits, int workers, String server, Timing timing) {}

  private record CacheKey(CacheSettings settings, Timing timing) {}

  private final Map<CacheKey, ResponseCache> caches = new HashMap<>();
  private final Map<HostKey, HostLimits> hosts = new HashMap<>();
  private final Map<String, SharedLimits> shared = new HashMap<>();
  private ThreadPoolExecutor threads;
  private OkHttpClient client;
  private int users;

  private HttpResources() {}

  /** Returns the shared resources, for one more generator. */
  static HttpResources acquire() {
    synchronized (SHARED) {
      if (SHARED.users++ == 0) {
        SHARED.open();
      }
      return SHARED;
    }
  }

  private void open() {
    threads =
        new ThreadPoolExecutor(
            0,
            MOST_CALLS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "seedmill-http");
              thread.setDaemon(true);
              return thread;
            });
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(MOST_CALLS);
    dispatcher.setMaxRequestsPerHost(MOST_CALLS);
    client =
        new OkHttpClient.Builder()
            .dispatcher(dispatcher)
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .build();
  }

  /** Releases the resources of a generator, and closes them after the last one. */
  synchronized void release() {
    if (--users > 0) {
      return;
    }
    caches.values().forEach(ResponseCache::close);
    shared.values().forEach(SharedLimits::close);
    caches.clear();
    hosts.clear();
    shared.clear();
    client.connectionPool().evictAll();
    threads.shutdownNow();
  }

  synchronized OkHttpClient client() {
    return client;
  }

  synchronized ResponseCache cache(GeneratorContext context, Timing timing) throws IOException {
    CacheKey key = new CacheKey(context.cache(), timing);
    ResponseCache cache = caches.get(key);
    if (cache == null) {
      cache = ResponseCache.open(context.cache(), context.environment(), timing.clock());
      caches.put(key, cache);
    }
    return cache;
  }

  synchronized HostLimits limits(
      String host, RateLimits rateLimits, GeneratorContext context, Timing timing) {
    String server = context.cache().server();
    int workers = Math.max(1, context.workers());
    HostKey key = new HostKey(host, rateLimits, workers, server, timing);
    return hosts.computeIfAbsent(
        key,
        absent -> {
          if (server.isEmpty() && workers > 1) {
            // Without the host, whose name may be a secret.
            LOG.info(
                String.format(
                    Locale.ROOT,
                    "each of %d workers asks an API at most %s times a second, as they share no limits"
                        + " (--cache=redis://host:port lets them)",
                    workers,
                    rateLimits.requestsPerSecond() / workers));
          }
          return new HostLimits(host, rateLimits, workers, shared(server, context), timing);
        });
  }

  private Optional<SharedLimits> shared(String server, GeneratorContext context) {
    if (server.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        shared.computeIfAbsent(
            server,
            address -> {
              try {
                return new SharedLimits(RedisAddress.of(address, context.environment()));
              } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
              }
            }));
  }
}

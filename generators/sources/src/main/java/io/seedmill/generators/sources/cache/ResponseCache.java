package io.seedmill.generators.sources.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.seedmill.generators.CacheSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A cache of responses in memory, and in a folder or on a Redis server.
 *
 * <p>Threads that need the same response at the same time request it once. A store that is down or
 * damaged is skipped, with one warning: responses are then requested again.
 */
public final class ResponseCache implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ResponseCache.class);
  private static final long MEMORY_BYTES = 64L << 20;
  private static final int OVERHEAD_BYTES = 256;

  /** Requests a response that is not in the cache. */
  @FunctionalInterface
  public interface Source<E extends Exception> {

    /** Returns the response. */
    CachedResponse ask() throws E, InterruptedException;
  }

  /**
   * A response.
   *
   * @param hit the response was in the cache
   */
  public record Found(CachedResponse response, boolean hit) {}

  private final ResponseStore store;
  private final boolean only;
  private final Clock clock;
  private final CircuitBreaker breaker;
  private final AtomicBoolean warned = new AtomicBoolean();
  private final Map<String, CompletableFuture<CachedResponse>> asked = new ConcurrentHashMap<>();
  private final Cache<String, CachedResponse> memory =
      Caffeine.newBuilder()
          .maximumWeight(MEMORY_BYTES)
          .<String, CachedResponse>weigher((key, answer) -> answer.body().length + OVERHEAD_BYTES)
          .executor(Runnable::run)
          .build();

  ResponseCache(ResponseStore store, boolean only, Clock clock) {
    this.store = store;
    this.only = only;
    this.clock = clock;
    this.breaker =
        CircuitBreaker.of(
            "cache",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(4)
                .minimumNumberOfCalls(2)
                .permittedNumberOfCallsInHalfOpenState(1)
                .waitDurationInOpenState(Duration.ofSeconds(10))
                .build());
  }

  /**
   * Opens the cache of a run; without a place, the cache is in memory alone.
   *
   * @throws IOException if the address of its server cannot be read
   */
  public static ResponseCache open(
      CacheSettings settings, Map<String, String> environment, Clock clock) throws IOException {
    return new ResponseCache(store(settings, environment), settings.only(), clock);
  }

  private static ResponseStore store(CacheSettings settings, Map<String, String> environment)
      throws IOException {
    if (!settings.server().isEmpty()) {
      return new RedisStore(RedisAddress.of(settings.server(), environment));
    }
    return settings.folder().isEmpty()
        ? new NoStore()
        : new FolderStore(Path.of(settings.folder()));
  }

  /**
   * Returns the response under a key: from the cache if it is young enough, else from the source,
   * and then keeps it. If requests are not allowed, returns a cached one of any age, or nothing.
   *
   * @param key 64 hexadecimal digits, without a secret
   */
  public <E extends Exception> Optional<Found> get(String key, CacheLimits limits, Source<E> source)
      throws E, InterruptedException {
    while (true) {
      Optional<CachedResponse> kept = kept(key, limits);
      if (kept.isPresent() || only) {
        return kept.map(answer -> new Found(answer, true));
      }
      CompletableFuture<CachedResponse> mine = new CompletableFuture<>();
      CompletableFuture<CachedResponse> other = asked.putIfAbsent(key, mine);
      if (other == null) {
        return Optional.of(new Found(ask(key, limits, source, mine), false));
      }
      try {
        return Optional.of(new Found(other.get(), true));
      } catch (ExecutionException e) {
        // Whoever asked did not get it: now it is this thread's turn.
      }
    }
  }

  private <E extends Exception> CachedResponse ask(
      String key, CacheLimits limits, Source<E> source, CompletableFuture<CachedResponse> promise)
      throws E, InterruptedException {
    try {
      Optional<CachedResponse> justKept = Optional.ofNullable(memory.getIfPresent(key));
      if (justKept.filter(answer -> isYoung(answer, limits)).isPresent()) {
        promise.complete(justKept.get());
        return justKept.get();
      }
      CachedResponse answer = source.ask();
      memory.put(key, answer);
      promise.complete(answer);
      guarded(
          () -> {
            store.write(key, answer, limits);
            return Optional.empty();
          });
      return answer;
    } finally {
      promise.completeExceptionally(new IOException("not answered"));
      asked.remove(key, promise);
    }
  }

  private Optional<CachedResponse> kept(String key, CacheLimits limits) {
    CachedResponse remembered = memory.getIfPresent(key);
    if (remembered != null && (only || isYoung(remembered, limits))) {
      return Optional.of(remembered);
    }
    Optional<CachedResponse> stored =
        guarded(() -> store.read(key, limits)).filter(answer -> only || isYoung(answer, limits));
    stored.ifPresent(answer -> memory.put(key, answer));
    return stored;
  }

  private boolean isYoung(CachedResponse answer, CacheLimits limits) {
    return CacheLimits.isYoung(answer.fetchedAt(), limits.timeToLive(), clock.instant());
  }

  /**
   * Uses the store, unless it has just failed: a store that is down must not delay each response.
   */
  private Optional<CachedResponse> guarded(StoreAccess access) {
    if (!breaker.tryAcquirePermission()) {
      return Optional.empty();
    }
    long start = System.nanoTime();
    try {
      Optional<CachedResponse> result = access.run();
      breaker.onSuccess(System.nanoTime() - start, breaker.getTimestampUnit());
      return result;
    } catch (IOException e) {
      if (store instanceof RedisStore) {
        breaker.onError(System.nanoTime() - start, breaker.getTimestampUnit(), e);
      } else {
        breaker.releasePermission();
      }
      if (!warned.getAndSet(true)) {
        LOG.warn(
            "{} cannot be used as a cache ({}); what it lacks is asked for again",
            store.place(),
            e.getMessage());
      }
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    store.close();
  }

  @FunctionalInterface
  private interface StoreAccess {
    Optional<CachedResponse> run() throws IOException;
  }

  private static final class NoStore implements ResponseStore {

    @Override
    public Optional<CachedResponse> read(String key, CacheLimits limits) {
      return Optional.empty();
    }

    @Override
    public void write(String key, CachedResponse answer, CacheLimits limits) {}

    @Override
    public String place() {
      return "memory";
    }

    @Override
    public void close() {}
  }
}

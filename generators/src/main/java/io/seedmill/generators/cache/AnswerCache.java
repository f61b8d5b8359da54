package io.seedmill.generators.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.seedmill.generators.CacheSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers by what was asked. Of threads that need the same answer at once one asks, and the others
 * wait for it. A store that does not work makes it slower, never wrong.
 */
public final class AnswerCache {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerCache.class);

  private static final long BYTES_IN_MEMORY = 64L << 20;

  /** A store that has failed is left alone for a while. */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final Map<CacheSettings, AnswerCache> CACHES = new HashMap<>();

  private final Optional<AnswerStore> store;
  private final boolean only;
  private final Clock clock;
  private final Cache<String, CachedAnswer> memory;
  private final Map<String, CompletableFuture<CachedAnswer>> asked = new ConcurrentHashMap<>();
  private final AtomicLong restUntil = new AtomicLong(Long.MIN_VALUE);

  /** Asks for an answer. */
  @FunctionalInterface
  public interface Source {
    CachedAnswer ask() throws Exception;
  }

  /**
   * An answer, and whether it had to be asked for.
   *
   * @param wasKept whether it came from the cache
   */
  public record Found(CachedAnswer answer, boolean wasKept) {}

  /** There is no answer in the cache, and nothing else may be asked. */
  public static final class NotKeptException extends Exception {
    private static final long serialVersionUID = 1L;

    NotKeptException() {
      super("it is not in the cache, and nothing else may be asked");
    }
  }

  AnswerCache(Optional<AnswerStore> store, boolean only, Clock clock) {
    this.store = store;
    this.only = only;
    this.clock = clock;
    this.memory =
        Caffeine.newBuilder()
            .maximumWeight(BYTES_IN_MEMORY)
            .weigher((String key, CachedAnswer answer) -> answer.body().length + 200)
            .build();
  }

  /** The cache that all workers of this JVM share. */
  public static AnswerCache of(CacheSettings settings, Map<String, String> environment) {
    synchronized (CACHES) {
      return CACHES.computeIfAbsent(
          settings,
          unseen ->
              new AnswerCache(store(settings, environment), settings.only(), Clock.systemUTC()));
    }
  }

  private static Optional<AnswerStore> store(
      CacheSettings settings, Map<String, String> environment) {
    if (!settings.server().isEmpty()) {
      return Optional.of(new RedisStore(RedisServers.of(settings.server(), environment)));
    }
    return settings.folder().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FolderStore(Path.of(settings.folder()).resolve("answers"), settings.mostBytes()));
  }

  /** Whether nothing is asked that is not kept. */
  public boolean isOnly() {
    return only;
  }

  /**
   * The answer to a request.
   *
   * @param request all that the answer depends on; no secret is in it
   * @param timeToLive how old an answer may be; zero for any age
   * @param source where it is asked for, if need be
   * @throws NotKeptException if it is not there, and nothing may be asked
   */
  public Found get(String request, Duration timeToLive, Source source) throws Exception {
    String digest = digest(request);
    CachedAnswer kept = memory.getIfPresent(digest);
    if (kept != null && isGood(kept, timeToLive)) {
      return new Found(kept, true);
    }
    CompletableFuture<CachedAnswer> mine = new CompletableFuture<>();
    CompletableFuture<CachedAnswer> other = asked.putIfAbsent(digest, mine);
    if (other != null) {
      return new Found(await(other), true);
    }
    try {
      Optional<CachedAnswer> stored = read(digest).filter(answer -> isGood(answer, timeToLive));
      if (stored.isEmpty() && only) {
        throw new NotKeptException();
      }
      CachedAnswer answer = stored.isPresent() ? stored.get() : source.ask();
      memory.put(digest, answer);
      if (stored.isEmpty()) {
        write(digest, answer, timeToLive);
      }
      mine.complete(answer);
      return new Found(answer, stored.isPresent());
    } catch (Exception e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      asked.remove(digest, mine);
    }
  }

  private static CachedAnswer await(CompletableFuture<CachedAnswer> other) throws Exception {
    try {
      return other.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof InterruptedException
          ? new IOException("the worker that asked was interrupted", e)
          : (e.getCause() instanceof Exception cause ? cause : e);
    }
  }

  private boolean isGood(CachedAnswer answer, Duration timeToLive) {
    return only || answer.isFresh(timeToLive, clock.instant());
  }

  private Optional<CachedAnswer> read(String digest) {
    if (store.isEmpty() || isResting()) {
      return Optional.empty();
    }
    try {
      return store.get().read(digest);
    } catch (IOException e) {
      rest(e);
      return Optional.empty();
    }
  }

  private void write(String digest, CachedAnswer answer, Duration timeToLive) {
    if (store.isPresent() && !isResting()) {
      try {
        store.get().write(digest, answer, timeToLive);
      } catch (IOException e) {
        rest(e);
      }
    }
  }

  private boolean isResting() {
    return !(store.get() instanceof FolderStore) && clock.millis() < restUntil.get();
  }

  private void rest(IOException e) {
    long before = restUntil.getAndSet(clock.millis() + REST.toMillis());
    if (before == Long.MIN_VALUE) {
      LOG.warn("the cache of answers does not work, so that more is asked for: {}", e.getMessage());
    }
  }

  private static String digest(String request) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

package io.seedmill.pipeline.cli;

import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.sources.cache.CacheFolder;
import io.seedmill.generators.sources.cache.RedisAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options for the cache of APIs' answers. */
final class CacheOptions {

  private static final String ALLOWED = "a folder, or redis://host:port";

  @Option(
      names = "--cache",
      paramLabel = "<place>",
      description =
          "Where the answers of APIs are kept: a folder, or redis://host:port for workers on several"
              + " machines; default: a folder 'seedmill' in the user's cache folder.")
  private String cache;

  @Option(
      names = {"--cache-only", "--cacheOnly"},
      description =
          "Ask no API: take answers from the cache alone, however old; what is missing fails.")
  private boolean cacheOnly;

  CacheSettings settings() throws BadInputException {
    if (cache == null) {
      return new CacheSettings("", usual().toString(), cacheOnly);
    }
    if (cache.isBlank()) {
      throw new BadInputException("--cache: found nothing; allowed: " + ALLOWED);
    }
    if (!cache.contains("://") && cache.contains("${env:")) {
      throw new BadInputException(
          "--cache: found '%s', a reference in the name of a folder; allowed: references in an address"
                  .formatted(cache)
              + " of Redis; in other places let the shell put in the value");
    }
    if (!cache.contains("://")) {
      return new CacheSettings("", Path.of(cache).toAbsolutePath().toString(), cacheOnly);
    }
    if (!isServer()) {
      String scheme = cache.substring(0, cache.indexOf("://"));
      throw new BadInputException("--cache: found %s://…; allowed: %s".formatted(scheme, ALLOWED));
    }
    try {
      RedisAddress.of(cache, System.getenv());
    } catch (IOException e) {
      throw new BadInputException("--cache: " + e.getMessage(), e);
    }
    return new CacheSettings(cache, usual().toString(), cacheOnly);
  }

  /**
   * Returns the options as they were given, for another command line, with a blank in front of
   * each; not an address that holds a password itself.
   */
  String given() {
    boolean isSecret = cache != null && cache.contains("@") && !cache.contains("${env:");
    return (cache == null || isSecret ? "" : " --cache=" + ShellWord.quoted(cache))
        + (cacheOnly ? " --cache-only" : "");
  }

  /** Returns true for the address of a server; a reference to a secret in it is not resolved. */
  private boolean isServer() {
    try {
      URI address = new URI(cache.replaceAll("\\$\\{env:\\w+}", "secret"));
      return address.getHost() != null
          && (cache.startsWith("redis://") || cache.startsWith("rediss://"));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static Path usual() {
    return CacheFolder.of(System.getenv());
  }
}

package io.seedmill.generators;

import java.io.Serializable;
import java.util.Objects;

/**
 * The place of the cache for API responses.
 *
 * @param server the address of a server that all workers share, such as {@code
 *     redis://127.0.0.1:6379}, with secrets as references to the environment; empty for none
 * @param folder a local folder, which need not exist; used where there is no server
 * @param only whether nothing is asked that is not in the cache, and nothing there is too old
 */
public record CacheSettings(String server, String folder, boolean only) implements Serializable {

  public CacheSettings {
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(folder, "folder");
  }
}

package io.seedmill.generators;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** Keeps the assets of samples. The same asset is kept once, whichever samples have it. */
public interface AssetStore {

  /**
   * Keeps an asset.
   *
   * @return what stands for it in the record: {@code {"$asset": {"bytes", "mediaType", "sha256",
   *     "path" or "base64"}}}, of which media type and SHA-256 are content, and the others say
   *     where it is
   */
  ObjectNode keep(Asset asset) throws IOException;

  /** Returns true if an asset's bytes become part of its sample, and so count for its size. */
  default boolean isInSample() {
    return false;
  }
}

package io.seedmill.transforms.blocks;

import java.io.Serializable;

/**
 * A file of the keys that an earlier run published: 16 bytes each, ascending, and nothing else.
 *
 * @param root the root of the storage that it lies in
 * @param path the file
 * @param records how many keys it has
 */
public record KnownKeys(String root, String path, long records) implements Serializable {

  /** Returns the number of bytes of the file. */
  public long bytes() {
    return records * ContentHash.BYTES;
  }
}

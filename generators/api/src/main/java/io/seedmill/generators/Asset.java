package io.seedmill.generators;

import java.util.Objects;

/**
 * A piece of media that belongs to a sample.
 *
 * @param mediaType such as {@code image/png}
 * @param bytes all of it; not changed any more
 */
public record Asset(String mediaType, byte[] bytes) {

  /** The field whose value is an object that describes an asset; it is that object's only field. */
  public static final String FIELD = "$asset";

  public Asset {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(bytes, "bytes");
  }
}

package io.seedmill.generators;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * A piece of media that belongs to a sample.
 *
 * @param mediaType such as {@code image/png}
 * @param bytes how many there are
 * @param content reads all of it; it need not fit in memory
 */
public record Asset(String mediaType, long bytes, Content content) {

  /** The field whose value is an object that describes an asset; it is that object's only field. */
  public static final String FIELD = "$asset";

  public Asset {
    Objects.requireNonNull(mediaType, "mediaType");
    Objects.requireNonNull(content, "content");
  }

  /** Creates an asset of bytes that are not changed any more. */
  public Asset(String mediaType, byte[] bytes) {
    this(mediaType, bytes.length, () -> new ByteArrayInputStream(bytes));
  }

  /** The bytes of an asset. */
  @FunctionalInterface
  public interface Content {

    /** Opens them, from the first one. */
    InputStream open() throws IOException;
  }
}

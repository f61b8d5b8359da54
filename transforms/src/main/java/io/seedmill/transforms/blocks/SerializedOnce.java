package io.seedmill.transforms.blocks;

import java.io.Serial;
import java.io.Serializable;
import org.apache.beam.sdk.util.SerializableUtils;

/**
 * Holds the settings of a step as bytes: they are serialized once, when the graph is built, and
 * read once by each copy of the step that uses them. The DirectRunner serializes and reads every
 * step twice for each bundle, which costs nothing worth counting for bytes, and most of a run for
 * the plan of a large matrix.
 */
public final class SerializedOnce<T extends Serializable> implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private transient T value;

  private SerializedOnce(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Serializes a value. */
  public static <T extends Serializable> SerializedOnce<T> of(T value) {
    return new SerializedOnce<>(SerializableUtils.serializeToByteArray(value));
  }

  /** Returns the value, read from its bytes at the first call. */
  @SuppressWarnings("unchecked")
  public synchronized T get() {
    if (value == null) {
      value = (T) SerializableUtils.deserializeFromByteArray(bytes, "the settings of a step");
    }
    return value;
  }
}

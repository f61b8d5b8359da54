package io.seedmill.transforms.blocks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serial;
import java.io.Serializable;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.util.SerializableUtils;

/**
 * Holds a value as bytes, which are written once, and read once by each copy that uses it.
 *
 * <p>The DirectRunner serializes and reads every step twice for each bundle, and each element that
 * waits for a group once for every bundle that adds to the group. For bytes that costs nothing
 * worth counting. For the settings of a step it is most of a run with the plan of a large matrix.
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
      value = (T) SerializableUtils.deserializeFromByteArray(bytes, "a value");
    }
    return value;
  }

  /** Returns the coder of elements, which copies their bytes. */
  public static <T extends Serializable> Coder<SerializedOnce<T>> coder() {
    return new BytesCoder<>();
  }

  private static final class BytesCoder<T extends Serializable>
      extends AtomicCoder<SerializedOnce<T>> {

    @Serial private static final long serialVersionUID = 1L;

    @Override
    public void encode(SerializedOnce<T> value, OutputStream out) throws IOException {
      ByteArrayCoder.of().encode(value.bytes, out);
    }

    @Override
    public SerializedOnce<T> decode(InputStream in) throws IOException {
      return new SerializedOnce<>(ByteArrayCoder.of().decode(in));
    }
  }
}

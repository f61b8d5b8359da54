package io.seedmill.transforms.blocks;

import java.io.IOException;
import java.util.List;

/**
 * The blocks of one bundle on their way out of a worker. A receiver that fails ends the bundle,
 * even if a generator swallows what its sink throws.
 */
public final class BlockOutput implements AutoCloseable {

  /** Takes a block before it returns. */
  @FunctionalInterface
  public interface Receiver {
    void accept(int bucket, SampleBlock.InMemory block) throws IOException;
  }

  private final HangWatch watch;
  private final BlockSink sink;
  private Receiver receiver;
  private UndeliveredException undelivered;

  public BlockOutput(int buckets, List<String> keyFields, int memory) {
    this(buckets, keyFields, memory, HangWatch.start());
  }

  BlockOutput(int buckets, List<String> keyFields, int memory, HangWatch watch) {
    this.watch = watch;
    sink = new BlockSink(buckets, keyFields, memory, this::receive, watch::begin);
  }

  /** Sets the receiver of the next blocks. */
  public void to(Receiver next) {
    receiver = next;
  }

  public BlockSink sink() {
    return sink;
  }

  public HangWatch watch() {
    return watch;
  }

  /** Throws what went wrong in the receiver, if anything did. */
  public void requireDelivered() {
    if (undelivered != null) {
      throw undelivered;
    }
  }

  private void receive(int bucket, SampleBlock.InMemory block) {
    try {
      receiver.accept(bucket, block);
    } catch (IOException | RuntimeException | AssertionError | StackOverflowError e) {
      undelivered = new UndeliveredException(e);
      throw undelivered;
    }
  }

  @Override
  public void close() {
    watch.close();
  }

  /** A storage or a runner that fails is no fault of a sample. */
  static final class UndeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UndeliveredException(Throwable cause) {
      super("a block of samples could not be handed on", cause);
    }
  }
}

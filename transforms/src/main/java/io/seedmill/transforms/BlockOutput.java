package io.seedmill.transforms;

import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.SampleBlock;
import java.io.IOException;
import java.util.List;

/**
 * The blocks of one bundle on their way out of a worker. A receiver that fails ends the bundle,
 * even if a generator swallows what its sink throws.
 */
final class BlockOutput implements AutoCloseable {

  /** Takes a block before it returns. */
  @FunctionalInterface
  interface Receiver {
    void accept(int bucket, SampleBlock.InMemory block) throws IOException;
  }

  private final HangWatch watch = HangWatch.start();
  private final BlockSink sink;
  private Receiver receiver;
  private UndeliveredException undelivered;

  BlockOutput(int buckets, List<String> keyFields, int memory) {
    sink = new BlockSink(buckets, keyFields, memory, this::receive, watch::begin);
  }

  /** Where the next blocks go. */
  void to(Receiver next) {
    receiver = next;
  }

  BlockSink sink() {
    return sink;
  }

  HangWatch watch() {
    return watch;
  }

  /** Throws what went wrong in the receiver, if anything did. */
  void requireDelivered() {
    if (undelivered != null) {
      throw undelivered;
    }
  }

  /** Hands on every block that holds a record. */
  void flush() {
    sink.flush();
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

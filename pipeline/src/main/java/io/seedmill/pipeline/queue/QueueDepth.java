package io.seedmill.pipeline.queue;

import java.util.OptionalInt;

/**
 * The numbers of messages of a queue, which SQS knows about.
 *
 * @param waiting how many it would give out
 * @param givenOut how many somebody has
 * @param deadLetters how many its dead-letter queue has; empty where there is none, or nobody knows
 */
public record QueueDepth(int waiting, int givenOut, OptionalInt deadLetters) {

  /** Returns true if nobody has a message, and none waits. */
  public boolean isEmpty() {
    return waiting == 0 && givenOut == 0;
  }
}

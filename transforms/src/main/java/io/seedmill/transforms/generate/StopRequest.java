package io.seedmill.transforms.generate;

/**
 * A request that the workers of this program end soon: each finishes the sample that it is at, and
 * keeps what it has of its shard. It cannot be taken back, since the program ends.
 */
public final class StopRequest {

  private static volatile boolean isMade;

  private StopRequest() {}

  /** Makes the request. */
  public static void make() {
    isMade = true;
  }

  /** Returns true if it was made. */
  public static boolean isMade() {
    return isMade;
  }
}

package io.seedmill.generators;

import java.util.Objects;

/**
 * Why an index has no sample: enough to make it again.
 *
 * @param index the sample's number in its entry
 * @param seed the seed of its randomness, see {@link SampleSeeds#seedOf}
 * @param attempts how often it was tried
 * @param error the class of the last exception
 * @param message what the last exception said; never null
 */
public record SampleFailure(long index, long seed, int attempts, String error, String message) {

  public SampleFailure {
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(message, "message");
  }

  /** Returns the failure of an index that ended with {@code cause}. */
  public static SampleFailure of(long index, long seed, int attempts, Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    return new SampleFailure(index, seed, attempts, cause.getClass().getName(), message);
  }
}

package io.seedmill.generators;

import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Why an index has no sample: enough to make it again.
 *
 * @param index the sample's number in its entry
 * @param seed the seed of its randomness, see {@link SampleSeeds#seedOf}
 * @param attempts how often it was tried
 * @param error a short, stable code of the cause, such as {@link #INVALID_SAMPLE}
 * @param message the cause in a sentence; never null
 */
public record SampleFailure(long index, long seed, int attempts, String error, String message) {

  /** A generator has made what cannot be a sample. */
  public static final String INVALID_SAMPLE = "invalid-sample";

  /** A generator has thrown any other exception, which the message names. */
  public static final String GENERATOR_ERROR = "generator-error";

  /** A host that has never answered could not be connected to. */
  public static final String NO_CONNECTION = "no-connection";

  /** Stands between a cause and what was said before it. */
  public static final String BEFORE_THAT = "\nand before that:\n";

  /** Stands between a cause and all that was said. */
  public static final String AS_IN = "\nas in:\n";

  private static final int LONGEST_LINE = 500;

  public SampleFailure {
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(message, "message");
  }

  /** Returns the failure of an index that ended with {@code cause}. */
  public static SampleFailure of(long index, long seed, int attempts, Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    if (cause instanceof InvalidSampleException || cause instanceof UncheckedIOException) {
      return new SampleFailure(index, seed, attempts, INVALID_SAMPLE, message);
    }
    String named = cause.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
    return new SampleFailure(index, seed, attempts, GENERATOR_ERROR, named);
  }

  /**
   * Returns the cause that a message tells in one line of at most 500 characters, without what was
   * said besides. A name or a value with line feeds is not cut there.
   */
  public static String inOneLine(String message) {
    String cause = before(BEFORE_THAT, before(AS_IN, message));
    String line =
        cause
            .lines()
            .map(String::strip)
            .filter(each -> !each.isEmpty())
            .collect(Collectors.joining(" "))
            .replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }

  private static String before(String separator, String message) {
    int end = message.indexOf(separator);
    return end < 0 ? message : message.substring(0, end);
  }
}

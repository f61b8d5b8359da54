package io.seedmill.transforms.storage;

import java.time.Duration;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.core.retry.RetryPolicyContext;
import software.amazon.awssdk.core.retry.backoff.BackoffStrategy;
import software.amazon.awssdk.core.retry.backoff.EqualJitterBackoffStrategy;
import software.amazon.awssdk.core.retry.conditions.OrRetryCondition;
import software.amazon.awssdk.core.retry.conditions.RetryCondition;

/** The rule for requests that are sent again: which, how often, after which pauses. */
final class S3Retries {

  /*
   * With 8 retries a store that answers 503, or is away, for about a quarter of a minute loses
   * nothing. After that the runner tries again, if it does.
   */
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private S3Retries() {}

  /** The SDK's own conditions, and one that it lacks: an answer that broke off. */
  static RetryPolicy policy(int retries) {
    BackoffStrategy pauses =
        EqualJitterBackoffStrategy.builder()
            .baseDelay(FIRST_PAUSE)
            .maxBackoffTime(LONGEST_PAUSE)
            .build();
    return RetryPolicy.builder(RetryMode.STANDARD)
        .numRetries(retries)
        .backoffStrategy(pauses)
        .throttlingBackoffStrategy(pauses)
        .retryCondition(
            OrRetryCondition.create(
                RetryCondition.defaultRetryCondition(), S3Retries::answerBrokeOff))
        .build();
  }

  private static boolean answerBrokeOff(RetryPolicyContext context) {
    for (Throwable cause = context.exception(); cause != null; cause = cause.getCause()) {
      if (cause instanceof XMLStreamException) {
        return true;
      }
    }
    return false;
  }
}

package io.seedmill.transforms.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.function.BiFunction;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Sends a request again with fresh credentials where the store says that they have expired. The SDK
 * does not: it takes the same ones for every attempt. Only the AWS default chain is asked anew, for
 * a few seconds, since what renews a file of credentials may be late.
 */
final class CredentialsRetry implements AwsCredentialsProvider {

  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 500;

  private DefaultCredentialsProvider chain = DefaultCredentialsProvider.builder().build();
  private AwsCredentials last;

  private CredentialsRetry() {}

  /**
   * Makes a client.
   *
   * @param client makes it, with other credentials than those of the options where there are some
   */
  static S3Client around(
      BiFunction<S3StorageOptions, Optional<AwsCredentialsProvider>, S3Client> client,
      S3StorageOptions options) {
    if (!(options.getAwsCredentialsProvider() instanceof DefaultCredentialsProvider)) {
      return client.apply(options, Optional.empty());
    }
    CredentialsRetry retry = new CredentialsRetry();
    S3Client inner = client.apply(options, Optional.of(retry));
    return (S3Client)
        Proxy.newProxyInstance(
            S3Client.class.getClassLoader(),
            new Class<?>[] {S3Client.class},
            (proxy, method, arguments) -> retry.send(inner, method, arguments));
  }

  private Object send(S3Client client, Method method, Object[] arguments) throws Throwable {
    for (int attempt = 1; ; attempt++) {
      AwsCredentials before = last();
      try {
        return method.invoke(client, arguments);
      } catch (InvocationTargetException e) {
        if (!S3Failure.mayBeExpired(e.getCause()) || attempt == ATTEMPTS) {
          throw e.getCause();
        }
        boolean isRenewed = renew(before);
        if (!isRenewed && S3Failure.isExpired(e.getCause())) {
          pause(FIRST_PAUSE_MILLIS << attempt);
        } else if (!isRenewed) {
          throw e.getCause();
        }
      }
    }
  }

  private synchronized AwsCredentials last() {
    return last;
  }

  /** Asks the chain anew; returns true if it has others than those that were used. */
  private synchronized boolean renew(AwsCredentials used) {
    if (used != null && !used.equals(last)) {
      return true; // another thread was faster
    }
    AwsCredentials before = last;
    chain.close();
    chain = DefaultCredentialsProvider.builder().build();
    return !resolveCredentials().equals(before);
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    last = chain.resolveCredentials();
    return last;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AbortedException.create("interrupted", e);
    }
  }
}

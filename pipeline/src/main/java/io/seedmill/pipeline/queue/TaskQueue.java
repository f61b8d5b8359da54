package io.seedmill.pipeline.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.aws2.common.ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue with the interface of SQS. Its requests are sent again as the AWS SDK does. */
public final class TaskQueue implements AutoCloseable {

  private static final int MOST_IN_A_REQUEST = 10;
  private static final int MOST_BYTES_IN_A_REQUEST = 256 << 10;
  private static final int DENIED = 403;

  private static final Pattern AMAZON =
      Pattern.compile("(?:sqs\\.([a-z0-9-]+)|([a-z0-9-]+)\\.queue)\\.amazonaws\\.com(?:\\.cn)?");

  private final String url;
  private final SqsClient client;

  private TaskQueue(String url, SqsClient client) {
    this.url = url;
    this.client = client;
  }

  /**
   * Opens a queue, without asking it for anything.
   *
   * @param url its address, such as {@code https://sqs.eu-west-1.amazonaws.com/123456789012/tasks}
   * @param options the credentials, and the region where the address has none
   * @throws IllegalArgumentException if the address is none of a queue
   */
  public static TaskQueue open(String url, AwsOptions options) {
    URI address = address(url);
    SqsClientBuilder builder =
        ClientBuilderFactory.getFactory(options).create(SqsClient.builder(), options);
    builder.endpointOverride(URI.create(address.getScheme() + "://" + address.getRawAuthority()));
    Matcher amazon = AMAZON.matcher(address.getHost().toLowerCase(Locale.ROOT));
    if (amazon.matches()) {
      builder.region(Region.of(amazon.group(1) != null ? amazon.group(1) : amazon.group(2)));
    } else if (options.getAwsRegion() == null) {
      builder.region(Region.US_EAST_1); // a server of one's own has none, but a client needs one
    }
    return new TaskQueue(url, builder.build());
  }

  private static URI address(String url) {
    try {
      URI address = URI.create(url);
      boolean isComplete =
          ("" + address.getScheme()).matches("https?")
              && address.getHost() != null
              && address.getUserInfo() == null
              && address.getQuery() == null
              && ("" + address.getPath()).matches("/.*[^/]");
      if (isComplete) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "found '%s'; allowed: the address of an SQS queue, such as"
                .formatted(url.replaceAll("//[^/@]*@", "//…@"))
            + " https://sqs.eu-west-1.amazonaws.com/123456789012/tasks");
  }

  /** Returns its address. */
  public String url() {
    return url;
  }

  /**
   * Asks for messages, up to ten.
   *
   * @param wait how long to wait for the first one, in whole seconds up to 20
   * @param visibility how long nobody else gets them
   */
  public List<QueuedMessage> receive(Duration wait, Duration visibility) throws QueueException {
    return sent(
            () ->
                client.receiveMessage(
                    request ->
                        request
                            .queueUrl(url)
                            .maxNumberOfMessages(MOST_IN_A_REQUEST)
                            .waitTimeSeconds((int) wait.toSeconds())
                            .visibilityTimeout((int) visibility.toSeconds())
                            .attributeNamesWithStrings(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT.toString())))
        .messages()
        .stream()
        .map(
            message ->
                new QueuedMessage(
                    message.messageId(),
                    message.receiptHandle(),
                    Integer.parseInt(
                        message
                            .attributes()
                            .getOrDefault(
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")),
                    message.body()))
        .toList();
  }

  /**
   * Keeps messages from others for longer; for no time, so that anybody gets them at once.
   *
   * @return those that the queue has taken back meanwhile
   */
  public List<QueuedMessage> extend(Collection<QueuedMessage> messages, Duration visibility)
      throws QueueException {
    return inBatches(
        messages,
        batch ->
            client
                .changeMessageVisibilityBatch(
                    request ->
                        request
                            .queueUrl(url)
                            .entries(
                                numbered(
                                    batch,
                                    (number, message) ->
                                        ChangeMessageVisibilityBatchRequestEntry.builder()
                                            .id(number)
                                            .receiptHandle(message.receipt())
                                            .visibilityTimeout((int) visibility.toSeconds())
                                            .build())))
                .failed());
  }

  /**
   * Removes messages for good.
   *
   * @return those that the queue has taken back, and may give out once more
   */
  public List<QueuedMessage> delete(Collection<QueuedMessage> messages) throws QueueException {
    return inBatches(
        messages,
        batch ->
            client
                .deleteMessageBatch(
                    request ->
                        request
                            .queueUrl(url)
                            .entries(
                                numbered(
                                    batch,
                                    (number, message) ->
                                        DeleteMessageBatchRequestEntry.builder()
                                            .id(number)
                                            .receiptHandle(message.receipt())
                                            .build())))
                .failed());
  }

  /** Sends texts, in order, as many in a request as it may have. */
  public void send(List<String> bodies) throws QueueException {
    List<SendMessageBatchRequestEntry> batch = new ArrayList<>();
    int bytes = 0;
    for (String body : bodies) {
      int more = body.getBytes(StandardCharsets.UTF_8).length;
      if (batch.size() == MOST_IN_A_REQUEST || bytes + more > MOST_BYTES_IN_A_REQUEST) {
        sendBatch(batch);
        batch.clear();
        bytes = 0;
      }
      batch.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(batch.size()))
              .messageBody(body)
              .build());
      bytes += more;
    }
    sendBatch(batch);
  }

  private void sendBatch(List<SendMessageBatchRequestEntry> batch) throws QueueException {
    if (batch.isEmpty()) {
      return;
    }
    List<BatchResultErrorEntry> failed =
        sent(() -> client.sendMessageBatch(request -> request.queueUrl(url).entries(batch)))
            .failed();
    if (!failed.isEmpty()) {
      throw new QueueException(
          "queue %s: %d of %d messages were refused (%s)"
              .formatted(url, failed.size(), batch.size(), failed.get(0).message()),
          null);
    }
  }

  /**
   * Returns how often a message is given out before it goes to the dead-letter queue; empty where
   * the queue has none.
   */
  public OptionalInt maxReceiveCount() throws QueueException {
    String policy =
        sent(() ->
                client.getQueueAttributes(
                    request ->
                        request.queueUrl(url).attributeNames(QueueAttributeName.REDRIVE_POLICY)))
            .attributes()
            .get(QueueAttributeName.REDRIVE_POLICY);
    try {
      int most =
          policy == null ? 0 : new JsonMapper().readTree(policy).path("maxReceiveCount").asInt();
      return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    } catch (JsonProcessingException e) {
      return OptionalInt.empty();
    }
  }

  private interface Numbered<T> {
    T entry(String number, QueuedMessage message);
  }

  private static <T> List<T> numbered(List<QueuedMessage> batch, Numbered<T> entry) {
    List<T> entries = new ArrayList<>();
    for (QueuedMessage message : batch) {
      entries.add(entry.entry(Integer.toString(entries.size()), message));
    }
    return entries;
  }

  /** Sends requests of ten messages each; returns the messages that one of them failed for. */
  private List<QueuedMessage> inBatches(
      Collection<QueuedMessage> messages,
      Function<List<QueuedMessage>, List<BatchResultErrorEntry>> request)
      throws QueueException {
    List<QueuedMessage> all = List.copyOf(messages);
    Set<QueuedMessage> failed = new HashSet<>();
    for (int first = 0; first < all.size(); first += MOST_IN_A_REQUEST) {
      List<QueuedMessage> batch =
          all.subList(first, Math.min(first + MOST_IN_A_REQUEST, all.size()));
      sent(() -> request.apply(batch))
          .forEach(error -> failed.add(batch.get(Integer.parseInt(error.id()))));
    }
    return all.stream().filter(failed::contains).toList();
  }

  private <T> T sent(Supplier<T> request) throws QueueException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new QueueException("queue %s: %s".formatted(url, reason(e)), e);
    }
  }

  private static String reason(SdkException failure) {
    if (failure instanceof QueueDoesNotExistException) {
      return "there is no such queue";
    }
    if (failure instanceof SqsException answer) {
      String code = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
      if (("" + code).endsWith("NonExistentQueue")) {
        return "there is no such queue";
      }
      return answer.statusCode() == DENIED
          ? "access is denied (%s); check the credentials and what they may do".formatted(code)
          : "it answered %d (%s)".formatted(answer.statusCode(), code);
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
        return "it cannot be reached (%s)".formatted(cause.getMessage());
      }
    }
    if (("" + failure.getMessage()).contains("Unable to load credentials")) {
      return "there are no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile";
    }
    return ("" + failure.getMessage()).replaceAll("[\\p{Cntrl}\\s]+", " ");
  }

  @Override
  public void close() {
    client.close();
  }
}

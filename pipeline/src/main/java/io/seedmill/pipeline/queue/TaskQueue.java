package io.seedmill.pipeline.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
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
import software.amazon.awssdk.services.sqs.model.SqsException;

/** A queue with the interface of SQS. Its requests are sent again as the AWS SDK does. */
public final class TaskQueue implements AutoCloseable {

  /** The most messages of a request. */
  static final int MOST_IN_A_REQUEST = 10;

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
   * Asks for messages.
   *
   * @param most how many at most; a request gives up to ten
   * @param wait how long to wait for the first one, in whole seconds up to 20
   * @param visibility how long nobody else gets them
   */
  public List<QueuedMessage> receive(int most, Duration wait, Duration visibility)
      throws QueueException {
    return ask(
            sqs ->
                sqs.receiveMessage(
                    request ->
                        request
                            .queueUrl(url)
                            .maxNumberOfMessages(Math.min(most, MOST_IN_A_REQUEST))
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
        (sqs, batch) ->
            sqs.changeMessageVisibilityBatch(
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
        (sqs, batch) ->
            sqs.deleteMessageBatch(
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

  /**
   * Returns how often a message is given out before it goes to the dead-letter queue; empty where
   * the queue has none.
   */
  public OptionalInt maxReceiveCount() throws QueueException {
    int most = redrivePolicy().path("maxReceiveCount").asInt();
    return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
  }

  private JsonNode redrivePolicy() throws QueueException {
    try {
      String policy =
          attributes(QueueAttributeName.REDRIVE_POLICY).get(QueueAttributeName.REDRIVE_POLICY);
      return policy == null ? MissingNode.getInstance() : new JsonMapper().readTree(policy);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }

  /** Returns how many messages there are, about. */
  public QueueDepth depth() throws QueueException {
    Map<QueueAttributeName, String> found =
        attributes(
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);
    return new QueueDepth(
        number(found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
            + number(found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED),
        number(found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE),
        deadLetters());
  }

  /** Returns about how many messages the dead-letter queue has; empty where nobody knows. */
  private OptionalInt deadLetters() {
    try {
      String[] arn = redrivePolicy().path("deadLetterTargetArn").asText().split(":", -1);
      if (arn.length < 2) {
        return OptionalInt.empty();
      }
      String dead =
          ask(sqs ->
                  sqs.getQueueUrl(
                      request ->
                          request
                              .queueName(arn[arn.length - 1])
                              .queueOwnerAWSAccountId(arn[arn.length - 2])))
              .queueUrl();
      Map<QueueAttributeName, String> found =
          attributes(dead, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
      return OptionalInt.of(number(found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES));
    } catch (QueueException e) {
      return OptionalInt.empty(); // who may read a queue need not see its dead letters
    }
  }

  private static int number(Map<QueueAttributeName, String> found, QueueAttributeName name) {
    return Integer.parseInt(found.getOrDefault(name, "0"));
  }

  Map<QueueAttributeName, String> attributes(QueueAttributeName... names) throws QueueException {
    return attributes(url, names);
  }

  private Map<QueueAttributeName, String> attributes(String of, QueueAttributeName... names)
      throws QueueException {
    return ask(
        sqs ->
            sqs.getQueueAttributes(request -> request.queueUrl(of).attributeNames(names))
                .attributes());
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

  /**
   * Sends requests of ten messages each.
   *
   * @return the messages that the queue does not know under their receipts any more
   * @throws QueueException if it did not do it for another reason; for some it may be done
   */
  private List<QueuedMessage> inBatches(
      Collection<QueuedMessage> messages,
      BiFunction<SqsClient, List<QueuedMessage>, List<BatchResultErrorEntry>> request)
      throws QueueException {
    List<QueuedMessage> all = List.copyOf(messages);
    Set<QueuedMessage> lost = new HashSet<>();
    QueueException failed = null;
    for (int first = 0; first < all.size(); first += MOST_IN_A_REQUEST) {
      List<QueuedMessage> batch =
          all.subList(first, Math.min(first + MOST_IN_A_REQUEST, all.size()));
      for (BatchResultErrorEntry error : ask(sqs -> request.apply(sqs, batch))) {
        if (Boolean.FALSE.equals(error.senderFault())) {
          failed = new QueueException("queue %s: %s".formatted(url, error.message()), null);
        } else {
          lost.add(batch.get(Integer.parseInt(error.id())));
        }
      }
    }
    if (failed != null) {
      throw failed;
    }
    return all.stream().filter(lost::contains).toList();
  }

  /** Sends a request. */
  <T> T ask(Function<SqsClient, T> request) throws QueueException {
    try {
      return request.apply(client);
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

package io.seedmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A real server of the SQS interface, ElasticMQ, on a free port of 127.0.0.1, in a JVM of its own
 * that ends with this one. It keeps everything in its memory and takes any key.
 */
public final class QueueServer implements AutoCloseable {

  private static final int HEAP_MEGABYTES = 256;
  private static final Pattern LISTENS = Pattern.compile("queue server listens on (\\d+)");

  private final ServerProcess process;
  private final SqsClient client;

  private QueueServer(ServerProcess process) {
    this.process = process;
    this.client =
        SqsClient.builder()
            .endpointOverride(process.endpoint())
            .region(Region.of(S3Server.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(S3Server.ACCESS_KEY, S3Server.SECRET_KEY)))
            .httpClientBuilder(ApacheHttpClient.builder())
            .build();
  }

  /** Starts a server without a queue. */
  public static QueueServer start() {
    try {
      String classPath = Files.readString(ServerProcess.builtFile("queue-server.classpath"));
      return new QueueServer(
          ServerProcess.start(
              "queue server",
              HEAP_MEGABYTES,
              classPath.strip(),
              LISTENS,
              List.of(QueueServerMain.class.getName())));
    } catch (IOException e) {
      throw new UncheckedIOException("The queue server did not start", e);
    }
  }

  public URI endpoint() {
    return process.endpoint();
  }

  /** The test's own view of the server; it is closed with the server. */
  public SqsClient client() {
    return client;
  }

  /**
   * Creates a queue, and another that gets what was received too often.
   *
   * @param maxReceiveCount how often a message is given out before it goes to the other queue
   * @return the address of the queue; that of the other ends in {@code -dead}
   */
  public String createQueue(String name, int visibilitySeconds, int maxReceiveCount) {
    String dead = client.createQueue(request -> request.queueName(name + "-dead")).queueUrl();
    String arn =
        client
            .getQueueAttributes(
                request -> request.queueUrl(dead).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    String policy =
        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":%d}".formatted(arn, maxReceiveCount);
    client.createQueue(
        request ->
            request
                .queueName(name)
                .attributes(
                    Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        Integer.toString(visibilitySeconds),
                        QueueAttributeName.REDRIVE_POLICY,
                        policy)));
    return url(name);
  }

  /** Creates a queue that gives its messages out in order. */
  public String createFifoQueue(String name) {
    client.createQueue(
        request ->
            request
                .queueName(name + ".fifo")
                .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
    return url(name + ".fifo");
  }

  /** Returns the address of a queue. */
  public String url(String name) {
    return endpoint() + "/000000000000/" + name;
  }

  /** Returns how many messages a queue has, those that are given out among them. */
  public int messages(String url) {
    return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES) + givenOut(url);
  }

  /** Returns how many messages of a queue are given out. */
  public int givenOut(String url) {
    return number(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  private int number(String url, QueueAttributeName name) {
    return Integer.parseInt(
        client
            .getQueueAttributes(request -> request.queueUrl(url).attributeNames(name))
            .attributes()
            .get(name));
  }

  /** Returns the texts of up to ten messages, which stay given out for a while. */
  public List<String> receive(String url) {
    return client
        .receiveMessage(request -> request.queueUrl(url).maxNumberOfMessages(10))
        .messages()
        .stream()
        .map(Message::body)
        .toList();
  }

  /** Ends the server in the middle of whatever it does, for good. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    client.close();
    process.close();
  }
}

package io.seedmill.pipeline.queue;

import io.seedmill.transforms.blocks.ContentHash;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

/**
 * Sends messages to a queue, in order, as many in a request as it may have. To a FIFO queue each is
 * a group of its own, so that several workers get them at once, and its text is its deduplication
 * id.
 */
public final class TaskSender {

  /** The limit of a message, and of a request, unless the queue says another. */
  private static final int USUAL_LIMIT = 256 << 10;

  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final TaskQueue queue;
  private int sent;

  public TaskSender(TaskQueue queue) {
    this.queue = queue;
  }

  /** Returns how many messages the queue has confirmed. */
  public int sent() {
    return sent;
  }

  /** Returns the most bytes that a message may have. */
  public int limit() throws QueueException {
    try {
      String limit =
          queue
              .attributes(QueueAttributeName.MAXIMUM_MESSAGE_SIZE)
              .get(QueueAttributeName.MAXIMUM_MESSAGE_SIZE);
      return limit == null ? USUAL_LIMIT : Integer.parseInt(limit);
    } catch (QueueException e) {
      if (e.isDenied()) {
        return USUAL_LIMIT; // who may send need not see what the queue says of itself
      }
      throw e;
    }
  }

  /** Returns the size of a message. */
  public static int bytes(String body) {
    return body.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Sends texts.
   *
   * @throws QueueException if the queue refuses one again and again; {@link #sent} says how many it
   *     has
   */
  public void send(List<String> bodies) throws QueueException {
    List<String> batch = new ArrayList<>();
    int bytes = 0;
    for (String body : bodies) {
      int more = bytes(body);
      if (batch.size() == TaskQueue.MOST_IN_A_REQUEST || bytes + more > USUAL_LIMIT) {
        sendBatch(batch);
        batch.clear();
        bytes = 0;
      }
      batch.add(body);
      bytes += more;
    }
    sendBatch(batch);
  }

  /** A request may be done for some of its messages: only the others are sent again. */
  private void sendBatch(List<String> bodies) throws QueueException {
    List<String> left = List.copyOf(bodies);
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      List<SendMessageBatchRequestEntry> entries = entries(left);
      SendMessageBatchResponse answer =
          queue.ask(sqs -> sqs.sendMessageBatch(to -> to.queueUrl(queue.url()).entries(entries)));
      Set<String> confirmed = new HashSet<>();
      for (SendMessageBatchResultEntry done : answer.successful()) {
        confirmed.add(done.id());
      }
      sent += confirmed.size();
      List<String> rest = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        if (!confirmed.contains(entries.get(i).id())) {
          rest.add(left.get(i));
        }
      }
      boolean isFinal =
          answer.failed().stream().anyMatch(e -> Boolean.TRUE.equals(e.senderFault()));
      if (!rest.isEmpty() && (isFinal || attempt == ATTEMPTS)) {
        String reason =
            answer.failed().stream()
                .map(BatchResultErrorEntry::message)
                .findFirst()
                .orElse("it did not say why");
        throw new QueueException(
            "queue %s: %d of %d messages were refused (%s)"
                .formatted(queue.url(), rest.size(), left.size(), reason),
            null);
      }
      if (!rest.isEmpty()) {
        LockSupport.parkNanos(PAUSE.toNanos() << attempt);
      }
      left = rest;
    }
  }

  private List<SendMessageBatchRequestEntry> entries(List<String> bodies) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (String body : bodies) {
      SendMessageBatchRequestEntry.Builder entry =
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageBody(body);
      if (queue.url().endsWith(".fifo")) {
        byte[] hash = ContentHash.sha256().digest(body.getBytes(StandardCharsets.UTF_8));
        String id = HexFormat.of().formatHex(hash);
        entry.messageGroupId(id).messageDeduplicationId(id);
      }
      entries.add(entry.build());
    }
    return entries;
  }
}

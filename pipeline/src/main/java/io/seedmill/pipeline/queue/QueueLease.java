package io.seedmill.pipeline.queue;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Messages that nobody else gets while this lease lasts. It is renewed until it is closed; a
 * message that is not deleted by then goes back at once. The output has a record of the lease, so
 * that the run after a crash takes over the same messages.
 */
public final class QueueLease implements AutoCloseable {

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
  private static final Duration RECORD_AGAIN = Duration.ofSeconds(1);
  private static final int RENEWALS = 3;

  private final TaskQueue queue;
  private final Storage storage;
  private final Duration visibility;
  private final String path;
  private final Map<String, QueuedMessage> held = new LinkedHashMap<>();
  private final ScheduledExecutorService renewal =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "queue lease");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread atExit = new Thread(this::giveBackAtExit, "queue lease's end");
  private ScheduledFuture<?> renewing;
  private boolean isWhole;
  private boolean isClosed;

  private QueueLease(TaskQueue queue, Storage storage, Duration visibility) {
    this.queue = queue;
    this.storage = storage;
    this.visibility = visibility;
    this.path = DatasetLayout.QUEUES + "/" + UUID.randomUUID().toString().substring(0, 8) + ".json";
  }

  /**
   * Leases messages: those of a lease that a killed process has left in the output, and else new
   * ones, until the queue gives no more or there are enough.
   *
   * @param most how many messages are enough
   * @param visibility how long they stay away from others if this process is killed
   * @param err is told of a lease that is taken over
   */
  public static QueueLease take(
      TaskQueue queue, Storage storage, int most, Duration visibility, PrintWriter err)
      throws IOException {
    QueueLease lease = new QueueLease(queue, storage, visibility);
    Runtime.getRuntime().addShutdownHook(lease.atExit);
    try {
      Instant until = lease.takeOver(err);
      long period = Math.max(1, visibility.toMillis() / RENEWALS);
      lease.renewing =
          lease.renewal.scheduleAtFixedRate(lease::renew, period, period, TimeUnit.MILLISECONDS);
      if (!lease.isWhole) {
        lease.receive(most, until);
      }
      lease.isWhole = true;
      lease.record();
      return lease;
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /**
   * Takes the messages of leases whose process is gone.
   *
   * @return until when messages may come back that such a process had received and not recorded
   */
  private Instant takeOver(PrintWriter err) throws IOException {
    Instant until = Instant.MIN;
    for (String left : LeaseRecord.in(storage)) {
      LeaseRecord record = LeaseRecord.read(storage, left).orElse(null);
      if (record == null
          || !record.queue().equals(queue.url())
          || !record.isAbandoned(visibility)) {
        continue;
      }
      List<QueuedMessage> lost = queue.extend(record.messages(), visibility);
      List<QueuedMessage> taken = new ArrayList<>(record.messages());
      taken.removeAll(lost);
      taken.forEach(this::hold);
      isWhole |= record.isWhole() && !taken.isEmpty();
      Instant back = Instant.parse(record.renewed()).plus(visibility);
      if (back.isAfter(until) && !(record.isWhole() && lost.isEmpty())) {
        until = back;
      }
      record();
      storage.delete(left);
      err.printf(
          "seedmill: the lease of a run that ended is taken over: %,d of its %,d messages%n",
          taken.size(), record.messages().size());
    }
    if (until.isAfter(Instant.now())) {
      err.printf(
          "seedmill: waiting up to %d s for messages which that run had received%n",
          Duration.between(Instant.now(), until).toSeconds() + 1);
      isWhole = false;
    }
    err.flush();
    return until;
  }

  private void receive(int most, Instant until) throws IOException {
    Instant recorded = Instant.now();
    while (size() < most) {
      List<QueuedMessage> messages = queue.receive(LONGEST_WAIT, visibility);
      if (messages.isEmpty() && Instant.now().isAfter(until)) {
        return;
      }
      messages.forEach(this::hold);
      if (recorded.plus(RECORD_AGAIN).isBefore(Instant.now())) {
        record();
        recorded = Instant.now();
      }
    }
  }

  /** A message may be given out again while it is held: then the newer receipt counts. */
  private synchronized void hold(QueuedMessage message) {
    held.put(message.id(), message);
  }

  private synchronized int size() {
    return held.size();
  }

  /** Returns the messages. */
  public synchronized List<QueuedMessage> messages() {
    return List.copyOf(held.values());
  }

  private synchronized void record() throws IOException {
    if (!isClosed && !held.isEmpty()) {
      LeaseRecord.ofThisProcess(queue.url(), isWhole, messages()).write(storage, path);
    }
  }

  /** A renewal that fails is tried again; two of three may fail before a message is lost. */
  private void renew() {
    try {
      queue.extend(messages(), visibility);
      record();
    } catch (IOException | RuntimeException e) {
      // The messages come back by themselves at worst, and are known by what they ask for.
    }
  }

  /**
   * Removes messages from the queue for good.
   *
   * @return how many the queue had taken back meanwhile, so that it may give them out once more
   */
  public int delete(List<QueuedMessage> done) throws IOException {
    List<QueuedMessage> lost = queue.delete(done);
    synchronized (this) {
      done.forEach(message -> held.remove(message.id(), message));
    }
    record();
    return lost.size();
  }

  private void giveBackAtExit() {
    try {
      giveBack();
    } catch (IOException | RuntimeException e) {
      // They come back by themselves.
    }
  }

  private void giveBack() throws IOException {
    List<QueuedMessage> left;
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
      left = messages();
    }
    if (renewing != null) {
      renewing.cancel(false); // it may be writing the record
    }
    renewal.shutdown();
    try {
      queue.extend(left, Duration.ZERO);
    } finally {
      storage.delete(path);
      storage.deleteIfEmpty(DatasetLayout.QUEUES);
      storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
    }
  }

  /** Gives back what was not deleted. */
  @Override
  public void close() throws IOException {
    try {
      giveBack();
    } finally {
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // the program is ending
      }
    }
  }
}

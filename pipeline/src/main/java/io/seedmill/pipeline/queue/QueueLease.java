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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Messages that nobody else gets while this lease lasts. It is renewed until it is closed; a
 * message that is not deleted by then goes back at once. The output has a record of the lease, so
 * that the run after a crash takes over the same messages.
 */
public final class QueueLease implements AutoCloseable {

  private static final Duration NEXT_WAIT = Duration.ofSeconds(1);
  private static final Duration RECORD_AGAIN = Duration.ofSeconds(1);
  private static final int RENEWALS = 3;

  /** The share of the visibility before whose end a lease counts as lost. */
  private static final int MARGIN = 6;

  /** A signal waits so long for a request that is under way. */
  private static final Duration LONGEST_REQUEST = Duration.ofSeconds(6);

  private final TaskQueue queue;
  private final Storage storage;
  private final LeaseTerms terms;
  private final PrintWriter err;
  private final String name = UUID.randomUUID().toString().substring(0, 8);
  private final String path = DatasetLayout.QUEUES + "/" + name + ".json";
  private final Map<String, QueuedMessage> held = new LinkedHashMap<>();
  private final ReentrantLock receiving = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScheduledExecutorService renewal =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "queue lease");
            thread.setDaemon(true);
            return thread;
          });
  private final Thread atExit = new Thread(this::giveBackAtExit, "queue lease's end");
  private ScheduledFuture<?> renewing;
  private Instant renewed = Instant.now();
  private String notRenewed = "";
  private int lost;
  private boolean isWhole;
  private boolean isTakenOver;
  private boolean isClosed;

  private QueueLease(TaskQueue queue, Storage storage, LeaseTerms terms, PrintWriter err) {
    this.queue = queue;
    this.storage = storage;
    this.terms = terms;
    this.err = err;
  }

  /**
   * Leases messages: those of a lease that a killed process has left in the output, and else new
   * ones, until the queue gives no more or there are enough.
   *
   * @param err is told of a lease that is taken over, or cannot be renewed
   */
  public static QueueLease take(TaskQueue queue, Storage storage, LeaseTerms terms, PrintWriter err)
      throws IOException {
    QueueLease lease = new QueueLease(queue, storage, terms, err);
    Runtime.getRuntime().addShutdownHook(lease.atExit);
    try {
      Instant until = lease.takeOver();
      long period = Math.max(1, terms.visibility().toMillis() / RENEWALS);
      lease.renewing =
          lease.renewal.scheduleAtFixedRate(lease::renew, period, period, TimeUnit.MILLISECONDS);
      if (!lease.isWhole) {
        lease.receive(until);
      }
      lease.isWhole = true;
      lease.record();
      return lease;
    } catch (IOException | RuntimeException e) {
      lease.close();
      throw e;
    }
  }

  /** Returns its name, which no other lease has. */
  public String name() {
    return name;
  }

  /** Returns the queue. */
  public TaskQueue queue() {
    return queue;
  }

  /** Returns true if another process may have begun with a message. */
  public boolean mayBeMadeInPart() {
    return isTakenOver || messages().stream().anyMatch(message -> message.received() > 1);
  }

  /**
   * Takes the messages of leases whose process is gone.
   *
   * @return until when messages may come back that such a process had received and not recorded
   */
  private Instant takeOver() throws IOException {
    Instant until = Instant.MIN;
    for (String left : LeaseRecord.in(storage)) {
      LeaseRecord record = LeaseRecord.read(storage, left).orElse(null);
      if (record == null
          || !record.queue().equals(queue.url())
          || !record.isAbandoned(terms.visibility())) {
        continue;
      }
      if (record.isDone()) {
        queue.delete(record.messages());
        storage.delete(left);
        err.printf(
            "seedmill: %,d tasks are deleted that a run had published before it ended%n",
            record.messages().size());
        continue;
      }
      List<QueuedMessage> gone = queue.extend(record.messages(), terms.visibility());
      List<QueuedMessage> taken = new ArrayList<>(record.messages());
      taken.removeAll(gone);
      taken.forEach(this::hold);
      isTakenOver |= !taken.isEmpty();
      isWhole |= record.isWhole() && !taken.isEmpty();
      Instant back = Instant.parse(record.renewed()).plus(terms.visibility());
      boolean isKnown = record.isWhole() && (gone.isEmpty() || taken.isEmpty());
      if (back.isAfter(until) && !isKnown) {
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

  private void receive(Instant until) throws IOException {
    Instant recorded = Instant.now();
    while (size() < terms.most()) {
      Duration wait = size() == 0 ? terms.first() : NEXT_WAIT;
      if (!receive(wait) && Instant.now().isAfter(until)) {
        return;
      }
      if (recorded.plus(RECORD_AGAIN).isBefore(Instant.now())) {
        record();
        recorded = Instant.now();
      }
    }
  }

  /**
   * Receives messages. A request that is under way may still be given some, so a lease is not
   * closed meanwhile.
   */
  private boolean receive(Duration wait) throws IOException {
    receiving.lock();
    try {
      if (isClosed()) {
        return false;
      }
      int most = terms.most() - size();
      List<QueuedMessage> messages = queue.receive(most, wait, terms.visibility());
      messages.forEach(this::hold);
      return !messages.isEmpty();
    } finally {
      receiving.unlock();
    }
  }

  /** A message may be given out again while it is held: then the newer receipt counts. */
  private synchronized void hold(QueuedMessage message) {
    held.put(message.id(), message);
  }

  private synchronized int size() {
    return held.size();
  }

  private synchronized boolean isClosed() {
    return isClosed;
  }

  /** Returns the messages. */
  public synchronized List<QueuedMessage> messages() {
    return List.copyOf(held.values());
  }

  private synchronized void record() throws IOException {
    if (!isClosed && !held.isEmpty()) {
      LeaseRecord.ofThisProcess(queue.url(), isWhole, false, messages()).write(storage, path);
    }
  }

  /** A renewal that fails is tried again; two of three may fail before the lease is lost. */
  private void renew() {
    Instant begin = Instant.now();
    try {
      List<QueuedMessage> gone = queue.extend(messages(), terms.visibility());
      record();
      renewed(begin, gone);
    } catch (IOException | RuntimeException e) {
      notRenewed(String.valueOf(e.getMessage()));
    }
  }

  private synchronized void renewed(Instant begin, List<QueuedMessage> gone) {
    renewed = begin;
    if (!notRenewed.isEmpty()) {
      notRenewed = "";
      err.println("seedmill: the lease of the tasks is renewed again");
      err.flush();
    }
    int before = lost;
    lost = (int) gone.stream().filter(held::containsValue).count(); // some are deleted meanwhile
    if (lost > before) {
      err.printf(
          "seedmill: warning: the queue has taken back %,d of %,d tasks, and may give them to"
              + " others; SQS renews a lease for 12 hours at most%n",
          lost, held.size());
      err.flush();
    }
  }

  private synchronized void notRenewed(String reason) {
    if (notRenewed.isEmpty() && !isClosed) {
      err.printf(
          "seedmill: warning: the lease of %,d tasks cannot be renewed (%s); it runs out in %d s%n",
          held.size(),
          reason,
          Math.max(
              0, Duration.between(Instant.now(), renewed.plus(terms.visibility())).toSeconds()));
      err.flush();
    }
    notRenewed = reason;
  }

  /**
   * Makes sure that nobody else has the messages.
   *
   * @throws QueueException if somebody may have them now, or soon
   */
  public synchronized void requireHeld() throws QueueException {
    if (lost > 0) {
      throw new QueueException(
          "queue %s has taken back %,d of %,d tasks, so that others may make them"
              .formatted(queue.url(), lost, held.size()),
          null);
    }
    Instant end = renewed.plus(terms.visibility()).minus(terms.visibility().dividedBy(MARGIN));
    if (!held.isEmpty() && Instant.now().isAfter(end)) {
      throw new QueueException(
          "the lease of %,d tasks runs out, since it could not be renewed%s"
              .formatted(held.size(), notRenewed.isEmpty() ? "" : " (" + notRenewed + ")"),
          null);
    }
  }

  /**
   * Removes messages from the queue for good. That they are done is written down first, so that the
   * run after a crash neither makes them nor waits for them.
   *
   * @return how many the queue had taken back meanwhile, so that it may give them out once more
   */
  public int delete(List<QueuedMessage> done) throws IOException {
    if (done.isEmpty()) {
      return 0;
    }
    synchronized (this) {
      done.forEach(message -> held.remove(message.id(), message));
      LeaseRecord.ofThisProcess(queue.url(), true, true, done).write(storage, path);
    }
    List<QueuedMessage> gone = queue.delete(done);
    record();
    return gone.size();
  }

  /**
   * Gives messages back.
   *
   * @param after how long nobody gets them
   */
  public void giveBack(List<QueuedMessage> messages, Duration after) throws IOException {
    synchronized (this) {
      messages.forEach(message -> held.remove(message.id(), message));
    }
    queue.extend(messages, after);
    record();
  }

  private void giveBackAtExit() {
    try {
      if (!closed.await(terms.patience().toMillis(), TimeUnit.MILLISECONDS)) {
        giveBack();
      }
    } catch (IOException | RuntimeException e) {
      // They come back by themselves.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveBack() throws IOException {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    endRequests();
    try {
      queue.extend(messages(), Duration.ZERO);
    } catch (QueueException e) { // what ended the run is told, too
      err.printf(
          "seedmill: the tasks could not be given back (%s); they come back within %d s%n",
          e.getMessage(), terms.visibility().toSeconds());
      err.flush();
    } finally {
      storage.delete(path);
      storage.deleteIfEmpty(DatasetLayout.QUEUES);
      storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
    }
  }

  /**
   * Waits for requests that are under way: a renewal that came after the messages went back would
   * keep them from everybody, and messages that are received after it would be forgotten.
   */
  private void endRequests() {
    if (renewing != null) {
      renewing.cancel(false); // one that is under way goes on
    }
    renewal.shutdown();
    try {
      renewal.awaitTermination(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS);
      if (receiving.tryLock(LONGEST_REQUEST.toMillis(), TimeUnit.MILLISECONDS)) {
        receiving.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives back what was not deleted. */
  @Override
  public void close() throws IOException {
    try {
      giveBack();
    } finally {
      closed.countDown();
      try {
        Runtime.getRuntime().removeShutdownHook(atExit);
      } catch (IllegalStateException e) {
        // the program is ending
      }
    }
  }
}

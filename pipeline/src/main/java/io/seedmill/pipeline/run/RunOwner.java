package io.seedmill.pipeline.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one process that a run with checkpoints belongs to, in a place that has no locks. It stands
 * in a note beside the run's files, which its owner renews. A note that was not renewed for the
 * length of a lease is nobody's: who comes next takes it, by a conditional request, so that of two
 * only one does.
 *
 * <p>Nobody compares clocks of two machines: who finds a note looks, by a clock of its own, if it
 * changes. If its process was of this machine and is gone, there is no need to wait. An owner that
 * finds another's name in its note ends its run.
 */
public final class RunOwner implements Closeable {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration LEASE =
      Duration.ofSeconds(Long.getLong("seedmill.leaseSeconds", 60));
  private static final int RENEWALS = 4;
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Storage storage;
  private final String run;
  private final String path;
  private final Note first;
  private final ScheduledExecutorService timer;
  private volatile long renewedAt;
  private volatile String taker = "";
  private volatile boolean closed;

  /**
   * A note.
   *
   * @param token chosen at random by its owner
   * @param machine what this machine, and the container in it, is known by; empty if by nothing
   * @param host the machine's name
   * @param process the number of the process
   * @param started when that began, in UTC; empty where the system does not tell
   * @param since when the run became its own, in UTC
   * @param renewals how often the note was renewed
   */
  record Note(
      String token,
      String machine,
      String host,
      long process,
      String started,
      String since,
      long renewals) {

    static Note ofThisProcess() {
      ProcessHandle self = ProcessHandle.current();
      return new Note(
          UUID.randomUUID().toString(),
          machineMark(),
          hostName(),
          self.pid(),
          start(self),
          Instant.now().toString(),
          0);
    }

    Note renewed() {
      return new Note(token, machine, host, process, started, since, renewals + 1);
    }

    /** Returns true if its process was of this machine, and is no more. */
    boolean isOfEndedProcess() {
      Optional<ProcessHandle> holder = ProcessHandle.of(process);
      return !machine.isEmpty()
          && machine.equals(machineMark())
          && (holder.isEmpty() || !started.equals(start(holder.get())));
    }

    String owner() {
      return "process %d on '%s', since %s".formatted(process, host, since);
    }

    private static String start(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static String hostName() {
      try {
        return InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        return "";
      }
    }

    /** Containers of one machine have processes of the same numbers. */
    private static String machineMark() {
      try {
        return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip()
            + " "
            + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
      } catch (IOException e) {
        return ""; // no Linux
      }
    }
  }

  private RunOwner(Storage storage, String run) {
    this.storage = storage;
    this.run = run;
    path = DatasetLayout.OWNERS + "/" + run + ".json";
    first = Note.ofThisProcess();
    timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "owner of run " + run);
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Takes a run for this process, until it is closed.
   *
   * @param say tells the user what is waited for, or what cannot be promised
   * @throws IOException if it belongs to another process that goes on
   */
  public static RunOwner take(Storage storage, String run, Consumer<String> say)
      throws IOException {
    RunOwner owner = new RunOwner(storage, run);
    Optional<Note> seen = Optional.empty();
    long since = 0;
    while (true) {
      boolean isOver = seen.isPresent() && System.nanoTime() - since > LEASE.toNanos();
      Optional<Note> other = owner.tryToTake(isOver ? seen : Optional.empty());
      if (other.isEmpty()) {
        owner.begin(say);
        return owner;
      }
      if (seen.isEmpty()) {
        seen = other;
        since = System.nanoTime();
        say.accept(
            "run '%s' of this plan belongs to %s; looking for up to %d s whether that goes on"
                .formatted(run, other.get().owner(), LEASE.toSeconds()));
      } else if (!seen.equals(other)) {
        throw new IOException(
            ("run '%s' of this plan is running in another process (%s); wait for it, or start"
                    + " another run with --fresh")
                .formatted(run, other.get().owner()));
      }
      pause();
    }
  }

  /** Returns the note of another; empty if this process has the run now. */
  private Optional<Note> tryToTake(Optional<Note> abandoned) throws IOException {
    Note[] other = {null};
    storage.update(
        path,
        path + "-" + first.token(),
        text -> {
          Note found = text.map(RunOwner::parsed).orElse(null);
          boolean isFree =
              found == null
                  || found.token().equals(first.token())
                  || abandoned.filter(found::equals).isPresent()
                  || found.isOfEndedProcess();
          other[0] = isFree ? null : found;
          return isFree ? JSON.writeValueAsString(first) : text.orElseThrow();
        });
    return Optional.ofNullable(other[0]);
  }

  /** Returns the note in a text; null if it is none, as after damage. */
  private static Note parsed(String text) {
    try {
      return JSON.readValue(text, Note.class);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void begin(Consumer<String> say) throws IOException {
    renewedAt = System.nanoTime();
    long period = LEASE.toMillis() / RENEWALS;
    @SuppressWarnings("unused") // until it is closed
    var renewals = timer.scheduleAtFixedRate(this::renew, period, period, TimeUnit.MILLISECONDS);
    if (!storage.refusesTakenNames(path + "-" + first.token())) {
      say.accept(
          "warning: this store ignores conditional requests (If-None-Match), so two processes that"
              + " resume the same run at the same time may both do it; start one at a time");
    }
  }

  private void renew() {
    try {
      storage.update(
          path,
          path + "-" + first.token(),
          text -> {
            Note found = text.map(RunOwner::parsed).orElse(null);
            if (found == null || !found.token().equals(first.token())) {
              taker = found == null ? "another, which has ended" : found.owner();
              timer.shutdown();
              throw new IOException(taker); // nothing is written
            }
            return JSON.writeValueAsString(found.renewed());
          });
      renewedAt = System.nanoTime();
    } catch (IOException | RuntimeException e) {
      return; // the next renewal may reach the store, and the run itself says what is wrong with it
    }
  }

  /**
   * Requires that the run still belongs to this process.
   *
   * @throws IOException if another one has taken it
   */
  public void require() throws IOException {
    if (!taker.isEmpty()) {
      throw new IOException(
          ("run '%s' was taken over by %s, because this process did not renew its note %s for %d s;"
                  + " the other goes on, and this one ends")
              .formatted(
                  run, taker, path, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - renewedAt)));
    }
  }

  /** Returns true if this is the owner of a run. */
  public boolean isOf(String name) {
    return run.equals(name);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    timer.shutdownNow();
    try {
      timer.awaitTermination(LEASE.toMillis(), TimeUnit.MILLISECONDS);
      Note found = parsed(storage.read(path));
      if (found != null && found.token().equals(first.token())) {
        storage.delete(path);
        storage.deleteIfEmpty(DatasetLayout.OWNERS);
        storage.deleteIfEmpty(DatasetLayout.TEMPORARY);
      }
    } catch (NoSuchFileException e) {
      return; // another has taken the run, and ended it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}

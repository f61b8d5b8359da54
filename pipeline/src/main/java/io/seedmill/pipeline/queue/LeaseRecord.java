package io.seedmill.pipeline.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lease as it stands in the output, so that the run after a crash finishes the same tasks.
 *
 * @param queue the queue's address
 * @param host the name of the machine of the process that has the lease
 * @param process the number of that process
 * @param processStart when it began, in UTC; null where the system does not tell
 * @param renewed when the lease was renewed last, in UTC
 * @param isWhole false while messages are still asked for
 * @param isDone the samples of the messages are published, and only their deletion is left
 * @param messages the messages
 */
record LeaseRecord(
    String queue,
    String host,
    long process,
    String processStart,
    String renewed,
    boolean isWhole,
    boolean isDone,
    List<QueuedMessage> messages) {

  private static final JsonMapper JSON = new JsonMapper();

  static LeaseRecord ofThisProcess(
      String queue, boolean isWhole, boolean isDone, List<QueuedMessage> messages) {
    ProcessHandle self = ProcessHandle.current();
    return new LeaseRecord(
        queue,
        thisHost(),
        self.pid(),
        start(self),
        Instant.now().toString(),
        isWhole,
        isDone,
        List.copyOf(messages));
  }

  /** Returns the names of the files of all leases in an output. */
  static List<String> in(Storage storage) throws IOException {
    List<String> paths = new ArrayList<>();
    for (String name : storage.list(DatasetLayout.QUEUES)) {
      if (name.endsWith(".json")) {
        paths.add(DatasetLayout.QUEUES + "/" + name);
      }
    }
    return paths;
  }

  /** Reads a lease; empty where it is gone, or no lease. */
  static Optional<LeaseRecord> read(Storage storage, String path) throws IOException {
    try {
      return Optional.of(JSON.readValue(storage.read(path), LeaseRecord.class));
    } catch (NoSuchFileException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  void write(Storage storage, String path) throws IOException {
    byte[] text = JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
    try (PendingFile file = storage.createReplacing(path + "-new", path)) {
      file.write(text, 0, text.length);
      file.commit();
    }
  }

  /**
   * Returns true if the process that had the lease has ended, or has not renewed it in time.
   *
   * @param visibility how long a lease lasts
   */
  boolean isAbandoned(Duration visibility) {
    if (Instant.parse(renewed).plus(visibility).isBefore(Instant.now())) {
      return true;
    }
    Optional<ProcessHandle> holder = ProcessHandle.of(process);
    return host.equals(thisHost())
        && (holder.isEmpty()
            || (processStart != null && !processStart.equals(start(holder.get()))));
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse(null);
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "";
    }
  }
}

package io.seedmill.transforms.blocks;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the sample that a generator hangs on. It looks every few seconds which sample is being
 * made, and says so once when that has been the same one for half a minute; it ends nothing.
 */
public final class HangWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(HangWatch.class);

  private static final ScheduledExecutorService TIMER =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "hang watch");
            thread.setDaemon(true);
            return thread;
          });

  private static final Duration TICK = Duration.ofSeconds(5);
  private static final int PATIENCE = 6;

  private final Duration tick;
  private final int patience;
  private final Consumer<String> report;
  private final Future<?> ticks;
  private volatile String entry = "";
  private volatile long index = -1;
  private String lastEntry = "";
  private long lastIndex = -1;
  private int unchanged;

  /** Looks every 5 seconds, and speaks after 6 looks. */
  static HangWatch start() {
    return new HangWatch(TICK, PATIENCE, LOG::error);
  }

  HangWatch(Duration tick, int patience, Consumer<String> report) {
    this.tick = tick;
    this.patience = patience;
    this.report = report;
    this.ticks =
        TIMER.scheduleWithFixedDelay( // after a pause of the JVM not all looks at once
            this::look, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Says whose samples are made from now on; none that are watched, if the name is empty. */
  public void startEntry(String name) {
    index = -1;
    entry = name;
  }

  /** Says which sample is made now. */
  void begin(long newIndex) {
    index = newIndex;
  }

  /** Says that no sample is being made. */
  public void rest() {
    index = -1;
  }

  private void look() {
    boolean same = !entry.isEmpty() && index >= 0 && index == lastIndex && entry.equals(lastEntry);
    lastIndex = index;
    lastEntry = entry;
    unchanged = same ? unchanged + 1 : 0;
    if (unchanged == patience) {
      report.accept(
          "generator '%s' has been making sample %d for more than %d s"
              .formatted(entry, index, tick.multipliedBy(patience).toSeconds()));
    }
  }

  @Override
  public void close() {
    ticks.cancel(false);
  }
}

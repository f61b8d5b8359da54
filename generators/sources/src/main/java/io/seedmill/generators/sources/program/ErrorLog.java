package io.seedmill.generators.sources.program;

import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.input.Printable;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standard error of a program, and its standard output where that holds no answers. All of it
 * is read at once, so that the program never blocks. The first lines of standard error are logged,
 * and the lines that matter of both are kept for messages: the last ones, and the last that names a
 * cause, with those behind it.
 */
final class ErrorLog {

  private static final Logger LOG = LoggerFactory.getLogger("program");

  private static final int LONGEST_SHOWN = 400;
  private static final int MOST_LINES = 12;
  private static final int LONGEST_END = 500;

  /** The longest line that is kept in a file. */
  private static final int LONGEST_LINE = 1 << 14;

  /** The most characters of a process that are kept in a file. */
  private static final long MOST_KEPT = 64L << 20;

  /** The largest number of lines that all processes of a program together write to the log. */
  private static final int MOST_LOGGED = 50;

  private final Deque<String> last = new ArrayDeque<>();
  private final ErrorCause cause = new ErrorCause();
  private final List<SpokenLines> spoken = new ArrayList<>();
  private final Redaction redaction;
  private final String name;
  private final AtomicInteger logged;
  private final Supplier<Optional<OutputStream>> openKept;
  private final List<Thread> readers = new ArrayList<>();
  private final String streams;
  private int open;
  private Optional<OutputStream> kept = Optional.empty();
  private long keptCharacters;

  /**
   * @param output standard output, if it holds no answers
   * @param logged the number of lines that the program has written to the log
   * @param openKept opens the file in which all of it is kept, if it is
   */
  ErrorLog(
      InputStream error,
      Optional<InputStream> output,
      String name,
      Redaction redaction,
      AtomicInteger logged,
      Supplier<Optional<OutputStream>> openKept) {
    this.redaction = redaction;
    this.name = name;
    this.logged = logged;
    this.openKept = openKept;
    this.streams = output.isPresent() ? "it" : "standard error";
    start("standard error", () -> read(error, true));
    output.ifPresent(in -> start("standard output", () -> read(in, false)));
    readers.forEach(Thread::start);
  }

  private void start(String stream, Runnable read) {
    Thread reader = new Thread(read, stream + " of " + name);
    reader.setDaemon(true);
    readers.add(reader);
    open++;
  }

  private void read(InputStream in, boolean isShown) {
    byte[] buffer = new byte[1 << 13];
    SpokenLines lines = new SpokenLines(redaction, line -> add(line, isShown));
    synchronized (last) {
      spoken.add(lines);
    }
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        synchronized (last) {
          lines.add(buffer, read);
        }
      }
    } catch (IOException e) {
      // the process is gone, and with it what it had to say
    }
    synchronized (last) {
      lines.end();
    }
    close();
  }

  private void close() {
    synchronized (last) {
      open--;
      try {
        if (open == 0 && kept.isPresent()) {
          if (keptCharacters > MOST_KEPT) {
            kept.get().write((String.join("\n", last) + "\n").getBytes(StandardCharsets.UTF_8));
          }
          kept.get().close();
        }
      } catch (IOException e) {
        notKept(e);
      }
    }
  }

  /** Adds a line without secrets; the caller holds the lock. */
  private void add(String line, boolean isShown) {
    String printable = Printable.line(Redaction.ofLogins(line)).stripTrailing();
    String shown = shortened(printable, LONGEST_SHOWN);
    keep(shortened(printable, LONGEST_LINE));
    last.add(shown);
    if (last.size() > MOST_LINES) {
      last.remove();
    }
    cause.add(shown);
    int number = isShown ? logged.incrementAndGet() : MOST_LOGGED + 2;
    if (number <= MOST_LOGGED) {
      LOG.warn("[{}] {}", name, shown);
    } else if (number == MOST_LOGGED + 1) {
      LOG.warn("[{}] says more, which is not shown", name);
    }
  }

  /** Returns the start and the end of a line that is too long. */
  private static String shortened(String line, int longest) {
    int end = Math.min(longest / 4, LONGEST_END);
    return line.length() <= longest
        ? line
        : line.substring(0, longest - end) + " … " + line.substring(line.length() - end);
  }

  private void keep(String line) {
    if (keptCharacters == 0) {
      kept = openKept.get();
    }
    boolean isFull = keptCharacters > MOST_KEPT;
    keptCharacters += line.length() + 1;
    if (kept.isEmpty() || isFull) {
      return;
    }
    String text = keptCharacters > MOST_KEPT ? "… all but the last lines is not kept" : line;
    try {
      kept.get().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      notKept(e);
    }
  }

  private void notKept(IOException e) {
    kept = Optional.empty();
    LOG.warn("[{}] its log cannot be kept: {}", name, e.getMessage());
  }

  /**
   * Puts the line first that names the cause, because a summary shows one line: the last one that
   * speaks of an error, or else the last one that says anything.
   */
  private String inWords() {
    List<String> lines = last.stream().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    String first = cause.line() == null ? lines.get(lines.size() - 1) : cause.line();
    String said = first.strip() + cause.root();
    List<String> rest = new ArrayList<>(lines);
    if (lines.get(lines.size() - 1).equals(first)) {
      rest.remove(lines.size() - 1);
      return "; "
          + streams
          + " ends with: "
          + said
          + (rest.isEmpty() ? "" : SampleFailure.BEFORE_THAT + String.join("\n", rest));
    }
    if (!lines.contains(first)) {
      rest.clear();
      rest.add(first);
      rest.addAll(cause.behind(last.size()));
      if (cause.hasGap(last.size())) {
        rest.add("…");
      }
      rest.addAll(lines);
    }
    return "; " + streams + " says: " + said + SampleFailure.AS_IN + String.join("\n", rest);
  }

  /** Waits until the program, and all that it started, have closed what is read. */
  void awaitEnd() throws InterruptedException {
    for (Thread reader : readers) {
      reader.join();
    }
  }

  /** Returns the last lines, once the process has ended and nothing more comes. */
  String lastLines() {
    try {
      for (Thread reader : readers) {
        reader.join(1_000);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (last) {
      spoken.forEach(SpokenLines::release);
      return inWords();
    }
  }
}

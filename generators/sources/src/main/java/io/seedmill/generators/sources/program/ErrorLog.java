package io.seedmill.generators.sources.program;

import io.seedmill.generators.input.Printable;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.ByteArrayOutputStream;
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
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standard error of a program, and its standard output where that holds no answers. All of it
 * is read at once, so that the program never blocks. The first lines of standard error are logged,
 * and the lines that matter of both are kept for messages: the last ones, and the last that names a
 * cause, with those behind it. Some languages name it first, as Java does, some last, as Python
 * does, and some say more behind it, as Node.js does.
 */
final class ErrorLog {

  private static final Logger LOG = LoggerFactory.getLogger("program");

  private static final Pattern CAUSE =
      Pattern.compile(
          "^\\s*(Uncaught |Unhandled exception\\W+)?[\\w.$:]*(Error|Exception|Interrupt)\\b"
              + "|^\\W*(?i:error|fatal|panic|critical)\\b|(?<!\\w)(?i:error|fatal|panicked at)\\b.{0,40}?: "
              + "|^\\s*what\\(\\): |^terminate called|^PHP (Fatal|Parse) |^npm (ERR!|error) \\w+ "
              + "|\\(\\w*(Error|Exception)\\)$|: [Pp]ermission denied$|: [Nn]o such file or directory$"
              + "|: (command )?not found$|^Segmentation fault|^Killed$|^Can't locate |^lua[\\d.]*: "
              + "|^\\*\\* \\(\\w+\\) |^\\[UnhandledPromiseRejection: ");

  /** Each cause has one of these. */
  private static final List<String> HINTS =
      List.of(
          "rror",
          "RROR",
          "xception",
          "nterrupt",
          "anic",
          "ANIC",
          "atal",
          "ATAL",
          "ritical",
          "RITICAL",
          "ERR!",
          "what()",
          "terminate",
          "denied",
          "o such",
          "not found",
          "Segmentation",
          "Killed",
          "locate",
          "lua",
          "** (",
          "Rejection");

  private static final String ROOT_CAUSE = "Caused by: ";
  private static final String TRACEBACK = "Traceback (most recent call last)";

  /** Lines that say nothing of a cause, wherever they stand. */
  private static final Pattern NOISE =
      Pattern.compile(
          "^Node\\.js v\\d.*|^\\(Use `node --trace.*|^\\s*(at|from|\\.\\.\\. \\d+ more)\\b.*|^\\s*\\^+\\s*"
              + "|^note: .*|^Execution halted$|^npm (ERR!|error) A complete log.*|^goroutine \\d+.*"
              + "|^exit status \\d+|^make(\\[\\d+\\])?: \\*\\*\\*.*|^stack backtrace:$|^Stacktrace:$"
              + "|^\\s*npm (ERR!|error)\\s*$|^Aborted.*|^[}\\])]+;?$"
              + "|^stack traceback:$|^\\s*\\[C\\]: in .*|^CallStack \\(from .*|^\\s*\\w+, called at .*"
              + "|^BEGIN failed--.*|^\\s*code: '\\w+',?");

  /** Colours and the like, which programs write even where no terminal reads them. */
  private static final Pattern STYLE = Pattern.compile("\u001B\\[[0-9;]{0,20}[A-Za-z]");

  private static final int LONGEST_SHOWN = 400;
  private static final int MOST_LINES = 12;
  private static final int MOST_BEHIND_CAUSE = 4;

  /** The longest line that is kept in a file. */
  private static final int LONGEST_LINE = 1 << 14;

  /** The most characters of a process that are kept in a file. */
  private static final long MOST_KEPT = 64L << 20;

  /** The largest number of lines that all processes of a program together write to the log. */
  private static final int MOST_LOGGED = 50;

  private final Deque<String> last = new ArrayDeque<>();
  private final List<String> behindCause = new ArrayList<>();
  private final Redaction redaction;
  private final String name;
  private final AtomicInteger logged;
  private final Supplier<Optional<OutputStream>> openKept;
  private final List<Thread> readers = new ArrayList<>();
  private final String streams;
  private int open;
  private Optional<OutputStream> kept = Optional.empty();
  private long keptCharacters;
  private String cause;
  private String rootCause;
  private int linesSinceCause;
  private boolean isInTraceback;

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
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        int from = 0;
        for (int i = 0; i < read; i++) {
          if (buffer[i] == '\n') {
            line.write(buffer, from, i - from);
            add(line.toString(StandardCharsets.UTF_8), isShown);
            line.reset();
            from = i + 1;
          }
        }
        if (line.size() < 2 * LONGEST_LINE) {
          line.write(buffer, from, read - from);
        }
      }
    } catch (IOException e) {
      // the process is gone, and with it what it had to say
    }
    if (line.size() > 0) {
      add(line.toString(StandardCharsets.UTF_8), isShown);
    }
    close();
  }

  private void close() {
    synchronized (last) {
      open--;
      try {
        if (open == 0 && kept.isPresent()) {
          kept.get().close();
        }
      } catch (IOException e) {
        notKept(e);
      }
    }
  }

  private void add(String line, boolean isShown) {
    String redacted =
        Printable.line(redaction.of(STYLE.matcher(line).replaceAll(""))).stripTrailing();
    String shown = shortened(redacted, LONGEST_SHOWN);
    synchronized (last) {
      keep(shortened(redacted, LONGEST_LINE));
      last.add(shown);
      if (last.size() > MOST_LINES) {
        last.remove();
      }
      lookForCause(shown);
    }
    int number = isShown ? logged.incrementAndGet() : MOST_LOGGED + 2;
    if (number <= MOST_LOGGED) {
      LOG.warn("[{}] {}", name, shown);
    } else if (number == MOST_LOGGED + 1) {
      LOG.warn("[{}] says more, which is not shown", name);
    }
  }

  private static String shortened(String line, int longest) {
    return line.length() <= longest ? line : line.substring(0, longest) + "…";
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
    String text = keptCharacters > MOST_KEPT ? "… the rest is not kept" : line;
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

  private void lookForCause(String line) {
    boolean isIndented = line.isEmpty() || Character.isWhitespace(line.charAt(0));
    boolean endsTraceback = isInTraceback && !isIndented;
    isInTraceback = line.startsWith(TRACEBACK) || (isInTraceback && isIndented);
    if (line.startsWith(ROOT_CAUSE) && cause != null) {
      rootCause = line;
    } else if (endsTraceback || (isHint(line) && CAUSE.matcher(line).find() && !isNoise(line))) {
      cause = line;
      rootCause = null;
      linesSinceCause = 0;
      behindCause.clear();
    } else {
      linesSinceCause++;
      if (behindCause.size() < MOST_BEHIND_CAUSE && linesSinceCause <= MOST_BEHIND_CAUSE) {
        behindCause.add(line);
      }
    }
  }

  /**
   * Returns true if the slower pattern may match: programs say much, and little of it is a cause.
   */
  private static boolean isHint(String line) {
    for (String hint : HINTS) {
      if (line.contains(hint)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNoise(String line) {
    return line.isBlank() || NOISE.matcher(line).matches();
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
    String first = cause;
    for (int i = lines.size() - 1; i >= 0 && first == null; i--) {
      first = isNoise(lines.get(i)) ? null : lines.get(i);
    }
    first = first == null ? lines.get(lines.size() - 1) : first;
    String said = first.strip() + (rootCause == null ? "" : " (" + rootCause.strip() + ")");
    List<String> rest = new ArrayList<>(lines);
    if (lines.get(lines.size() - 1).equals(first)) {
      rest.remove(lines.size() - 1);
      return "; "
          + streams
          + " ends with: "
          + said
          + (rest.isEmpty() ? "" : "\nand before that:\n" + String.join("\n", rest));
    }
    if (!lines.contains(first)) {
      rest.clear();
      rest.add(first);
      rest.addAll(behindCause);
      rest.add("…");
      rest.addAll(lines);
    }
    return "; " + streams + " says: " + said + "\nas in:\n" + String.join("\n", rest);
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
      return inWords();
    }
  }
}

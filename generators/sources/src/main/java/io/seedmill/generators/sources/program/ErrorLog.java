package io.seedmill.generators.sources.program;

import io.seedmill.generators.input.Printable;
import io.seedmill.generators.sources.secrets.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standard error of a program. All of it is read at once, so that the program never blocks. The
 * first lines are logged, the last ones are kept for messages.
 */
final class ErrorLog {

  private static final Logger LOG = LoggerFactory.getLogger("program");

  private static final Pattern CAUSE =
      Pattern.compile("^\\s*[\\w.]*(Error|Exception)\\b|^(error|fatal|panic)");

  private static final int LONGEST_LINE = 400;
  private static final int MOST_LINES = 12;

  /** The largest number of lines that all processes of a program together write to the log. */
  private static final int MOST_LOGGED = 50;

  private final Deque<String> last = new ArrayDeque<>();
  private final Redaction redaction;
  private final String name;
  private final AtomicInteger logged;
  private final Thread reader;

  /**
   * @param logged the number of lines that the program has written to the log
   */
  ErrorLog(InputStream in, String name, Redaction redaction, AtomicInteger logged) {
    this.redaction = redaction;
    this.name = name;
    this.logged = logged;
    this.reader = new Thread(() -> read(in), "standard error of " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read(InputStream in) {
    byte[] buffer = new byte[1 << 13];
    StringBuilder line = new StringBuilder();
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        String text = new String(buffer, 0, read, StandardCharsets.UTF_8);
        for (int i = 0; i < text.length(); i++) {
          char c = text.charAt(i);
          if (c == '\n') {
            add(line.toString());
            line.setLength(0);
          } else if (line.length() < 4 * LONGEST_LINE) {
            line.append(c);
          }
        }
      }
    } catch (IOException e) {
      // the process is gone, and with it what it had to say
    }
    if (line.length() > 0) {
      add(line.toString());
    }
  }

  private void add(String line) {
    String redacted = Printable.line(redaction.of(line)).stripTrailing();
    String shown =
        redacted.length() <= LONGEST_LINE ? redacted : redacted.substring(0, LONGEST_LINE) + "…";
    synchronized (last) {
      last.add(shown);
      if (last.size() > MOST_LINES) {
        last.remove();
      }
    }
    int number = logged.incrementAndGet();
    if (number <= MOST_LOGGED) {
      LOG.warn("[{}] {}", name, shown);
    } else if (number == MOST_LOGGED + 1) {
      LOG.warn("[{}] says more, which is not shown", name);
    }
  }

  /**
   * Puts the line first that names the cause, because a summary shows one line: the last one that
   * speaks of an error, or else the last one.
   */
  private static String inWords(List<String> all) {
    List<String> lines = all.stream().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return "";
    }
    int cause = lines.size() - 1;
    for (int i = cause; i >= 0; i--) {
      if (CAUSE.matcher(lines.get(i)).find()) {
        cause = i;
        break;
      }
    }
    boolean last = cause == lines.size() - 1;
    String said = (last ? "; standard error ends with: " : "; standard error says: ");
    return last && cause == 0
        ? said + lines.get(cause)
        : said
            + lines.get(cause)
            + (last ? "\nand before that:\n" : "\nas in:\n")
            + String.join("\n", last ? lines.subList(0, cause) : lines);
  }

  /** Returns the last lines, once the process has ended and nothing more comes. */
  String lastLines() {
    try {
      reader.join(1_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (last) {
      return inWords(List.copyOf(last));
    }
  }
}

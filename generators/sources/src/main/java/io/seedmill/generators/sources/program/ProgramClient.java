package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.program.TaskOutcome.Complete;
import io.seedmill.generators.sources.program.TaskOutcome.Incomplete;
import io.seedmill.generators.sources.program.TaskOutcome.InvalidOutput;
import io.seedmill.generators.sources.program.TaskOutcome.OutputEnded;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Asks a program for samples: a line goes in for each task, a line comes out for each sample. */
final class ProgramClient {

  private static final JsonFactory JSON = new ObjectMapper().getFactory();
  private static final int LONGEST_SHOWN = 120;
  private static final int LONGEST_REDACTED = 1 << 14;

  /** The bytes of a line around its sample. */
  private static final int AROUND_SAMPLE = 1_000;

  private static final String FOR_ANSWERS =
      "; standard output is for answers alone: print everything else to standard error";

  private static final String WIDE =
      "found a line in UTF-16; allowed: UTF-8 (in Python, sys.stdout.reconfigure(encoding='utf-8'))";

  /** The time in which output beyond the last line of a task is still noticed. */
  private static final int EXTRA_OUTPUT_MILLIS = 2;

  private final ProgramSettings settings;
  private final String type;
  private final ProgramPool pool;
  private final FailureLimit failureLimit;
  private final AnswerLine answer = new AnswerLine();
  private ProgramProcess asked;
  private boolean closed;

  /** Receives the answers of a program. */
  interface Receiver {

    /** Receives a sample; its bytes, and the files that it names, are read before this returns. */
    void sample(long index, byte[] bytes, int from, int length, ProgramFolder folder);

    /** Receives the reason why a sample is none. */
    void invalid(long index, String message);

    /** Receives a count of answers that came near a time limit, or after it. */
    default void nearTimeLimit(long answers) {}

    /** Receives an error that the program reports in place of a sample. */
    void error(long index, String message);
  }

  ProgramClient(ProgramSettings settings, String type, ProgramPool pool) {
    this.settings = settings;
    this.failureLimit = pool.failureLimit();
    this.type = type;
    this.pool = pool;
  }

  /**
   * Returns the most bytes of text that are read for a sample: it may have blanks and escapes, of
   * which one has up to three times the bytes of its letter, but for those of ASCII.
   */
  static int longestLine(int maxSampleBytes) {
    return (int) Math.min(Integer.MAX_VALUE - (1 << 17), 3L * maxSampleBytes + AROUND_SAMPLE);
  }

  /** Returns true if the program has ever given a sample. */
  boolean hasEverAnswered() {
    return failureLimit.hasEverAnswered();
  }

  /** Ends the process that is being asked; the thread that asks it gets an exception. */
  synchronized void close() {
    closed = true;
    if (asked != null) {
      asked.end();
    }
  }

  private synchronized void nowAsking(ProgramProcess process) {
    asked = process;
    if (closed) {
      throw new CancellationException("the generator is closed");
    }
  }

  /**
   * Asks for a range. Answers that come before a failure are received.
   *
   * @throws ProgramFailure if the process did not answer exactly what it was asked for
   * @throws UnreadableInputException if the program is another by now
   */
  void ask(IndexRange range, GenerationTask task, Receiver receiver)
      throws ProgramFailure, UnreadableInputException, InterruptedException {
    byte[] line = line(range, task);
    boolean done = false;
    while (!done) {
      failureLimit.check();
      ProgramProcess process = pool.borrow();
      boolean good = false;
      try {
        nowAsking(process);
        try {
          done = ask(process, line, range, receiver);
        } finally {
          receiver.nearTimeLimit(process.takeNearLimit());
        }
        if (done) {
          if (!process.hasAnswered()) { // it has read its code after it was started
            pool.requireUnchanged();
          }
          process.finishTask();
          process.folder().empty();
          good = true;
        }
        nowAsking(null);
      } catch (ProgramFailure e) {
        nowAsking(null);
        pool.requireUnchanged();
        failureLimit.failed(e);
        throw e;
      } catch (UnreadableInputException e) {
        nowAsking(null);
        throw e;
      } catch (IOException e) {
        throw new ProgramFailure(
            Kind.ProgramExited, "its folder cannot be emptied: " + e.getMessage());
      } finally {
        if (good) {
          pool.giveBack(process);
        } else {
          pool.drop(process);
        }
      }
    }
  }

  /**
   * Gives a process a task; false if the process could not take it. A process that has answered
   * tasks before may have ended since, or closed its output, or have printed more than it was asked
   * for.
   */
  private boolean ask(ProgramProcess process, byte[] line, IndexRange range, Receiver receiver)
      throws ProgramFailure, InterruptedException {
    if (process.hasAnswered() && process.hasUnreadOutput()) {
      pool.warnOfMore();
      return false;
    }
    process.startTimeouts(
        process.hasAnswered() ? settings.perSample() : firstLine(),
        settings.perSample(),
        settings.perTask(),
        start());
    process.write(line);
    TaskOutcome outcome =
        settings.bare()
            ? readBareLines(process, range, receiver)
            : readIndexedLines(process, range, receiver);
    if (outcome instanceof Incomplete incomplete) {
      boolean nothing = outcome instanceof OutputEnded ended && ended.answered() == 0;
      if (nothing && process.hasLeft()) {
        return false;
      }
      throw process.failure(incomplete);
    }
    return true;
  }

  /** Returns the longest time until the first line of a process. */
  private Optional<Duration> firstLine() {
    return failureLimit.hasEverAnswered()
        ? settings.perSample().map(limit -> limit.plus(start()))
        : settings.firstAnswer().map(failureLimit::allowed);
  }

  private Duration start() {
    return pool.startAllowance(settings.start());
  }

  /** Reads lines until all indices are answered. */
  private TaskOutcome readIndexedLines(
      ProgramProcess process, IndexRange range, Receiver receiver) {
    LineReader out = process.out();
    BitSet open = new BitSet();
    open.set(0, (int) range.size());
    try {
      while (!open.isEmpty()) {
        if (!out.next(open.cardinality() == 1)) {
          return new OutputEnded(range.size() - open.cardinality());
        }
        if (out.lineLength() == 0 || !isInTime(process)) { // a blank line is no answer
          continue;
        }
        if (!answer.read(out.bytes(), out.lineFrom(), out.lineLength())) {
          return new InvalidOutput(
              isWide(out)
                  ? WIDE
                  : "found the line '%s'; allowed: %s%s"
                      .formatted(shown(out), AnswerLine.ALLOWED, FOR_ANSWERS));
        }
        long index = answer.index();
        boolean asked = index >= range.first() && index < range.end();
        if (!asked || !open.get((int) (index - range.first()))) {
          return new InvalidOutput(unexpected(index, asked, range));
        }
        open.clear((int) (index - range.first()));
        handOver(index, process, receiver);
      }
      return new Complete();
    } catch (LineReader.InvalidLineException e) {
      return new InvalidOutput("found " + e.getMessage());
    } catch (IOException e) {
      return new OutputEnded(range.size() - open.cardinality()); // a broken pipe
    }
  }

  private static String unexpected(long index, boolean asked, IndexRange range) {
    return asked
        ? "index %d was answered a second time".formatted(index)
        : "index %d was answered, but %d to %d were asked for"
            .formatted(index, range.first(), range.end() - 1);
  }

  private void handOver(long index, ProgramProcess process, Receiver receiver) {
    failureLimit.answered();
    if (answer.error().isPresent()) {
      process.folder().requireRoom(process.folder().room(), answer.error().get());
      receiver.error(index, ErrorCause.putFirst(answer.error().get()));
    } else {
      receiver.sample(index, answer.bytes(), answer.from(), answer.length(), process.folder());
    }
  }

  /** Reads a task's lines without indices: they are valid only if there are exactly enough. */
  private TaskOutcome readBareLines(ProgramProcess process, IndexRange range, Receiver receiver)
      throws InterruptedException {
    LineReader out = process.out();
    List<byte[]> lines = new ArrayList<>();
    try {
      while (lines.size() < range.size()) {
        if (!out.next(lines.size() + 1 == range.size())) {
          return lines.isEmpty() || process.isCutOff()
              ? new OutputEnded(lines.size())
              : new InvalidOutput(
                  "it ended after %d of %d samples".formatted(lines.size(), range.size()));
        }
        if (out.lineLength() == 0 || !isInTime(process)) { // a blank line is no answer
          continue;
        }
        if (out.bytes()[out.lineFrom()] != '{') { // a sample of another line must not move here
          return new InvalidOutput(
              isWide(out)
                  ? WIDE
                  : "found the line '%s'; allowed: a sample, as {…}%s"
                      .formatted(shown(out), FOR_ANSWERS));
        }
        lines.add(out.copyOfLine());
      }
      for (int i = 0; i < EXTRA_OUTPUT_MILLIS; i++) {
        if (out.hasMore()) {
          byte[] last = lines.get(lines.size() - 1);
          return new InvalidOutput(
              new String(last, StandardCharsets.UTF_8).strip().endsWith("}")
                  ? "it gave more than the %d samples that were asked for".formatted(range.size())
                  : "found the line '%s'; allowed: a whole sample in each line, as {…}"
                      .formatted(shown(out)));
        }
        Thread.sleep(1);
      }
    } catch (LineReader.InvalidLineException e) {
      return new InvalidOutput("found " + e.getMessage());
    } catch (IOException e) {
      return new OutputEnded(lines.size()); // a broken pipe
    }
    failureLimit.answered();
    for (int i = 0; i < lines.size(); i++) {
      byte[] line = lines.get(i);
      receiver.sample(range.first() + i, line, 0, line.length, process.folder());
    }
    return new Complete();
  }

  /** Records that a line was received; false for one that came too late to count. */
  private boolean isInTime(ProgramProcess process) {
    process.lineReceived().ifPresent(pool::started);
    return !process.isCutOff();
  }

  /** Returns true for a line in UTF-16, of which each second byte of ASCII is 0. */
  private static boolean isWide(LineReader out) {
    int zeros = 0;
    for (int i = 0; i < out.lineLength(); i++) {
      zeros += out.bytes()[out.lineFrom() + i] == 0 ? 1 : 0;
    }
    return zeros > out.lineLength() / 4;
  }

  /** Returns the start of a line; secrets go first, because half of one would stay. */
  private String shown(LineReader out) {
    int length = Math.min(out.lineLength(), LONGEST_REDACTED);
    String start = new String(out.bytes(), out.lineFrom(), length, StandardCharsets.UTF_8);
    String text = pool.withoutSecrets(start);
    boolean isWhole = length == out.lineLength() && text.length() <= LONGEST_SHOWN;
    return text.substring(0, Math.min(text.length(), LONGEST_SHOWN)).replaceAll("\\p{Cntrl}", "?")
        + (isWhole ? "" : "…");
  }

  private byte[] line(IndexRange range, GenerationTask task) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("type", type);
      json.writeNumberField("start_index", range.first());
      json.writeNumberField("num_samples", range.size());
      json.writeNumberField("seed", task.seeds().datasetSeed());
      json.writeNumberField("task_seed", task.seeds().portableSeedOf(range.first()));
      json.writeFieldName("params");
      json.writeTree(settings.params());
      json.writeArrayFieldStart("seeds");
      for (long index = range.first(); index < range.end(); index++) {
        json.writeNumber(task.seeds().portableSeedOf(index));
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a task is always JSON", e);
    }
    line.write('\n');
    return line.toByteArray();
  }
}

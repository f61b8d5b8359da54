package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Asks a program for samples: a task as a line to it, a line from it for each sample. */
final class ProgramClient {

  private static final JsonFactory JSON = new ObjectMapper().getFactory();
  private static final int LONGEST_SHOWN = 120;

  /** Another process may still have something to say when its last line is read. */
  private static final int EXTRA_OUTPUT_MILLIS = 2;

  private final ProgramSettings settings;
  private final String type;
  private final ProgramPool pool;
  private final FailureLimit failureLimit;
  private final AnswerLine answer = new AnswerLine();
  private ProgramProcess asked;
  private boolean closed;

  /** Takes what a program answers. */
  interface Receiver {

    /** Takes a sample; the bytes, and files that it names, are read before this returns. */
    void sample(long index, byte[] bytes, int from, int length, ProgramFolder folder);

    /** Takes the news that there is no sample. */
    void error(long index, String message);
  }

  /**
   * @param failureLimit is at an end where the program is given up
   */
  ProgramClient(
      ProgramSettings settings, String type, ProgramPool pool, FailureLimit failureLimit) {
    this.settings = settings;
    this.failureLimit = failureLimit;
    this.type = type;
    this.pool = pool;
  }

  /** Whether it has ever given a sample. */
  boolean hasEverAnswered() {
    return failureLimit.hasEverAnswered();
  }

  /** Ends the process that is being asked; whoever asks hears that all is over. */
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
   * Asks for a range. What was answered before a failure has been taken.
   *
   * @throws ProgramFailure if some of it was not answered, or too much
   */
  void ask(IndexRange range, GenerationTask task, Receiver receiver)
      throws ProgramFailure, InterruptedException {
    byte[] line = line(range, task);
    boolean done = false;
    while (!done) {
      failureLimit.check();
      ProgramProcess process = pool.borrow();
      boolean good = false;
      try {
        nowAsking(process);
        done = ask(process, line, range, receiver);
        if (done) {
          process.rest();
          process.folder().empty();
          good = true;
        }
        nowAsking(null);
      } catch (ProgramFailure e) {
        nowAsking(null);
        failureLimit.failed(e);
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
   * False where a process that has answered before cannot be asked again: it has ended between two
   * tasks, or has said more than it was asked for.
   */
  private boolean ask(ProgramProcess process, byte[] line, IndexRange range, Receiver receiver)
      throws ProgramFailure, InterruptedException {
    if (process.hasAnswered() && process.hasMoreToSay()) {
      pool.warnOfMore();
      return false;
    }
    Duration start = pool.startAllowance(settings.start());
    process.expect(settings.perSample(), settings.perTask(), start);
    String said = ProgramProcess.ENDED;
    long answered = 0;
    try {
      say(process, line);
      if (settings.bare()) {
        List<byte[]> samples = bareLines(process, range.size());
        answered = samples.size();
        said = complaint(process, samples.size(), range.size());
        if (said.isEmpty()) {
          failureLimit.answered();
          for (int i = 0; i < samples.size(); i++) {
            byte[] sample = samples.get(i);
            receiver.sample(range.first() + i, sample, 0, sample.length, process.folder());
          }
          return true;
        }
      } else {
        BitSet open = new BitSet();
        open.set(0, (int) range.size());
        said = indexedLines(process, range, open, receiver);
        answered = range.size() - open.cardinality();
        if (open.isEmpty() && said.isEmpty()) {
          return true;
        }
      }
    } catch (LineReader.HalfLineException | LineReader.TooLongException e) {
      said = "found " + e.getMessage();
    } catch (IOException e) {
      said = ProgramProcess.ENDED; // a broken pipe: the process is gone
    }
    if (answered == 0 && said.equals(ProgramProcess.ENDED) && process.hasEndedByItself()) {
      return false;
    }
    throw process.failure(said);
  }

  /** A program may end without reading all of a task, and still have answered it. */
  private static void say(ProgramProcess process, byte[] line) {
    try {
      process.say(line);
    } catch (IOException e) {
      return; // reading tells what became of it
    }
  }

  /** Takes lines until all indices are answered; what is wrong, or nothing. */
  private String indexedLines(
      ProgramProcess process, IndexRange range, BitSet open, Receiver receiver) throws IOException {
    LineReader out = process.out();
    while (!open.isEmpty()) {
      if (!out.next()) {
        return ProgramProcess.ENDED;
      }
      progress(process);
      if (out.lineLength() == 0) {
        continue;
      }
      if (!answer.read(out.bytes(), out.lineFrom(), out.lineLength())) {
        return "found the line '%s'; allowed: %s".formatted(shown(out), AnswerLine.ALLOWED);
      }
      long index = answer.index();
      boolean asked = index >= range.first() && index < range.end();
      if (!asked || !open.get((int) (index - range.first()))) {
        return asked
            ? "index %d was answered a second time".formatted(index)
            : "index %d was answered, but %d to %d were asked for"
                .formatted(index, range.first(), range.end() - 1);
      }
      open.clear((int) (index - range.first()));
      failureLimit.answered();
      if (answer.error().isPresent()) {
        receiver.error(index, answer.error().get());
      } else {
        receiver.sample(index, answer.bytes(), answer.from(), answer.length(), process.folder());
      }
    }
    return "";
  }

  private void progress(ProgramProcess process) {
    process.progress().ifPresent(pool::started);
  }

  private List<byte[]> bareLines(ProgramProcess process, long wanted) throws IOException {
    LineReader out = process.out();
    List<byte[]> lines = new ArrayList<>();
    while (lines.size() < wanted && out.next()) {
      progress(process);
      byte[] line = new byte[out.lineLength()];
      System.arraycopy(out.bytes(), out.lineFrom(), line, 0, line.length);
      lines.add(line);
    }
    return lines;
  }

  /** Lines without an index belong to a task only if there are exactly as many as were wanted. */
  private static String complaint(ProgramProcess process, long found, long wanted)
      throws IOException, InterruptedException {
    if (found < wanted) {
      return found == 0
          ? ProgramProcess.ENDED
          : "it ended after %d of %d samples".formatted(found, wanted);
    }
    for (int i = 0; i < EXTRA_OUTPUT_MILLIS; i++) {
      if (process.out().hasMore()) {
        return "it gave more than the %d samples that were asked for".formatted(wanted);
      }
      Thread.sleep(1);
    }
    return "";
  }

  private static String shown(LineReader out) {
    int length = Math.min(out.lineLength(), LONGEST_SHOWN);
    String text = new String(out.bytes(), out.lineFrom(), length, StandardCharsets.UTF_8);
    return text.replaceAll("\\p{Cntrl}", "?") + (length < out.lineLength() ? "…" : "");
  }

  private byte[] line(IndexRange range, GenerationTask task) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("type", type);
      json.writeNumberField("start_index", range.first());
      json.writeNumberField("num_samples", range.size());
      json.writeNumberField("seed", task.seeds().datasetSeed());
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

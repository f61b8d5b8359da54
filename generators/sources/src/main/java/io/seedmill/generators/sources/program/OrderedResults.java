package io.seedmill.generators.sources.program;

import io.seedmill.generators.AssetStore;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.sources.files.FieldSelection;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.secrets.Redaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The results of a range's indices, handed to the sink in ascending order. */
final class OrderedResults {

  private final GenerationTask task;
  private final SampleSink sink;
  private final SampleContent content;
  private final Redaction redaction;
  private final Map<Long, Result> early = new HashMap<>();
  private final Sample sample;
  private long next;
  private long failedLast = -1;

  /** The result of an index. */
  sealed interface Result {

    /** Returns a result that stays valid when the next sample is read. */
    default Result keep() {
      return this;
    }
  }

  /** A finished sample. */
  record Success(Sample sample) implements Result {

    @Override
    public Result keep() {
      return new Success(sample.copy());
    }
  }

  /** A failure that becomes a dead letter. */
  record Failure(SampleFailure failure) implements Result {}

  /**
   * @param sample the sample to write, again and again
   * @param fields the fields of a sample; empty for all
   * @param redaction removes the program's secrets from messages
   */
  OrderedResults(
      GenerationTask task,
      SampleSink sink,
      Sample sample,
      AssetStore assets,
      Optional<FieldSelection> fields,
      Redaction redaction) {
    this.redaction = redaction;
    this.task = task;
    this.sink = sink;
    this.content = new SampleContent(assets, fields, task.maxSampleBytes());
    this.sample = sample;
    this.next = task.range().first();
    sink.begin(next);
  }

  /** Begins a task, in which a program may use the same file names as before. */
  void beginTask() {
    content.beginTask();
  }

  /** Returns true if there is a result for an index. */
  boolean has(long index) {
    return index < next || early.containsKey(index);
  }

  /** Returns true if an index has failed and is the last that the sink got, or a later one. */
  boolean isFailure(long index) {
    return failedLast == index || early.get(index) instanceof Failure;
  }

  /** Adds a sample of a program; returns the reason if it is invalid. */
  Optional<String> sample(long index, byte[] bytes, int from, int length, ProgramFolder folder) {
    if (!isWanted(index)) {
      return Optional.empty();
    }
    Result result = read(index, bytes, from, length, folder);
    if (result instanceof Failure failed) {
      return Optional.of(failed.failure().message());
    }
    put(index, result);
    return Optional.empty();
  }

  /** Reads a sample of a program without adding it. It is valid until the next is read. */
  Result read(long index, byte[] bytes, int from, int length, ProgramFolder folder) {
    try {
      content.read(index, bytes, from, length, folder, sample);
      return new Success(sample);
    } catch (InvalidSampleException e) {
      return failed(index, 1, Kind.SampleInvalid.code(), String.valueOf(e.getMessage()));
    }
  }

  /** Returns true if an index is in the range and has no result yet. */
  boolean isWanted(long index) {
    return index >= task.range().first() && index < task.range().end() && !has(index);
  }

  /** Adds answers that came near a time limit, or after it. */
  void nearTimeLimit(long answers) {
    if (answers > 0) {
      sink.nearTimeLimit(answers);
    }
  }

  /** Adds the failure of an index. */
  void fail(long index, int attempts, String error, String message) {
    if (isWanted(index)) {
      put(index, failed(index, attempts, error, message));
    }
  }

  /** Returns the failure of an index. */
  Result failed(long index, int attempts, String error, String message) {
    long seed = task.seeds().seedOf(index);
    return new Failure(new SampleFailure(index, seed, attempts, error, redaction.of(message)));
  }

  /** Returns a result that stays valid when the next sample is read. */
  Result kept(long index, Result result) {
    try {
      return result.keep();
    } catch (OutOfMemoryError e) {
      return failed(index, 1, Kind.SampleInvalid.code(), ProgramFailure.NO_MEMORY);
    }
  }

  /** Adds the result of an index that is wanted. */
  void put(long index, Result result) {
    if (index != next) {
      early.put(index, kept(index, result));
      return;
    }
    for (Result now = result; now != null; now = early.remove(next)) {
      handOver(now);
      next++;
      if (next < task.range().end()) {
        sink.begin(next);
      }
    }
  }

  private void handOver(Result result) {
    Result last = result;
    if (last instanceof Success success) {
      try {
        sink.accept(next, success.sample());
        return;
      } catch (InvalidSampleException e) {
        last = failed(next, 1, Kind.SampleInvalid.code(), String.valueOf(e.getMessage()));
      }
    }
    failedLast = next;
    sink.fail(((Failure) last).failure());
  }
}

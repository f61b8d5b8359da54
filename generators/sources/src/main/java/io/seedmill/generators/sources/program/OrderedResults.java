package io.seedmill.generators.sources.program;

import io.seedmill.generators.AssetStore;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import io.seedmill.generators.sources.secrets.Redaction;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of the indices of a range, on its way to the sink: handed on in ascending order,
 * and kept where it came too early.
 */
final class OrderedResults {

  private final GenerationTask task;
  private final SampleSink sink;
  private final String parametersJson;
  private final SampleContent content;
  private final Redaction redaction;
  private final Map<Long, Known> early = new HashMap<>();
  private final Sample inOrder;
  private long next;
  private long failedLast = -1;

  /** Either a sample or a failure. */
  record Known(Sample sample, SampleFailure failure) {}

  /**
   * @param redaction takes out of messages what the program has been told in confidence
   */
  OrderedResults(
      GenerationTask task,
      SampleSink sink,
      String parametersJson,
      AssetStore assets,
      Redaction redaction) {
    this.redaction = redaction;
    this.task = task;
    this.sink = sink;
    this.parametersJson = parametersJson;
    this.content = new SampleContent(assets);
    this.inOrder = new Sample(parametersJson, task.maxSampleBytes());
    this.next = task.range().first();
    sink.begin(next);
  }

  /** Says that a program is asked anew, and may use names of files again. */
  void beginTask() {
    content.beginTask();
  }

  /** Whether something is known of an index. */
  boolean has(long index) {
    return index < next || early.containsKey(index);
  }

  /** Whether an index has failed, and is not handed on yet. */
  boolean isFailure(long index) {
    return failedLast == index || (early.containsKey(index) && early.get(index).failure() != null);
  }

  /** Takes what a program calls a sample; what is wrong with it, where it cannot be one. */
  Optional<String> sample(long index, byte[] bytes, int from, int length, ProgramFolder folder) {
    if (!isWanted(index)) {
      return Optional.empty();
    }
    Sample target = index == next ? inOrder : new Sample(parametersJson, task.maxSampleBytes());
    Known known = read(index, bytes, from, length, folder, target);
    if (known.failure() != null) {
      return Optional.of(known.failure().message());
    }
    put(index, known);
    return Optional.empty();
  }

  /** Reads what a program calls a sample, without handing it on. */
  Known read(long index, byte[] bytes, int from, int length, ProgramFolder folder) {
    Sample target = new Sample(parametersJson, task.maxSampleBytes());
    return read(index, bytes, from, length, folder, target);
  }

  private Known read(
      long index, byte[] bytes, int from, int length, ProgramFolder folder, Sample target) {
    try {
      content.read(index, bytes, from, length, folder, target);
      return new Known(target, null);
    } catch (InvalidSampleException e) {
      return failed(index, 1, Kind.SampleInvalid.name(), String.valueOf(e.getMessage()));
    }
  }

  /** Whether an index is asked for, and nothing is known of it. */
  boolean isWanted(long index) {
    return index >= task.range().first() && index < task.range().end() && !has(index);
  }

  /** Takes the news that an index has failed. */
  void fail(long index, int attempts, String error, String message) {
    if (isWanted(index)) {
      put(index, failed(index, attempts, error, message));
    }
  }

  /** An index that has failed. */
  Known failed(long index, int attempts, String error, String message) {
    long seed = task.seeds().seedOf(index);
    return new Known(null, new SampleFailure(index, seed, attempts, error, redaction.of(message)));
  }

  /** Takes what is known of an index that is wanted. */
  void put(long index, Known known) {
    if (index != next) {
      early.put(index, known);
      return;
    }
    for (Known now = known; now != null; now = early.remove(next)) {
      handOn(now);
      next++;
      if (next < task.range().end()) {
        sink.begin(next);
      }
    }
  }

  private void handOn(Known known) {
    SampleFailure failure = known.failure();
    if (failure == null) {
      try {
        sink.accept(next, known.sample());
        return;
      } catch (InvalidSampleException e) {
        failure =
            failed(next, 1, Kind.SampleInvalid.name(), String.valueOf(e.getMessage())).failure();
      }
    }
    failedLast = next;
    sink.fail(failure);
  }
}

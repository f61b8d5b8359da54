package io.seedmill.generators.sources.program;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Requests samples that are independent of each other. Answers before a failure are kept, and the
 * sample that makes the program fail is found, so that only this one fails.
 *
 * <p>The first sample without an answer is requested alone, in a new process. If it fails again,
 * the rest is requested as a whole. If not, answers were lost in the output's buffer when the
 * process failed, and the rest is halved until the sample that fails is alone.
 */
final class IndependentSamples implements ProgramClient.Receiver {

  private static final int PROBES = 8;

  private final ProgramClient client;
  private final OrderedResults results;
  private final GenerationTask task;
  private final Backoff backoff;
  private final int mostAttempts;
  private final Map<Long, Integer> attempts = new HashMap<>();
  private final TreeMap<Long, ProgramFailure> errors = new TreeMap<>();
  private final Deque<Work> open = new ArrayDeque<>();

  /**
   * A range that is still to be requested.
   *
   * @param suspect the sample before the range, which is requested alone; -1 for none
   */
  private record Work(IndexRange range, long suspect) {}

  IndependentSamples(ProgramClient client, OrderedResults results, GenerationTask task) {
    this.client = client;
    this.results = results;
    this.task = task;
    this.backoff = new Backoff(task.failures());
    this.mostAttempts = task.failures().attempts();
  }

  /** Requests every index of a range, and adds a result for each. */
  void run(IndexRange range) throws UnreadableInputException, InterruptedException {
    open.push(new Work(range, -1));
    while (!open.isEmpty()) {
      Work work = open.pop();
      if (work.suspect() >= 0 && !results.isFailure(work.suspect()) && work.range().size() > 1) {
        long half = work.range().first() + work.range().size() / 2;
        open.push(new Work(new IndexRange(half, work.range().end()), -1));
        open.push(new Work(new IndexRange(work.range().first(), half), -1));
      } else {
        ask(work.range());
      }
    }
    attempts.clear();
  }

  private void ask(IndexRange range) throws UnreadableInputException, InterruptedException {
    results.beginTask();
    errors.clear();
    ProgramFailure failure = null;
    try {
      client.ask(range, task, this);
    } catch (ProgramFailure e) {
      failure = e;
    }
    if (failure != null && failure.isForGood()) {
      failAll(range, failure);
      return;
    }
    if (failure != null) {
      afterFailure(range, failure);
    }
    errors.descendingMap().forEach(this::again); // last of all, so first on the stack
  }

  private void afterFailure(IndexRange range, ProgramFailure failure)
      throws UnreadableInputException, InterruptedException {
    long suspect = range.first();
    while (suspect < range.end() && isSettled(suspect)) {
      suspect++;
    }
    if (suspect == range.end()) {
      return; // it failed after it had answered everything
    }
    if (range.size() == 1) {
      if (again(suspect, failure)) {
        backoff.await(attempts.get(suspect));
      }
      return;
    }
    backoff.await(1);
    if (!client.hasEverAnswered()) {
      lookForAnyThatWorks(range);
    }
    if (suspect + 1 < range.end()) {
      open.push(new Work(new IndexRange(suspect + 1, range.end()), suspect));
    }
    open.push(new Work(IndexRange.of(suspect), -1));
  }

  /** Tries samples from all over the range before the program reaches its failure limit. */
  private void lookForAnyThatWorks(IndexRange range)
      throws UnreadableInputException, InterruptedException {
    for (int i = 1; i <= PROBES && !client.hasEverAnswered(); i++) {
      long index = range.first() + (range.size() - 1) * i / PROBES;
      try {
        results.beginTask();
        client.ask(IndexRange.of(index), task, this);
      } catch (ProgramFailure e) {
        if (e.isForGood()) {
          return;
        }
        backoff.await(1);
      }
    }
  }

  private boolean isSettled(long index) {
    return results.has(index) || errors.containsKey(index);
  }

  /** Schedules another attempt for a sample, or adds its failure; true for another attempt. */
  private boolean again(long index, ProgramFailure failure) {
    int attempt = attempts.merge(index, 1, Integer::sum);
    if (attempt < mostAttempts) {
      open.push(new Work(IndexRange.of(index), -1));
      return true;
    }
    results.fail(index, attempt, failure.kind().code(), failure.getMessage());
    return false;
  }

  private void failAll(IndexRange range, ProgramFailure failure) {
    for (long index = range.first(); index < range.end(); index++) {
      results.fail(
          index, attempts.getOrDefault(index, 0) + 1, failure.kind().code(), failure.getMessage());
    }
  }

  @Override
  public void sample(long index, byte[] bytes, int from, int length, ProgramFolder folder) {
    results.sample(index, bytes, from, length, folder).ifPresent(wrong -> invalid(index, wrong));
  }

  @Override
  public void invalid(long index, String message) {
    errors.put(index, new ProgramFailure(Kind.SampleInvalid, message));
  }

  @Override
  public void nearTimeLimit(long answers) {
    results.nearTimeLimit(answers);
  }

  @Override
  public void error(long index, String message) {
    errors.put(index, new ProgramFailure(Kind.ProgramSaidError, message));
  }
}

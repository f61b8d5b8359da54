package io.seedmill.generators.sources.program;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.UnreadableInputException;
import java.util.TreeMap;

/**
 * Requests whole tasks of a program that has one seed for each task. A task begins at a multiple of
 * its size and is requested in full, even if only a part of it is wanted. It succeeds or fails as a
 * whole, because a smaller task would have other samples.
 */
final class WholeTasks {

  private final long size;
  private final OrderedResults results;
  private final GenerationTask task;
  private final Backoff backoff;

  /** Runs a task: hands over all of its samples, or throws. */
  @FunctionalInterface
  interface Maker {
    void make(IndexRange range, ProgramClient.Receiver receiver)
        throws ProgramFailure, UnreadableInputException, InterruptedException;
  }

  WholeTasks(long size, OrderedResults results, GenerationTask task) {
    this.size = size;
    this.results = results;
    this.task = task;
    this.backoff = new Backoff(task.failures());
  }

  /** Requests every index of the range, and adds a result for each. */
  void run(Maker maker) throws UnreadableInputException, InterruptedException {
    IndexRange range = task.range();
    for (long first = range.first() / size * size; first < range.end(); first += size) {
      run(maker, new IndexRange(first, first + size));
    }
  }

  private void run(Maker maker, IndexRange whole)
      throws UnreadableInputException, InterruptedException {
    int attempts = task.failures().attempts();
    for (int attempt = 1; attempt <= attempts; attempt++) {
      results.beginTask();
      TaskResults found = new TaskResults(results);
      try {
        maker.make(whole, found);
        found.handOver();
        return;
      } catch (ProgramFailure e) {
        if (attempt == attempts || e.isForGood()) {
          for (long index = whole.first(); index < whole.end(); index++) {
            results.fail(index, attempt, e.kind().code(), e.getMessage());
          }
        } else {
          backoff.await(attempt);
        }
      }
    }
  }

  /** Keeps the results of a task until it is complete. */
  private static final class TaskResults implements ProgramClient.Receiver {

    private final OrderedResults results;
    private final TreeMap<Long, OrderedResults.Result> found = new TreeMap<>();

    TaskResults(OrderedResults results) {
      this.results = results;
    }

    @Override
    public void sample(long index, byte[] bytes, int from, int length, ProgramFolder folder) {
      if (results.isWanted(index)) {
        found.put(index, results.kept(index, results.read(index, bytes, from, length, folder)));
      }
    }

    @Override
    public void invalid(long index, String message) {
      if (results.isWanted(index)) {
        String error = ProgramFailure.Kind.SampleInvalid.code();
        found.put(index, results.failed(index, 1, error, message));
      }
    }

    @Override
    public void nearTimeLimit(long answers) {
      results.nearTimeLimit(answers);
    }

    @Override
    public void error(long index, String message) {
      if (results.isWanted(index)) {
        String error = ProgramFailure.Kind.ProgramSaidError.code();
        found.put(index, results.failed(index, 1, error, message));
      }
    }

    void handOver() {
      found.forEach(results::put);
    }
  }
}

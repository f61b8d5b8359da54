package io.seedmill.generators.sources.program;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.IndexRange;
import java.util.TreeMap;

/**
 * Asks a program in whole tasks, because one seed is for all samples of a task: a task begins at a
 * multiple of its size and is asked for in full, whatever part of it is wanted. It succeeds or
 * fails as a whole: half a task would be other samples.
 */
final class WholeTasks {

  private final long size;
  private final OrderedResults results;
  private final GenerationTask task;
  private final Backoff backoff;

  /** Makes a task: hands over all of its samples, or throws. */
  @FunctionalInterface
  interface Maker {
    void make(IndexRange range, ProgramClient.Receiver receiver)
        throws ProgramFailure, InterruptedException;
  }

  WholeTasks(long size, OrderedResults results, GenerationTask task) {
    this.size = size;
    this.results = results;
    this.task = task;
    this.backoff = new Backoff(task.failures());
  }

  /** Accounts for every index of the range that is asked for. */
  void run(Maker maker) throws InterruptedException {
    IndexRange range = task.range();
    for (long first = range.first() / size * size; first < range.end(); first += size) {
      run(maker, new IndexRange(first, first + size));
    }
  }

  private void run(Maker maker, IndexRange whole) throws InterruptedException {
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
            results.fail(index, attempt, e.kind().name(), e.getMessage());
          }
        } else {
          backoff.await(attempt);
        }
      }
    }
  }

  /** Keeps what a task answers until all of it is there. */
  private static final class TaskResults implements ProgramClient.Receiver {

    private final OrderedResults results;
    private final TreeMap<Long, OrderedResults.Result> found = new TreeMap<>();

    TaskResults(OrderedResults results) {
      this.results = results;
    }

    @Override
    public void sample(long index, byte[] bytes, int from, int length, ProgramFolder folder) {
      if (results.isWanted(index)) {
        found.put(index, results.read(index, bytes, from, length, folder).keep());
      }
    }

    @Override
    public void error(long index, String message) {
      if (results.isWanted(index)) {
        String error = ProgramFailure.Kind.ProgramSaidError.name();
        found.put(index, results.failed(index, 1, error, message));
      }
    }

    void handOver() {
      found.forEach(results::put);
    }
  }
}

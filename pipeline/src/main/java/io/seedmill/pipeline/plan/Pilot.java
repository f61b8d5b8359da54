package io.seedmill.pipeline.plan;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.pipeline.spec.DatasetSpec;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes a few samples of every generator, to know how large they are. It gives up after a short
 * time and then goes by what it has seen, so that a generator that hangs does not hold up the plan.
 */
final class Pilot {

  private static final int SAMPLES = 8;
  private static final long MOST_MILLISECONDS = 1_000;
  private static final long BYTES_WHERE_UNKNOWN = 400;

  /** What a record adds to content and metadata: id, generator, index, and its header in memory. */
  private static final long BYTES_AROUND = 150;

  /** About how many bytes the dataset will have. */
  long estimateBytes(DatasetSpec spec) {
    AtomicLong[] totals = new AtomicLong[spec.generators().size()];
    AtomicLong[] counts = new AtomicLong[spec.generators().size()];
    for (int i = 0; i < totals.length; i++) {
      totals[i] = new AtomicLong();
      counts[i] = new AtomicLong();
    }
    Thread thread =
        new Thread(
            () -> {
              for (int i = 0; i < totals.length; i++) {
                measure(spec, spec.generators().get(i), totals[i], counts[i]);
              }
            },
            "pilot");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(MOST_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    double bytes = 0;
    for (int i = 0; i < totals.length; i++) {
      long count = counts[i].get();
      double each = count == 0 ? BYTES_WHERE_UNKNOWN : (double) totals[i].get() / count;
      bytes += each * spec.generators().get(i).samples();
    }
    return (long) bytes;
  }

  private static void measure(
      DatasetSpec spec, DatasetSpec.Entry entry, AtomicLong total, AtomicLong count) {
    SampleSink sink =
        new SampleSink() {
          @Override
          public void accept(long index, Sample sample) {
            total.addAndGet(sample.content().size() + sample.metadata().size() + BYTES_AROUND);
            count.incrementAndGet();
          }

          @Override
          public void fail(SampleFailure failure) {
            count.get(); // says nothing about the size of samples
          }
        };
    try (Generator generator = entry.factory().create(entry.parameters())) {
      generator.generate(
          new GenerationTask(
              new IndexRange(0, Math.min(SAMPLES, entry.samples())),
              SampleSeeds.of(spec.seed(), entry.name()),
              spec.maxSampleBytes()),
          sink);
    } catch (Exception e) {
      return; // the run itself accounts for a generator that cannot make its samples
    }
  }
}

package io.seedmill.pipeline.plan;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import io.seedmill.pipeline.dataset.GeneratorSpec;
import io.seedmill.transforms.generate.WorkerContext;
import io.seedmill.transforms.storage.StorageInputs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * Makes a few samples of every generator of a spec, on one thread, to know how large they are and
 * what they take. It gives up on a generator after a certain time, and on all of them, so that one
 * that hangs does not hold up anything.
 *
 * @param samples how many samples of a generator, spread over its cells
 * @param warmUp how long more samples of a fast generator are made, so that its code is compiled
 *     and its figure is useful; a slow one, such as one that asks a server, makes no more
 * @param each the most time for a generator
 * @param all the most time for all of them
 */
public record Pilot(int samples, Duration warmUp, Duration each, Duration all) {

  /** A few samples, to know their size, and more of large entries, to know their time. */
  static final Pilot FOR_SIZES =
      new Pilot(8, Duration.ofMillis(800), Duration.ofSeconds(1), Duration.ofSeconds(2));

  /**
   * The pilot of a run makes no more than one of so many samples, so that it takes a small part of
   * the run, and that of a long run sees code as warm as the run's own.
   */
  private static final int LARGE = 200;

  /** The pilot of a run makes so many samples of a matrix, because those of cells differ. */
  private static final int SAMPLES_OF_CELLS = 24;

  /** The time of a sample above which compilation does not matter. */
  static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** With so many samples the code is warm, and duplicates are counted well. */
  private static final long ENOUGH = 50_000;

  /** The results, by the position of the generators in a spec that reads no files of a store. */
  public List<PilotResult> run(DatasetSpec spec) {
    return run(spec, new StorageInputs(PipelineOptionsFactory.create()));
  }

  /**
   * The results, by the position of the generators in the spec.
   *
   * @param inputs reads the files that samples are made of
   */
  public List<PilotResult> run(DatasetSpec spec, InputFiles inputs) {
    long end = System.nanoTime() + all.toNanos();
    List<PilotResult> results = new ArrayList<>();
    for (GeneratorSpec generator : spec.generators()) {
      Tally tally = new Tally(spec);
      long millis = Math.min(each.toMillis(), (end - System.nanoTime()) / 1_000_000);
      if (generator.samples() == 0) {
        tally.end(PilotResult.Ending.DONE);
      } else if (millis > 0 && isWorthIt(generator) && !Thread.currentThread().isInterrupted()) {
        run(spec, generator, inputs, tally, millis);
      }
      results.add(tally.result());
    }
    return results;
  }

  /** The result of one generator of a spec. */
  public PilotResult run(DatasetSpec spec, GeneratorSpec generator, InputFiles inputs) {
    Tally tally = new Tally(spec);
    run(spec, generator, inputs, tally, each.toMillis());
    return tally.result();
  }

  /** Nobody is asked, and no program started, only to know how large samples are. */
  private boolean isWorthIt(GeneratorSpec generator) {
    return !this.equals(FOR_SIZES) || !generator.factory().traits().expensive();
  }

  private void run(
      DatasetSpec spec, GeneratorSpec generator, InputFiles inputs, Tally tally, long millis) {
    Thread thread = new Thread(() -> work(spec, generator, inputs, tally), "pilot");
    thread.setDaemon(true);
    thread.start();
    try {
      thread.join(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private record Share(Generator generator, Entry entry, SampleSeeds seeds, long count) {}

  private void work(DatasetSpec spec, GeneratorSpec generator, InputFiles inputs, Tally tally) {
    List<Share> shares = new ArrayList<>();
    try {
      for (var share : shares(generator).entrySet()) {
        Entry entry = generator.cells().get(share.getKey());
        SampleSeeds seeds = SampleSeeds.of(spec.seed(), entry.name());
        Generator opened = entry.open(WorkerContext.alone(entry.name(), entry.type(), inputs));
        shares.add(new Share(opened, entry, seeds, share.getValue()));
      }
      long begin = System.nanoTime();
      boolean isOfRun = equals(FOR_SIZES);
      long fair = all.toNanos() / spec.generators().size();
      long warming = isOfRun ? Math.min(warmUp.toNanos(), fair) : warmUp.toNanos();
      long most = isOfRun ? generator.samples() / LARGE : ENOUGH;
      long indices = shares.stream().mapToLong(Share::count).sum();
      int round = 0;
      do {
        long start = System.nanoTime();
        for (Share share : shares) {
          make(share, round, spec.maxSampleBytes(), tally);
        }
        tally.endRound(System.nanoTime() - start);
        round++;
      } while ((isOfRun || tally.firstNanos() < SLOW_NANOS)
          && System.nanoTime() - begin < warming
          && round * indices < most
          && !Thread.currentThread().isInterrupted());
      tally.end(PilotResult.Ending.DONE);
    } catch (Exception | Error e) {
      tally.end(PilotResult.Ending.FAILED); // the run itself accounts for what it cannot make
    } finally {
      shares.forEach(Pilot::close);
    }
  }

  private static void make(Share share, int round, int maxSampleBytes, Tally tally)
      throws Exception {
    long all = share.entry().samples();
    long rounds = all / share.count();
    long first = round % rounds * share.count();
    tally.begin(share.entry().name(), round < rounds);
    IndexRange range = new IndexRange(first, first + share.count());
    share.generator().generate(new GenerationTask(range, share.seeds(), maxSampleBytes), tally);
  }

  private static void close(Share share) {
    try {
      share.generator().close();
    } catch (Exception e) {
      return; // nothing that it made is kept
    }
  }

  /** Returns the number of samples by cell, in proportion to the samples of the cell. */
  private Map<Integer, Long> shares(GeneratorSpec generator) {
    long all = generator.samples();
    boolean hasSeveral = equals(FOR_SIZES) && generator.cells().size() > samples;
    long wanted = Math.min(hasSeveral ? SAMPLES_OF_CELLS : samples, all);
    Map<Integer, Long> shares = new TreeMap<>();
    int cell = 0;
    long before = 0;
    for (long i = 0; i < wanted; i++) {
      long position = (long) ((i + 0.5) * ((double) all / wanted));
      while (position >= before + generator.cells().get(cell).samples()) {
        before += generator.cells().get(cell).samples();
        cell++;
      }
      shares.merge(cell, 1L, Long::sum);
    }
    return shares;
  }
}

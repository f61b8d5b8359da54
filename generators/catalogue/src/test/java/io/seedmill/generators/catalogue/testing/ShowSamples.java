package io.seedmill.generators.catalogue.testing;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.testing.CollectingSink;

/**
 * For the author of a generator: prints its first samples, and how many it makes a second on one
 * core once it is warm. Arguments: name, and how many samples to make for the rate.
 */
public final class ShowSamples {

  private ShowSamples() {}

  public static void main(String[] args) throws Exception {
    GeneratorFactory factory = Catalogue.load().generator(args[0]).orElseThrow();
    var defaults = factory.parameters().defaults();
    CollectingSink.collect(factory, defaults, 42, new IndexRange(0, 3))
        .forEach(sample -> System.out.println(sample.content() + "\n  " + sample.metadata()));
    int count = Integer.parseInt(args[1]);
    try (Generator generator = factory.create(defaults)) {
      for (int round = 0; round < 5; round++) {
        Counting sink = new Counting();
        SampleSeeds seeds = SampleSeeds.of(round, factory.name());
        long start = System.nanoTime();
        generator.generate(new GenerationTask(new IndexRange(0, count), seeds, 1 << 24), sink);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
            "%,.0f samples/s, %,d bytes a sample%n", count / seconds, sink.bytes / count);
      }
    }
  }

  private static final class Counting implements SampleSink {
    private long bytes;

    @Override
    public void accept(long index, Sample sample) {
      bytes += sample.content().size() + sample.metadata().size();
    }

    @Override
    public void fail(SampleFailure failure) {
      throw new AssertionError(failure);
    }
  }
}

package io.seedmill.pipeline.cli;

import io.seedmill.generators.Fetched;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RecordLines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes what one index of an entry has, the same lines as in the dataset, or the same dead letter.
 */
final class OneSample implements SampleSink {

  private final RecordLines lines;
  private final ContentHash hash = new ContentHash(List.of());
  private final List<String> made = new ArrayList<>();
  private SampleFailure failure;

  private OneSample(String entryName) {
    this.lines = new RecordLines(entryName);
  }

  static OneSample make(
      DatasetSpec.Entry entry, DatasetSpec spec, long index, GeneratorContext context)
      throws Exception {
    OneSample one = new OneSample(entry.name());
    SampleSeeds seeds = SampleSeeds.of(spec.seed(), entry.name());
    try (Generator generator = entry.open(context)) {
      generator.generate(
          new GenerationTask(IndexRange.of(index), seeds, spec.maxSampleBytes(), spec.failures()),
          one);
    }
    return one;
  }

  /** Makes the first sample of a generator with its defaults. */
  static OneSample first(GeneratorFactory factory, long seed) throws Exception {
    OneSample one = new OneSample(factory.name());
    SampleSeeds seeds = SampleSeeds.of(seed, factory.name());
    try (Generator generator = factory.create(factory.parameters().defaults())) {
      generator.generate(
          new GenerationTask(IndexRange.of(0), seeds, DatasetSpec.DEFAULT_MAX_SAMPLE_BYTES), one);
    }
    return one;
  }

  @Override
  public void accept(long index, Sample sample) {
    byte[] id = new byte[ContentHash.BYTES];
    hash.writeId(sample.hashed(), id);
    byte[] line = new byte[Math.toIntExact(lines.length(index, sample))];
    lines.write(index, id, sample, line, 0);
    made.add(new String(line, StandardCharsets.UTF_8).stripTrailing());
  }

  @Override
  public void end(long index, Fetched fetched) {}

  @Override
  public void fail(SampleFailure found) {
    failure = found;
  }

  boolean failed() {
    return failure != null;
  }

  /** The records' lines, or else the dead letter's. */
  List<String> lines() {
    return failure == null
        ? made
        : List.of(new String(lines.deadLetter(failure), StandardCharsets.UTF_8).stripTrailing());
  }
}

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

/** The samples of some indices of an entry: the same lines as in a dataset, or dead letters. */
final class SampleLines implements SampleSink {

  private final RecordLines format;
  private final ContentHash hash = new ContentHash(List.of());
  private final List<String> made = new ArrayList<>();
  private final List<SampleFailure> failures = new ArrayList<>();

  private SampleLines(String entryName) {
    this.format = new RecordLines(entryName);
  }

  /** Makes the samples of an entry. */
  static SampleLines make(
      DatasetSpec.Entry entry, DatasetSpec spec, IndexRange indices, GeneratorContext context)
      throws Exception {
    try (Generator generator = entry.open(context)) {
      return make(entry, spec, indices, generator);
    }
  }

  /** Makes the samples of an entry with a generator of it that is open. */
  static SampleLines make(
      DatasetSpec.Entry entry, DatasetSpec spec, IndexRange indices, Generator generator)
      throws Exception {
    SampleLines lines = new SampleLines(entry.name());
    SampleSeeds seeds = SampleSeeds.of(spec.seed(), entry.name());
    generator.generate(
        new GenerationTask(indices, seeds, spec.maxSampleBytes(), spec.failures()), lines);
    return lines;
  }

  /** Makes the first sample of a generator with its defaults. */
  static SampleLines first(GeneratorFactory factory, long seed) throws Exception {
    SampleLines lines = new SampleLines(factory.name());
    SampleSeeds seeds = SampleSeeds.of(seed, factory.name());
    try (Generator generator = factory.create(factory.parameters().defaults())) {
      generator.generate(
          new GenerationTask(IndexRange.of(0), seeds, DatasetSpec.DEFAULT_MAX_SAMPLE_BYTES), lines);
    }
    return lines;
  }

  @Override
  public void accept(long index, Sample sample) {
    byte[] id = new byte[ContentHash.BYTES];
    hash.writeId(sample.hashed(), id);
    byte[] line = new byte[Math.toIntExact(format.length(index, sample))];
    format.write(index, id, sample, line, 0);
    made.add(new String(line, StandardCharsets.UTF_8).stripTrailing());
  }

  @Override
  public void end(long index, Fetched fetched) {}

  @Override
  public void fail(SampleFailure found) {
    failures.add(found);
  }

  /** Returns the records' lines. */
  List<String> records() {
    return made;
  }

  /** Returns the samples that could not be made. */
  List<SampleFailure> failures() {
    return failures;
  }

  /** Returns the records' lines, and those of the dead letters behind them. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(made);
    for (SampleFailure failure : failures) {
      lines.add(new String(format.deadLetter(failure), StandardCharsets.UTF_8).stripTrailing());
    }
    return lines;
  }
}

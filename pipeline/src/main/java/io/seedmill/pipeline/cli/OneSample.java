package io.seedmill.pipeline.cli;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.blocks.RecordLines;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Makes one sample of an entry, the same line as in the dataset, or the same dead letter. */
final class OneSample implements SampleSink {

  private final RecordLines lines;
  private final ContentHash hash = new ContentHash(List.of());
  private String record;
  private SampleFailure failure;

  private OneSample(String entryName) {
    this.lines = new RecordLines(entryName);
  }

  static OneSample make(DatasetSpec.Entry entry, long seed, int maxSampleBytes, long index)
      throws Exception {
    OneSample one = new OneSample(entry.name());
    SampleSeeds seeds = SampleSeeds.of(seed, entry.name());
    try (Generator generator = entry.factory().create(entry.parameters())) {
      generator.generate(new GenerationTask(IndexRange.of(index), seeds, maxSampleBytes), one);
    }
    return one;
  }

  @Override
  public void accept(long index, Sample sample) {
    byte[] id = new byte[ContentHash.BYTES];
    hash.writeId(sample.content(), id);
    byte[] line = new byte[Math.toIntExact(lines.length(index, sample))];
    lines.write(index, id, sample, line, 0);
    record = new String(line, StandardCharsets.UTF_8).stripTrailing();
  }

  @Override
  public void fail(SampleFailure found) {
    failure = found;
  }

  boolean failed() {
    return record == null;
  }

  /** The record's line, or else the dead letter's. */
  String line() {
    return record != null
        ? record
        : new String(lines.deadLetter(failure), StandardCharsets.UTF_8).stripTrailing();
  }
}

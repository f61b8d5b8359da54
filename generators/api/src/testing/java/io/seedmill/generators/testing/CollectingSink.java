package io.seedmill.generators.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a generator and keeps all it makes, as text. */
public final class CollectingSink implements SampleSink {

  /** One sample: its index, its content and its metadata, as canonical JSON. */
  public record Collected(long index, String content, String metadata) {

    /** Content and metadata as one parsed object, the way that a record holds them. */
    public ObjectNode parsed() {
      ObjectNode object = parse(content);
      object.set("metadata", parse(metadata));
      return object;
    }
  }

  public static final int MAX_SAMPLE_BYTES = 1 << 24;

  private final List<Collected> samples = new ArrayList<>();
  private final List<SampleFailure> failures = new ArrayList<>();

  /** Makes the samples of {@code range}; a failure of one of them fails the test. */
  public static List<Collected> collect(
      GeneratorFactory factory, Parameters parameters, long seed, IndexRange range) {
    CollectingSink sink = new CollectingSink();
    try (Generator generator = factory.create(parameters)) {
      SampleSeeds seeds = SampleSeeds.of(seed, factory.name());
      generator.generate(new GenerationTask(range, seeds, MAX_SAMPLE_BYTES), sink);
    } catch (Exception e) {
      throw new AssertionError(factory.name() + " threw over a whole range", e);
    }
    if (!sink.failures.isEmpty()) {
      throw new AssertionError(factory.name() + " failed: " + sink.failures);
    }
    return sink.samples;
  }

  @Override
  public void accept(long index, Sample sample) {
    samples.add(
        new Collected(
            index,
            text(sample.content().array(), sample.content().size()),
            text(sample.metadata().array(), sample.metadata().size())));
  }

  @Override
  public void fail(SampleFailure failure) {
    failures.add(failure);
  }

  public List<Collected> samples() {
    return samples;
  }

  public List<SampleFailure> failures() {
    return failures;
  }

  private static String text(byte[] array, int size) {
    return new String(Arrays.copyOf(array, size), StandardCharsets.UTF_8);
  }

  private static ObjectNode parse(String json) {
    try {
      return (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(json, e);
    }
  }
}

package io.seedmill.generators;

import io.seedmill.generators.input.Parameters;

/** Asks a {@link SampleGenerator} for one index after the other, with retries. */
final class PerSampleGenerator implements Generator {

  private final String parametersJson;
  private final SampleGenerator generator;

  PerSampleGenerator(Parameters parameters, SampleGenerator generator) {
    this.parametersJson = parameters.toCanonicalJson();
    this.generator = generator;
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws InterruptedException {
    Sample sample = new Sample(parametersJson, task.maxSampleBytes());
    for (long index = task.range().first(); index < task.range().end(); index++) {
      sink.begin(index);
      generate(index, task, sample, sink);
    }
  }

  private void generate(long index, GenerationTask task, Sample sample, SampleSink sink)
      throws InterruptedException {
    int attempts = task.failures().attempts();
    Throwable cause = null;
    for (int attempt = 1; attempt <= attempts; attempt++) {
      cause = attempt(index, task.seeds(), sample);
      if (cause == null) {
        cause = handOver(index, sample, sink);
      }
      if (cause == null) {
        return;
      }
    }
    sink.fail(SampleFailure.of(index, task.seeds().seedOf(index), attempts, cause));
  }

  private Throwable attempt(long index, SampleSeeds seeds, Sample sample)
      throws InterruptedException {
    try {
      sample.clear();
      generator.generate(index, seeds.randomOf(index), sample);
      sample.finish();
      return null;
    } catch (InterruptedException | WorkspaceException e) {
      throw e;
    } catch (Exception | AssertionError | StackOverflowError | LinkageError e) {
      return e;
    }
  }

  /** An exception of the sink that is not the sample's fault; it ends the range. */
  private static Throwable handOver(long index, Sample sample, SampleSink sink) {
    try {
      sink.accept(index, sample);
      return null;
    } catch (InvalidSampleException e) {
      return e;
    }
  }

  @Override
  public void close() throws Exception {
    if (generator instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}

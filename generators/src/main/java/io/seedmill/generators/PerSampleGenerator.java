package io.seedmill.generators;

import io.seedmill.generators.parameters.Parameters;

/** Asks a {@link SampleGenerator} for one index after the other, with retries. */
final class PerSampleGenerator implements Generator {

  static final int ATTEMPTS = 3;

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
      generate(index, task.seeds(), sample, sink);
    }
  }

  private void generate(long index, SampleSeeds seeds, Sample sample, SampleSink sink)
      throws InterruptedException {
    Throwable cause = null;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        sample.clear();
        generator.generate(index, seeds.randomOf(index), sample);
        sample.finish();
        sink.accept(index, sample);
        return;
      } catch (InterruptedException e) {
        throw e;
      } catch (Exception | AssertionError | StackOverflowError e) {
        cause = e;
      }
    }
    sink.fail(SampleFailure.of(index, seeds.seedOf(index), ATTEMPTS, cause));
  }

  @Override
  public void close() throws Exception {
    if (generator instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}

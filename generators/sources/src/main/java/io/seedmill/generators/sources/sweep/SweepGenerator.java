package io.seedmill.generators.sources.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleSink;

/** Configurations as samples: configuration number n is index n. */
final class SweepGenerator implements Generator {

  private final JsonNode configurations;

  SweepGenerator(JsonNode configurations) {
    this.configurations = configurations;
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink) throws Exception {
    Sample sample = new Sample(task.maxSampleBytes());
    for (long index = task.range().first(); index < task.range().end(); index++) {
      sink.begin(index);
      sample.clear();
      sample.json((ObjectNode) configurations.get((int) index).deepCopy());
      sample.finish();
      sink.accept(index, sample);
    }
  }
}

package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.generators.sources.sweep.SweepFactory;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.transforms.generate.ShardTable;
import io.seedmill.transforms.generate.TaskShard;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.stream.LongStream;

/** Prints the configurations of a sweep on one line, as the tool of its project does in Python. */
final class ConfigurationPrinter {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private final DatasetSpec spec;
  private final PrintWriter out;

  ConfigurationPrinter(DatasetSpec spec, PrintWriter out) {
    this.spec = spec;
    this.out = out;
  }

  /** Returns whether a dataset has configurations alone. */
  static boolean isSweep(DatasetSpec spec) {
    return spec.generators().stream()
        .allMatch(generator -> generator.factory() instanceof SweepFactory);
  }

  /** Prints those of the batch that is asked for, or all. */
  void print(BatchOptions batching) throws IOException, BadInputException {
    Plan plan = new Planner().outline(spec);
    ShardTable table = plan.generation().shardTable();
    LongStream numbers = LongStream.range(0, table.size());
    if (batching.batchIndex != null) {
      Batches batches = batching.of(plan);
      numbers = batches.numbers(batching.index(batches));
    }
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET).setPrettyPrinter(new Spaced());
      json.writeStartArray();
      for (Iterator<Long> each = numbers.iterator(); each.hasNext(); ) {
        TaskShard shard = table.shard(each.next());
        JsonNode all =
            spec.entries().get(shard.entry()).prepared().place().get(SweepFactory.CONFIGURATIONS);
        for (long index = shard.range().first(); index < shard.range().end(); index++) {
          json.writeTree(all.get((int) index));
        }
      }
      json.writeEndArray();
    }
    out.println();
  }

  /** Python's way: a blank behind each comma and colon. */
  private static final class Spaced extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1L;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }

    @Override
    public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
      json.writeRaw(", ");
    }
  }
}

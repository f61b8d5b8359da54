package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.matrix.Combination;
import io.seedmill.pipeline.plan.Batches;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.ShardTable;
import io.seedmill.transforms.generate.TaskShard;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** Prints a plan's batches and shards for programs to read, one at a time. */
final class BatchPrinter {

  /** The most jobs that a matrix of GitHub Actions makes. */
  private static final long MOST_JOBS = 256;

  private static final JsonMapper JSON = new JsonMapper();

  private final List<DatasetSpec.Entry> cells;
  private final Plan plan;
  private final ShardTable table;
  private final PrintWriter out;

  BatchPrinter(DatasetSpec spec, Plan plan, PrintWriter out) {
    this.cells = spec.entries();
    this.plan = plan;
    this.table = plan.generation().shardTable();
    this.out = out;
  }

  /** The shards of a batch as one line, an array with an object for each shard. */
  void batch(LongStream shards) throws IOException {
    JsonGenerator json = generator();
    json.writeStartArray();
    for (Iterator<Long> numbers = shards.iterator(); numbers.hasNext(); ) {
      long number = numbers.next();
      TaskShard shard = table.shard(number);
      json.writeStartObject();
      json.writeNumberField("shard", number);
      json.writeStringField("generator", cells.get(shard.entry()).name());
      json.writeNumberField("first", shard.range().first());
      json.writeNumberField("end", shard.range().end());
      json.writeNumberField("samples", shard.range().size());
      json.writeObjectFieldStart("matrix");
      Combination at = cells.get(shard.entry()).cell().at();
      for (int axis = 0; axis < at.axes().size(); axis++) {
        JsonNode value = at.values().get(axis);
        json.writeFieldName(at.axes().get(axis));
        json.writeTree(value.isObject() ? value.elements().next() : value);
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    end(json);
  }

  /**
   * All batches as one line, in the form of a workflow's matrix.
   *
   * @throws BadInputException if there are more than a matrix may have
   */
  void githubMatrix(Batches batches) throws IOException, BadInputException {
    if (batches.count() == 0) {
      throw new BadInputException(
          "--format: found github-matrix for a dataset without samples, and a workflow fails at a"
              + " matrix without jobs; allowed: a dataset with samples, or --allow-empty, which"
              + " prints []");
    }
    if (batches.count() > MOST_JOBS) {
      throw new BadInputException(
          ("--format: found github-matrix for %,d batches, and a matrix has at most %d jobs;"
                  + " allowed: --max-batch-size=%d or more")
              .formatted(batches.count(), MOST_JOBS, smallestBatchSize()));
    }
    JsonGenerator json = generator();
    json.writeStartObject();
    json.writeArrayFieldStart("include");
    for (long index = 0; index < batches.count(); index++) {
      json.writeStartObject();
      json.writeNumberField("batch", index);
      json.writeNumberField("shards", batches.numbers(index).count());
      json.writeNumberField("samples", batches.samples(index));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    end(json);
  }

  /** All shards as tasks, a line each. */
  void tasks() throws IOException {
    tasks(LongStream.range(0, table.size()));
  }

  /** Some shards as tasks, a line each. */
  void tasks(LongStream numbers) throws IOException {
    for (Iterator<Long> each = numbers.iterator(); each.hasNext(); ) {
      TaskShard shard = table.shard(each.next());
      GenerationPlan.Entry entry = plan.generation().entries().get(shard.entry());
      JsonGenerator json = generator();
      json.writeStartObject();
      json.writeStringField("type", entry.name());
      json.writeNumberField("start_index", shard.range().first());
      json.writeNumberField("num_samples", shard.range().size());
      json.writeNumberField("seed", entry.seed());
      json.writeNumberField(
          "task_seed",
          SampleSeeds.of(entry.seed(), entry.name()).portableSeedOf(shard.range().first()));
      json.writeFieldName("params");
      json.writeRawValue(entry.parameters());
      json.writeEndObject();
      end(json);
    }
  }

  /** The least number of shards a batch with which there are not too many batches. */
  private long smallestBatchSize() {
    long tooSmall = (table.size() - 1) / MOST_JOBS;
    long enough = tooSmall + 1;
    while (Batches.of(plan, enough).count() > MOST_JOBS) {
      tooSmall = enough;
      enough += 1 + enough / 32;
    }
    while (enough - tooSmall > 1) {
      long middle = tooSmall + (enough - tooSmall) / 2;
      if (Batches.of(plan, middle).count() > MOST_JOBS) {
        tooSmall = middle;
      } else {
        enough = middle;
      }
    }
    return enough;
  }

  private JsonGenerator generator() throws IOException {
    return JSON.createGenerator(out)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
        .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
  }

  private void end(JsonGenerator json) throws IOException {
    json.close();
    out.println();
  }
}

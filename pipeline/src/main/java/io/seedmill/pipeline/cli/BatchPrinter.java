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
import java.io.StringWriter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Prints a plan's batches and shards for programs to read, one at a time. */
final class BatchPrinter {

  /** The most jobs that a matrix of GitHub Actions makes. */
  private static final long MOST_JOBS = 256;

  /** The most bytes of an output of a job, which GitHub counts in UTF-16. */
  private static final long MOST_OUTPUT_BYTES = 1 << 20;

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
      for (var value : values(cells.get(shard.entry()).cell().at()).entrySet()) {
        json.writeFieldName(value.getKey());
        json.writeTree(value.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    end(json);
  }

  /**
   * All batches as one line, in the form of a workflow's matrix. A batch has the values of axes
   * that are the same in all of its cells.
   *
   * @param advice what would make fewer of them
   * @return the axes whose values differ within a batch, so that its job does not get them
   * @throws BadInputException if there are more than a matrix may have, or the line is too long
   */
  Set<String> githubMatrix(Batches batches, LongFunction<String> advice)
      throws IOException, BadInputException {
    if (batches.count() == 0) {
      throw new BadInputException(
          "--format: found github-matrix for a dataset without samples, and a workflow fails at a"
              + " matrix without jobs; allowed: a dataset with samples, or --allow-empty, which"
              + " prints []");
    }
    if (batches.count() > MOST_JOBS) {
      throw new BadInputException(
          ("--format: found github-matrix for %,d batches, and a matrix has at most %d jobs;"
                  + " allowed: %s")
              .formatted(batches.count(), MOST_JOBS, advice.apply(MOST_JOBS)));
    }
    Set<String> differing = new LinkedHashSet<>();
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeArrayFieldStart("include");
      for (long index = 0; index < batches.count(); index++) {
        job(json, index, batches, differing);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    if (2L * line.getBuffer().length() > MOST_OUTPUT_BYTES) {
      throw new BadInputException(
          "--format: found a matrix of %,d bytes in UTF-16, and an output of a job has at most %,d;"
                  .formatted(2L * line.getBuffer().length(), MOST_OUTPUT_BYTES)
              + " allowed: fewer batches, or shorter values of axes");
    }
    out.println(line);
    return differing;
  }

  private void job(JsonGenerator json, long index, Batches batches, Set<String> differing)
      throws IOException {
    Map<String, JsonNode> values = null;
    int entry = -1;
    boolean single = true;
    for (Iterator<Long> numbers = batches.numbers(index).iterator(); numbers.hasNext(); ) {
      TaskShard shard = table.shard(numbers.next());
      if (shard.entry() != entry) {
        single = entry < 0;
        entry = shard.entry();
        Map<String, JsonNode> more = values(cells.get(entry).cell().at());
        if (values == null) {
          values = more;
        } else {
          keepEqual(values, more, differing);
        }
      }
    }
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(List.of("batch", "shards", "samples", "generator"));
    json.writeStartObject();
    json.writeNumberField("batch", index);
    json.writeNumberField("shards", batches.numbers(index).count());
    json.writeNumberField("samples", batches.samples(index));
    if (single) {
      json.writeStringField("generator", cells.get(entry).name());
    }
    for (Map.Entry<String, JsonNode> value : values.entrySet()) {
      String name = value.getKey();
      while (!names.add(name)) { // GitHub does not tell the cases of letters apart
        name = "axis_" + name;
      }
      json.writeFieldName(name);
      json.writeTree(value.getValue());
    }
    json.writeEndObject();
  }

  private static void keepEqual(
      Map<String, JsonNode> values, Map<String, JsonNode> more, Set<String> differing) {
    Set<String> axes = new LinkedHashSet<>(values.keySet());
    axes.addAll(more.keySet());
    axes.removeIf(axis -> Objects.equals(values.get(axis), more.get(axis)));
    values.keySet().removeAll(axes);
    differing.addAll(axes);
  }

  /** The values of a cell by their axes; of an item with several fields its name. */
  private static Map<String, JsonNode> values(Combination at) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    for (int axis = 0; axis < at.axes().size(); axis++) {
      JsonNode value = at.values().get(axis);
      values.put(at.axes().get(axis), value.isObject() ? value.elements().next() : value);
    }
    return values;
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

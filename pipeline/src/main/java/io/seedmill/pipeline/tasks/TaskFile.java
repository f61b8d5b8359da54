package io.seedmill.pipeline.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import io.seedmill.pipeline.dataset.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads tasks, one JSON object a line: {@code {"type": "maze", "start_index": 0, "num_samples":
 * 1000, "seed": 42, "params": {}}}. A {@code task_seed}, as 'plan' prints it, must be the one that
 * follows from the others. The first line that is none is refused, with its number.
 */
final class TaskFile {

  private static final ValueType INDEX = ValueType.integer(0, DatasetSpec.MOST_SAMPLES);
  private static final ParameterSchema TASK =
      ParameterSchema.none()
          .required(
              "type",
              "an entry of the dataset or a generator",
              ValueType.text("an entry of the dataset or a generator"))
          .required("start_index", "the first index", INDEX)
          .required("num_samples", "the number of samples", INDEX)
          .required(
              "seed",
              "the seed of the samples",
              ValueType.integer(-DatasetSpec.LARGEST_SEED, DatasetSpec.LARGEST_SEED))
          .optional(
              "task_seed",
              "the seed of the first sample, which follows from the others",
              ValueType.integer(0, CanonicalJson.MAX_INTEGER))
          .optional(
              "params",
              "parameters in place of the entry's",
              ValueType.map(
                      "a JSON object",
                      ValueType.text("a name", Pattern.compile("[\\s\\S]*")),
                      ValueType.any("anything"))
                  .orNull());

  private final String file;
  private String place = "";

  /**
   * @param file its name, for messages
   */
  TaskFile(String file) {
    this.file = file;
  }

  /**
   * Reads all tasks, and closes what they are read from.
   *
   * @throws TaskFileException for the first line that is no task
   */
  List<Task> read(InputStream lines) throws IOException {
    List<Task> tasks = new ArrayList<>();
    try (Rows rows = Rows.open(lines, file, RowFormat.JSONL)) {
      while (rows.next()) {
        rows.requireWritable();
        place = rows.place();
        tasks.add(task(rows.value()));
      }
    } catch (RowException e) {
      place = e.place();
      throw new TaskFileException(
          "%s: found %s; allowed: a JSON object a line".formatted(place(), e.getMessage()));
    }
    if (tasks.isEmpty()) {
      throw new TaskFileException(file + ": found no task; allowed: one a line");
    }
    return tasks;
  }

  private Task task(JsonNode json) throws TaskFileException {
    if (!json.isObject()) {
      throw new TaskFileException(
          "%s: found %s; allowed: a JSON object a line".formatted(place(), json));
    }
    try {
      Parameters task = TASK.read((ObjectNode) json);
      long first = task.integer("start_index");
      checkSeed(task, first);
      ObjectNode params = task.has("params") ? (ObjectNode) task.json("params") : null;
      return new Task(
          place(),
          task.text("type"),
          new IndexRange(first, first + task.integer("num_samples")),
          task.integer("seed"),
          params == null || params.isEmpty() ? null : params);
    } catch (InvalidParametersException e) {
      InputProblem problem = e.problems().get(0);
      throw new TaskFileException(
          "%s, %s: %s".formatted(place(), problem.at().getMatchingProperty(), problem.message()));
    }
  }

  /** Refuses the seed of another task: a line that was copied, and changed in part. */
  private void checkSeed(Parameters task, long first) throws TaskFileException {
    SampleSeeds seeds = SampleSeeds.of(task.integer("seed"), task.text("type"));
    long expected = seeds.portableSeedOf(first);
    if (task.has("task_seed") && task.integer("task_seed") != expected) {
      throw new TaskFileException(
          "%s, task_seed: found %d; allowed: %d, the seed of sample %d, or no 'task_seed'"
              .formatted(place(), task.integer("task_seed"), expected, first));
    }
  }

  private String place() {
    return file + ", " + place;
  }
}

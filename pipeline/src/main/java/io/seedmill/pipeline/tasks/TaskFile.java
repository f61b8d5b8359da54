package io.seedmill.pipeline.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import io.seedmill.pipeline.dataset.DatasetSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Reads tasks, one JSON object a line: {@code {"type": "maze", "start_index": 0, "num_samples":
 * 1000, "seed": 42, "params": {}}}. The first line that is none is refused, with its number.
 */
final class TaskFile {

  private static final List<String> FIELDS =
      List.of("type", "start_index", "num_samples", "seed", "params");

  private final Path file;
  private String place = "";

  TaskFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all tasks.
   *
   * @throws TaskFileException for the first line that is no task
   */
  List<Task> read() throws IOException {
    List<Task> tasks = new ArrayList<>();
    try (Rows rows = Rows.open(Files.newInputStream(file), file.toString(), RowFormat.JSONL)) {
      while (rows.next()) {
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
    for (Iterator<String> fields = json.fieldNames(); fields.hasNext(); ) {
      requireKnown(fields.next());
    }
    String type = json.path("type").asText("");
    if (!json.path("type").isTextual() || type.isEmpty()) {
      throw refused("type", json, "an entry of the dataset or a generator");
    }
    long first = integer(json, "start_index", 0, DatasetSpec.MOST_SAMPLES);
    long samples = integer(json, "num_samples", 0, DatasetSpec.MOST_SAMPLES);
    long seed = integer(json, "seed", -DatasetSpec.LARGEST_SEED, DatasetSpec.LARGEST_SEED);
    JsonNode params = json.path("params");
    if (!params.isMissingNode() && !params.isNull() && !params.isObject()) {
      throw refused("params", json, "a JSON object");
    }
    return new Task(
        place(),
        type,
        new IndexRange(first, first + samples),
        seed,
        params.isObject() && !params.isEmpty() ? (ObjectNode) params : null);
  }

  private String place() {
    return file + ", " + place;
  }

  private void requireKnown(String field) throws TaskFileException {
    if (!FIELDS.contains(field)) {
      throw new TaskFileException(
          "%s: found the unknown field '%s'; allowed: %s"
              .formatted(place(), field, NearestName.advice(field, FIELDS)));
    }
  }

  private long integer(JsonNode json, String field, long min, long max) throws TaskFileException {
    JsonNode value = json.path(field);
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < min
        || value.longValue() > max) {
      throw refused(field, json, "a whole number from " + min + " to " + max);
    }
    return value.longValue();
  }

  private TaskFileException refused(String field, JsonNode json, String allowed) {
    JsonNode found = json.path(field);
    return new TaskFileException(
        "%s, %s: found %s; allowed: %s"
            .formatted(place(), field, found.isMissingNode() ? "nothing" : found, allowed));
  }
}

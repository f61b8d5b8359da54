package io.seedmill.pipeline.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.generate.GenerationPlan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Tasks that came as messages: in any order, some of them more than once, some of them not valid.
 * The plan depends on what they ask for alone. It follows the order of the dataset's entries, as
 * the tasks of 'seedmill plan' do, so that both make the same bytes.
 */
public final class TaskMessages {

  private final DatasetSpec spec;
  private final Catalogue catalogue;
  private final List<Task> tasks = new ArrayList<>();
  private final Map<String, String> refused = new LinkedHashMap<>();

  public TaskMessages(DatasetSpec spec, Catalogue catalogue) {
    this.spec = spec;
    this.catalogue = catalogue;
  }

  /** Adds a message: a task, or several, one a line. */
  public void add(String id, String body) throws IOException {
    try {
      List<Task> read =
          new TaskFile("message " + id)
              .read(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
      TaskPlan trial = new TaskPlan(spec, catalogue);
      for (Task task : read) {
        trial.add(task);
      }
      tasks.addAll(read);
    } catch (TaskFileException e) {
      refused.put(id, e.getMessage());
    }
  }

  /** Adds the tasks that processes have made, as {@link TaskPlan#toJson} writes them. */
  public void addMade(ArrayNode made) throws IOException {
    for (Task task : TaskPlan.read(made, "a raw file", spec)) {
      new TaskPlan(spec, catalogue).add(task);
      tasks.add(task);
    }
  }

  /** Returns why messages are no tasks, by their ids. */
  public Map<String, String> refused() {
    return refused;
  }

  /** Returns true if none of them is a task. */
  public boolean isEmpty() {
    return tasks.isEmpty();
  }

  /**
   * Plans the tasks but for what is published.
   *
   * @param published the tasks of published runs, as {@link TaskPlan#toJson} gave them
   */
  public Plan plan(OptionalInt buckets, List<JsonNode> published) throws IOException {
    TaskPlan plan = new TaskPlan(spec, catalogue);
    List<String> order = spec.entries().stream().map(DatasetSpec.Entry::name).toList();
    tasks.sort(
        Comparator.comparingInt((Task task) -> place(order, task.type()))
            .thenComparing(Task::type)
            .thenComparingLong(Task::seed)
            .thenComparing(task -> CanonicalJson.write(task.paramsOrNone()))
            .thenComparingLong(task -> task.range().first()));
    for (Task task : tasks) {
      plan.add(task);
    }
    return plan.finish(buckets, ranges(published));
  }

  private static int place(List<String> order, String type) {
    int place = order.indexOf(type);
    return place < 0 ? order.size() : place;
  }

  private Map<String, List<IndexRange>> ranges(List<JsonNode> published) throws IOException {
    Map<String, List<IndexRange>> ranges = new HashMap<>();
    for (JsonNode run : published) {
      try {
        GenerationPlan made = TaskPlan.again(run, "an earlier run", spec, catalogue).generation();
        for (int entry = 0; entry < made.entries().size(); entry++) {
          ranges
              .computeIfAbsent(made.fingerprint(entry), unseen -> new ArrayList<>())
              .addAll(made.entries().get(entry).ranges());
        }
      } catch (TaskFileException e) {
        // Tasks that cannot be planned any more are none of those that are asked for now.
      }
    }
    ranges.replaceAll((entry, parts) -> IndexRange.joined(parts));
    return ranges;
  }
}

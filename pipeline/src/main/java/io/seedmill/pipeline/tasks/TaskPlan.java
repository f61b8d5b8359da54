package io.seedmill.pipeline.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.GenerationPlan.Entry.Outside;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.raw.RawNote;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes a plan of tasks. Tasks of the same type, seed and parameters become one entry, whose name
 * is the type, so that a sample is the same whichever task asks for it, and the same as in a run of
 * the spec.
 */
public final class TaskPlan {

  private static final long SHARD = 1_000;
  private static final long BYTES_A_SAMPLE = 400;

  private final DatasetSpec spec;
  private final Catalogue catalogue;
  private final Map<String, DatasetSpec.Entry> entries = new HashMap<>();
  private final Map<List<String>, Group> groups = new LinkedHashMap<>();

  TaskPlan(DatasetSpec spec, Catalogue catalogue) {
    this.spec = spec;
    this.catalogue = catalogue;
    spec.entries().forEach(entry -> entries.put(entry.name(), entry));
  }

  private record Group(
      String name,
      GeneratorKind factory,
      String parameters,
      long seed,
      Outside outside,
      List<Task> tasks) {}

  /**
   * Plans what a file asks for.
   *
   * @param spec the entries that tasks may name, and how samples are deduplicated
   * @throws TaskFileException if the file has a mistake
   */
  public static Plan of(Path file, DatasetSpec spec, Catalogue catalogue, OptionalInt buckets)
      throws IOException {
    TaskPlan plan = new TaskPlan(spec, catalogue);
    for (Task task : new TaskFile(file.toString()).read(Files.newInputStream(file))) {
      plan.add(task);
    }
    plan.refuseOverlaps();
    return plan.finish(buckets, Map.of());
  }

  /**
   * Plans the tasks of a run again.
   *
   * @param tasks what {@link #toJson} gave for the manifest
   * @param place where they stand, for messages
   * @param spec the entries that they name
   */
  public static Plan again(JsonNode tasks, String place, DatasetSpec spec, Catalogue catalogue)
      throws IOException {
    TaskPlan plan = new TaskPlan(spec, catalogue);
    for (Task task : read(tasks, place, spec)) {
      plan.add(task);
    }
    plan.refuseOverlaps();
    return plan.finish(OptionalInt.empty(), Map.of());
  }

  /** Reads tasks as {@link #toJson} writes them. */
  static List<Task> read(JsonNode tasks, String place, DatasetSpec spec) throws IOException {
    Set<String> outside = new HashSet<>();
    for (DatasetSpec.Entry entry : spec.entries()) {
      if (entry.factory() instanceof SourceFactory) {
        outside.add(entry.name());
      }
    }
    StringBuilder lines = new StringBuilder();
    for (JsonNode task : tasks) {
      lines.append(task).append('\n');
    }
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    return new TaskFile(place)
        .read(new ByteArrayInputStream(bytes)).stream()
            .map(task -> outside.contains(task.type()) ? task.withItsOwnParams() : task)
            .toList();
  }

  /**
   * Adds a task.
   *
   * @throws TaskFileException if it is none of the dataset or the catalogue
   */
  void add(Task task) throws TaskFileException {
    DatasetSpec.Entry entry = entries.get(task.type());
    GeneratorKind factory =
        entry != null ? entry.factory() : catalogue.generator(task.type()).orElse(null);
    if (factory == null) {
      List<String> known = new ArrayList<>(entries.keySet());
      catalogue.all().forEach(each -> known.add(each.name()));
      throw new TaskFileException(
          "%s, type: found '%s'; allowed: %s"
              .formatted(task.place(), task.type(), NearestName.advice(task.type(), known)));
    }
    ObjectNode params =
        entry == null
            ? JsonNodeFactory.instance.objectNode()
            : entry.parameters().toJson().deepCopy();
    if (task.params() != null) {
      override(factory, params, task.params());
    }
    Parameters read = parameters(task, factory, params);
    DatasetSpec.Entry asked =
        entry == null
            ? null
            : entry.withParameters(read); // a name of the catalogue is never from outside
    String canonical = asked == null ? read.toCanonicalJson() : asked.dataParameters();
    groups
        .computeIfAbsent(
            List.of(task.type(), Long.toString(task.seed()), canonical),
            unseen ->
                new Group(
                    task.type(),
                    factory,
                    canonical,
                    task.seed(),
                    asked == null ? null : asked.outside().orElse(null),
                    new ArrayList<>()))
        .tasks()
        .add(task);
  }

  /** The parameters of a program are one of its keys; those of any other generator are all. */
  private static void override(GeneratorKind factory, ObjectNode params, ObjectNode given) {
    if (factory instanceof SourceFactory) {
      params.withObject("/params").setAll(given);
    } else {
      params.setAll(given);
    }
  }

  private static Parameters parameters(Task task, GeneratorKind factory, ObjectNode params)
      throws TaskFileException {
    try {
      return factory.parameters().read(params);
    } catch (InvalidParametersException e) {
      var problem = e.problems().get(0);
      throw new TaskFileException(
          "%s, params%s: %s".formatted(task.place(), problem.path(), problem.message()));
    }
  }

  /**
   * Makes the plan; an index that several tasks ask for is made once.
   *
   * @param published the indices that are left out, by the fingerprint of their entry
   */
  Plan finish(OptionalInt buckets, Map<String, List<IndexRange>> published) {
    GenerationPlan all = generation(List.copyOf(groups.values()), List.of());
    List<Group> left = new ArrayList<>();
    List<List<IndexRange>> ranges = new ArrayList<>();
    int number = 0;
    for (Group group : groups.values()) {
      List<IndexRange> rest =
          IndexRange.difference(
              all.entries().get(number).ranges(),
              published.getOrDefault(all.fingerprint(number), List.of()));
      number++;
      if (!rest.isEmpty() || published.isEmpty()) {
        left.add(group);
        ranges.add(rest);
      }
    }
    GenerationPlan generation = generation(left, ranges);
    long bytes = generation.samples() * BYTES_A_SAMPLE;
    return new Plan(
        generation,
        buckets.orElseGet(() -> Planner.buckets(bytes)),
        digest(generation, spec),
        bytes);
  }

  private GenerationPlan generation(List<Group> groups, List<List<IndexRange>> ranges) {
    List<GenerationPlan.Entry> planned = new ArrayList<>();
    for (Group group : groups) {
      planned.add(
          new GenerationPlan.Entry(
              group.name(),
              group.factory().name(),
              group.factory().version(),
              group.parameters(),
              group.seed(),
              ranges.isEmpty() ? IndexRange.joined(ranges(group)) : ranges.get(planned.size()),
              SHARD,
              group.outside()));
    }
    return new GenerationPlan(
        planned,
        spec.dedupeFields(),
        spec.preference(),
        spec.maxSampleBytes(),
        spec.schema(),
        Planner.settings(spec));
  }

  private static List<IndexRange> ranges(Group group) {
    return group.tasks().stream().map(Task::range).filter(range -> range.size() > 0).toList();
  }

  /** An index that is asked for twice would be a duplicate that no one can explain. */
  private void refuseOverlaps() throws TaskFileException {
    for (Group group : groups.values()) {
      List<IndexRange> ranges = ranges(group);
      if (size(IndexRange.joined(ranges)) != size(ranges)) {
        throw new TaskFileException(
            "%s: found indices of '%s' a second time; allowed: tasks that do not overlap"
                .formatted(overlapping(group).place(), group.name()));
      }
    }
  }

  private static long size(List<IndexRange> ranges) {
    return ranges.stream().mapToLong(IndexRange::size).sum();
  }

  private static Task overlapping(Group group) {
    List<IndexRange> before = new ArrayList<>();
    for (Task task : group.tasks()) {
      long left =
          IndexRange.difference(List.of(task.range()), before).stream()
              .mapToLong(IndexRange::size)
              .sum();
      if (left < task.range().size()) {
        return task;
      }
      before.add(task.range());
    }
    throw new IllegalStateException("no task overlaps");
  }

  private static String digest(GenerationPlan plan, DatasetSpec spec) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    ArrayNode entries = all.putArray("tasks");
    for (int entry = 0; entry < plan.entries().size(); entry++) {
      ObjectNode described = entries.addObject().put("fingerprint", plan.fingerprint(entry));
      ArrayNode ranges = described.putArray("ranges");
      for (IndexRange range : plan.entries().get(entry).ranges()) {
        ranges.add(range.first() + "-" + range.end());
      }
    }
    plan.keyFields().forEach(all.putArray("dedupe")::add);
    if (plan.preference() != Preference.INDEX) {
      all.put("prefer", plan.preference().toString());
    }
    spec.splitIdentity().ifPresent(splits -> all.set("splits", splits));
    byte[] hash = ContentHash.sha256().digest(CanonicalJson.writeBytes(all));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  /** The tasks of a plan as they stand in a manifest, joined where they follow on each other. */
  public static ArrayNode toJson(GenerationPlan plan) throws IOException {
    ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
    for (GenerationPlan.Entry entry : plan.entries()) {
      for (IndexRange range : entry.ranges()) {
        add(tasks, entry.name(), range, entry.seed(), entry.parameters());
      }
    }
    return tasks;
  }

  /** The tasks that raw files were made for, in the same form. */
  public static ArrayNode toJson(List<RawNote> notes) throws IOException {
    ArrayNode tasks = JsonNodeFactory.instance.arrayNode();
    for (RawNote note : notes) {
      for (RawNote.Piece piece : note.pieces()) {
        if (piece.seed() != null) {
          add(tasks, piece.generator(), piece.range(), piece.seed(), piece.parameters());
        }
      }
    }
    return tasks;
  }

  private static void add(
      ArrayNode tasks, String name, IndexRange range, long seed, String parameters)
      throws IOException {
    tasks
        .addObject()
        .put("type", name)
        .put("start_index", range.first())
        .put("num_samples", range.size())
        .put("seed", seed)
        .set("params", CanonicalJson.parse(parameters.getBytes(StandardCharsets.UTF_8)));
  }
}

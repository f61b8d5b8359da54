package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.matrix.Axis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which cells of a dataset are made in a run. What remains keeps its names, its order and so its
 * bytes.
 *
 * @param only values, with {@code *} and {@code ?}, of which a cell needs one on each of these axes
 * @param exclude values of which a cell has none on any of these axes
 * @param trial whether each generator has one cell alone: the smallest value of every range, the
 *     first of everything else, of what the other filters leave
 */
public record Filters(
    Map<String, List<String>> only, Map<String, List<String>> exclude, boolean trial) {

  /** The name by which a generator itself is filtered. */
  public static final String GENERATOR = "generator";

  /** Leaves everything. */
  public static final Filters NONE = new Filters(Map.of(), Map.of(), false);

  public Filters {
    only = Collections.unmodifiableMap(new LinkedHashMap<>(only));
    exclude = Collections.unmodifiableMap(new LinkedHashMap<>(exclude));
  }

  /** Returns true if it leaves everything. */
  public boolean isNone() {
    return equals(NONE);
  }

  /** The filters by the names of their options; empty where there are none. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    put(json, "only", only);
    put(json, "exclude", exclude);
    if (trial) {
      json.put("testMode", true);
    }
    return json;
  }

  /** Reads what {@link #toJson} writes; null stands for no filters. */
  public static Filters of(JsonNode json) {
    return json == null
        ? NONE
        : new Filters(
            globs(json.path("only")),
            globs(json.path("exclude")),
            json.path("testMode").asBoolean());
  }

  private static Map<String, List<String>> globs(JsonNode axes) {
    Map<String, List<String>> globs = new LinkedHashMap<>();
    for (var axis : axes.properties()) {
      List<String> values = new ArrayList<>();
      axis.getValue().forEach(value -> values.add(value.asText()));
      globs.put(axis.getKey(), values);
    }
    return globs;
  }

  private static void put(ObjectNode json, String name, Map<String, List<String>> filter) {
    if (!filter.isEmpty()) {
      ObjectNode axes = json.putObject(name);
      filter.forEach((axis, globs) -> globs.forEach(axes.withArray(axis)::add));
    }
  }

  /** The generators with the cells that remain, some of them with none. */
  List<GeneratorSpec> apply(List<GeneratorSpec> generators) throws FilterException {
    TreeSet<String> known = new TreeSet<>();
    known.add(GENERATOR);
    generators.forEach(generator -> known.addAll(generator.keys()));
    Map<String, Pattern> wanted = patterns("--only", only, known);
    Map<String, Pattern> unwanted = patterns("--exclude", exclude, known);
    List<GeneratorSpec> kept = new ArrayList<>();
    for (GeneratorSpec generator : generators) {
      GeneratorSpec left =
          generator.only(
              entry ->
                  wanted.entrySet().stream().allMatch(filter -> fits(entry.cell(), filter))
                      && unwanted.entrySet().stream()
                          .noneMatch(filter -> fits(entry.cell(), filter)));
      kept.add(trial ? smallest(left) : left);
    }
    if (kept.stream().allMatch(generator -> generator.cells().isEmpty())) {
      throw new FilterException(
          "--only, --exclude: found filters that leave none of the dataset's %d cells; allowed:"
                  .formatted(generators.stream().mapToInt(g -> g.cells().size()).sum())
              + " filters that leave one ('seedmill plan' lists axes)");
    }
    return kept;
  }

  private static Map<String, Pattern> patterns(
      String option, Map<String, List<String>> filter, TreeSet<String> known)
      throws FilterException {
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    for (var axis : filter.entrySet()) {
      if (!known.contains(axis.getKey())) {
        throw new FilterException(
            "%s: found the axis '%s'; allowed: %s"
                .formatted(option, axis.getKey(), NearestName.advice(axis.getKey(), known)));
      }
      String any = axis.getValue().stream().map(Filters::regex).collect(Collectors.joining("|"));
      patterns.put(axis.getKey(), Pattern.compile(any, Pattern.DOTALL));
    }
    return patterns;
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    glob.codePoints()
        .forEach(
            c ->
                regex.append(
                    switch (c) {
                      case '*' -> ".*";
                      case '?' -> ".";
                      default -> Pattern.quote(Character.toString(c));
                    }));
    return regex.toString();
  }

  private static boolean fits(Cell cell, Map.Entry<String, Pattern> filter) {
    Optional<String> text = cell.text(filter.getKey());
    return text.isPresent() && filter.getValue().matcher(text.get()).matches();
  }

  private static GeneratorSpec smallest(GeneratorSpec generator) {
    List<Map<JsonNode, Integer>> ranks = generator.axes().stream().map(Filters::ranks).toList();
    Comparator<DatasetSpec.Entry> bySize = Comparator.comparingInt(entry -> 0);
    for (int i = 0; i < ranks.size(); i++) {
      String axis = generator.axes().get(i).name();
      Map<JsonNode, Integer> rank = ranks.get(i);
      bySize =
          bySize.thenComparingInt(
              entry -> entry.cell().at().value(axis).map(rank::get).orElse(Integer.MAX_VALUE));
    }
    return generator.withCells(generator.cells().stream().min(bySize).stream().toList());
  }

  /** The places of an axis's values, the smallest first. */
  private static Map<JsonNode, Integer> ranks(Axis axis) {
    int direction = axis.smallest() == 0 ? 1 : -1;
    Map<JsonNode, Integer> ranks = new HashMap<>();
    for (JsonNode value : axis.values()) {
      ranks.put(value, direction * ranks.size());
    }
    return ranks;
  }
}

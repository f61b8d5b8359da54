package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.matrix.Axis;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which cells of a dataset are made in a run. What remains keeps its names, its order and so its
 * bytes.
 *
 * @param only values, with {@code *} and {@code ?}, literal behind a backslash, of which a cell
 *     needs one on each of these axes
 * @param exclude values of which a cell has none on any of these axes
 * @param trial whether each generator has one cell alone: the smallest value of every range, the
 *     first of everything else, of what the other filters leave
 */
public record Filters(
    Map<String, List<String>> only, Map<String, List<String>> exclude, boolean trial) {

  /** The name by which a generator itself is filtered. */
  public static final String GENERATOR = "generator";

  /** A comparison takes the place of an axis: {@code conc<=} with the values behind it. */
  private static final Pattern COMPARISON = Pattern.compile("(.*?)(<=|>=|<|>)");

  private static final Pattern SPECIAL = Pattern.compile("[*?,\\\\]");

  private static final Pattern GLOB = Pattern.compile("\\\\[*?,\\\\]|.", Pattern.DOTALL);

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
    Map<String, Predicate<String>> wanted = patterns("--only", only, generators, known);
    Map<String, Predicate<String>> unwanted = patterns("--exclude", exclude, generators, known);
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
    boolean leavesNone = kept.stream().allMatch(generator -> generator.cells().isEmpty());
    requireKnownValues("--only", only, generators, leavesNone);
    requireKnownValues("--exclude", exclude, generators, leavesNone);
    if (leavesNone) {
      throw new FilterException(
          "--only, --exclude: found filters that leave none of the dataset's %d cells; allowed:"
                  .formatted(generators.stream().mapToInt(g -> g.cells().size()).sum())
              + " filters that leave one ('seedmill plan' lists axes)",
          true);
    }
    return kept;
  }

  private static Map<String, Predicate<String>> patterns(
      String option,
      Map<String, List<String>> filter,
      List<GeneratorSpec> generators,
      TreeSet<String> known)
      throws FilterException {
    Map<String, Predicate<String>> patterns = new LinkedHashMap<>();
    for (var axis : filter.entrySet()) {
      Matcher comparison = COMPARISON.matcher(axis.getKey());
      String name = comparison.matches() ? comparison.group(1) : axis.getKey();
      if (!known.contains(name)) {
        throw new FilterException(
            "%s: found the axis '%s'; allowed: %s"
                .formatted(option, name, NearestName.advice(name, known)));
      }
      if (comparison.matches()) {
        patterns.put(axis.getKey(), comparison(option, comparison.group(2), axis));
      } else {
        TreeSet<String> values = values(name, generators);
        List<Predicate<String>> any =
            axis.getValue().stream().map(glob -> meaning(glob, values)).toList();
        patterns.put(axis.getKey(), text -> any.stream().anyMatch(each -> each.test(text)));
      }
    }
    return patterns;
  }

  /** A comparison that a value which is neither a number nor a date does not pass. */
  private static Predicate<String> comparison(
      String option, String operator, Map.Entry<String, List<String>> axis) throws FilterException {
    List<Predicate<String>> any = new ArrayList<>();
    for (String bound : axis.getValue()) {
      Optional<BigDecimal> number = number(bound);
      Optional<LocalDate> date = date(bound);
      if (number.isEmpty() && date.isEmpty()) {
        throw new FilterException(
            ("%s: found '%s' behind '%s'; allowed: a number, or a date such as 2026-01-31;"
                    + " another condition goes into another %s")
                .formatted(option, bound, axis.getKey(), option));
      }
      any.add(
          number.isPresent()
              ? text ->
                  number(text).filter(n -> holds(n.compareTo(number.get()), operator)).isPresent()
              : text ->
                  date(text).filter(d -> holds(d.compareTo(date.get()), operator)).isPresent());
    }
    return text -> any.stream().anyMatch(each -> each.test(text));
  }

  private static Optional<LocalDate> date(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean holds(int order, String operator) {
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static Optional<BigDecimal> number(String text) {
    if (text.chars().anyMatch(Character::isDigit) && text.chars().anyMatch(c -> c > 'z')) {
      return Optional.empty(); // digits of another script are letters
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Refuses a value that no cell has, and names those that cells have. */
  private static void requireKnownValues(
      String option,
      Map<String, List<String>> filters,
      List<GeneratorSpec> generators,
      boolean leavesNone)
      throws FilterException {
    for (var filter : filters.entrySet()) {
      TreeSet<String> values = values(filter.getKey(), generators);
      for (String glob : filter.getValue()) {
        boolean known = COMPARISON.matcher(filter.getKey()).matches();
        if (!known && values.stream().noneMatch(meaning(glob, values))) {
          throw new FilterException(
              "%s: found the value '%s' of '%s'; allowed: %s"
                  .formatted(
                      option, glob, filter.getKey(), NearestName.advice(glob, written(values))),
              leavesNone);
        }
      }
    }
  }

  /** Returns the values as the option takes them. */
  private static Set<String> written(Set<String> values) {
    return values.stream()
        .map(value -> SPECIAL.matcher(value).replaceAll("\\\\$0"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static TreeSet<String> values(String axis, List<GeneratorSpec> generators) {
    TreeSet<String> values = new TreeSet<>();
    for (GeneratorSpec generator : generators) {
      for (DatasetSpec.Entry entry : generator.cells()) {
        entry.cell().text(axis).ifPresent(values::add);
      }
    }
    return values;
  }

  /** Returns what a value means: itself, or else the same number in another spelling. */
  private static Predicate<String> meaning(String glob, TreeSet<String> values) {
    Predicate<String> itself = Pattern.compile(regex(glob), Pattern.DOTALL).asMatchPredicate();
    Optional<BigDecimal> number = number(glob);
    if (number.isEmpty() || values.stream().anyMatch(itself)) {
      return itself;
    }
    return text -> number(text).filter(value -> value.compareTo(number.get()) == 0).isPresent();
  }

  private static String axis(String key) {
    Matcher comparison = COMPARISON.matcher(key);
    return comparison.matches() ? comparison.group(1) : key;
  }

  private static String regex(String glob) {
    StringBuilder regex = new StringBuilder();
    Matcher parts = GLOB.matcher(glob);
    while (parts.find()) {
      String part = parts.group();
      regex.append(
          switch (part) {
            case "*" -> ".*";
            case "?" -> ".";
            case "\\*", "\\?", "\\,", "\\\\" -> Pattern.quote(part.substring(1));
            default -> Pattern.quote(part);
          });
    }
    return regex.toString();
  }

  private static boolean fits(Cell cell, Map.Entry<String, Predicate<String>> filter) {
    return cell.text(axis(filter.getKey())).filter(filter.getValue()).isPresent();
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

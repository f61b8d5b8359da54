package io.seedmill.generators.catalogue.mixture;

import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which kind and level each index has. Of as many indices as the weights add up to, each part has
 * exactly as many as its weight; of the first indices, however many, it is off by less than one. A
 * part takes its levels in turn.
 */
public final class Mixture {

  /** The hardest level; the easiest is 1. */
  public static final int LEVELS = 10;

  private static final String ANY = "any";

  private static final Pattern KEY = Pattern.compile("([a-z0-9-]+)(?:@(\\d+)(?:-(\\d+))?)?");

  /** The part of each index of a block, and how often the part comes before in the block. */
  private final int[] parts;

  private final int[] earlier;
  private final List<Part> all;

  /**
   * A share of the indices.
   *
   * @param kind its id
   */
  public record Part(String kind, int firstLevel, int lastLevel, int weight) {

    /** Reads {@code kind}, {@code kind@level} or {@code kind@first-last}; nothing if it is none. */
    public static Part of(String key, int weight) {
      Matcher matcher = KEY.matcher(key);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(key);
      }
      int first = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
      int last =
          matcher.group(2) == null
              ? LEVELS
              : matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
      if (first < 1 || last > LEVELS || first > last) {
        throw new IllegalArgumentException(key);
      }
      return new Part(matcher.group(1), first, last, weight);
    }
  }

  /** The kind and the level of an index. */
  public record Choice(String kind, int level) {}

  public Mixture(List<Part> all) {
    this.all = List.copyOf(all);
    int sum = all.stream().mapToInt(Part::weight).sum();
    parts = new int[sum];
    earlier = new int[sum];
    int[] used = new int[all.size()];
    for (int i = 0; i < sum; i++) {
      int next = soonest(used, i + 1, sum);
      parts[i] = next;
      earlier[i] = used[next]++;
    }
  }

  /**
   * Declares {@code kind}, {@code level} and {@code mixture}.
   *
   * @param asked what a kind is, such as 'what is asked'
   * @param ids the kinds' names
   * @param example a kind for the help text
   * @param other another one
   */
  public static ParameterSchema declare(
      String asked, List<String> ids, String example, String other) {
    List<String> choices = new ArrayList<>(List.of(ANY));
    choices.addAll(ids);
    Pattern keys =
        Pattern.compile(
            "(?:%s)(?:@(?:[1-9]|10)(?:-(?:[1-9]|10))?)?".formatted(String.join("|", ids)));
    return ParameterSchema.none()
        .choice("kind", asked, ANY, choices)
        .integer("level", "from 1 (easiest) to 10; 0 takes all in turn", 0, 0, LEVELS)
        .optional(
            "mixture",
            "kinds with their weights, in place of 'kind' and 'level'; a kind may be followed by"
                + " its levels, as in %s@3-5".formatted(example),
            ValueType.map(
                    "kinds with weights, such as {%s: 2, %s@1-4: 1}".formatted(example, other),
                    ValueType.text("a kind, kind@level or kind@first-last", keys),
                    ValueType.integer(1, 1_000))
                .ofSome())
        .rule(parameters -> aMixtureStandsAlone(parameters, ids));
  }

  /**
   * Reads what {@link #declare} declares.
   *
   * @throws IllegalArgumentException if levels are not in order; the message is the kind with them
   */
  public static Mixture of(Parameters parameters, List<String> ids) {
    List<Part> parts = new ArrayList<>();
    if (parameters.has("mixture")) {
      Map<String, Integer> weights = new TreeMap<>(); // the order of the keys means nothing
      for (var each : parameters.json("mixture").properties()) {
        weights.put(each.getKey(), each.getValue().intValue());
      }
      weights.forEach((key, weight) -> parts.add(Part.of(key, weight)));
      return new Mixture(parts);
    }
    int level = parameters.intValue("level");
    String asked = parameters.text("kind");
    for (String kind : ids) {
      if (asked.equals(ANY) || asked.equals(kind)) {
        parts.add(new Part(kind, level == 0 ? 1 : level, level == 0 ? LEVELS : level, 1));
      }
    }
    return new Mixture(parts);
  }

  private static Optional<InputProblem> aMixtureStandsAlone(
      Parameters parameters, List<String> ids) {
    if (!parameters.has("mixture")) {
      return Optional.empty();
    }
    if (!parameters.text("kind").equals(ANY) || parameters.intValue("level") != 0) {
      return Optional.of(
          new InputProblem(
              "/mixture", "it beside 'kind' or 'level'", "either a mixture, or those two"));
    }
    try {
      of(parameters, ids);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(
          new InputProblem(
              "/mixture", "'" + e.getMessage() + "'", "levels from 1 to 10, the lower one first"));
    }
  }

  /**
   * Returns the part that must come soonest, of those that may come at all: one that has fewer than
   * its share of the indices. A share of one more than it has is where it must have come.
   */
  private int soonest(int[] used, int indices, int sum) {
    int best = -1;
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < used.length; i++) {
      long weight = all.get(i).weight();
      long due = ((used[i] + 1L) * sum + weight - 1) / weight;
      if ((long) used[i] * sum < weight * indices && due < earliest) {
        best = i;
        earliest = due;
      }
    }
    return best;
  }

  /** Returns the kind and the level of an index. */
  public Choice at(long index) {
    int within = (int) (index % parts.length);
    Part part = all.get(parts[within]);
    long before = index / parts.length * part.weight() + earlier[within];
    int levels = part.lastLevel() - part.firstLevel() + 1;
    return new Choice(part.kind(), part.firstLevel() + (int) (before % levels));
  }
}

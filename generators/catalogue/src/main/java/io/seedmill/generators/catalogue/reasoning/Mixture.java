package io.seedmill.generators.catalogue.reasoning;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which kind and level each index has. Of as many indices as the weights add up to, each part has
 * exactly as many as its weight; in any other range it is off by less than one. A part takes its
 * levels in turn.
 */
final class Mixture {

  /** The largest sum of weights. */
  static final int MOST = 100_000;

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
  record Part(String kind, int firstLevel, int lastLevel, int weight) {

    /** Reads {@code kind}, {@code kind@level} or {@code kind@first-last}; nothing if it is none. */
    static Part of(String key, int weight) {
      Matcher matcher = KEY.matcher(key);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(key);
      }
      int first = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
      int last =
          matcher.group(2) == null
              ? Kind.LEVELS
              : matcher.group(3) == null ? first : Integer.parseInt(matcher.group(3));
      if (first < 1 || last > Kind.LEVELS || first > last) {
        throw new IllegalArgumentException(key);
      }
      return new Part(matcher.group(1), first, last, weight);
    }
  }

  /** The kind and the level of an index. */
  record Choice(String kind, int level) {}

  Mixture(List<Part> all) {
    this.all = List.copyOf(all);
    int sum = all.stream().mapToInt(Part::weight).sum();
    parts = new int[sum];
    earlier = new int[sum];
    int[] used = new int[all.size()];
    for (int i = 0; i < sum; i++) {
      int next = mostBehind(used, i + 1, sum);
      parts[i] = next;
      earlier[i] = used[next]++;
    }
  }

  /** Reads the mapping of a spec. */
  static Mixture of(Map<String, Integer> weights) {
    List<Part> parts = new ArrayList<>();
    weights.forEach((key, weight) -> parts.add(Part.of(key, weight)));
    return new Mixture(parts);
  }

  /** Returns the part that lacks most of what it should have after some indices. */
  private int mostBehind(int[] used, int indices, int sum) {
    int best = 0;
    long most = Long.MIN_VALUE;
    for (int i = 0; i < used.length; i++) {
      long lacks = (long) all.get(i).weight() * indices - (long) used[i] * sum;
      if (lacks > most && used[i] < all.get(i).weight()) {
        best = i;
        most = lacks;
      }
    }
    return best;
  }

  Choice at(long index) {
    int within = (int) (index % parts.length);
    Part part = all.get(parts[within]);
    long before = index / parts.length * part.weight() + earlier[within];
    int levels = part.lastLevel() - part.firstLevel() + 1;
    return new Choice(part.kind(), part.firstLevel() + (int) (before % levels));
  }
}

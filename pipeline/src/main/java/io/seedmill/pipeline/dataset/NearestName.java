package io.seedmill.pipeline.dataset;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Offers the name that a user may have meant. */
public final class NearestName {

  private static final int MOST_LISTED = 50;

  private NearestName() {}

  /** The names that are allowed, and the nearest of them where one is near. */
  public static String advice(String given, Collection<String> allowed) {
    if (allowed.isEmpty()) {
      return "none";
    }
    if (allowed.size() == 1) {
      return "only '" + allowed.iterator().next() + "'";
    }
    String list = "one of " + allowed.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    if (allowed.size() > MOST_LISTED) {
      list += ", … and " + (allowed.size() - MOST_LISTED) + " more";
    }
    return withNearest(given, list, allowed);
  }

  private static String withNearest(String given, String list, Collection<String> allowed) {
    return find(given, allowed)
        .map(nearest -> list + " (did you mean '" + nearest + "'?)")
        .orElse(list);
  }

  /**
   * The name that begins with what was given, or else the one with the fewest letters to change, as
   * long as half of them can stay. Capitals do not matter.
   */
  public static Optional<String> find(String given, Collection<String> allowed) {
    return allowed.stream()
        .filter(name -> 2 * distance(given, name) <= Math.max(given.length(), name.length()))
        .min(Comparator.comparingInt(name -> distance(given, name)));
  }

  private static int distance(String given, String name) {
    String typed = given.toLowerCase(Locale.ROOT);
    String known = name.toLowerCase(Locale.ROOT);
    return typed.length() >= 3 && known.startsWith(typed)
        ? 0
        : LevenshteinDistance.getDefaultInstance().apply(typed, known);
  }
}

package io.seedmill.generators.input;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the name that a user may have meant. */
public final class NearestName {

  private static final int MOST_LISTED = 50;

  private NearestName() {}

  /** Returns the names that are allowed, and the nearest of them where one is near. */
  public static String advice(String given, Collection<String> allowed) {
    return allowed.size() == 1
        ? list(allowed)
        : list(allowed)
            + find(given, allowed).map(nearest -> " (did you mean '" + nearest + "'?)").orElse("");
  }

  /** Returns the names that are allowed, in words. */
  static String list(Collection<String> allowed) {
    if (allowed.isEmpty()) {
      return "none";
    }
    if (allowed.size() == 1) {
      return "only '" + allowed.iterator().next() + "'";
    }
    String list = "one of " + allowed.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return allowed.size() > MOST_LISTED
        ? list + ", … and " + (allowed.size() - MOST_LISTED) + " more"
        : list;
  }

  /**
   * Returns the name that begins with what was given, or else the one with the fewest letters to
   * change, as long as half of them can stay, and three in five if the first is another. Case is
   * ignored.
   */
  public static Optional<String> find(String given, Collection<String> allowed) {
    return allowed.stream()
        .filter(name -> isNear(given, name))
        .min(Comparator.comparingInt(name -> distance(given, name)));
  }

  private static boolean isNear(String given, String name) {
    int length = Math.max(given.length(), name.length());
    return given.regionMatches(true, 0, name, 0, 1)
        ? 2 * distance(given, name) <= length
        : 5 * distance(given, name) <= 2 * length;
  }

  private static int distance(String given, String name) {
    String typed = given.toLowerCase(Locale.ROOT);
    String known = name.toLowerCase(Locale.ROOT);
    return typed.length() >= 3 && known.startsWith(typed) ? 0 : edits(typed, known);
  }

  /**
   * Returns the number of letters to insert, delete or replace: Levenshtein's distance, one row of
   * the table at a time.
   */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}

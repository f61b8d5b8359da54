package io.seedmill.generators.input;

import java.util.Locale;

/** A number with its noun: {@code 1 sample}, {@code 1,234 samples}, {@code 2 queries}. */
public final class Counted {

  private Counted() {}

  /**
   * Returns a number and what it counts.
   *
   * @param noun the name of one, such as sample, query or batch
   */
  public static String of(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? noun : plural(noun));
  }

  private static String plural(String noun) {
    if (noun.endsWith("ry")) {
      return noun.substring(0, noun.length() - 1) + "ies";
    }
    return noun.endsWith("ch") ? noun + "es" : noun + "s";
  }
}

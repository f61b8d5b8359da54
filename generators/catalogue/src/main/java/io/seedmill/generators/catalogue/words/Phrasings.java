package io.seedmill.generators.catalogue.words;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Several wordings of one question, of which each sample draws one. Every wording asks for the same
 * answer and says in which form to write it.
 *
 * <p>A generator draws the wording after everything else, so that a new wording changes no problem.
 */
public final class Phrasings {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final Phrasing[] phrasings;

  private Phrasings(Phrasing[] phrasings) {
    this.phrasings = phrasings;
  }

  /**
   * Returns the wordings {@code texts}.
   *
   * @param places the names that stand in braces where a sample puts its own text
   */
  public static Phrasings of(List<String> places, Stream<String> texts) {
    return new Phrasings(texts.map(text -> Phrasing.of(places, text)).toArray(Phrasing[]::new));
  }

  /** Returns the wordings {@code texts}, as {@link #of(List, Stream)} does. */
  public static Phrasings of(List<String> places, String... texts) {
    return of(places, Arrays.stream(texts));
  }

  /**
   * Returns one of the wordings, each as likely as the others.
   *
   * @param values what to put in the places, in the order of their names
   */
  public String draw(UniformRandomProvider random, CharSequence... values) {
    return phrasings[random.nextInt(phrasings.length)].with(values);
  }

  /** A wording in pieces: {@code values[at[i]]} stands between the pieces i and i + 1. */
  private record Phrasing(String[] pieces, int[] at, int length) {

    static Phrasing of(List<String> places, String text) {
      List<String> pieces = new ArrayList<>();
      List<Integer> at = new ArrayList<>();
      int end = 0;
      for (Matcher place = PLACE.matcher(text); place.find(); end = place.end()) {
        pieces.add(text.substring(end, place.start()));
        at.add(places.indexOf(place.group(1)));
      }
      pieces.add(text.substring(end));
      if (at.contains(-1)) {
        throw new IllegalArgumentException("a place besides " + places + " in: " + text);
      }
      return new Phrasing(
          pieces.toArray(String[]::new),
          at.stream().mapToInt(Integer::intValue).toArray(),
          text.length());
    }

    String with(CharSequence... values) {
      int capacity = length;
      for (int value : at) {
        capacity += values[value].length();
      }
      StringBuilder out = new StringBuilder(capacity).append(pieces[0]);
      for (int i = 0; i < at.length; i++) {
        out.append(values[at[i]]).append(pieces[i + 1]);
      }
      return out.toString();
    }
  }
}

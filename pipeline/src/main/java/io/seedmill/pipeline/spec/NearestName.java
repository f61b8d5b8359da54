package io.seedmill.pipeline.spec;

import java.util.Collection;
import java.util.Comparator;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Offers the name that a user may have meant. */
public final class NearestName {

  private NearestName() {}

  /** The names that are allowed, with the nearest one offered first. */
  public static String advice(String given, Collection<String> allowed) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return allowed.stream()
        .min(Comparator.comparingInt(name -> distance.apply(given, name)))
        .map(
            nearest ->
                "one of " + String.join(", ", allowed) + " (did you mean '" + nearest + "'?)")
        .orElse("none");
  }
}

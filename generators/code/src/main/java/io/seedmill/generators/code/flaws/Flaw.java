package io.seedmill.generators.code.flaws;

import io.seedmill.generators.code.Language;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A known flaw in one language, with the ways it comes in.
 *
 * @param cwe its number in the Common Weakness Enumeration; 0 if there is none
 * @param shown how it is shown: {@code running}, {@code tool} or {@code reading}
 * @param types names of a class for it
 */
record Flaw(
    String name,
    String category,
    Language language,
    int cwe,
    String severity,
    String shown,
    List<String> types,
    List<Variant> variants) {

  /** The categories, each with a file of its own. */
  static final List<String> CATEGORIES =
      Stream.of("concurrency", "memory", "performance", "security")
          .filter(each -> Flaw.class.getResource(each + ".txt") != null)
          .toList();

  /** Returns the flaws of a category, in the order of its file. */
  static List<Flaw> of(String category) {
    return Files.READ.get(category);
  }

  /** The flaws, which take a while to read: only when one is asked for. */
  private static final class Files {

    static final Map<String, List<Flaw>> READ =
        CATEGORIES.stream().collect(Collectors.toUnmodifiableMap(each -> each, FlawFile::read));
  }
}

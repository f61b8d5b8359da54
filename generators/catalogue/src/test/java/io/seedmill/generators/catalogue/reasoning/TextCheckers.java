package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at letters one by one. */
final class TextCheckers {

  static final Map<String, Checkers.Checker> ALL = Map.of("anagram", TextCheckers::anagrams);

  static final Map<String, Checkers.Judge> JUDGES = Map.of("word-ladder", TextCheckers::isShortest);

  private TextCheckers() {}

  private static String anagrams(JsonNode given) {
    String sorted = sorted(given.get("words").asText().replace(" ", ""));
    List<String> found = new ArrayList<>();
    for (JsonNode row : given.get("rows")) {
      if (sorted(row.asText()).equals(sorted)) {
        found.add(row.asText());
      }
    }
    return String.join(", ", found);
  }

  private static String sorted(String text) {
    char[] letters = text.toCharArray();
    Arrays.sort(letters);
    return new String(letters);
  }

  /** Widens the set of words that are reached, step by step, and counts the steps. */
  private static boolean isShortest(JsonNode given, String answer) {
    Set<String> words = new HashSet<>();
    given.get("words").forEach(word -> words.add(word.asText()));
    Set<String> reached = new HashSet<>(Set.of(given.get("first").asText()));
    int steps = 0;
    while (!reached.contains(given.get("last").asText())) {
      Set<String> next = new HashSet<>(reached);
      for (String word : words) {
        if (reached.stream().anyMatch(other -> isStep(other, word))) {
          next.add(word);
        }
      }
      reached = next;
      steps++;
    }
    String[] ladder = answer.split(", ", -1);
    for (int i = 0; i < ladder.length; i++) {
      if (!words.contains(ladder[i]) || (i > 0 && !isStep(ladder[i - 1], ladder[i]))) {
        return false;
      }
    }
    return ladder[0].equals(given.get("first").asText())
        && ladder[ladder.length - 1].equals(given.get("last").asText())
        && ladder.length == steps + 1;
  }

  private static boolean isStep(String a, String b) {
    for (int i = 0; i < 4; i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return a.substring(i + 1).equals(b.substring(i + 1));
      }
    }
    return false;
  }
}

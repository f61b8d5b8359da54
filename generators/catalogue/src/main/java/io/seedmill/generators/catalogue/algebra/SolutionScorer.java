package io.seedmill.generators.catalogue.algebra;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Reply;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares values of unknowns: the share that is right of those expected, or of those named where
 * there are more. Order does not count, and equal numbers are equal.
 */
final class SolutionScorer implements Scorer {

  private static final Pattern BETWEEN = Pattern.compile("[;\n]|,(?!\\d{3}\\b)|\\b(?:or|and)\\b|∨");
  private static final Pattern VALUE =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])([a-z])(?:_\\{?\\d}?|\\d|[₁₂])?\\s*(?:=|≈|\\bis\\b|:)(.*)");
  private static final Pattern NOTHING_ELSE = Pattern.compile("[^\\p{L}]*");

  @Override
  public double score(JsonNode sample, String answer) {
    Set<String> expected = values(Scorer.text(sample, "answer"), "");
    Set<String> names = new TreeSet<>();
    expected.forEach(value -> names.add(value.substring(0, 1)));
    String onlyName = names.size() == 1 ? names.iterator().next() : "";
    Reply reply = Reply.of(answer).plain();
    Set<String> found = Set.of();
    String[] lines = reply.marked() ? new String[] {reply.part()} : reply.part().split("\n", -1);
    for (int i = lines.length - 1; i >= 0 && found.isEmpty(); i--) {
      found = values(lines[i], onlyName);
    }
    long right = found.stream().filter(expected::contains).count();
    return (double) right / Math.max(expected.size(), found.size());
  }

  /**
   * Returns the values as texts such as {@code x=3/4}.
   *
   * @param onlyName the unknown of numbers without a name; empty if they do not count
   */
  private static Set<String> values(String text, String onlyName) {
    Set<String> values = new HashSet<>();
    String name = onlyName;
    for (String piece : BETWEEN.split(text.replace("±", "+-"), -1)) {
      Matcher value = VALUE.matcher(piece);
      boolean named = value.find();
      name = named ? value.group(1) : name;
      String number = named ? value.group(2) : piece;
      if (named || (!name.isEmpty() && NOTHING_ELSE.matcher(piece).matches())) {
        add(values, name, number);
      }
    }
    return values;
  }

  private static void add(Set<String> values, String name, String number) {
    int both = number.indexOf("+-");
    String positive = both < 0 ? number : number.substring(both + 2);
    Optional<String> read = io.seedmill.generators.catalogue.answers.Form.FRACTION.read(positive);
    read.ifPresent(
        value -> {
          values.add(name + "=" + value);
          if (both >= 0) {
            values.add(name + "=-" + value);
          }
        });
  }
}

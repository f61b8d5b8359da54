package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.answers.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares numbers by value, and words and classes without regard to case. */
final class TabularScorer implements Scorer {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");

  private Set<String> lastWords = Set.of();
  private Pattern lastPattern = NUMBER;

  @Override
  public double score(JsonNode sample, String answer) {
    String expected = Scorer.text(sample, "answer");
    if (NUMBER.matcher(expected).matches()) {
      return Form.FRACTION.score(expected, answer);
    }
    Pattern word = anyOf(words(sample.at("/metadata/parameters"), expected));
    return Reply.of(answer)
            .plain()
            .find(word, clause -> first(word, clause), line -> last(word, line))
            .filter(expected::equalsIgnoreCase)
            .isPresent()
        ? 1
        : 0;
  }

  /** Returns the words that a sample's answer may be, the longest first. */
  private static Set<String> words(JsonNode parameters, String expected) {
    List<String> words = new ArrayList<>(List.of(expected, "true", "false"));
    parameters.at("/target/labels").forEach(label -> words.add(label.asText()));
    for (JsonNode column : parameters.path("columns")) {
      column.path("values").forEach(value -> words.add(value.asText()));
    }
    words.sort(Comparator.comparing(String::length).reversed().thenComparing(word -> word));
    return new LinkedHashSet<>(words);
  }

  private Pattern anyOf(Set<String> words) {
    if (!words.equals(lastWords)) {
      lastWords = words;
      lastPattern =
          Pattern.compile(
              words.stream()
                  .map(Pattern::quote)
                  .collect(
                      Collectors.joining(
                          "|", "(?i)(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")));
    }
    return lastPattern;
  }

  private static Optional<String> first(Pattern word, String text) {
    Matcher found = word.matcher(text);
    return found.find() ? Optional.of(found.group()) : Optional.empty();
  }

  private static Optional<String> last(Pattern word, String text) {
    return word.matcher(text).results().reduce((a, b) -> b).map(MatchResult::group);
  }
}

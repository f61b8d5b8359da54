package io.seedmill.generators.catalogue.logic;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.answers.Reply;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scores 1 for the model that comes first, or for 'unsatisfiable' where there is none; 0.5 for
 * another model, which makes the formula true but is not the one asked for.
 */
final class ModelScorer implements Scorer {

  private static final Pattern VERDICT =
      Pattern.compile("\\b(?:(un|not\\s+)?satisfiable|(no)\\s+satisfying)\\b");
  private static final Pattern VALUE =
      Pattern.compile("\\b([a-t])\\b[\"'*]*\\s*(?::|=|\\bis\\b)\\s*[\"'*]*(true|false|[tf01])\\b");
  private static final Pattern CLAUSE = Pattern.compile("\\(([^()]*)\\)");
  private static final Pattern LITERAL = Pattern.compile("(not |~)?\\b([A-T])\\b");

  @Override
  public double score(JsonNode sample, String answer) {
    String expected = Scorer.text(sample, "answer").toLowerCase(Locale.ROOT);
    String part = Reply.of(answer.toLowerCase(Locale.ROOT)).plain().part();
    if (isUnsatisfiable(expected) || isUnsatisfiable(part)) {
      return isUnsatisfiable(expected) && isUnsatisfiable(part) ? 1 : 0;
    }
    Map<String, Boolean> first = values(expected);
    Map<String, Boolean> found = model(part, first.size());
    if (!found.keySet().equals(first.keySet())) {
      return 0;
    }
    return found.equals(first) ? 1 : isModel(found, Scorer.text(sample, "prompt")) ? 0.5 : 0;
  }

  /** Returns true if the last word on it is that there is no model. */
  private static boolean isUnsatisfiable(String text) {
    boolean isUnsatisfiable = false;
    for (Matcher verdict = VERDICT.matcher(text); verdict.find(); ) {
      isUnsatisfiable = verdict.group(1) != null || verdict.group(2) != null;
    }
    return isUnsatisfiable;
  }

  /** Returns the values of the last line that has all of them, or of the whole text. */
  private static Map<String, Boolean> model(String text, int variables) {
    String[] lines = text.split("\n", -1);
    for (int i = lines.length - 1; i >= 0; i--) {
      Map<String, Boolean> values = values(lines[i]);
      if (values.size() == variables) {
        return values;
      }
    }
    return values(text);
  }

  private static Map<String, Boolean> values(String text) {
    Map<String, Boolean> values = new TreeMap<>();
    for (Matcher value = VALUE.matcher(text); value.find(); ) {
      values.put(value.group(1), "t1".indexOf(value.group(2).charAt(0)) >= 0);
    }
    return values;
  }

  private static boolean isModel(Map<String, Boolean> values, String prompt) {
    for (Matcher clause = CLAUSE.matcher(prompt); clause.find(); ) {
      boolean holds = false;
      for (Matcher literal = LITERAL.matcher(clause.group(1)); literal.find(); ) {
        String name = literal.group(2).toLowerCase(Locale.ROOT);
        holds |= Optional.ofNullable(values.get(name)).orElse(false) == (literal.group(1) == null);
      }
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}

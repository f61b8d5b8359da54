package io.seedmill.generators.catalogue.reasoning.texts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

/** The words that a regular expression matches as a whole. */
final class RegularExpression extends Kind {

  private static final String SYNTAX =
      "(* repeats what stands before it any number of times, + at least once, ? at most once; |"
          + " parts alternatives; [ab] is one of the letters; round brackets group)";
  private static final int MOST_REPEATS = 3;

  RegularExpression() {
    super(
        "regular-expression",
        "the words that a regular expression matches",
        Form.WORD_SET,
        List.of("expression", "words"),
        "Which of the words {words} does the regular expression {expression} match from beginning"
            + " to end? "
            + SYNTAX,
        "Take the regular expression {expression} "
            + SYNTAX
            + ". Which of these words match it as a"
            + " whole: {words}?",
        "{words}\n"
            + "Which of these words have exactly the form {expression}? It is a regular expression "
            + SYNTAX
            + ".",
        "A filter lets a word through if the regular expression {expression} matches all of it "
            + SYNTAX
            + ". Which of {words} get through?");
  }

  /**
   * A piece of an expression.
   *
   * @param options the texts of which each repetition is one
   * @param sign *, + or ?, or a blank for one repetition
   */
  private record Piece(List<String> options, char sign) {

    void write(StringBuilder out) {
      String joined = String.join("|", options);
      boolean isClass = options.size() > 1 && joined.length() == 2 * options.size() - 1;
      if (isClass) {
        out.append('[').append(joined.replace("|", "")).append(']');
      } else if (options.size() > 1 || (joined.length() > 1 && sign != ' ')) {
        out.append('(').append(joined).append(')');
      } else {
        out.append(joined);
      }
      out.append(sign == ' ' ? "" : sign);
    }

    void sample(StringBuilder out, UniformRandomProvider random) {
      int least = sign == '*' || sign == '?' ? 0 : 1;
      int most = sign == '*' || sign == '+' ? MOST_REPEATS : 1;
      for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
        out.append(options.get(random.nextInt(options.size())));
      }
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 4 + (level + 1) / 2;
    while (true) {
      List<Piece> pieces = new ArrayList<>();
      StringBuilder expression = new StringBuilder();
      for (int i = 0; i < 3 + level / 2; i++) {
        pieces.add(piece(level, random));
        pieces.get(i).write(expression);
      }
      List<String> words = new ArrayList<>();
      for (int i = 0; words.size() < count && i < 20; i++) {
        StringBuilder word = new StringBuilder();
        pieces.forEach(piece -> piece.sample(word, random));
        if (random.nextInt(5) < 3 && word.length() > 1) {
          change(word, random);
        }
        if (word.length() > 1 && word.length() <= 16 && !words.contains(word.toString())) {
          words.add(word.toString());
        }
      }
      Pattern pattern = Pattern.compile(expression.toString());
      List<String> matched =
          words.stream().filter(word -> pattern.matcher(word).matches()).toList();
      if (words.size() == count && !matched.isEmpty() && matched.size() < count) {
        return problem(expression, words, matched);
      }
    }
  }

  private static Problem problem(
      StringBuilder expression, List<String> words, List<String> matched) {
    ObjectNode given =
        JsonNodeFactory.instance.objectNode().put("expression", expression.toString());
    ArrayNode all = given.putArray("words");
    words.forEach(all::add);
    long letters = words.stream().mapToInt(String::length).sum();
    return new Problem(
        String.join(", ", matched),
        given,
        letters * expression.length(),
        expression,
        String.join(", ", words));
  }

  /** Returns a piece: without groups on the first levels, and never one that repeats nothing. */
  private static Piece piece(int level, UniformRandomProvider random) {
    char sign = random.nextInt(2) == 0 ? ' ' : "*+?".charAt(random.nextInt(3));
    int options = level < 3 ? 1 : 1 + random.nextInt(2);
    int longest = level < 5 ? 1 : 1 + random.nextInt(2);
    List<String> texts = new ArrayList<>();
    while (texts.size() < options) {
      StringBuilder text = new StringBuilder();
      for (int length = 1 + random.nextInt(longest); length > 0; length--) {
        text.append((char) ('a' + random.nextInt(3)));
      }
      if (!texts.contains(text.toString())) {
        texts.add(text.toString());
      }
    }
    return new Piece(texts, sign);
  }

  /** Replaces, removes or adds a letter. */
  private static void change(StringBuilder word, UniformRandomProvider random) {
    int at = random.nextInt(word.length());
    char letter = (char) ('a' + random.nextInt(3));
    switch (random.nextInt(3)) {
      case 0 -> word.setCharAt(at, letter);
      case 1 -> word.deleteCharAt(at);
      default -> word.insert(at, letter);
    }
  }
}

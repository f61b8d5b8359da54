package io.seedmill.generators.catalogue.reasoning.texts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The number of times that a letter occurs in some words. */
final class LetterCount extends Kind {

  LetterCount() {
    super(
        "letter-count",
        "how often a letter occurs in some words",
        Form.INTEGER,
        List.of("letter", "words"),
        "How many times does the letter '{letter}' occur in \"{words}\"?",
        "Count the letter '{letter}' in: {words}",
        "How often is '{letter}' written in the text \"{words}\"?",
        "Here are some words: {words}. How many '{letter}' are in them altogether?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 2 + 2 * level + random.nextInt(2);
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(Words.any(random));
    }
    char letter = words.charAt(random.nextInt(words.length()));
    letter = letter == ' ' || random.nextInt(20) == 0 ? (char) ('a' + random.nextInt(26)) : letter;
    int found = 0;
    for (int i = 0; i < words.length(); i++) {
      found += words.charAt(i) == letter ? 1 : 0;
    }
    ObjectNode given =
        JsonNodeFactory.instance
            .objectNode()
            .put("letter", String.valueOf(letter))
            .put("words", words.toString());
    return new Problem(
        Integer.toString(found), given, words.length(), String.valueOf(letter), words);
  }
}

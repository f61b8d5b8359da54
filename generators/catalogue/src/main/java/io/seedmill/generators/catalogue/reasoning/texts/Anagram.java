package io.seedmill.generators.catalogue.reasoning.texts;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The rows of letters that have just the letters of a word, or of two words. */
final class Anagram extends Kind {

  Anagram() {
    super(
        "anagram",
        "the rows of letters that are anagrams of a word",
        Form.WORD_SET,
        List.of("words", "rows"),
        "Which of {rows} have exactly the letters of {words}, each as often, in another order?",
        "An anagram of {words} uses each of its letters exactly as often as it occurs there. Which"
            + " of these rows of letters are anagrams of it: {rows}?",
        "The letters of {words} have been shuffled, but in some rows below a letter has been"
            + " replaced. Name the rows that still have all the right letters.\n"
            + "{rows}",
        "These are rows of letters: {rows}.\n"
            + "Which of them can be rearranged to {words} with no letter left over"
            + " and none missing?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 4 + level / 2;
    String words = Words.any(random);
    while (words.length() < 4 + level) {
      String next = Words.any(random);
      words += words.contains(next) ? "" : " " + next;
    }
    String letters = words.replace(" ", "");
    if (letters.length() > 6 + level) {
      return draw(level, random);
    }
    List<String> rows = new ArrayList<>();
    List<String> anagrams = new ArrayList<>();
    while (rows.size() < count) {
      StringBuilder row = shuffled(letters, random);
      boolean isAnagram = random.nextBoolean();
      if (!isAnagram) {
        int at = random.nextInt(row.length());
        char other = letters.charAt(random.nextInt(letters.length()));
        if (other == row.charAt(at)) {
          other = (char) ('a' + (other - 'a' + 1 + random.nextInt(24)) % 26);
        }
        row.setCharAt(at, other);
      }
      String text = row.toString();
      if (!rows.contains(text) && !text.equals(letters)) {
        rows.add(text);
        if (isAnagram) {
          anagrams.add(text);
        }
      }
    }
    if (anagrams.isEmpty() || anagrams.size() == count) {
      return draw(level, random);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("words", words);
    ArrayNode all = given.putArray("rows");
    rows.forEach(all::add);
    return new Problem(
        String.join(", ", anagrams),
        given,
        (long) count * letters.length(),
        "'" + words + "'",
        String.join(", ", rows));
  }

  private static StringBuilder shuffled(String letters, UniformRandomProvider random) {
    StringBuilder row = new StringBuilder(letters);
    for (int i = row.length() - 1; i > 0; i--) {
      int at = random.nextInt(i + 1);
      char letter = row.charAt(i);
      row.setCharAt(i, row.charAt(at));
      row.setCharAt(at, letter);
    }
    return row;
  }
}

package io.seedmill.generators.catalogue.reasoning.automata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The words that a deterministic finite automaton accepts. */
final class FiniteAutomaton extends Kind {

  FiniteAutomaton() {
    super(
        "finite-automaton",
        "the words that a finite automaton accepts",
        Form.WORD_SET,
        List.of("rules", "accepting", "words"),
        "A finite automaton starts in state 1 and reads a word letter by letter. In the table, '1:"
            + " a → 2' means that in state 1 the letter a leads to state 2.\n"
            + "{rules}\n"
            + "A word is accepted if the automaton is in {accepting} after its last letter. Which"
            + " of these words are accepted: {words}?",
        "This automaton begins in state 1:\n"
            + "{rules}\n"
            + "Each entry says which state follows when a letter is read. It accepts a word that"
            + " ends in {accepting}. Which of the words {words} does it accept?",
        "{rules}\n"
            + "The lines above tell where a finite automaton goes from each state with each letter."
            + " It starts in state 1, and words that end in {accepting} are accepted. Name all"
            + " accepted words among {words}.",
        "Read each of the words {words} with the automaton below, from state 1 on, one letter after"
            + " the other. List those after which it is in {accepting}.\n"
            + "{rules}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int states = 3 + level / 2;
    int letters = level < 5 ? 2 : 3;
    int count = 3 + level / 3;
    int length = 2 + level;
    int[][] next = new int[states][letters];
    for (int[] row : next) {
      for (int letter = 0; letter < letters; letter++) {
        row[letter] = random.nextInt(states);
      }
    }
    List<Integer> accepting = new ArrayList<>();
    for (int state = 0; state < states; state++) {
      if (random.nextInt(3) == 0) {
        accepting.add(state);
      }
    }
    List<String> words = new ArrayList<>();
    while (words.size() < count) {
      String word = word(length + random.nextInt(3), letters, random);
      if (!words.contains(word)) {
        words.add(word);
      }
    }
    List<String> accepted = new ArrayList<>();
    long work = 0;
    for (String word : words) {
      int state = 0;
      for (int i = 0; i < word.length(); i++) {
        state = next[state][word.charAt(i) - 'a'];
      }
      work += word.length();
      if (accepting.contains(state)) {
        accepted.add(word);
      }
    }
    return accepted.isEmpty() || accepted.size() == count
        ? draw(level, random)
        : problem(next, accepting, words, accepted, work * states);
  }

  private static Problem problem(
      int[][] next, List<Integer> accepting, List<String> words, List<String> accepted, long work) {
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode table = given.putArray("next");
    StringBuilder rules = new StringBuilder();
    for (int state = 0; state < next.length; state++) {
      rules.append(state == 0 ? "" : "\n").append(state + 1).append(':');
      ArrayNode row = table.addArray();
      for (int letter = 0; letter < next[state].length; letter++) {
        rules.append(letter == 0 ? " " : ", ").append((char) ('a' + letter)).append(" → ");
        rules.append(next[state][letter] + 1);
        row.add(next[state][letter] + 1);
      }
    }
    ArrayNode ends = given.putArray("accepting");
    StringBuilder named = new StringBuilder("state ");
    for (int i = 0; i < accepting.size(); i++) {
      named.append(i == 0 ? "" : i == accepting.size() - 1 ? " or " : ", ");
      named.append(accepting.get(i) + 1);
      ends.add(accepting.get(i) + 1);
    }
    ArrayNode all = given.putArray("words");
    words.forEach(all::add);
    return new Problem(
        String.join(", ", accepted), given, work, rules, named, String.join(", ", words));
  }

  private static String word(int length, int letters, UniformRandomProvider random) {
    StringBuilder word = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      word.append((char) ('a' + random.nextInt(letters)));
    }
    return word.toString();
  }
}

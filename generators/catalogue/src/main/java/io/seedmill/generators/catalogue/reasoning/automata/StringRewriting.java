package io.seedmill.generators.catalogue.reasoning.automata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A text after rules of replacement have been applied as often as they can be. */
final class StringRewriting extends Kind {

  private static final int MOST_STEPS = 60;
  private static final String LETTERS = "abcd";

  StringRewriting() {
    super(
        "string-rewriting",
        "a text after rules of replacement",
        Form.CHARACTERS,
        List.of("text", "rules"),
        "Rules replace parts of a text. In each step, the first rule in the list that fits anywhere"
            + " is applied to its leftmost place. This goes on until no rule fits.\n{rules}\nWhich text"
            + " is left of {text}?",
        "Take the text {text}. As long as a rule of the following list fits, apply the first one that"
            + " does, at the leftmost place where it does.\n{rules}\nWhat is the final text?",
        "{rules}\nThe rules are tried from top to bottom, each at the leftmost place in the text; after"
            + " every replacement it begins again at the top. Where does {text} end when nothing fits"
            + " any more?",
        "Rewrite {text} with these rules until none applies: always the first rule that fits, always"
            + " at its leftmost place.\n{rules}\nGive the result.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int letters = level < 4 ? 3 : LETTERS.length();
    int least = level;
    int most = 2 * level + 2;
    while (true) {
      String[] left = new String[2 + level / 3];
      String[] right = new String[left.length];
      for (int i = 0; i < left.length; i++) {
        left[i] = letters(2, letters, random);
        right[i] = letters(random.nextInt(3), letters, random);
      }
      String text = letters(5 + level, letters, random);
      String now = text;
      int steps = 0;
      for (String next = step(now, left, right); next != null; next = step(now, left, right)) {
        now = next;
        steps++;
        if (steps > MOST_STEPS) {
          break;
        }
      }
      if (steps < least || steps > most || now.isEmpty()) {
        continue;
      }
      StringBuilder rules = new StringBuilder();
      ObjectNode given = JsonNodeFactory.instance.objectNode().put("text", text);
      ArrayNode all = given.putArray("rules");
      for (int i = 0; i < left.length; i++) {
        rules.append(i == 0 ? "" : "\n").append(left[i]).append(" → ");
        rules.append(right[i].isEmpty() ? "(nothing)" : right[i]);
        all.addArray().add(left[i]).add(right[i]);
      }
      return new Problem(now, given, (long) steps * left.length, text, rules);
    }
  }

  private static String letters(int count, int kinds, UniformRandomProvider random) {
    StringBuilder text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(LETTERS.charAt(random.nextInt(kinds)));
    }
    return text.toString();
  }

  /** Returns the text after one step, or null if no rule fits. */
  private static String step(String text, String[] left, String[] right) {
    for (int i = 0; i < left.length; i++) {
      int at = text.indexOf(left[i]);
      if (at >= 0) {
        return text.substring(0, at) + right[i] + text.substring(at + left[i].length());
      }
    }
    return null;
  }
}

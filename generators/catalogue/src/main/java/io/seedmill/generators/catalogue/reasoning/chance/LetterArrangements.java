package io.seedmill.generators.catalogue.reasoning.chance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The number of different orders of letters, some of which are equal. */
final class LetterArrangements extends Kind {

  LetterArrangements() {
    super(
        "letter-arrangements",
        "the number of orders of letters, some of which are equal",
        Form.INTEGER,
        List.of("letters"),
        "In how many different orders can the letters {letters} be written?",
        "How many different strings use each of the letters {letters} exactly once?",
        "Count the distinguishable arrangements of the letters {letters}.",
        "Cards with the letters {letters} are laid in a row. How many different rows are there?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 4 + level;
    int kinds = 2 + random.nextInt(Math.min(count - 1, 3 + level / 2));
    int[] alphabet = new int[kinds];
    for (int i = 0; i < kinds; i++) {
      alphabet[i] = random.nextInt(26);
    }
    int[] counts = new int[26];
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < count; i++) {
      int letter = alphabet[random.nextInt(kinds)];
      counts[letter]++;
      letters.append(i == 0 ? "" : ", ").append((char) ('A' + letter));
    }
    long orders = 1;
    int placed = 0;
    for (int each : counts) {
      for (int i = 1; i <= each; i++) {
        placed++;
        orders = orders * placed / i;
      }
    }
    ObjectNode given =
        JsonNodeFactory.instance.objectNode().put("letters", letters.toString().replace(", ", ""));
    return new Problem(Long.toString(orders), given, count, letters);
  }
}

package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.algebra.Fraction;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The smallest positive integer with given remainders. */
final class ChineseRemainder extends Kind {

  ChineseRemainder() {
    super(
        "chinese-remainder",
        "the smallest number with given remainders",
        Form.INTEGER,
        List.of("remainders"),
        "A positive integer leaves {remainders}. What is the smallest integer it can be?",
        "Find the smallest positive integer that leaves {remainders}.",
        "Which positive integer is the least one that leaves {remainders}?",
        "The number of coins in a chest leaves {remainders}. There is at least one coin. How many"
            + " coins can there be at the least?",
        "What is the smallest integer greater than 0 that leaves all of these remainders:"
            + " {remainders}?",
        "At least one person came to a parade, and the number of people leaves {remainders}. Find the"
            + " smallest possible number of people.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 2 + (level - 1) / 3;
    int largest = 18 + 12 * ((level - 1) % 3) + 2 * count;
    List<Integer> moduli = new ArrayList<>();
    long all = 1;
    while (moduli.size() < count || all < 2L * largest) {
      if (moduli.size() == count) {
        moduli.clear();
        all = 1;
      }
      int modulus = 3 + random.nextInt(largest);
      long common = Fraction.gcd(all, modulus);
      if (common <= (level > 3 ? 3 : 1)) {
        moduli.add(modulus);
        all = all / common * modulus;
      }
    }
    long least = largest + 3L;
    long number = least + random.nextLong(all - least + 1);
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode pairs = given.putArray("remainders");
    StringBuilder remainders = new StringBuilder();
    for (int i = 0; i < count; i++) {
      long rest = number % moduli.get(i);
      pairs.addArray().add(moduli.get(i)).add(rest);
      remainders.append(i == 0 ? "" : i == count - 1 ? " and " : ", ");
      remainders.append("remainder ").append(rest).append(" when divided by ");
      remainders.append(moduli.get(i));
    }
    return new Problem(
        Long.toString(number),
        given,
        10L * count + Long.SIZE - Long.numberOfLeadingZeros(all),
        remainders);
  }
}

package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The sum of numbers that are written in Roman numerals. */
final class RomanSum extends Kind {

  private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final List<String> SIGNS =
      List.of("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I");

  RomanSum() {
    super(
        "roman-sum",
        "the sum of Roman numerals",
        Form.CHARACTERS,
        List.of("sum"),
        "What is {sum} in Roman numerals?",
        "Add these Roman numerals, and write the sum as one: {sum}.",
        "Work out {sum}. The answer, too, is a Roman numeral.",
        "Find the sum {sum} and write it in Roman numerals.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 2 + (level + random.nextInt(4)) / 4;
    int largest = Math.min(3_999 / count, 60 + 130 * level);
    StringBuilder shown = new StringBuilder();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode numbers = given.putArray("numbers");
    int sum = 0;
    long signs = 0;
    for (int i = 0; i < count; i++) {
      int number = 1 + random.nextInt(largest);
      sum += number;
      numbers.add(number);
      signs += roman(number).length();
      shown.append(i == 0 ? "" : " + ").append(roman(number));
    }
    return new Problem(roman(sum), given, signs + roman(sum).length(), shown);
  }

  private static String roman(int number) {
    StringBuilder roman = new StringBuilder();
    int rest = number;
    for (int i = 0; i < VALUES.length; i++) {
      while (rest >= VALUES[i]) {
        roman.append(SIGNS.get(i));
        rest -= VALUES[i];
      }
    }
    return roman.toString();
  }
}

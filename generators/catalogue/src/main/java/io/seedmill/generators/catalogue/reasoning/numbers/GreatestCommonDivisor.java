package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The greatest common divisor of two to four numbers, which is seldom 1. */
final class GreatestCommonDivisor extends Kind {

  GreatestCommonDivisor() {
    super(
        "greatest-common-divisor",
        "the largest number that divides all of some numbers",
        Form.INTEGER,
        List.of("numbers"),
        "What is the greatest common divisor of {numbers}?",
        "Find the largest integer that divides each of {numbers}.",
        "Determine the highest common factor of {numbers}.",
        "Which is the largest whole number that leaves no remainder in any of {numbers}?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 2 + random.nextInt(1 + level / 4);
    long bound = Math.round(StrictMath.pow(10, 2.3 + 0.42 * level));
    long common = 2 + random.nextLong(Math.round(StrictMath.sqrt((double) bound)));
    ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
    StringBuilder shown = new StringBuilder();
    long divisor = 0;
    long steps = 0;
    for (int i = 0; i < count; i++) {
      long number = common * (2 + random.nextLong(2 * bound / common));
      numbers.add(number);
      shown.append(i == 0 ? "" : i == count - 1 ? " and " : ", ").append(number);
      long a = number;
      while (divisor != 0) {
        long rest = a % divisor;
        a = divisor;
        divisor = rest;
        steps++;
      }
      divisor = a;
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().set("numbers", numbers);
    return new Problem(Long.toString(divisor), given, steps, shown);
  }
}

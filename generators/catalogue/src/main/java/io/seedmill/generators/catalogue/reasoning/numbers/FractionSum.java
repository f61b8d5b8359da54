package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The sum or difference of fractions. */
final class FractionSum extends Kind {

  FractionSum() {
    super(
        "fraction-sum",
        "the sum of fractions",
        Form.FRACTION,
        List.of("sum"),
        "What is {sum}?",
        "Work out {sum} exactly.",
        "Find the exact value of {sum}.",
        "Simplify {sum} to a single number.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int terms = 2 + (level + random.nextInt(4)) / 4;
    int largest = 20 + 5 * level;
    long above = 0;
    long below = 1;
    long work = 0;
    StringBuilder shown = new StringBuilder();
    ArrayNode fractions = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < terms; i++) {
      long bottom = 2 + random.nextLong(largest);
      long top = 1 + random.nextLong(4 * bottom);
      long shared = divisor(top, bottom);
      bottom = shared == bottom ? bottom + 1 : bottom / shared;
      top = divisor(top / shared, bottom) == 1 ? top / shared : 1;
      boolean minus = i > 0 && random.nextBoolean();
      shown.append(i == 0 ? "" : minus ? " - " : " + ").append(top).append('/').append(bottom);
      fractions.addArray().add(minus ? -top : top).add(bottom);
      above = above * bottom + (minus ? -top : top) * below;
      below *= bottom;
      long common = divisor(Math.abs(above), below);
      above /= common;
      below /= common;
      work += Long.toString(below).length() + Long.toString(bottom).length();
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().set("fractions", fractions);
    String answer = below == 1 ? Long.toString(above) : above + "/" + below;
    return new Problem(answer, given, work, shown);
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}

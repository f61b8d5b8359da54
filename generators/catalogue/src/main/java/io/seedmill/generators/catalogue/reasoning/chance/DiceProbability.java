package io.seedmill.generators.catalogue.reasoning.chance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The probability that dice come to a sum of at least or exactly some number. */
final class DiceProbability extends Kind {

  DiceProbability() {
    super(
        "dice-probability",
        "the probability of a sum of dice",
        Form.FRACTION,
        List.of("dice", "sum"),
        "You roll {dice}. What is the probability that the sum is {sum}?",
        "Somebody rolls {dice}. How likely is a sum that is {sum}?",
        "With which probability do {dice} show numbers whose sum is {sum}?",
        "Find the probability that the numbers on {dice} add up to what is {sum}.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 2 + (level + random.nextInt(4)) / 4;
    int[] sides = new int[count];
    int most = 0;
    for (int i = 0; i < count; i++) {
      sides[i] = 4 + random.nextInt(17);
      most += sides[i];
    }
    long[] ways = {1};
    long all = 1;
    for (int side : sides) {
      ways = with(ways, side);
      all *= side;
    }
    int wanted = count + 1 + random.nextInt(most - count - 1);
    int rule = random.nextInt(3);
    long good = 0;
    for (int sum = 0; sum < ways.length; sum++) {
      boolean counts = rule == 0 ? sum == wanted : rule == 1 ? sum >= wanted : sum <= wanted;
      good += counts ? ways[sum] : 0;
    }
    long common = divisor(good, all);
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("sum", wanted);
    given.put("rule", List.of("exactly", "at least", "at most").get(rule));
    ArrayNode listed = given.putArray("sides");
    StringBuilder dice = new StringBuilder();
    for (int i = 0; i < count; i++) {
      listed.add(sides[i]);
      dice.append(i == 0 ? "" : i == count - 1 ? " and " : ", ").append("a die with ");
      dice.append(sides[i]).append(" sides");
    }
    return new Problem(
        all == common ? Long.toString(good / common) : good / common + "/" + all / common,
        given,
        (long) count * most,
        dice,
        given.get("rule").textValue() + " " + wanted);
  }

  /** Returns the ways to each sum with one die more. */
  private static long[] with(long[] ways, int sides) {
    long[] more = new long[ways.length + sides];
    for (int sum = 0; sum < ways.length; sum++) {
      for (int shown = 1; shown <= sides; shown++) {
        more[sum + shown] += ways[sum];
      }
    }
    return more;
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}

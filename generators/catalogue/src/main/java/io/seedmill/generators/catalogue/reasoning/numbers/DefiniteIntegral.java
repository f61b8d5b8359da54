package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.algebra.Fraction;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The definite integral of a polynomial, exactly. */
final class DefiniteIntegral extends Kind {

  DefiniteIntegral() {
    super(
        "integral",
        "the definite integral of a polynomial",
        Form.FRACTION,
        List.of("polynomial", "from", "to"),
        "Integrate {polynomial} with respect to x from x = {from} to x = {to}. What is the exact"
            + " value?",
        "What is the definite integral of f(x) = {polynomial} from {from} to {to}?",
        "Let F'(x) = {polynomial}. What is F({to}) - F({from})?",
        "Evaluate ∫ ({polynomial}) dx from x = {from} to x = {to} exactly.",
        "A point moves along a line. Its velocity at time x is {polynomial}. By how much does its"
            + " position change from time x = {from} to time x = {to}?",
        "Find the signed area between the graph of y = {polynomial} and the x-axis from x = {from}"
            + " to x = {to}; area below the axis counts as negative.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int degree = 1 + (level + random.nextInt(2)) / 2;
    long below = level < 6 ? 1 : 1 + random.nextInt(3);
    long span = (level < 6 ? 3 + level / 2 : 3) * below;
    Fraction from = Fraction.of(random.nextLong(2 * span + 1) - span, below);
    Fraction to = from.plus(Fraction.of(1 + random.nextLong(span), below));
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    given.put("from", from.toString()).put("to", to.toString());
    ArrayNode coefficients = given.putArray("coefficients");
    StringBuilder shown = new StringBuilder();
    Fraction value = Fraction.of(0);
    long work = 0;
    for (int power = degree; power >= 0; power--) {
      long size = 1 + random.nextLong(9 + 2L * level);
      boolean isLeft = power < degree && random.nextInt(10) < 3;
      long coefficient = isLeft ? 0 : random.nextBoolean() ? -size : size;
      coefficients.add(coefficient);
      PolynomialDerivative.term(shown, coefficient, power);
      if (coefficient != 0) {
        Fraction high = power(to, power + 1);
        Fraction low = power(from, power + 1);
        Fraction change = high.plus(low.times(Fraction.of(-1)));
        value = value.plus(change.times(Fraction.of(coefficient, power + 1)));
        work += (2L + power) * (from.isWhole() && to.isWhole() ? 2 : 3);
      }
    }
    return new Problem(value.toString(), given, work, shown, from.toString(), to.toString());
  }

  private static Fraction power(Fraction base, int exponent) {
    Fraction power = base;
    for (int i = 1; i < exponent; i++) {
      power = power.times(base);
    }
    return power;
  }
}

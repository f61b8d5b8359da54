package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The value of the derivative of a polynomial at a place. */
final class PolynomialDerivative extends Kind {

  PolynomialDerivative() {
    super(
        "polynomial-derivative",
        "the slope of a polynomial at a place",
        Form.INTEGER,
        List.of("polynomial", "place"),
        "Let f(x) = {polynomial}. What is f'({place})?",
        "What is the value of the derivative of {polynomial} at x = {place}?",
        "Differentiate {polynomial} with respect to x and evaluate the result at x = {place}.",
        "How steep is the graph of y = {polynomial} where x = {place}? Give its slope.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int degree = 2 + (level + random.nextInt(4)) / 4;
    long place = random.nextLong(3 + level) + 1;
    place = random.nextBoolean() ? -place : place;
    ArrayNode coefficients = JsonNodeFactory.instance.arrayNode();
    StringBuilder shown = new StringBuilder();
    long slope = 0;
    long work = 0;
    for (int power = degree; power >= 0; power--) {
      long size = 1 + random.nextLong(5 + 4L * level);
      boolean isLeft = power < degree && random.nextInt(10) < 3;
      long coefficient = isLeft ? 0 : random.nextBoolean() ? -size : size;
      coefficients.add(coefficient);
      term(shown, coefficient, power);
      slope += power == 0 ? 0 : coefficient * power * power(place, power - 1);
      work += coefficient == 0 ? 0 : power;
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("place", place);
    given.set("coefficients", coefficients);
    return new Problem(Long.toString(slope), given, work, shown, Long.toString(place));
  }

  /** Writes a term behind those before it. */
  static void term(StringBuilder shown, long coefficient, int power) {
    if (coefficient == 0) {
      return;
    }
    boolean first = shown.length() == 0;
    shown.append(coefficient < 0 ? (first ? "-" : " - ") : first ? "" : " + ");
    long size = Math.abs(coefficient);
    if (size != 1 || power == 0) {
      shown.append(size);
    }
    if (power > 0) {
      shown.append('x');
    }
    if (power > 1) {
      shown.append('^').append(power);
    }
  }

  private static long power(long base, int exponent) {
    long result = 1;
    for (int i = 0; i < exponent; i++) {
      result *= base;
    }
    return result;
  }
}

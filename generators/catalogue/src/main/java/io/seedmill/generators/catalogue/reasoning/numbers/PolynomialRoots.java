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

/** The roots of a product of linear factors and perhaps of x² + c. */
final class PolynomialRoots extends Kind {

  private static final int[] LARGEST = {60, 20, 12, 10, 9};

  PolynomialRoots() {
    super(
        "polynomial-roots",
        "the roots of a polynomial",
        Form.FRACTION_LIST,
        List.of("polynomial"),
        "Find all real solutions of {polynomial} = 0. Name each of them once.",
        "For which real numbers x is {polynomial} = 0? List every such number once.",
        "What are the real roots of the polynomial {polynomial}? A repeated root is named once.",
        "Solve {polynomial} = 0 over the real numbers; all solutions are rational. List each once.",
        "Where does the graph of y = {polynomial} meet the x-axis? Give the x-coordinate of every"
            + " such point.",
        "Let p(x) = {polynomial}. Give every real x with p(x) = 0, each one once.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int degree = 2 + (level - 1) / 2;
    boolean isHard = level % 2 == 0;
    int linear = isHard && degree > 3 && random.nextBoolean() ? degree - 2 : degree;
    int largest = LARGEST[degree - 2];
    long[] product = {(random.nextInt(3) == 0 ? -1 : 1) * (1L + random.nextInt(9 - degree))};
    List<Fraction> roots = new ArrayList<>();
    int fractions = 0;
    for (int i = 0; i < linear; i++) {
      boolean isRepeated = i > 1 && random.nextInt(8) == 0;
      Fraction root = isRepeated ? roots.get(0) : null;
      while (root == null || (!isRepeated && roots.contains(root))) {
        long below = isHard && i < (level + 2) / 4 ? 2 + random.nextInt(4) : 1;
        long above = random.nextInt(2 * largest + 1) - (long) largest;
        root = Fraction.of(above == 0 ? below : above, below);
        fractions += root.isWhole() ? 0 : 1;
      }
      product = times(product, root.denominator(), -root.numerator());
      if (!isRepeated) {
        roots.add(root);
      }
    }
    if (linear < degree) {
      product = times(product, 1, 0, 1 + random.nextInt(9));
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode coefficients = given.putArray("coefficients");
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i <= degree; i++) {
      coefficients.add(product[i]);
      PolynomialDerivative.term(shown, product[i], degree - i);
    }
    roots.sort(null);
    StringBuilder answer = new StringBuilder();
    roots.forEach(root -> answer.append(answer.length() == 0 ? "" : ", ").append(root));
    return new Problem(answer.toString(), given, 5L * degree * degree + 2L * fractions, shown);
  }

  /** Returns the product of two polynomials, highest powers first. */
  private static long[] times(long[] a, long... b) {
    long[] product = new long[a.length + b.length - 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        product[i + j] += a[i] * b[j];
      }
    }
    return product;
  }
}

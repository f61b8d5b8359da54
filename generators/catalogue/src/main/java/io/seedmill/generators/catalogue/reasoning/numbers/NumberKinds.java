package io.seedmill.generators.catalogue.reasoning.numbers;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class NumberKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(
          GreatestCommonDivisor::new,
          PrimeFactors::new,
          ModularPower::new,
          BaseConversion::new,
          FractionSum::new,
          PolynomialDerivative::new,
          CountdownNumbers::new,
          Determinant::new,
          Recurrence::new,
          PolygonArea::new,
          BitOperations::new,
          RomanSum::new,
          PolynomialRoots::new,
          DefiniteIntegral::new,
          ChineseRemainder::new,
          LinearEquations::new);

  private NumberKinds() {}
}

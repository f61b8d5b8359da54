package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.input.ValueType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A number of a rule that the user declares: one for all samples, or one that each sample draws,
 * with as many decimals as the bounds have and never 0.
 */
record Range(BigDecimal least, BigDecimal most) {

  static final ValueType TYPE =
      ValueType.oneOf(
          "a number, or a list of the least and the greatest that a sample draws",
          ColumnReader.NUMBER,
          ValueType.list(
                  "a list of the least and the greatest that a sample draws",
                  ColumnReader.NUMBER,
                  2,
                  2)
              .restricted(
                  "the least before the greatest",
                  bounds -> bounds.get(0).doubleValue() < bounds.get(1).doubleValue()));

  static final Range ZERO = new Range(BigDecimal.ZERO, BigDecimal.ZERO);

  static Range of(JsonNode declared) {
    return declared.isArray()
        ? new Range(ColumnReader.decimal(declared.get(0)), ColumnReader.decimal(declared.get(1)))
        : new Range(ColumnReader.decimal(declared), ColumnReader.decimal(declared));
  }

  int decimals() {
    return Math.max(Decimals.in(least), Decimals.in(most));
  }

  /** Returns a bound on the size of what is drawn. */
  BigDecimal largest() {
    return least.abs().max(most.abs());
  }

  /** Returns the same range for whole numbers, which stand for numbers of {@code decimals}. */
  Scaled scaled(int decimals) {
    return new Scaled(whole(least, decimals), whole(most, decimals));
  }

  private static long whole(BigDecimal number, int decimals) {
    return Decimals.whole(number, decimals, RoundingMode.UNNECESSARY).longValueExact();
  }

  /** A range of whole numbers. */
  record Scaled(long least, long most) {

    long draw(UniformRandomProvider random) {
      if (least == most) {
        return least;
      }
      boolean holdsZero = least <= 0 && most >= 0;
      long count = most - least + (holdsZero ? 0 : 1);
      boolean few = count <= Integer.MAX_VALUE; // which are drawn three times as fast
      long drawn = least + (few ? random.nextInt((int) count) : random.nextLong(count));
      return holdsZero && drawn >= 0 ? drawn + 1 : drawn;
    }
  }
}

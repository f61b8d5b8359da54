package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers from one bound to another, which is one of them where the steps meet it: by addition of
 * decimal numbers, or by multiplication rounded to 34 digits.
 */
public sealed interface NumberRange {

  /** The numbers, in the order of the steps; never more than {@code most} of them. */
  List<JsonNode> values(int most);

  /** Returns true if there are more than {@code most} numbers; nothing is built to know it. */
  boolean isLongerThan(int most);

  /** Returns the numbers with {@code last} behind them, unless they end with it. */
  static List<JsonNode> including(List<JsonNode> values, BigDecimal last) {
    JsonNode end = AxisValue.of(last);
    if (values.get(values.size() - 1).equals(end)) {
      return values;
    }
    List<JsonNode> all = new ArrayList<>(values);
    all.add(end);
    return all;
  }

  /** Returns true if the first number is the smallest. */
  boolean ascends();

  /**
   * From {@code from} in steps of {@code step}.
   *
   * @param step not 0
   */
  record Stepped(BigDecimal from, BigDecimal to, BigDecimal step) implements NumberRange {

    @Override
    public List<JsonNode> values(int most) {
      List<JsonNode> values = new ArrayList<>();
      BigDecimal value = from;
      while (isWithin(value) && values.size() < most) {
        values.add(AxisValue.of(value));
        value = value.add(step);
      }
      return values;
    }

    @Override
    public boolean isLongerThan(int most) {
      return to.subtract(from)
              .divide(step, MathContext.DECIMAL128)
              .setScale(0, RoundingMode.FLOOR)
              .compareTo(BigDecimal.valueOf(most))
          >= 0;
    }

    @Override
    public boolean ascends() {
      return step.signum() > 0;
    }

    private boolean isWithin(BigDecimal value) {
      return value.compareTo(to) * step.signum() <= 0;
    }
  }

  /**
   * From {@code from}, each the one before times {@code factor}.
   *
   * @param from above 0
   * @param factor above 1
   */
  record Geometric(BigDecimal from, BigDecimal to, BigDecimal factor) implements NumberRange {

    @Override
    public List<JsonNode> values(int most) {
      List<JsonNode> values = new ArrayList<>();
      BigDecimal value = from;
      while (value.compareTo(to) <= 0 && values.size() < most) {
        values.add(AxisValue.of(value));
        value = value.multiply(factor, MathContext.DECIMAL128);
      }
      return values;
    }

    @Override
    public boolean isLongerThan(int most) {
      return values(most + 1).size() > most;
    }

    @Override
    public boolean ascends() {
      return true;
    }
  }
}

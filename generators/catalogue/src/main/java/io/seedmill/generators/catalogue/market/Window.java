package io.seedmill.generators.catalogue.market;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Numbers of consecutive days, and their statistics. */
record Window(double[] values) {

  double sum() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  double mean() {
    return sum() / values.length;
  }

  double max() {
    double max = values[0];
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  Window map(DoubleUnaryOperator change) {
    double[] changed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      changed[i] = change.applyAsDouble(values[i]);
    }
    return new Window(changed);
  }

  Window with(Window other, DoubleBinaryOperator change) {
    double[] changed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      changed[i] = change.applyAsDouble(values[i], other.values[i]);
    }
    return new Window(changed);
  }

  /** Returns the deviations from the mean. */
  Window deviations() {
    double mean = mean();
    return map(value -> value - mean);
  }

  double squares() {
    return products(this);
  }

  double products(Window other) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * other.values[i];
    }
    return sum;
  }

  /** Returns the standard deviation of a year, from a sum of squares of days. */
  static double yearly(double squares, int freedom) {
    return StrictMath.sqrt(Math.max(0, squares) / freedom * Known.YEAR);
  }
}

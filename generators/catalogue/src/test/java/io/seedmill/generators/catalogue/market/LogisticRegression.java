package io.seedmill.generators.catalogue.market;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A learner: weights of standardised columns, found by gradient descent with momentum. */
final class LogisticRegression {

  private static final int STEPS = 150;
  private static final double RATE = 0.5;
  private static final double MOMENTUM = 0.8;
  private static final double SHRINKAGE = 0.01;
  private static final double FARTHEST = 4;

  private final double[] means;
  private final double[] deviations;
  private final double[] weights;

  LogisticRegression(double[][] rows, int[] labels) {
    int columns = rows[0].length;
    means = new double[columns];
    deviations = new double[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      means[c] = Arrays.stream(rows).mapToDouble(row -> row[column]).average().orElseThrow();
      deviations[c] =
          Math.sqrt(
              Arrays.stream(rows)
                  .mapToDouble(row -> (row[column] - means[column]) * (row[column] - means[column]))
                  .average()
                  .orElseThrow());
    }
    weights = new double[columns];
    double[][] standard = Arrays.stream(rows).map(this::standardised).toArray(double[][]::new);
    double[] velocity = new double[columns];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[columns];
      for (int i = 0; i < rows.length; i++) {
        double error = labels[i] - 1 / (1 + Math.exp(-dot(standard[i])));
        for (int c = 0; c < columns; c++) {
          gradient[c] += error * standard[i][c] / rows.length;
        }
      }
      for (int c = 0; c < columns; c++) {
        velocity[c] = MOMENTUM * velocity[c] + RATE * (gradient[c] - SHRINKAGE * weights[c]);
        weights[c] += velocity[c];
      }
    }
  }

  private double[] standardised(double[] row) {
    double[] standard = new double[row.length];
    for (int c = 0; c < row.length; c++) {
      double far = deviations[c] == 0 ? 0 : (row[c] - means[c]) / deviations[c];
      standard[c] = Math.max(-FARTHEST, Math.min(FARTHEST, far));
    }
    return standard;
  }

  private double dot(double[] standard) {
    double sum = 0;
    for (int c = 0; c < standard.length; c++) {
      sum += weights[c] * standard[c];
    }
    return sum;
  }

  double weight(int column) {
    return weights[column];
  }

  /** Returns the chance that a row with label 1 has a higher score than one with label 0. */
  double areaUnderCurve(double[][] rows, int[] labels) {
    double[] scores = Arrays.stream(rows).mapToDouble(row -> dot(standardised(row))).toArray();
    int[] order =
        IntStream.range(0, rows.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(i -> i)
            .toArray();
    double ranks = 0;
    double ones = 0;
    for (int rank = 0; rank < order.length; rank++) {
      ranks += labels[order[rank]] * (rank + 1.0);
      ones += labels[order[rank]];
    }
    return (ranks - ones * (ones + 1) / 2) / (ones * (rows.length - ones));
  }
}

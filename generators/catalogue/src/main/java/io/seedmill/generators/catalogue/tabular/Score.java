package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.core.JsonPointer;
import io.seedmill.generators.Sample;
import io.seedmill.generators.catalogue.tabular.Column.CategoryColumn;
import io.seedmill.generators.catalogue.tabular.Column.NumberColumn;
import io.seedmill.generators.catalogue.tabular.Distribution.Normal;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.json.CanonicalJson;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A target worked out exactly: the sum keeps all the decimals of its terms, as a whole number.
 * Noise is rounded to that many decimals.
 */
final class Score {

  private static final BigInteger LARGEST = BigInteger.valueOf(CanonicalJson.MAX_INTEGER);

  private final Target target;
  private final int decimals;
  private final long intercept;
  private final int[] terms;
  private final long[] weights;
  private final double noise;
  private final long[] thresholds;

  /** Takes a target in which {@link #problem} finds nothing. */
  Score(Target target, List<Column> columns) {
    this.target = target;
    this.decimals = decimals(target, columns);
    this.intercept = exact(target.intercept(), decimals).longValueExact();
    this.terms = new int[target.weights().size()];
    this.weights = new long[terms.length];
    int term = 0;
    for (int i = 0; i < columns.size(); i++) {
      BigDecimal weight = target.weights().get(columns.get(i).name());
      if (weight != null) {
        terms[term] = i;
        weights[term] = exact(weight, decimals - decimals(columns.get(i))).longValueExact();
        term++;
      }
    }
    this.noise = target.noise().doubleValue() * Decimals.power(decimals);
    this.thresholds =
        target.thresholds().stream()
            .mapToLong(threshold -> exact(threshold, decimals).longValueExact())
            .toArray();
  }

  long of(long[] row, UniformRandomProvider random) {
    long sum = intercept;
    for (int i = 0; i < terms.length; i++) {
      sum += weights[i] * row[terms[i]];
    }
    return noise == 0 ? sum : sum + (long) StrictMath.rint(noise * Normal.standard(random));
  }

  void write(long sum, Sample sample) {
    if (target.isClass()) {
      sample.text(target.name(), label(sum));
    } else {
      Column.writeNumber(target.name(), sum, decimals, sample);
    }
  }

  void append(long sum, StringBuilder text) {
    if (target.isClass()) {
      text.append(label(sum));
    } else {
      Decimals.append(sum, decimals, text);
    }
  }

  private String label(long sum) {
    int label = 0;
    while (label < thresholds.length && sum >= thresholds[label]) {
      label++;
    }
    return target.labels().get(label);
  }

  /**
   * Returns the reason why a target, declared at {@code path}, cannot be computed from the columns.
   */
  static Optional<InputProblem> problem(String path, Target target, List<Column> columns) {
    if (columns.stream().anyMatch(column -> column.name().equals(target.name()))) {
      return Optional.of(
          new InputProblem(path + "/name", target.name(), "a name that no column has"));
    }
    List<String> usable =
        columns.stream()
            .filter(column -> !(column instanceof CategoryColumn))
            .map(Column::name)
            .toList();
    for (String name : target.weights().keySet()) {
      if (!usable.contains(name)) {
        return Optional.of(
            new InputProblem(
                JsonPointer.compile(path + "/weights").appendProperty(name).toString(),
                "the weight of no such column",
                "weights of columns with numbers or booleans: " + String.join(", ", usable)));
      }
    }
    int decimals = decimals(target, columns);
    BigInteger largest = largest(target, columns, decimals);
    if (decimals <= Decimals.MOST && largest.compareTo(LARGEST) <= 0) {
      return Optional.empty();
    }
    return Optional.of(
        new InputProblem(
            path + "/weights",
            "a sum of up to "
                + decimals
                + " decimals and "
                + largest.toString().length()
                + " digits",
            "a sum of at most 15 decimals, and of at most 2^53 without its decimal point"));
  }

  private static BigInteger largest(Target target, List<Column> columns, int decimals) {
    BigDecimal noise = target.noise().multiply(BigDecimal.valueOf(Normal.LARGEST_STANDARD));
    BigInteger largest =
        exact(target.intercept().abs(), decimals)
            .add(Decimals.whole(noise, decimals, RoundingMode.CEILING));
    for (Column column : columns) {
      BigDecimal weight = target.weights().get(column.name());
      if (weight != null) {
        long size = column instanceof NumberColumn c ? c.distribution().largest() : 1;
        BigInteger factor = exact(weight.abs(), decimals - decimals(column));
        largest = largest.add(factor.multiply(BigInteger.valueOf(size)));
      }
    }
    for (BigDecimal threshold : target.thresholds()) {
      largest = largest.max(exact(threshold.abs(), decimals));
    }
    return largest;
  }

  private static int decimals(Target target, List<Column> columns) {
    int decimals = Decimals.in(target.intercept());
    for (BigDecimal threshold : target.thresholds()) {
      decimals = Math.max(decimals, Decimals.in(threshold));
    }
    for (Column column : columns) {
      BigDecimal weight = target.weights().get(column.name());
      if (weight != null) {
        decimals = Math.max(decimals, Decimals.in(weight) + decimals(column));
      }
    }
    return decimals;
  }

  private static int decimals(Column column) {
    return column instanceof NumberColumn numbers ? numbers.decimals() : 0;
  }

  private static BigInteger exact(BigDecimal number, int decimals) {
    return Decimals.whole(number, decimals, RoundingMode.UNNECESSARY);
  }
}

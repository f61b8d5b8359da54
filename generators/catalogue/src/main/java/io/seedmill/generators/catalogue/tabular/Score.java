package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.core.JsonPointer;
import io.seedmill.generators.Sample;
import io.seedmill.generators.catalogue.tabular.Column.CategoryColumn;
import io.seedmill.generators.catalogue.tabular.Column.FlagColumn;
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
 * Noise is rounded to that many decimals. Each sample draws the rule anew, within the ranges that
 * the target declares.
 */
final class Score {

  private static final BigInteger LARGEST = BigInteger.valueOf(CanonicalJson.MAX_INTEGER);

  private final Target target;
  private final int decimals;
  private final Term[] terms;
  private final Range.Scaled intercepts;
  private final int interceptDecimals;
  private final double noise;
  private final long[] thresholds;
  private final String sumName;
  private final String ruleStart;
  private final long[] weights;
  private final boolean[] used;
  private long intercept;

  /** Takes a target in which {@link #problem} finds nothing. */
  Score(Target target, List<Column> columns) {
    this.target = target;
    this.decimals = decimals(target, columns);
    this.terms =
        target.weights().keySet().stream()
            .map(name -> term(name, target.weights().get(name), columns))
            .toArray(Term[]::new);
    this.interceptDecimals = target.intercept().decimals();
    this.intercepts = target.intercept().scaled(interceptDecimals);
    this.noise = target.noise().doubleValue() * Decimals.power(decimals);
    this.thresholds =
        target.thresholds().stream()
            .mapToLong(threshold -> exact(threshold, decimals).longValueExact())
            .toArray();
    this.sumName = target.isClass() ? sumName(columns) : target.name();
    this.ruleStart =
        target.name()
            + " = "
            + (target.isClass() ? target.classes(sumName) + ", where " + sumName + " = " : "");
    this.weights = new long[terms.length];
    this.used = new boolean[terms.length];
  }

  private Term term(String name, Range weight, List<Column> columns) {
    int column = 0;
    while (!columns.get(column).name().equals(name)) {
      column++;
    }
    int weightDecimals = weight.decimals();
    return new Term(
        column,
        weight.scaled(weightDecimals),
        weightDecimals,
        Decimals.power(decimals - decimals(columns.get(column)) - weightDecimals),
        name,
        columns.get(column) instanceof FlagColumn);
  }

  private static String sumName(List<Column> columns) {
    String name = "s";
    while (columns.stream().map(Column::name).anyMatch(name::equals)) {
      name += "s";
    }
    return name;
  }

  /** Draws the rule of the next sample: some of the columns, their weights and the intercept. */
  void draw(UniformRandomProvider random) {
    int fewest = target.minTerms();
    int wanted =
        fewest == terms.length ? fewest : fewest + random.nextInt(terms.length - fewest + 1);
    for (int i = 0; i < terms.length; i++) {
      int left = terms.length - i;
      used[i] = wanted == left || random.nextInt(left) < wanted;
      weights[i] = used[i] ? terms[i].weights.draw(random) : 0;
      wanted -= used[i] ? 1 : 0;
    }
    intercept = intercepts.draw(random);
  }

  /** Returns the sum of the terms of a row, by the rule that was drawn. */
  long of(long[] row) {
    long sum = intercept * Decimals.power(decimals - interceptDecimals);
    for (int i = 0; i < terms.length; i++) {
      sum += weights[i] * terms[i].scale * row[terms[i].column];
    }
    return sum;
  }

  long noise(UniformRandomProvider random) {
    return noise == 0 ? 0 : (long) StrictMath.rint(noise * Normal.standard(random));
  }

  /** Returns the name of the sum: that of the target, unless the sum only decides its class. */
  String sumName() {
    return sumName;
  }

  /**
   * Writes the rule that was drawn.
   *
   * @param digits the digits of each column's value
   * @return the digits of each weight times those of its value, together
   */
  int appendRule(StringBuilder text, int[] digits) {
    text.append(ruleStart);
    boolean first = intercept == 0;
    if (!first) {
      Decimals.append(intercept, interceptDecimals, text);
    }
    int work = 0;
    boolean countsFlags = false;
    for (int i = 0; i < terms.length; i++) {
      if (used[i]) {
        Term term = terms[i];
        text.append(weights[i] < 0 ? (first ? "-" : " - ") : (first ? "" : " + "));
        long size = Math.abs(weights[i]);
        if (size == Decimals.power(term.decimals)) {
          work += digits[term.column];
        } else {
          work += digits[term.column] * Decimals.append(size, term.decimals, text);
          text.append(" * ");
        }
        text.append(term.name);
        countsFlags |= term.flag;
        first = false;
      }
    }
    if (countsFlags) {
      text.append("\nHere true counts as 1 and false as 0.");
    }
    return work;
  }

  /** Writes the sum in decimal. */
  void appendSum(long sum, StringBuilder text) {
    Decimals.append(sum, decimals, text);
  }

  void write(long sum, Sample sample) {
    if (target.isClass()) {
      sample.text(target.name(), label(sum));
    } else {
      Column.writeNumber(target.name(), sum, decimals, sample);
    }
  }

  /** Writes what the target is where that is the sum. */
  void append(long sum, StringBuilder text) {
    if (target.isClass()) {
      text.append(label(sum));
    } else {
      appendSum(sum, text);
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
        exact(target.intercept().largest(), decimals)
            .add(Decimals.whole(noise, decimals, RoundingMode.CEILING));
    for (Column column : columns) {
      Range weight = target.weights().get(column.name());
      if (weight != null) {
        long size = column instanceof NumberColumn c ? Math.max(1, c.distribution().largest()) : 1;
        BigInteger factor = exact(weight.largest(), decimals - decimals(column));
        largest = largest.add(factor.multiply(BigInteger.valueOf(size)));
      }
    }
    for (BigDecimal threshold : target.thresholds()) {
      largest = largest.max(exact(threshold.abs(), decimals));
    }
    return largest;
  }

  private static int decimals(Target target, List<Column> columns) {
    int decimals = target.intercept().decimals();
    for (BigDecimal threshold : target.thresholds()) {
      decimals = Math.max(decimals, Decimals.in(threshold));
    }
    for (Column column : columns) {
      Range weight = target.weights().get(column.name());
      if (weight != null) {
        decimals = Math.max(decimals, weight.decimals() + decimals(column));
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

  /**
   * A column with a weight.
   *
   * @param decimals those of the weights
   * @param scale what the product of weight and value lacks of the sum's decimals, as a factor
   */
  private record Term(
      int column, Range.Scaled weights, int decimals, long scale, String name, boolean flag) {}
}

package io.seedmill.generators.catalogue.algebra;

import java.util.List;

/** Two sums of terms that are to be equal. */
record Equation(List<Term> left, List<Term> right) {

  /** Returns the largest number that is written. */
  long largest() {
    long largest = 0;
    for (Term term : left) {
      largest = Math.max(largest, term.largest());
    }
    for (Term term : right) {
      largest = Math.max(largest, term.largest());
    }
    return largest;
  }

  void write(StringBuilder out, List<String> unknowns) {
    writeSum(out, left, unknowns, "");
    out.append(" = ");
    writeSum(out, right, unknowns, "");
  }

  /** Both sides at {@code solution}, worked out; a side that is just a number is left out. */
  String check(List<Fraction> solution) {
    List<String> values = solution.stream().map(Fraction::asFactor).toList();
    StringBuilder out = new StringBuilder(80);
    for (List<Term> side : List.of(left, right)) {
      if (side.size() > 1 || !side.get(0).isNumber()) {
        out.append(out.isEmpty() ? "" : " and ");
        workOut(out, side, solution, values);
      }
    }
    return out.toString();
  }

  private static void workOut(
      StringBuilder out, List<Term> side, List<Fraction> solution, List<String> values) {
    writeSum(out, side, values, "*");
    out.append(" = ");
    Fraction sum = Fraction.of(0);
    for (int i = 0; i < side.size(); i++) {
      Fraction value = side.get(i).value(solution);
      sum = sum.plus(value);
      if (side.size() > 1) {
        out.append(sign(value.isNegative(), i == 0)).append(value.size());
      }
    }
    out.append(side.size() > 1 ? " = " : "").append(sum);
  }

  private static void writeSum(
      StringBuilder out, List<Term> terms, List<String> unknowns, String times) {
    for (int i = 0; i < terms.size(); i++) {
      Term term = terms.get(i);
      out.append(sign(term.factor() < 0, i == 0));
      term.writeSize(out, unknowns, times);
    }
  }

  private static String sign(boolean negative, boolean first) {
    if (first) {
      return negative ? "-" : "";
    }
    return negative ? " - " : " + ";
  }
}

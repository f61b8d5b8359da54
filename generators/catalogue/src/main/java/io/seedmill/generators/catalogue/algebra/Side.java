package io.seedmill.generators.catalogue.algebra;

import java.util.ArrayList;
import java.util.List;

/**
 * One side of an equation: a polynomial of at most the second degree, a part of which may stand in
 * brackets. Bracketing changes how a side is written, never its value.
 */
final class Side {

  private final long square;
  private final long[] linear;
  private long constant;
  private final List<Term> brackets = new ArrayList<>();

  private Side(long square, long[] linear, long constant) {
    this.square = square;
    this.linear = linear;
    this.constant = constant;
  }

  static Side number(long value) {
    return new Side(0, new long[2], value);
  }

  /** Returns the side {@code first * x + second * y}. */
  static Side linear(long first, long second) {
    return new Side(0, new long[] {first, second}, 0);
  }

  /** Returns the side {@code square * x^2 + first * x + constant}. */
  static Side quadratic(long square, long first, long constant) {
    return new Side(square, new long[] {first, 0}, constant);
  }

  void add(int unknown, long factor, long number) {
    linear[unknown] += factor;
    constant += number;
  }

  /** Writes {@code bracket} as a term of its own, and takes its value off the other terms. */
  void split(Term bracket) {
    add(
        bracket.unknown(),
        -bracket.factor() * bracket.inner(),
        -bracket.factor() * bracket.shift());
    brackets.add(bracket);
  }

  /** Returns the terms in the order in which they are written; never none. */
  List<Term> terms() {
    List<Term> terms = new ArrayList<>(brackets);
    if (square != 0) {
      terms.add(Term.power(square, 0, 2));
    }
    for (int unknown = 0; unknown < linear.length; unknown++) {
      if (linear[unknown] != 0) {
        terms.add(Term.power(linear[unknown], unknown, 1));
      }
    }
    if (constant != 0 || terms.isEmpty()) {
      terms.add(Term.number(constant));
    }
    return terms;
  }
}

package io.seedmill.generators.catalogue.algebra;

import java.util.List;

/** The kinds of problem; each begins with its solutions and puts the equations around them. */
enum Form {
  LINEAR("linear", 1, 1) {
    @Override
    EquationSet draw(Numbers numbers) {
      int q = numbers.denominator(numbers.maxCoefficient());
      long p = numbers.numerator(q);
      long multiple = numbers.nonZero(numbers.maxCoefficient() / q);
      Side left = Side.linear(multiple * q, 0);
      Side right = Side.number(multiple * p);
      addToBoth(left, right, numbers);
      return new EquationSet(
          List.of(written(left, right, numbers)), List.of(List.of(Fraction.of(p, q))));
    }
  },

  QUADRATIC("quadratic", 1, 3) {
    @Override
    EquationSet draw(Numbers numbers) {
      int q = numbers.denominator(numbers.maxCoefficient());
      int s = numbers.denominator(numbers.maxCoefficient() / q);
      long p = numbers.numerator(q);
      long r = numbers.numerator(s);
      long multiple = numbers.nonZero(numbers.maxCoefficient() / (q * s));
      Side left = Side.quadratic(multiple * q * s, -multiple * (p * s + r * q), multiple * p * r);
      Side right = Side.number(0);
      if (numbers.brackets() > 0) {
        addToBoth(left, right, numbers);
      }
      List<List<Fraction>> roots =
          List.of(Fraction.of(p, q), Fraction.of(r, s)).stream()
              .sorted()
              .distinct()
              .map(List::of)
              .toList();
      return new EquationSet(List.of(written(left, right, numbers)), roots);
    }
  },

  /*
   * The solution is (p/q, r/q) with r prime to q. An equation ax + by = c has a whole c just when
   * ap + br is a multiple of q, which is when b is congruent to slope * a modulo q, where slope
   * solves p + slope * r = 0 modulo q. So a is free, and b is drawn from one residue class; as q is
   * at most the largest coefficient, the class has two members to choose from.
   */
  SYSTEM("system", 2, 4) {
    @Override
    EquationSet draw(Numbers numbers) {
      int q = numbers.denominator(numbers.maxCoefficient());
      long p = numbers.upTo(numbers.maxSolution() * q);
      long r = numbers.numerator(q);
      int slope = 0;
      while ((p + slope * r) % q != 0) {
        slope++;
      }
      long a;
      long b;
      long c;
      long d;
      do {
        a = numbers.nonZero(numbers.maxCoefficient());
        b = congruent(slope * a, q, numbers);
        c = numbers.nonZero(numbers.maxCoefficient());
        d = congruent(slope * c, q, numbers);
      } while (a * d == b * c);
      boolean swap = numbers.random().nextBoolean();
      Equation first = equation(a, b, (a * p + b * r) / q, swap, numbers);
      Equation second = equation(c, d, (c * p + d * r) / q, swap, numbers);
      Fraction x = Fraction.of(p, q);
      Fraction y = Fraction.of(r, q);
      return new EquationSet(List.of(first, second), List.of(swap ? List.of(y, x) : List.of(x, y)));
    }

    private Equation equation(long a, long b, long value, boolean swap, Numbers numbers) {
      Side left = swap ? Side.linear(b, a) : Side.linear(a, b);
      Side right = Side.number(value);
      if (numbers.brackets() > 0) {
        addToBoth(left, right, numbers);
      }
      return written(left, right, numbers);
    }

    private static long congruent(long residue, int modulus, Numbers numbers) {
      int most = numbers.maxCoefficient();
      long least = Math.floorMod(residue + most, modulus) - (long) most;
      int members = (int) ((most - least) / modulus) + 1;
      long member;
      do {
        member = least + (long) modulus * numbers.random().nextInt(members);
      } while (member == 0);
      return member;
    }
  };

  private static final int LARGEST_INNER = 3;

  final String word;
  final int unknowns;
  final int difficulty;

  Form(String word, int unknowns, int difficulty) {
    this.word = word;
    this.unknowns = unknowns;
    this.difficulty = difficulty;
  }

  abstract EquationSet draw(Numbers numbers);

  void addToBoth(Side left, Side right, Numbers numbers) {
    int unknown = numbers.random().nextInt(unknowns);
    long factor = numbers.upTo(numbers.maxCoefficient());
    long number = numbers.upTo(numbers.maxCoefficient());
    left.add(unknown, factor, number);
    right.add(unknown, factor, number);
  }

  Equation written(Side left, Side right, Numbers numbers) {
    for (int i = 0; i < numbers.brackets(); i++) {
      Side side = numbers.random().nextBoolean() ? left : right;
      side.split(
          Term.bracket(
              numbers.nonZero(numbers.maxCoefficient()),
              1 + numbers.random().nextInt(LARGEST_INNER),
              numbers.random().nextInt(unknowns),
              numbers.nonZero(numbers.maxCoefficient())));
    }
    return new Equation(left.terms(), right.terms());
  }
}

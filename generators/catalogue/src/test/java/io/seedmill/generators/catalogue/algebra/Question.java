package io.seedmill.generators.catalogue.algebra;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The question of a prompt, read from its text.
 *
 * <p>The number of solutions follows from values of left side minus right side at a few points,
 * which determine a polynomial of the first or second degree; further points show that the degree
 * is no higher.
 */
record Question(String form, List<String> unknowns, List<String> sides) {

  private static final Pattern PROMPT =
      Pattern.compile(
          "(?:Find all solutions of (?<quadratic>[^=]* = [^=]*) in ascending order"
              + "|Solve (?<first>[^=]* = [^=]*) and (?<second>[^=]* = [^=]*)"
              + " for (?<x>[a-z]) and (?<y>[a-z])"
              + "|Solve (?<linear>[^=]* = [^=]*) for (?<only>[a-z]))"
              + "\\. Write fractions in lowest terms\\.");
  private static final Pattern LETTER = Pattern.compile("[a-z]");

  static Optional<Question> read(String text) {
    Matcher prompt = PROMPT.matcher(text);
    if (!prompt.matches()) {
      return Optional.empty();
    }
    if (prompt.group("quadratic") != null) {
      Matcher letter = LETTER.matcher(prompt.group("quadratic"));
      return letter.find()
          ? Optional.of(of("quadratic", List.of(letter.group()), prompt.group("quadratic")))
          : Optional.empty();
    }
    if (prompt.group("linear") != null) {
      return Optional.of(of("linear", List.of(prompt.group("only")), prompt.group("linear")));
    }
    List<String> unknowns = List.of(prompt.group("x"), prompt.group("y"));
    return Optional.of(of("system", unknowns, prompt.group("first"), prompt.group("second")));
  }

  private static Question of(String form, List<String> unknowns, String... equations) {
    List<String> sides = new ArrayList<>();
    for (String equation : equations) {
      sides.addAll(List.of(equation.split(" = ", -1)));
    }
    return new Question(form, unknowns, sides);
  }

  int equations() {
    return sides.size() / 2;
  }

  boolean holdsAt(Map<String, Rational> solution) {
    for (int i = 0; i < equations(); i++) {
      if (!difference(i, solution).equals(Rational.ZERO)) {
        return false;
      }
    }
    return true;
  }

  int countSolutions() {
    return switch (form) {
      case "linear" -> countLinear();
      case "quadratic" -> countQuadratic();
      default -> countSystem();
    };
  }

  private int countLinear() {
    Rational slope = at(1).minus(at(0));
    expect(at(7).equals(at(0).plus(slope.times(Rational.of(7)))));
    expect(!slope.equals(Rational.ZERO));
    return 1;
  }

  private int countQuadratic() {
    Rational c = at(0);
    Rational a = at(1).plus(at(-1)).over(Rational.of(2)).minus(c);
    Rational b = at(1).minus(at(-1)).over(Rational.of(2));
    Rational five = Rational.of(5);
    expect(at(5).equals(a.times(five).plus(b).times(five).plus(c)));
    expect(!a.equals(Rational.ZERO));
    Rational discriminant = b.times(b).minus(Rational.of(4).times(a).times(c));
    return 1 + discriminant.numerator().signum();
  }

  private int countSystem() {
    List<Rational> slopes = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      Rational constant = at(i, 0, 0);
      Rational a = at(i, 1, 0).minus(constant);
      Rational b = at(i, 0, 1).minus(constant);
      Rational elsewhere = a.times(Rational.of(3)).plus(b.times(Rational.of(-5))).plus(constant);
      expect(at(i, 3, -5).equals(elsewhere));
      slopes.add(a);
      slopes.add(b);
    }
    Rational determinant =
        slopes.get(0).times(slopes.get(3)).minus(slopes.get(1).times(slopes.get(2)));
    expect(!determinant.equals(Rational.ZERO));
    return 1;
  }

  private Rational at(long x) {
    return difference(0, Map.of(unknowns.get(0), Rational.of(x)));
  }

  private Rational at(int equation, long x, long y) {
    return difference(
        equation, Map.of(unknowns.get(0), Rational.of(x), unknowns.get(1), Rational.of(y)));
  }

  private Rational difference(int equation, Map<String, Rational> values) {
    return Evaluator.valueOf(sides.get(2 * equation), values)
        .minus(Evaluator.valueOf(sides.get(2 * equation + 1), values));
  }

  private void expect(boolean fact) {
    if (!fact) {
      throw new AssertionError("not a " + form + " problem with one or two solutions: " + this);
    }
  }
}

package io.seedmill.generators.catalogue.algebra;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The question of a prompt, read from its text.
 *
 * <p>The number of solutions follows from values of left side minus right side at a few points,
 * which determine a polynomial of the first or second degree; further points show that the degree
 * is no higher.
 */
record Question(String form, List<String> unknowns, List<String> sides) {

  private static final String EQUATION = "(?<first>[^=]* = [^=]*)";
  private static final String EQUATIONS = EQUATION + " and (?<second>[^=]* = [^=]*)";

  /** The wordings of prompts, with an unknown's name where the form of the answer has it. */
  static final List<Pattern> PHRASINGS =
      Stream.of(
              phrasings(
                  "a whole number, or a fraction in lowest terms\\.",
                  "(?<x>[a-z]) = -7/2",
                  "Solve " + EQUATION + " for \\k<x>\\.",
                  "Which value of \\k<x> makes " + EQUATION + " true\\?",
                  "Find \\k<x> if " + EQUATION + "\\.",
                  "What is \\k<x>, given that " + EQUATION + "\\?"),
              phrasings(
                  "in ascending order, each solution once, as a whole number or a fraction in"
                      + " lowest terms\\.",
                  "(?<x>[a-z]) = -1 or \\k<x> = 2/3",
                  "Find all solutions of " + EQUATION + "\\.",
                  "Solve " + EQUATION + " for \\k<x>\\.",
                  "For which values of \\k<x> is " + EQUATION + "\\?",
                  "Which values of \\k<x> satisfy " + EQUATION + "\\?"),
              phrasings(
                  "whole numbers, or fractions in lowest terms\\.",
                  "(?<x>[a-z]) = 1, (?<y>[a-z]) = -7/2",
                  "Solve " + EQUATIONS + " for \\k<x> and \\k<y>\\.",
                  "Find \\k<x> and \\k<y> such that " + EQUATIONS + "\\.",
                  "What are \\k<x> and \\k<y> if " + EQUATIONS + "\\?",
                  "Which values of \\k<x> and \\k<y> satisfy both " + EQUATIONS + "\\?"))
          .flatMap(List::stream)
          .toList();

  /** A look ahead finds the unknowns' names in the form, before the question has them. */
  private static List<Pattern> phrasings(String numbers, String form, String... questions) {
    return Arrays.stream(questions)
        .map(
            question ->
                Pattern.compile(
                    "(?=.* Answer in the form "
                        + form
                        + ": "
                        + numbers
                        + "$)"
                        + question
                        + " Answer in the form [^:]*: .*"))
        .toList();
  }

  static Question read(Matcher prompt) {
    String text = prompt.pattern().pattern();
    List<String> unknowns = List.of(prompt.group("x"));
    if (text.contains("?<y>")) {
      unknowns = List.of(prompt.group("x"), prompt.group("y"));
      return of("system", unknowns, prompt.group("first"), prompt.group("second"));
    }
    return of(text.contains("2/3") ? "quadratic" : "linear", unknowns, prompt.group("first"));
  }

  int largestNumberDigits() {
    return sides.stream()
        .flatMap(side -> Arrays.stream(side.split("[^0-9]+", -1)))
        .mapToInt(String::length)
        .max()
        .orElseThrow();
  }

  long brackets() {
    return sides.stream().flatMapToInt(String::chars).filter(c -> c == '(').count() / equations();
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

package io.seedmill.generators.catalogue.arithmetic;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.GeneratorContract;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

class ArithmeticGeneratorTest extends GeneratorContract {

  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]*");

  @Override
  protected GeneratorFactory factory() {
    return new ArithmeticGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("5e0b53756bdf32a1", "cc9b6d9e71692913", "d4288b70b252ec2d");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"operations\":1,\"maxOperand\":9}",
        "{\"operations\":20,\"maxOperand\":999999}",
        "{\"operations\":20,\"maxOperand\":9}");
  }

  @Override
  protected List<Pattern> phrasings() {
    return Stream.of(
            "Work out (.*)\\. Answer with an integer alone\\.",
            "What is (.*)\\? Answer with one integer\\.",
            "Calculate (.*) and write only the integer\\.",
            "Find the value of (.*)\\. Write one integer\\.",
            "Evaluate (.*) and reply with one integer\\.")
        .map(Pattern::compile)
        .toList();
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Calculator calculator = new Calculator(prompt(sample).group(1));
    String answer = sample.get("answer").textValue();
    if (!INTEGER.matcher(answer).matches()) {
      return Optional.of("no integer");
    }
    if (!calculator.value().toString().equals(answer)) {
      return Optional.of("another value");
    }
    List<String> steps = new ArrayList<>();
    sample.get("steps").forEach(step -> steps.add(step.textValue()));
    if (!steps.equals(calculator.steps)) {
      return Optional.of("other steps than " + calculator.steps);
    }
    int difficulty = sample.at("/metadata/difficulty").intValue();
    return difficulty == Math.min(10, 1 + calculator.work / 4)
        ? Optional.empty()
        : Optional.of("another difficulty");
  }

  @Test
  void moreOperationsAndLargerNumbersAreHarder() throws Exception {
    List<Double> levels = new ArrayList<>();
    for (String json :
        List.of(
            "{'operations':1,'maxOperand':9}",
            "{'operations':4,'maxOperand':9}",
            "{'operations':4,'maxOperand':99}",
            "{'operations':4,'maxOperand':9999}",
            "{'operations':12,'maxOperand':9999}")) {
      levels.add(averageDifficulty(json.replace('\'', '"')));
    }
    assertThat(levels.get(0), lessThan(1.5));
    for (int i = 1; i < levels.size(); i++) {
      assertThat(levels.get(i), greaterThan(levels.get(i - 1) + 1));
    }
  }

  private double averageDifficulty(String json) throws Exception {
    ObjectNode given = (ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8));
    return CollectingSink.collect(
            factory(), factory().parameters().read(given), 42, new IndexRange(0, 500))
        .stream()
        .mapToInt(sample -> sample.parsed().at("/metadata/difficulty").intValue())
        .average()
        .orElseThrow();
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    BigInteger right = new BigInteger(sample.get("answer").textValue());
    long off = 1 + random.nextLong(100);
    sample.put(
        "answer", right.add(BigInteger.valueOf(random.nextBoolean() ? off : -off)).toString());
  }

  /**
   * Evaluates an expression by recursive descent, which notes its steps from left to right. A
   * division that leaves a remainder throws.
   */
  private static final class Calculator {

    private final String text;
    private final List<String> steps = new ArrayList<>();
    private int work;
    private int at;

    Calculator(String text) {
      this.text = text.replace(" ", "");
    }

    BigInteger value() {
      BigInteger value = sum();
      if (at != text.length()) {
        throw new AssertionError("cannot read '" + text + "' from " + at);
      }
      return value;
    }

    private BigInteger sum() {
      BigInteger value = product();
      while (true) {
        if (skip('+')) {
          BigInteger other = product();
          value = step(value, '+', other, value.add(other));
        } else if (skip('-')) {
          BigInteger other = product();
          value = step(value, '-', other, value.subtract(other));
        } else {
          return value;
        }
      }
    }

    private BigInteger product() {
      BigInteger value = factor();
      while (true) {
        if (skip('*')) {
          BigInteger other = factor();
          value = step(value, '*', other, value.multiply(other));
        } else if (skip('/')) {
          BigInteger other = factor();
          BigInteger[] parts = value.divideAndRemainder(other);
          if (parts[1].signum() != 0) {
            throw new AssertionError("a division does not come out even in " + text);
          }
          value = step(value, '/', other, parts[0]);
        } else {
          return value;
        }
      }
    }

    private BigInteger step(BigInteger a, char operator, BigInteger b, BigInteger value) {
      steps.add(operand(a) + " " + operator + " " + operand(b) + " = " + value);
      int left = a.abs().toString().length();
      int right = b.abs().toString().length();
      work += operator == '+' || operator == '-' ? Math.max(left, right) : left * right;
      return value;
    }

    private static String operand(BigInteger value) {
      return value.signum() < 0 ? "(" + value + ")" : value.toString();
    }

    private BigInteger factor() {
      if (skip('(')) {
        BigInteger value = sum();
        if (!skip(')')) {
          throw new AssertionError("a bracket stays open in " + text);
        }
        return value;
      }
      int from = at;
      while (at < text.length() && Character.isDigit(text.charAt(at))) {
        at++;
      }
      return new BigInteger(text.substring(from, at));
    }

    private boolean skip(char expected) {
      boolean there = at < text.length() && text.charAt(at) == expected;
      if (there) {
        at++;
      }
      return there;
    }
  }
}

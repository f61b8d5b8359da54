package io.seedmill.generators.catalogue.arithmetic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.testing.GeneratorContract;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.rng.UniformRandomProvider;

class ArithmeticGeneratorTest extends GeneratorContract {

  private static final Pattern PROMPT = Pattern.compile("Work out (.*) step by step\\.");

  @Override
  protected GeneratorFactory factory() {
    return new ArithmeticGenerator.Factory();
  }

  @Override
  protected List<String> golden() {
    return List.of("1422e4156008f873", "1374ae1c567e40f0", "e444cde79eab8d99");
  }

  @Override
  protected List<String> parameterSets() {
    return List.of(
        "{\"operations\":1,\"maxOperand\":9}",
        "{\"operations\":20,\"maxOperand\":999999}",
        "{\"operations\":20,\"maxOperand\":9}");
  }

  @Override
  protected Optional<String> verify(ObjectNode sample) {
    Matcher prompt = PROMPT.matcher(sample.get("prompt").textValue());
    if (!prompt.matches()) {
      return Optional.of("another prompt");
    }
    String answer = sample.get("answer").textValue();
    if (!Calculator.valueOf(prompt.group(1)).toString().equals(answer)) {
      return Optional.of("another value");
    }
    String last = "";
    for (JsonNode step : sample.get("steps")) {
      String[] sides = step.textValue().split(" = ", -1);
      last = sides[1];
      if (!Calculator.valueOf(sides[0]).toString().equals(last)) {
        return Optional.of("a wrong step");
      }
    }
    return last.equals(answer) ? Optional.empty() : Optional.of("steps that lead elsewhere");
  }

  @Override
  protected void mutate(ObjectNode sample, UniformRandomProvider random) {
    BigInteger right = new BigInteger(sample.get("answer").textValue());
    long off = 1 + random.nextLong(100);
    sample.put(
        "answer", right.add(BigInteger.valueOf(random.nextBoolean() ? off : -off)).toString());
  }

  /** Evaluates an expression by recursive descent; a division that leaves a remainder throws. */
  private static final class Calculator {

    private final String text;
    private int at;

    private Calculator(String text) {
      this.text = text.replace(" ", "");
    }

    static BigInteger valueOf(String text) {
      Calculator calculator = new Calculator(text);
      BigInteger value = calculator.sum();
      if (calculator.at != calculator.text.length()) {
        throw new AssertionError("cannot read '" + text + "' from " + calculator.at);
      }
      return value;
    }

    private BigInteger sum() {
      BigInteger value = product();
      while (true) {
        if (skip('+')) {
          value = value.add(product());
        } else if (skip('-')) {
          value = value.subtract(product());
        } else {
          return value;
        }
      }
    }

    private BigInteger product() {
      BigInteger value = factor();
      while (true) {
        if (skip('*')) {
          value = value.multiply(factor());
        } else if (skip('/')) {
          BigInteger[] parts = value.divideAndRemainder(factor());
          if (parts[1].signum() != 0) {
            throw new AssertionError("a division does not come out even in " + text);
          }
          value = parts[0];
        } else {
          return value;
        }
      }
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
      skip('-');
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

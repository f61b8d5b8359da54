package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Numbers that are to be combined to a target. Any expression that uses each at most once and comes
 * to the target is right.
 */
final class CountdownNumbers extends Kind {

  private static final long LARGEST_TARGET = 9_999;
  private static final int[] LARGE = {25, 50, 75, 100};

  CountdownNumbers() {
    super(
        "countdown-numbers",
        "an expression of given numbers with a given value",
        Form.EXPRESSION,
        List.of("numbers", "target"),
        "Combine some or all of the numbers {numbers} with +, -, * and / to get {target}. Use each"
            + " number at most once; every division must come out even.",
        "Make {target} out of {numbers}. You may add, subtract, multiply and divide without"
            + " remainder, and use each number once at most.",
        "You have the numbers {numbers}. Find an expression with +, -, *, / and brackets whose value"
            + " is {target}. No number may be used more often than it is listed, and no division may"
            + " leave a remainder.",
        "The target is {target}; the numbers are {numbers}. Which calculation with the four basic"
            + " operations, using each number at most once and whole results only, reaches it?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int used = 2 + (level + 1 + random.nextInt(2)) / 2;
    int spare = 1 + level / 4;
    int[] numbers = new int[used + spare];
    long[] values = new long[used];
    String[] texts = new String[used];
    do {
      drawNumbers(numbers, random);
      combineAll(numbers, values, texts, random);
    } while (values[0] > LARGEST_TARGET || isAmong(values[0], numbers));
    shuffle(numbers, random);
    ArrayNode listed = JsonNodeFactory.instance.arrayNode();
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < numbers.length; i++) {
      listed.add(numbers[i]);
      shown.append(i == 0 ? "" : i == numbers.length - 1 ? " and " : ", ").append(numbers[i]);
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("target", values[0]);
    given.set("numbers", listed);
    String answer =
        texts[0].startsWith("(") ? texts[0].substring(1, texts[0].length() - 1) : texts[0];
    long work = 1;
    for (int i = 0; i < used; i++) {
      work *= 2L * (i + 1);
    }
    return new Problem(answer, given, work + spare, shown, Long.toString(values[0]));
  }

  private static void drawNumbers(int[] numbers, UniformRandomProvider random) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          random.nextInt(4) == 0 ? LARGE[random.nextInt(LARGE.length)] : 1 + random.nextInt(10);
    }
  }

  private static void combineAll(
      int[] numbers, long[] values, String[] texts, UniformRandomProvider random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = numbers[i];
      texts[i] = Integer.toString(numbers[i]);
    }
    for (int left = values.length; left > 1; left--) {
      int a = random.nextInt(left);
      int b = random.nextInt(left - 1);
      b = b >= a ? b + 1 : b;
      combine(values, texts, a, b, random);
      values[b] = values[left - 1];
      texts[b] = texts[left - 1];
    }
  }

  private static boolean isAmong(long target, int[] numbers) {
    for (int number : numbers) {
      if (number == target) {
        return true;
      }
    }
    return false;
  }

  /** Puts two values together in the place of the first; the result is a positive number. */
  private static void combine(
      long[] values, String[] texts, int a, int b, UniformRandomProvider random) {
    long x = values[a];
    long y = values[b];
    String left = texts[a];
    String right = texts[b];
    int operation = random.nextInt(4);
    if (operation == 3 && y > 1 && x % y == 0) {
      values[a] = x / y;
      texts[a] = "(" + left + " / " + right + ")";
    } else if (operation == 2 && x > 1 && y > 1 && x * y <= 10_000) {
      values[a] = x * y;
      texts[a] = "(" + left + " * " + right + ")";
    } else if (operation == 1 && x > y) {
      values[a] = x - y;
      texts[a] = "(" + left + " - " + right + ")";
    } else {
      values[a] = x + y;
      texts[a] = "(" + left + " + " + right + ")";
    }
  }

  private static void shuffle(int[] numbers, UniformRandomProvider random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = numbers[j];
      numbers[j] = numbers[i];
      numbers[i] = other;
    }
  }

  @Override
  public double score(JsonNode given, String expected, String reply) {
    List<Long> numbers = new ArrayList<>();
    given.path("numbers").forEach(number -> numbers.add(number.longValue()));
    return Form.EXPRESSION
        .read(reply)
        .flatMap(expression -> Expression.value(expression, numbers))
        .filter(value -> value == given.path("target").longValue())
        .map(value -> 1.0)
        .orElse(0.0);
  }
}

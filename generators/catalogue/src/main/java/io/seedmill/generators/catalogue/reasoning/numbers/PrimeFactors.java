package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A number as a product of primes. */
final class PrimeFactors extends Kind {

  private static final int[] PRIMES = primes(1_000);

  PrimeFactors() {
    super(
        "prime-factors",
        "a number as a product of primes",
        Form.INTEGER_LIST,
        List.of("number"),
        "What are the prime factors of {number}, in ascending order and as often as they divide it?",
        "Factor {number} into primes, from the smallest to the largest, with repetition.",
        "Write {number} as a product of prime numbers. List the primes in ascending order, each as"
            + " many times as it occurs.",
        "Which primes, multiplied together, give {number}? Name them from small to large and repeat"
            + " those that occur more than once.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int primes = 30 + 13 * level;
    long product = 1;
    int wanted = 3 + random.nextInt(2 + level / 4);
    int largest = 2;
    for (int i = 0; i < wanted; i++) {
      int prime = PRIMES[random.nextInt(i < 3 ? primes : Math.min(primes, 12))];
      product *= prime;
      largest = Math.max(largest, prime);
    }
    StringBuilder answer = new StringBuilder();
    long rest = product;
    for (int i = 0; rest > 1; ) {
      if (rest % PRIMES[i] == 0) {
        answer.append(answer.length() == 0 ? "" : ", ").append(PRIMES[i]);
        rest /= PRIMES[i];
      } else {
        i++;
      }
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("number", product);
    return new Problem(answer.toString(), given, largest, Long.toString(product));
  }

  private static int[] primes(int bound) {
    boolean[] composite = new boolean[bound];
    int[] found = new int[bound];
    int count = 0;
    for (int i = 2; i < bound; i++) {
      if (!composite[i]) {
        found[count++] = i;
      }
      for (int j = 2 * i; j < bound; j += i) {
        composite[j] = true;
      }
    }
    return Arrays.copyOf(found, count);
  }
}

package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A power modulo a number. */
final class ModularPower extends Kind {

  ModularPower() {
    super(
        "modular-power",
        "the remainder of a power",
        Form.INTEGER,
        List.of("base", "exponent", "modulus"),
        "What is the remainder when {base}^{exponent} is divided by {modulus}?",
        "Compute {base} to the power of {exponent}, modulo {modulus}.",
        "Find {base}^{exponent} mod {modulus}.",
        "Divide {base}^{exponent} by {modulus}. Which remainder is left?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    long modulus = 7 + random.nextLong(20 + 12L * level * level);
    long base = 2 + random.nextLong(30 + 40L * level);
    long exponent = 3 + random.nextLong(1L << (level + 3));
    long result = 1;
    long square = base % modulus;
    long steps = 0;
    for (long bits = exponent; bits > 0; bits >>= 1) {
      result = (bits & 1) == 1 ? result * square % modulus : result;
      square = square * square % modulus;
      steps += 1 + (bits & 1);
    }
    ObjectNode given =
        JsonNodeFactory.instance
            .objectNode()
            .put("base", base)
            .put("exponent", exponent)
            .put("modulus", modulus);
    return new Problem(
        Long.toString(result),
        given,
        steps,
        Long.toString(base),
        Long.toString(exponent),
        Long.toString(modulus));
  }
}

package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The value of an expression of operations on bits. */
final class BitOperations extends Kind {

  BitOperations() {
    super(
        "bit-operations",
        "the value of an expression of operations on bits",
        Form.INTEGER,
        List.of("expression"),
        "What is the value of {expression}? Here & is AND, | is OR, ^ is XOR, and << shifts to the"
            + " left, all on the binary digits.",
        "Evaluate {expression} as a program would: & | ^ work bit by bit, a << b multiplies a by 2"
            + " to the power of b.",
        "Work out {expression}, where &, | and ^ are the bitwise AND, OR and exclusive OR, and << is a"
            + " shift to the left.",
        "Compute {expression} (bitwise AND &, OR |, XOR ^ and left shift <<; brackets first).");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int operations = 1 + (level + 1 + random.nextInt(2)) / 2;
    int bits = 5 + level / 2;
    StringBuilder shown = new StringBuilder();
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    ArrayNode steps = given.putArray("steps");
    long value = 1 + random.nextLong((1L << bits) - 1);
    given.put("start", value);
    shown.append(value);
    for (int i = 0; i < operations; i++) {
      int operation = random.nextInt(i > 0 && bits < 9 ? 4 : 3);
      long operand = operation == 3 ? 1 + random.nextInt(2) : 1 + random.nextLong((1L << bits) - 1);
      String symbol = List.of("&", "|", "^", "<<").get(operation);
      value =
          switch (operation) {
            case 0 -> value & operand;
            case 1 -> value | operand;
            case 2 -> value ^ operand;
            default -> value << operand;
          };
      if (i > 0) {
        shown.insert(0, '(').append(')');
      }
      shown.append(' ').append(symbol).append(' ').append(operand);
      steps.addArray().add(symbol).add(operand);
    }
    return new Problem(Long.toString(value), given, (long) operations * bits, shown);
  }
}

package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A number written in another base. */
final class BaseConversion extends Kind {

  private static final int LARGEST = 36;

  BaseConversion() {
    super(
        "base-conversion",
        "a number written in another base",
        Form.NUMERAL,
        List.of("digits", "from", "to"),
        "Convert {digits} from base {from} to base {to}. Digits above 9 are the letters a, b, c and"
            + " so on.",
        "The number {digits} is written in base {from}. How is it written in base {to}? Use a for"
            + " ten, b for eleven, and so on.",
        "Write the base-{from} number {digits} in base {to}, with letters from a for the digits from"
            + " ten.",
        "What is {digits} (base {from}) in base {to}? The digits after 9 are a, b, c, …");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int from = 2 + random.nextInt(LARGEST - 1);
    int to = 2 + random.nextInt(LARGEST - 2);
    to = to >= from ? to + 1 : to;
    long most = Math.round(StrictMath.pow(10, 2 + 0.7 * level));
    long number = most / 10 + random.nextLong(most);
    String digits = Long.toString(number, from);
    String answer = Long.toString(number, to);
    ObjectNode given =
        JsonNodeFactory.instance.objectNode().put("digits", digits).put("from", from).put("to", to);
    return new Problem(
        answer,
        given,
        digits.length() + (long) answer.length(),
        digits,
        Integer.toString(from),
        Integer.toString(to));
  }
}

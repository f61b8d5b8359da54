package io.seedmill.generators.catalogue.reasoning.numbers;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A later number of a sequence that is given by its first ones and a rule. */
final class Recurrence extends Kind {

  Recurrence() {
    super(
        "recurrence",
        "a later number of a sequence with a rule",
        Form.INTEGER,
        List.of("start", "rule", "asked"),
        "A sequence begins with {start}. From then on, {rule}. What is {asked}?",
        "Given {start}, and that {rule}, find {asked}.",
        "Let {start}. For every later index, {rule}. Compute {asked}.",
        "The numbers of a sequence follow a rule: {rule}. It starts with {start}. Determine {asked}.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int index = 5 + level + random.nextInt(3);
    long[] first = {1 + random.nextLong(25), 1 + random.nextLong(25)};
    long p = 1 + random.nextLong(level < 5 ? 2 : 3);
    long q = 1 + random.nextLong(level < 5 ? 2 : 3);
    q = random.nextBoolean() ? -q : q;
    long c = random.nextLong(19) - 9;
    long[] values = new long[index + 1];
    values[1] = first[0];
    values[2] = first[1];
    for (int n = 3; n <= index; n++) {
      values[n] = p * values[n - 1] + q * values[n - 2] + c;
    }
    String rule =
        "a(n) = "
            + (p == 1 ? "" : p + "·")
            + "a(n-1)"
            + (q < 0 ? " - " : " + ")
            + (Math.abs(q) == 1 ? "" : Math.abs(q) + "·")
            + "a(n-2)"
            + (c == 0 ? "" : c < 0 ? " - " + -c : " + " + c);
    ObjectNode given =
        JsonNodeFactory.instance
            .objectNode()
            .put("p", p)
            .put("q", q)
            .put("c", c)
            .put("index", index);
    given.putArray("first").add(first[0]).add(first[1]);
    return new Problem(
        Long.toString(values[index]),
        given,
        3L * index,
        "a(1) = " + first[0] + " and a(2) = " + first[1],
        rule,
        "a(" + index + ")");
  }
}

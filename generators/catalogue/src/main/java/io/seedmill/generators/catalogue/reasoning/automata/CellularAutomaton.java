package io.seedmill.generators.catalogue.reasoning.automata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A row of cells after some steps of an elementary cellular automaton. */
final class CellularAutomaton extends Kind {

  CellularAutomaton() {
    super(
        "cellular-automaton",
        "a row of cells after some steps of a rule",
        Form.CHARACTERS,
        List.of("row", "rule", "steps"),
        "A row of cells, {row}, changes in steps. In each step all cells change at once: a cell, with"
            + " its left and right neighbours, becomes {rule}. Beyond both ends all cells are 0."
            + " What is the row after {steps}?",
        "Start with {row}. Every step replaces each cell by what this table gives for it and its two"
            + " neighbours (left, cell, right): {rule}. Cells outside of the row count as 0. Give the"
            + " row after {steps}.",
        "The rule of a cellular automaton is {rule}, where three digits are the left neighbour, the"
            + " cell and the right neighbour. Outside of the row everything is 0. Which row comes of"
            + " {row} after {steps}?",
        "Apply {steps} of a cellular automaton to {row}. Its rule for (left, cell, right): {rule}."
            + " The cells before the first and behind the last are always 0.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int width = 7 + level;
    int steps = 1 + (level - 1) / 2 + random.nextInt(2);
    int rule = 1 + random.nextInt(255);
    int row = 1 + random.nextInt((1 << width) - 1);
    int now = row;
    for (int i = 0; i < steps; i++) {
      now = next(now, width, rule);
    }
    StringBuilder table = new StringBuilder();
    for (int three = 7; three >= 0; three--) {
      table.append(bits(three, 3)).append(" → ").append(rule >> three & 1);
      table.append(three == 0 ? "" : ", ");
    }
    ObjectNode given =
        JsonNodeFactory.instance
            .objectNode()
            .put("row", bits(row, width))
            .put("rule", rule)
            .put("steps", steps);
    return new Problem(
        bits(now, width),
        given,
        (long) steps * width,
        bits(row, width),
        table,
        steps == 1 ? "1 step" : steps + " steps");
  }

  private static int next(int row, int width, int rule) {
    int next = 0;
    int padded = row << 1;
    for (int i = 0; i < width; i++) {
      next |= (rule >> (padded >> i & 7) & 1) << i;
    }
    return next;
  }

  private static String bits(int value, int width) {
    StringBuilder bits = new StringBuilder(width);
    for (int i = width - 1; i >= 0; i--) {
      bits.append(value >> i & 1);
    }
    return bits.toString();
  }
}

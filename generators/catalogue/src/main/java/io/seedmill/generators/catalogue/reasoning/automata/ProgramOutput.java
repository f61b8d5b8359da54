package io.seedmill.generators.catalogue.reasoning.automata;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The number that a short Python program prints. */
final class ProgramOutput extends Kind {

  private static final String NAMES = "abci";
  private static final int COUNTER = 3;

  private final long[] values = new long[NAMES.length()];
  private long steps;

  ProgramOutput() {
    super(
        "program-output",
        "the number that a short Python program prints",
        Form.INTEGER,
        List.of("program"),
        "What does this Python program print?\n\n{program}",
        "Trace the following Python code by hand. What is its output?\n\n{program}",
        "{program}\n\nWhich number does this Python program print?",
        "Work out what Python prints when it runs these lines.\n\n{program}",
        "Here is a program in Python:\n\n{program}\n\nWhat is its output?");
  }

  /**
   * A sum, difference or product, and what is left of it by a modulus.
   *
   * @param right a variable, or a number if it is negative
   * @param modulus 0 for none
   */
  private record Term(int left, char operator, int right, int modulus) {

    static Term draw(int variables, UniformRandomProvider random) {
      int left = random.nextInt(variables);
      int other = random.nextInt(variables + 1);
      other = other == variables ? COUNTER : other;
      int right = random.nextInt(3) == 0 ? -1 - random.nextInt(9) : other;
      char operator = "+-*".charAt(random.nextInt(3));
      boolean bounded = operator == '*' || random.nextInt(3) == 0;
      return new Term(left, operator, right, bounded ? 7 + random.nextInt(14) : 0);
    }

    long value(long[] values) {
      long a = values[left];
      long b = right < 0 ? -right : values[right];
      long value = operator == '+' ? a + b : operator == '-' ? a - b : a * b;
      return modulus == 0 ? value : Math.floorMod(value, (long) modulus);
    }

    String text() {
      String b = right < 0 ? Integer.toString(-right) : NAMES.substring(right, right + 1);
      String plain = NAMES.charAt(left) + " " + operator + " " + b;
      return modulus == 0 ? plain : "(" + plain + ") % " + modulus;
    }
  }

  /** Variables get values, one of two where there is a condition. */
  private record Step(int target, Term term, Term condition, int otherTarget, Term otherwise) {

    static Step draw(int variables, boolean conditional, UniformRandomProvider random) {
      Term condition = conditional ? Term.draw(variables, random) : null;
      return new Step(
          random.nextInt(variables),
          Term.draw(variables, random),
          condition == null
              ? null
              : new Term(condition.left(), '+', condition.right(), 2 + random.nextInt(3)),
          random.nextInt(variables),
          Term.draw(variables, random));
    }

    void run(long[] values) {
      if (condition == null || condition.value(values) == 0) {
        values[target] = term.value(values);
      } else {
        values[otherTarget] = otherwise.value(values);
      }
    }

    void write(StringBuilder out) {
      String set = NAMES.charAt(target) + " = " + term.text() + "\n";
      if (condition == null) {
        out.append("    ").append(set);
        return;
      }
      out.append("    if ").append(condition.text()).append(" == 0:\n        ").append(set);
      out.append("    else:\n        ").append(NAMES.charAt(otherTarget)).append(" = ");
      out.append(otherwise.text()).append('\n');
    }
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int variables = level < 4 ? 2 : 3;
    int rounds = 1 + level;
    StringBuilder program = new StringBuilder();
    steps = 0;
    for (int i = 0; i < variables; i++) {
      values[i] = 1 + random.nextLong(20);
      program.append(NAMES.charAt(i)).append(" = ").append(values[i]).append('\n');
    }
    for (int loop = 0; loop < (level < 7 ? 1 : 2); loop++) {
      int first = random.nextInt(4);
      program.append("for i in range(").append(first).append(", ").append(first + rounds);
      program.append("):\n");
      Step[] body = new Step[level < 4 ? 1 : level < 8 ? 2 : 3];
      for (int i = 0; i < body.length; i++) {
        body[i] = Step.draw(variables, i == 0 && level > 2, random);
        body[i].write(program);
      }
      for (int round = 0; round < rounds; round++) {
        values[COUNTER] = (long) first + round;
        for (Step step : body) {
          step.run(values);
          steps += step.condition() == null ? 1 : 2;
        }
      }
    }
    Term last = new Term(0, random.nextBoolean() ? '+' : '-', 1 + random.nextInt(variables - 1), 0);
    program.append("print(").append(last.text()).append(')');
    String text = program.toString();
    return new Problem(
        Long.toString(last.value(values)),
        JsonNodeFactory.instance.objectNode().put("program", text),
        steps,
        text);
  }
}

package io.seedmill.generators.catalogue.reasoning.automata;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The tape of a small Turing machine that has halted. */
final class TuringMachine extends Kind {

  private static final String SYMBOLS = "01_";
  private static final int BLANK = 2;
  private static final int MARGIN = 64;

  private int last;
  private final byte[] tape = new byte[2 * MARGIN + 16];

  TuringMachine() {
    super(
        "turing-machine",
        "the tape of a small Turing machine that has halted",
        Form.CHARACTERS,
        List.of("tape", "rules"),
        "A Turing machine begins in state A on the first symbol of the tape {tape}; all other cells"
            + " are blank (_). A rule such as 'A 0: 1 R B' means: in state A on a 0, write 1, move"
            + " one cell to the right (L is left) and go to state B.\n"
            + "{rules}\n"
            + "What is on the tape, from the first to the last cell that is not blank, when the"
            + " machine halts?",
        "The head of a Turing machine stands on the first symbol of {tape}, in state A. Beyond the"
            + " tape are blanks, written _. Each rule names the state and the symbol under the"
            + " head, then the symbol to write, the move (L or R) and the next state; HALT ends the"
            + " run.\n"
            + "{rules}\n"
            + "Write down the symbols that are not blank at the end, from left to right.",
        "Run this Turing machine until it reaches HALT. It starts in state A at the left end of"
            + " {tape}, with blanks (_) all around. 'B 1: 0 L C' stands for: in state B reading 1,"
            + " write 0, step left, continue in state C.\n"
            + "{rules}\n"
            + "Which symbols are on the tape then, leaving out blanks?",
        "{rules}\n"
            + "These are the rules of a Turing machine: state and symbol read, then symbol to"
            + " write, direction to move (L or R) and next state. It starts in state A on the"
            + " leftmost symbol of {tape}; every other cell holds the blank _. What does the tape"
            + " say, without blanks, once it halts?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int states = 2 + level / 4;
    int length = 4 + level / 2;
    int least = 4 * level;
    int most = 4 * level + 5;
    int[] rules = new int[3 * states];
    byte[] start = new byte[length];
    while (true) {
      for (int i = 0; i < rules.length; i++) {
        rules[i] = random.nextInt(4 * states);
      }
      for (int i = 0; i < length; i++) {
        start[i] = (byte) random.nextInt(2);
      }
      int steps = run(rules, start, least, most);
      if (steps > most) {
        continue;
      }
      String before = text(start, 0, length);
      int from = 0;
      while (tape[from] == BLANK) {
        from++;
      }
      int to = from;
      while (tape[to] != BLANK) {
        to++;
      }
      String after = text(tape, from, to);
      if (!after.equals(before)) {
        return problem(rules, last, before, after, steps);
      }
    }
  }

  private static Problem problem(int[] rules, int last, String before, String after, int steps) {
    StringBuilder shown = new StringBuilder();
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("tape", before);
    ArrayNode all = given.putArray("rules");
    for (int i = 0; i < rules.length; i++) {
      int rule = rules[i];
      String state = String.valueOf((char) ('A' + i / 3));
      String next = i == last ? "HALT" : String.valueOf((char) ('A' + rule / 4));
      String move = (rule & 2) == 0 ? "L" : "R";
      shown.append(i == 0 ? "" : "\n").append(state).append(' ').append(SYMBOLS.charAt(i % 3));
      shown.append(": ").append(rule & 1).append(' ').append(move).append(' ').append(next);
      all.addArray().add(state).add(SYMBOLS.substring(i % 3, i % 3 + 1));
      ((ArrayNode) all.get(i)).add(Integer.toString(rule & 1)).add(move).add(next);
    }
    return new Problem(after, given, steps, before, shown);
  }

  /**
   * Runs on {@link #tape} until a rule is used for the first time after some steps: that one halts.
   *
   * @return the number of steps, beyond {@code most} if there is no such rule
   */
  private int run(int[] rules, byte[] start, int least, int most) {
    Arrays.fill(tape, (byte) BLANK);
    System.arraycopy(start, 0, tape, MARGIN, start.length);
    long used = 0;
    int state = 0;
    int at = MARGIN;
    for (int steps = 1; steps <= most; steps++) {
      int i = 3 * state + tape[at];
      tape[at] = (byte) (rules[i] & 1);
      if (steps >= least && (used & (1L << i)) == 0) {
        last = i;
        return steps;
      }
      used |= 1L << i;
      at += (rules[i] & 2) == 0 ? -1 : 1;
      state = rules[i] / 4;
    }
    return most + 1;
  }

  private static String text(byte[] cells, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      text.append(SYMBOLS.charAt(cells[i]));
    }
    return text.toString();
  }
}

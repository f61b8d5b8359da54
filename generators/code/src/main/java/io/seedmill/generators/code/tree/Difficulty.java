package io.seedmill.generators.code.tree;

import java.util.List;

/** Measures how hard a program is to follow, by its nesting, changes and work. */
public final class Difficulty {

  private int deepest;
  private int changes;

  private Difficulty() {}

  /**
   * Returns the difficulty of a program from 1 to 10.
   *
   * @param steps the most statements and calls that one of its runs takes
   */
  public static int of(Program program, int steps) {
    Difficulty measured = new Difficulty();
    for (Function function : program.functions()) {
      measured.block(function.body(), 1);
    }
    int work = 32 - Integer.numberOfLeadingZeros(steps);
    int points =
        2 * work + 2 * measured.deepest + 2 * program.functions().size() + measured.changes;
    return Math.max(1, Math.min(10, (points - 11) / 3));
  }

  private void block(List<Stmt> statements, int depth) {
    deepest = Math.max(deepest, depth);
    for (Stmt statement : statements) {
      if (statement instanceof Stmt.Let let) {
        changes += let.changes() ? 1 : 0;
      } else if (statement instanceof Stmt.If condition) {
        block(condition.then(), depth + 1);
        boolean chain =
            condition.otherwise().size() == 1 && condition.otherwise().get(0) instanceof Stmt.If;
        block(condition.otherwise(), chain ? depth : depth + 1);
      } else if (statement instanceof Stmt.While loop) {
        block(loop.body(), depth + 1);
      } else if (statement instanceof Stmt.Count count) {
        block(count.body(), depth + 1);
      } else if (statement instanceof Stmt.CountDown count) {
        block(count.body(), depth + 1);
      } else if (statement instanceof Stmt.Each each) {
        block(each.body(), depth + 1);
      }
    }
  }
}

package io.seedmill.generators.catalogue.logic;

import java.util.List;
import org.sat4j.core.VecInt;
import org.sat4j.minisat.SolverFactory;
import org.sat4j.specs.ContradictionException;
import org.sat4j.specs.ISolver;
import org.sat4j.specs.TimeoutException;

/** The verdict of Sat4j on a formula; its literals are v and -v for the variables v from 1. */
final class Solver {

  private Solver() {}

  /**
   * Returns the first model, as text: each variable in turn is false if it can be, given those
   * before it.
   */
  static String answer(int variables, List<List<Integer>> clauses) {
    ISolver solver = SolverFactory.newDefault();
    solver.newVar(variables);
    try {
      for (List<Integer> clause : clauses) {
        solver.addClause(new VecInt(clause.stream().mapToInt(Integer::intValue).toArray()));
      }
      if (!solver.isSatisfiable()) {
        return "unsatisfiable";
      }
      VecInt decided = new VecInt();
      StringBuilder answer = new StringBuilder("satisfiable:");
      for (int variable = 1; variable <= variables; variable++) {
        decided.push(-variable);
        boolean value = !solver.isSatisfiable(decided);
        if (value) {
          decided.pop().push(variable);
        }
        answer
            .append(variable == 1 ? " " : ", ")
            .append("ABCDEFGHIJKLMNOPQRST", variable - 1, variable);
        answer.append('=').append(value);
      }
      return answer.toString();
    } catch (ContradictionException e) {
      return "unsatisfiable";
    } catch (TimeoutException e) {
      throw new AssertionError("Sat4j gave up on " + clauses, e);
    }
  }

  /** Returns the number of partial assignments that a search in the variables' order refutes. */
  static int deadEnds(int variables, List<List<Integer>> clauses) {
    int[] refuted = new int[1];
    search(new boolean[variables + 1], 1, clauses, refuted);
    return refuted[0];
  }

  private static boolean search(
      boolean[] values, int next, List<List<Integer>> clauses, int[] refuted) {
    for (List<Integer> clause : clauses) {
      if (clause.stream().allMatch(l -> Math.abs(l) < next && values[Math.abs(l)] != l > 0)) {
        refuted[0]++;
        return false;
      }
    }
    if (next == values.length) {
      return true;
    }
    for (boolean value : new boolean[] {false, true}) {
      values[next] = value;
      if (search(values, next + 1, clauses, refuted)) {
        return true;
      }
    }
    return false;
  }
}

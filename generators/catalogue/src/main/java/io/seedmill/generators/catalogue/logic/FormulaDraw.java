package io.seedmill.generators.catalogue.logic;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws formulas without a model, and formulas that would have none with one literal changed. No
 * clause occurs twice.
 */
final class FormulaDraw {

  /*
   * A search for a model runs along: every clause takes random variables and the signs that make it
   * false under the first model left. So every clause takes a model away, and the formula is short
   * for what it excludes. Once no model is left, the formula is unsatisfiable. A satisfiable one
   * differs in one sign: as the last clause is false under every model left before it, with one
   * literal negated it is true under all of them, and they stay models. Both kinds so have the same
   * number and lengths of clauses, and stand where formulas turn from one kind to the other, which
   * is where random ones are hardest. The search's order, and false before true in it, would show
   * in the signs; renaming variables and flipping signs at random hides them.
   *
   * Mitchell, Selman, Levesque: Hard and Easy Distributions of SAT Problems, AAAI 1992.
   */
  private final int variables;
  private final int minLiterals;
  private final int maxLiterals;
  private final UniformRandomProvider random;

  FormulaDraw(int variables, int minLiterals, int maxLiterals, UniformRandomProvider random) {
    this.variables = variables;
    this.minLiterals = minLiterals;
    this.maxLiterals = maxLiterals;
    this.random = random;
  }

  List<Clause> unsatisfiable() {
    List<Clause> clauses = untilNoModelIsLeft();
    disguise(clauses);
    return clauses;
  }

  List<Clause> satisfiable() {
    List<Clause> clauses = untilNoModelIsLeft();
    Clause last = clauses.remove(clauses.size() - 1);
    for (int left = last.variables(); left != 0; left &= left - 1) {
      Clause changed = last.flip(Integer.lowestOneBit(left));
      if (!clauses.contains(changed)) {
        clauses.add(changed);
        break;
      }
    }
    disguise(clauses);
    return clauses;
  }

  private List<Clause> untilNoModelIsLeft() {
    List<Clause> clauses = new ArrayList<>();
    Search search = new Search(variables, clauses);
    while (search.findModel()) {
      int literals = random.nextInt(minLiterals, maxLiterals + 1);
      int chosen = 0;
      while (Integer.bitCount(chosen) < literals) {
        chosen |= 1 << random.nextInt(variables);
      }
      int negative = chosen & search.model();
      clauses.add(new Clause(chosen ^ negative, negative));
    }
    return clauses;
  }

  private void disguise(List<Clause> clauses) {
    int[] names = new int[variables];
    for (int i = 0; i < variables; i++) {
      int other = random.nextInt(i + 1);
      names[i] = names[other];
      names[other] = 1 << i;
    }
    int signs = random.nextInt(1 << variables);
    clauses.replaceAll(clause -> clause.flip(clause.variables() & signs).rename(names));
    for (int i = clauses.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      clauses.set(i, clauses.set(other, clauses.get(i)));
    }
  }
}

package io.seedmill.generators.catalogue.logic;

import java.util.List;

/** A way to write formulas; the variables are named A, B, and so on. */
enum Notation {
  WORDS("words", "not ", " or ", " and ", ""),
  SYMBOLS("symbols", "~", " | ", " & ", " Here ~ is not, | is or, and & is and.");

  final String word;
  private final String not;
  private final String or;
  private final String and;

  /** Explains the symbols, after a blank, where there are any. */
  final String key;

  Notation(String word, String not, String or, String and, String key) {
    this.word = word;
    this.not = not;
    this.or = or;
    this.and = and;
    this.key = key;
  }

  static Notation of(String word) {
    for (Notation notation : values()) {
      if (notation.word.equals(word)) {
        return notation;
      }
    }
    throw new IllegalArgumentException("no notation '" + word + "'");
  }

  void write(StringBuilder out, List<Clause> clauses, int variables) {
    for (int i = 0; i < clauses.size(); i++) {
      Clause clause = clauses.get(i);
      out.append(i == 0 ? "(" : and + "(");
      String between = "";
      for (int variable = 0; variable < variables; variable++) {
        int bit = bit(variable, variables);
        if ((clause.variables() & bit) != 0) {
          out.append(between).append((clause.negative() & bit) != 0 ? not : "");
          out.append(name(variable));
          between = or;
        }
      }
      out.append(')');
    }
  }

  static char name(int variable) {
    return (char) ('A' + variable);
  }

  static int bit(int variable, int variables) {
    return 1 << (variables - 1 - variable);
  }
}

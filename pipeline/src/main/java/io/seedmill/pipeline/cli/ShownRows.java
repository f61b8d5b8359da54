package io.seedmill.pipeline.cli;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Consumer;

/** The rows of a list that a person reads: the first ones, and how many more there are. */
final class ShownRows {

  /** The most rows of a list; JSON has all. */
  static final int MOST = 40;

  private ShownRows() {}

  /** Prints the first rows, each by itself, and says how many are left out. */
  static <T> void print(PrintWriter out, Collection<T> all, Consumer<T> row) {
    all.stream().limit(MOST).forEach(row);
    if (all.size() > MOST) {
      out.printf(Locale.ROOT, "… and %,d more; --json lists all%n", all.size() - MOST);
    }
  }
}

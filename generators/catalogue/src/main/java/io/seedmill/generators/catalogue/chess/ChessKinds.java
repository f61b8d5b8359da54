package io.seedmill.generators.catalogue.chess;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of questions about chess. */
public final class ChessKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL = List.of(ChessMoves::new, ChessAttackers::new);

  private ChessKinds() {}

  /** Returns the squares of a set in the order of their names. */
  static String names(long squares, Colour mover) {
    StringBuilder names = new StringBuilder();
    for (int file = 0; file < 8; file++) {
      for (int rank = 0; rank < 8; rank++) {
        int square = mover.turn(8 * rank + file);
        if ((squares >>> square & 1) == 1) {
          names.append(names.length() == 0 ? "" : ", ").append(mover.name(square));
        }
      }
    }
    return names.toString();
  }
}

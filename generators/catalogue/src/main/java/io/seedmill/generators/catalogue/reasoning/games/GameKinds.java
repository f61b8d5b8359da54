package io.seedmill.generators.catalogue.reasoning.games;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class GameKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(SlidingPuzzle::new, CubeMoves::new, TicTacToe::new, ConnectFour::new);

  private GameKinds() {}
}

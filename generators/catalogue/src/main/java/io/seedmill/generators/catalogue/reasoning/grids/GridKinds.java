package io.seedmill.generators.catalogue.reasoning.grids;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class GridKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(
          NQueens::new,
          Nonogram::new,
          Futoshiki::new,
          Kakuro::new,
          GridTransform::new,
          Minesweeper::new);

  private GridKinds() {}
}

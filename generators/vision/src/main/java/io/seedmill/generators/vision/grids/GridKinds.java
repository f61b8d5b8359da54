package io.seedmill.generators.vision.grids;

import io.seedmill.generators.vision.kind.VisionKind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class GridKinds {

  /** All of them. */
  public static final List<Supplier<VisionKind>> ALL = List.of(SymmetryCompletion::new);

  private GridKinds() {}
}

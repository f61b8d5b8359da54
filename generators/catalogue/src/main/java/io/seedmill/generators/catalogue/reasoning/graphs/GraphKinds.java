package io.seedmill.generators.catalogue.reasoning.graphs;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class GraphKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(GraphColouring::new, HamiltonianPath::new, MaxFlow::new);

  private GraphKinds() {}
}

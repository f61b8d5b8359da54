package io.seedmill.generators.catalogue.reasoning.chance;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class ChanceKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(DiceProbability::new, LetterArrangements::new, CardProbability::new);

  private ChanceKinds() {}
}

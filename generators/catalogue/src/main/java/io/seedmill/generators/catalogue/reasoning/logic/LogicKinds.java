package io.seedmill.generators.catalogue.reasoning.logic;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class LogicKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(
          KnightsAndKnaves::new,
          SetCounting::new,
          Entailment::new,
          ZebraPuzzle::new,
          Syllogism::new,
          FirstOrderLogic::new,
          FamilyRelations::new);

  private LogicKinds() {}
}

package io.seedmill.generators.catalogue.reasoning.everyday;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class EverydayKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(UnitConversion::new, ChangeInCoins::new, FamilyBudget::new);

  private EverydayKinds() {}
}

package io.seedmill.generators.catalogue.reasoning.search;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class SearchKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(TopologicalOrder::new, Knapsack::new, MeetingSchedule::new);

  private SearchKinds() {}
}

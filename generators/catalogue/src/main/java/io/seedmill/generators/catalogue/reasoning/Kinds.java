package io.seedmill.generators.catalogue.reasoning;

import io.seedmill.generators.catalogue.chess.ChessKinds;
import io.seedmill.generators.catalogue.reasoning.automata.AutomataKinds;
import io.seedmill.generators.catalogue.reasoning.chance.ChanceKinds;
import io.seedmill.generators.catalogue.reasoning.everyday.EverydayKinds;
import io.seedmill.generators.catalogue.reasoning.games.GameKinds;
import io.seedmill.generators.catalogue.reasoning.graphs.GraphKinds;
import io.seedmill.generators.catalogue.reasoning.grids.GridKinds;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.logic.LogicKinds;
import io.seedmill.generators.catalogue.reasoning.numbers.NumberKinds;
import io.seedmill.generators.catalogue.reasoning.search.SearchKinds;
import io.seedmill.generators.catalogue.reasoning.tables.TableKinds;
import io.seedmill.generators.catalogue.reasoning.texts.TextKinds;
import io.seedmill.generators.catalogue.reasoning.time.TimeKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All kinds. */
public final class Kinds {

  private static final List<Supplier<Kind>> ALL =
      Stream.of(
              NumberKinds.ALL,
              LogicKinds.ALL,
              TimeKinds.ALL,
              TextKinds.ALL,
              AutomataKinds.ALL,
              ChanceKinds.ALL,
              SearchKinds.ALL,
              TableKinds.ALL,
              GraphKinds.ALL,
              GridKinds.ALL,
              GameKinds.ALL,
              EverydayKinds.ALL,
              ChessKinds.ALL)
          .flatMap(List::stream)
          .toList();

  /** Their names, in the order in which a mixture of all takes them. */
  public static final List<String> IDS = List.copyOf(create().keySet());

  private Kinds() {}

  /** Returns a new instance of each by its name, for one thread. */
  public static Map<String, Kind> create() {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    for (Supplier<Kind> each : ALL) {
      Kind kind = each.get();
      if (kinds.put(kind.id(), kind) != null) {
        throw new IllegalStateException("two kinds called " + kind.id());
      }
    }
    return kinds;
  }
}

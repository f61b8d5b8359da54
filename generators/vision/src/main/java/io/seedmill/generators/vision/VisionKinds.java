package io.seedmill.generators.vision;

import io.seedmill.generators.vision.dials.DialKinds;
import io.seedmill.generators.vision.grids.GridKinds;
import io.seedmill.generators.vision.kind.VisionKind;
import io.seedmill.generators.vision.physics.PhysicsKinds;
import io.seedmill.generators.vision.puzzles.PuzzleKinds;
import io.seedmill.generators.vision.routes.RouteKinds;
import io.seedmill.generators.vision.shapes.ShapeKinds;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All kinds. */
public final class VisionKinds {

  private static final List<Supplier<VisionKind>> ALL =
      Stream.of(
              RouteKinds.ALL,
              GridKinds.ALL,
              DialKinds.ALL,
              PuzzleKinds.ALL,
              ShapeKinds.ALL,
              PhysicsKinds.ALL)
          .flatMap(List::stream)
          .toList();

  /** Their names, in the order in which a mixture of all takes them. */
  public static final List<String> IDS = List.copyOf(create().keySet());

  private VisionKinds() {}

  /** Returns a new instance of each by its name, for one thread. */
  public static Map<String, VisionKind> create() {
    Map<String, VisionKind> kinds = new LinkedHashMap<>();
    for (Supplier<VisionKind> each : ALL) {
      VisionKind kind = each.get();
      if (kinds.put(kind.id(), kind) != null) {
        throw new IllegalStateException("two kinds called " + kind.id());
      }
    }
    return kinds;
  }
}

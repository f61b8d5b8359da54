package io.seedmill.generators.vision.shapes;

import io.seedmill.generators.vision.kind.VisionKind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class ShapeKinds {

  /** All of them. */
  public static final List<Supplier<VisionKind>> ALL =
      List.of(
          Rotation::new,
          Scaling::new,
          Reflection::new,
          DotToDot::new,
          ShapeSorting::new,
          MarkMidpoint::new,
          MarkLargestAngle::new,
          MarkTangent::new);

  private ShapeKinds() {}
}

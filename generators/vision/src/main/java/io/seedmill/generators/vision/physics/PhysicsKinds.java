package io.seedmill.generators.vision.physics;

import io.seedmill.generators.vision.kind.VisionKind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class PhysicsKinds {

  /** All of them. */
  public static final List<Supplier<VisionKind>> ALL =
      List.of(
          ColourMixing::new,
          CommunicatingVessels::new,
          BallBounce::new,
          RayReflection::new,
          RayRefraction::new,
          ObjectPermanence::new);

  private PhysicsKinds() {}
}

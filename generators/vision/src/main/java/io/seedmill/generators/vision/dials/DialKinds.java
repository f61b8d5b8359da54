package io.seedmill.generators.vision.dials;

import io.seedmill.generators.vision.kind.VisionKind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class DialKinds {

  /** All of them. */
  public static final List<Supplier<VisionKind>> ALL =
      List.of(ClockReading::new, MirrorClock::new, TrafficLights::new);

  private DialKinds() {}
}

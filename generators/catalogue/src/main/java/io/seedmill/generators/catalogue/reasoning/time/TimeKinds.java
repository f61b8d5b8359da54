package io.seedmill.generators.catalogue.reasoning.time;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.util.List;
import java.util.function.Supplier;

/** The kinds of this package. */
public final class TimeKinds {

  /** All of them. */
  public static final List<Supplier<Kind>> ALL =
      List.of(WeekdayOfDate::new, DaysBetween::new, ArrivalTime::new, Timetable::new);

  private TimeKinds() {}
}

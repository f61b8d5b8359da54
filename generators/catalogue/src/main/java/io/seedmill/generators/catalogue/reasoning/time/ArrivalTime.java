package io.seedmill.generators.catalogue.reasoning.time;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The local time of an arrival, after flights and stops, in another time zone. */
final class ArrivalTime extends Kind {

  private static final int DAY = 24 * 60;
  private static final List<String> TRIPS = List.of("flight", "flight", "train ride", "ferry trip");

  ArrivalTime() {
    super(
        "arrival-time",
        "the local time after several trips and time zones",
        Form.TIME,
        List.of("start", "legs"),
        "A traveller sets out at {start} local time. {legs} What is the local time at the end?",
        "It is {start} where a journey begins. {legs} What do the clocks at the end of the journey"
            + " show?",
        "{legs} The journey begins at {start}, local time. At what local time does it end?",
        "Somebody leaves home when the clock there shows {start}. {legs} Which time is it then where"
            + " the journey ends?");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int legs = 1 + (level + 1) / 2;
    int start = random.nextInt(DAY);
    int step = level < 3 ? 15 : level < 6 ? 5 : 1;
    start -= start % step;
    int now = start;
    StringBuilder shown = new StringBuilder();
    ArrayNode changes = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < legs; i++) {
      int minutes = step * (1 + random.nextInt((60 + 90 * level) / step));
      String trip = TRIPS.get(random.nextInt(TRIPS.size()));
      int furthest = level == 1 ? 0 : trip.equals("flight") ? 11 : 2;
      int zone = random.nextInt(2 * furthest + 1) - furthest;
      shown.append(i == 0 ? "A " : i == legs - 1 ? " Finally a " : " Then a ").append(trip);
      shown.append(" takes ").append(duration(minutes)).append(", to a place whose clocks show ");
      shown.append(
          zone == 0
              ? "the same time as before."
              : hours(Math.abs(zone)) + (zone > 0 ? " more than before." : " less than before."));
      now = Math.floorMod(now + minutes + 60 * zone, DAY);
      changes.addObject().put("minutes", minutes).put("hoursAhead", zone);
      if (i < legs - 1) {
        int stop = step * (1 + random.nextInt(120 / step));
        shown.append(" There is a stop of ").append(duration(stop)).append('.');
        now = Math.floorMod(now + stop, DAY);
        changes.addObject().put("minutes", stop).put("hoursAhead", 0);
      }
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("start", Dates.clock(start));
    given.set("changes", changes);
    return new Problem(
        Dates.clock(now), given, 3L * changes.size() + level, Dates.clock(start), shown);
  }

  private static String duration(int minutes) {
    int hours = minutes / 60;
    int rest = minutes % 60;
    String last = rest == 1 ? "1 minute" : rest + " minutes";
    return hours == 0 ? last : rest == 0 ? hours(hours) : hours(hours) + " and " + last;
  }

  private static String hours(int hours) {
    return hours == 1 ? "1 hour" : hours + " hours";
  }
}

package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Works out answers about dates and times in another way. */
final class TimeCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.ofEntries(
          Map.entry("weekday", TimeCheckers::weekday),
          Map.entry("days-between", TimeCheckers::days),
          Map.entry("arrival-time", TimeCheckers::arrival),
          Map.entry("timetable", TimeCheckers::journey));

  private TimeCheckers() {}

  /** Zeller's congruence. */
  private static String weekday(JsonNode given) {
    String[] date = given.get("date").textValue().split("-", -1);
    int year = Integer.parseInt(date[0]);
    int month = Integer.parseInt(date[1]);
    int day = Integer.parseInt(date[2]);
    if (month < 3) {
      month += 12;
      year--;
    }
    int h =
        (day + 13 * (month + 1) / 5 + year % 100 + year % 100 / 4 + year / 400 + 5 * (year / 100))
            % 7;
    return List.of("Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
        .get(h);
  }

  private static String days(JsonNode given) {
    return Long.toString(
        ChronoUnit.DAYS.between(
            LocalDate.parse(given.get("from").textValue()),
            LocalDate.parse(given.get("to").textValue())));
  }

  private static String arrival(JsonNode given) {
    LocalDateTime now =
        LocalDate.of(2020, 5, 5).atTime(LocalTime.parse(given.get("start").textValue()));
    for (JsonNode change : given.get("changes")) {
      now =
          now.plusMinutes(change.get("minutes").longValue())
              .plusHours(change.get("hoursAhead").longValue());
    }
    return now.toLocalTime().toString();
  }

  private static String journey(JsonNode given) {
    int to = given.get("to").intValue();
    if (given.has("start")) {
      return time(arrivals(given, given.get("start").intValue()).get(to));
    }
    int deadline = given.get("deadline").intValue();
    int start = deadline;
    while (arrivals(given, start).getOrDefault(to, Integer.MAX_VALUE) > deadline) {
      start--;
    }
    return time(start);
  }

  private static String time(int minutes) {
    return LocalTime.of(minutes / 60, minutes % 60).toString();
  }

  /** Goes through all stops of all trains by their time. */
  private static Map<Integer, Integer> arrivals(JsonNode given, int start) {
    List<int[]> stops = new ArrayList<>();
    for (int train = 0; train < given.get("trains").size(); train++) {
      for (JsonNode stop : given.get("trains").get(train)) {
        stops.add(new int[] {stop.get(1).intValue(), stop.get(0).intValue(), train});
      }
    }
    stops.sort(Comparator.comparingInt(stop -> stop[0]));
    Map<Integer, Integer> arrivals = new HashMap<>();
    Set<Integer> aboard = new HashSet<>();
    for (int[] stop : stops) {
      if (aboard.contains(stop[2])) {
        arrivals.putIfAbsent(stop[1], stop[0]);
      }
      boolean isReady = stop[1] == given.get("from").intValue() && stop[0] >= start;
      Integer arrived = arrivals.get(stop[1]);
      if (isReady || (arrived != null && arrived + given.get("change").intValue() <= stop[0])) {
        aboard.add(stop[2]);
      }
    }
    return arrivals;
  }
}

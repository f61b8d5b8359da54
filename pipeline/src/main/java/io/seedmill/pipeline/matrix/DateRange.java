package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Dates from {@code from} to {@code to}, which is one of them where the steps meet it. Every date
 * is counted from the first, so that months that start on a 31st end on their last day and do not
 * drift.
 *
 * @param count how many units lie between two dates, at least 1
 */
public record DateRange(LocalDate from, LocalDate to, int count, ChronoUnit unit) {

  /** Returns the number of dates; 0 if {@code to} comes first. */
  public long size() {
    if (to.isBefore(from)) {
      return 0;
    }
    long steps = unit.between(from, to) / count;
    // a month too short for the day is over before 'between' counts it
    return steps + (date(steps + 1).isAfter(to) ? 1 : 2);
  }

  /** The dates in the form 2026-11-24. */
  public List<JsonNode> values() {
    List<JsonNode> values = new ArrayList<>();
    long size = size();
    for (long step = 0; step < size; step++) {
      values.add(TextNode.valueOf(date(step).toString()));
    }
    return values;
  }

  private LocalDate date(long step) {
    return from.plus(step * count, unit);
  }
}

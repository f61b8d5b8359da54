package io.seedmill.generators.catalogue.market;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The days on which a market trades, numbered from 0: Mondays to Fridays, without holidays.
 *
 * <p>They begin {@link #HISTORY} months before the first records and end with the month after the
 * last ones, which their labels are about.
 */
final class TradingDays {

  /** The months before the first records: more than the longest look-back needs. */
  static final int HISTORY = 24;

  private final YearMonth first;
  private final List<LocalDate> dates = new ArrayList<>();
  private final int[] monthOf;
  private final int[] lastOfMonth;

  TradingDays(YearMonth start, int months) {
    this.first = start.minusMonths(HISTORY);
    this.lastOfMonth = new int[HISTORY + months + 1];
    LocalDate end = first.plusMonths(lastOfMonth.length - 1).atEndOfMonth();
    for (LocalDate day = first.atDay(1); !day.isAfter(end); day = day.plusDays(1)) {
      if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
        dates.add(day);
      }
    }
    this.monthOf = dates.stream().mapToInt(day -> monthOf(YearMonth.from(day))).toArray();
    for (int day = 0; day < monthOf.length; day++) {
      lastOfMonth[monthOf[day]] = day;
    }
  }

  private int monthOf(YearMonth month) {
    return (int) first.until(month, ChronoUnit.MONTHS);
  }

  int count() {
    return monthOf.length;
  }

  LocalDate date(int day) {
    return dates.get(day);
  }

  /** Returns the number of months, history included. */
  int months() {
    return lastOfMonth.length;
  }

  /** Returns the month of a day, from 0 at the beginning of the history. */
  int month(int day) {
    return monthOf[day];
  }

  /** Returns the last trading day of a month. */
  int lastOf(int month) {
    return lastOfMonth[month];
  }

  /** Returns the months that end a quarter of the calendar. */
  List<Integer> quarterEnds() {
    List<Integer> ends = new ArrayList<>();
    for (int month = 0; month < months(); month++) {
      if (calendarMonth(month).getMonthValue() % 3 == 0) {
        ends.add(month);
      }
    }
    return ends;
  }

  YearMonth calendarMonth(int month) {
    return first.plusMonths(month);
  }

  /** Returns the first trading day that is not before a date; {@link #count} if it is later. */
  int onOrAfter(LocalDate date) {
    int from = 0;
    int to = count();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (dates.get(middle).isBefore(date)) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  /** Returns the last trading day that is not after a date. */
  int onOrBefore(LocalDate date) {
    return onOrAfter(date.plusDays(1)) - 1;
  }
}

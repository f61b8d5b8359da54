package io.seedmill.generators.catalogue.reasoning.time;

import java.time.LocalDate;
import java.util.List;

/** Writes dates and times as in sentences. */
final class Dates {

  private static final List<String> MONTHS =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");

  private Dates() {}

  /** Returns a date such as '9 March 2024'. */
  static String inWords(LocalDate date) {
    return date.getDayOfMonth() + " " + MONTHS.get(date.getMonthValue() - 1) + " " + date.getYear();
  }

  /** Returns a time of day such as 07:45. */
  static String clock(int minutes) {
    return two(minutes / 60) + ":" + two(minutes % 60);
  }

  private static String two(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }
}

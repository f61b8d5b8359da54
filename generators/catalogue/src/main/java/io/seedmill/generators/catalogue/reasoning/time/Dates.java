package io.seedmill.generators.catalogue.reasoning.time;

import java.time.LocalDate;
import java.util.List;

/** Writes dates as in sentences. */
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
}

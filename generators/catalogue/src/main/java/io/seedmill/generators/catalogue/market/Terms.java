package io.seedmill.generators.catalogue.market;

import io.seedmill.generators.input.Parameters;
import java.time.YearMonth;

/**
 * The size of a market, and what moves it.
 *
 * @param instruments the number of instruments
 * @param months the number of month ends with records
 * @param start the month of the first records
 * @param signal the strength of what the smart money knows, from 0 to 1
 */
record Terms(int instruments, int months, YearMonth start, double signal) {

  static Terms of(Parameters parameters) {
    return new Terms(
        parameters.intValue("instruments"),
        parameters.intValue("months"),
        YearMonth.parse(parameters.text("start")),
        parameters.real("signal"));
  }

  /** Returns the number of samples that a market has. */
  long samples() {
    return (long) instruments * months;
  }
}

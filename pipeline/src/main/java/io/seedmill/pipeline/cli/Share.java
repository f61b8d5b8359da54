package io.seedmill.pipeline.cli;

import java.util.regex.Pattern;

/** A share of records, which is the same records each time. */
record Share(double value) {

  private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d+)?%");
  private static final int DIGITS = 8;

  static Share parse(String option, String text) throws BadInputException {
    double value =
        PERCENT.matcher(text).matches()
            ? Double.parseDouble(text.substring(0, text.length() - 1)) / 100
            : -1;
    if (value < 0 || value > 1) {
      throw new BadInputException(
          "%s: found '%s'; allowed: a share from 0%% to 100%%, such as 10%%"
              .formatted(option, text));
    }
    return new Share(value);
  }

  /** Returns true if a record belongs to it. Its last digits decide; the first ones order. */
  boolean holds(String id) {
    long last = Long.parseLong(id.substring(id.length() - DIGITS), 16);
    return last < value * (1L << (4 * DIGITS));
  }
}

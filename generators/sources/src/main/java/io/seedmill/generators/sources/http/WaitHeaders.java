package io.seedmill.generators.sources.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * The headers in which a host says when it may be asked again: {@code Retry-After}, or the end of
 * its rate limit's window, which have many names. A number is a time in seconds, or, if it is large
 * enough, seconds or milliseconds since 1970; a name that ends in {@code ms} has milliseconds.
 *
 * @param now the time at which they came
 */
record WaitHeaders(Headers headers, Instant now) {

  private static final List<String> WAITS =
      List.of("Retry-After-Ms", "X-Ms-Retry-After-Ms", "Retry-After", "X-Retry-After");
  private static final List<String> RESETS =
      List.of(
          "RateLimit-Reset",
          "X-RateLimit-Reset-After",
          "X-RateLimit-Reset",
          "X-Rate-Limit-Reset",
          "X-RateLimit-Reset-Requests",
          "X-RateLimit-Reset-Tokens");
  private static final List<String> REMAINING =
      List.of("RateLimit-Remaining", "X-RateLimit-Remaining", "X-Rate-Limit-Remaining");

  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}([.,]\\d*)?");
  private static final Pattern UNITS =
      Pattern.compile(
          "(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9}(?:\\.\\d*)?)s)?"
              + "(?:(\\d{1,9}(?:\\.\\d*)?)ms)?");

  /** In such fields of the structured header {@code RateLimit}: what remains, seconds to wait. */
  private static final Pattern FIELDS = Pattern.compile("\\b([rt])=(\\d{1,9})\\b");

  private static final long LEAST_MILLIS_SINCE_1970 = 100_000_000_000L;
  private static final long LEAST_SECONDS_SINCE_1970 = 1_000_000_000L;

  /** Returns the time to wait after an answer with a status; empty if no header tells. */
  Optional<Duration> time(int status) {
    Optional<Duration> told =
        WAITS.stream()
            .filter(name -> headers.get(name) != null)
            .map(name -> headers.get(name).strip() + (name.endsWith("Ms") ? "ms" : ""))
            .flatMap(value -> time(value).stream())
            .findFirst();
    boolean isOver = status == 429 || ((status == 403 || status == 503) && isUsedUp());
    return told.isPresent() || !isOver ? told : reset();
  }

  /** Other reasons for these statuses say nothing of a limit, or that some of it is left. */
  private boolean isUsedUp() {
    return REMAINING.stream().map(headers::get).anyMatch(left -> left != null && isZero(left))
        || "0".equals(field("r"));
  }

  private static boolean isZero(String number) {
    return number.strip().matches("0+(\\.0*)?");
  }

  private Optional<Duration> reset() {
    String seconds = field("t");
    return RESETS.stream()
        .map(headers::get)
        .filter(value -> value != null)
        .findFirst()
        .or(() -> Optional.ofNullable(seconds))
        .flatMap(this::time);
  }

  private String field(String name) {
    Matcher fields = FIELDS.matcher(String.join(",", headers.values("RateLimit")));
    while (fields.find()) {
      if (fields.group(1).equals(name)) {
        return fields.group(2);
      }
    }
    return null;
  }

  /** Returns the time that a value means; empty if it means none. */
  private Optional<Duration> time(String value) {
    String text = value.strip();
    if (NUMBER.matcher(text).matches()) {
      BigDecimal number = new BigDecimal(text.replace(',', '.').replaceFirst("[.]$", ""));
      long millis = millis(number.movePointRight(3));
      if (number.longValue() >= LEAST_MILLIS_SINCE_1970) {
        return until(Instant.ofEpochMilli(number.longValue()));
      }
      return number.longValue() >= LEAST_SECONDS_SINCE_1970
          ? until(Instant.ofEpochMilli(millis))
          : Optional.of(Duration.ofMillis(Math.max(0, millis)));
    }
    Matcher units = UNITS.matcher(text);
    if (!text.isEmpty() && units.matches()) {
      return Optional.of(
          Duration.ofHours(number(units.group(1)).longValue())
              .plusMinutes(number(units.group(2)).longValue())
              .plusMillis(millis(number(units.group(3)).movePointRight(3)))
              .plusMillis(millis(number(units.group(4)))));
    }
    Instant date = new Headers.Builder().addUnsafeNonAscii("Date", text).build().getInstant("Date");
    if (date != null) {
      return until(date);
    }
    try {
      return until(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static BigDecimal number(String digits) {
    return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
  }

  private static long millis(BigDecimal number) {
    return number.setScale(0, RoundingMode.CEILING).longValue();
  }

  /**
   * Returns the time until a date by the clock of the host, which {@code Date} tells. A host whose
   * clock ends the window within a second may refuse at the very moment.
   */
  private Optional<Duration> until(Instant date) {
    Instant there = headers.getInstant("Date");
    Duration until = Duration.between(there == null ? now : there, date);
    return Optional.of(until.isNegative() ? Duration.ZERO : until.plusSeconds(1));
  }
}

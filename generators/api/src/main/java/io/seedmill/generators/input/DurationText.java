package io.seedmill.generators.input;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people write them: a whole number and a unit. */
public final class DurationText {

  /** The texts that are read, in words. */
  public static final String ALLOWED = "a time such as 500ms, 30s, 5m or 2h, up to 1000h";

  static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");
  private static final Duration LONGEST = Duration.ofHours(1000);

  private DurationText() {}

  /** Reads a length of time; empty where the text is none. */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    return Optional.of(duration).filter(read -> read.compareTo(LONGEST) <= 0);
  }

  /** Writes a length of time in the largest unit that it is a multiple of. */
  public static String write(Duration duration) {
    long millis = duration.toMillis();
    if (millis % 1000 != 0 || millis == 0) {
      return millis + "ms";
    }
    long seconds = millis / 1000;
    if (seconds % 60 != 0) {
      return seconds + "s";
    }
    return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
  }
}

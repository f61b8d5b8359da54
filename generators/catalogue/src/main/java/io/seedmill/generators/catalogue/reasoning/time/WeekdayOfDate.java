package io.seedmill.generators.catalogue.reasoning.time;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The day of the week of a date, from that of another or from none. */
final class WeekdayOfDate extends Kind {

  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  private static final long SPAN_YEARS = 300;

  WeekdayOfDate() {
    super(
        "weekday",
        "the day of the week of a date",
        Form.WEEKDAY,
        List.of("known", "date"),
        "{known}What day of the week is {date}?",
        "{known}On which day of the week does {date} fall?",
        "{known}Which weekday is {date} (in the Gregorian calendar)?",
        "{known}Work out the day of the week of {date}.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    LocalDate date = LocalDate.of(1850, 1, 1).plusDays(random.nextLong(SPAN_YEARS * 365));
    long apart = 1 + random.nextLong(Math.round(StrictMath.pow(3.2, level + 1)));
    LocalDate known = random.nextBoolean() ? date.minusDays(apart) : date.plusDays(apart);
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("date", date.toString());
    boolean isTold = level < Kind.LEVELS;
    return new Problem(
        name(date),
        given,
        isTold ? 1 + (long) (2 * StrictMath.log((double) apart)) : 30,
        isTold ? Dates.inWords(known) + " is a " + name(known) + ". " : "",
        Dates.inWords(date));
  }

  private static String name(LocalDate date) {
    return DAYS.get(date.getDayOfWeek().getValue() - 1);
  }
}

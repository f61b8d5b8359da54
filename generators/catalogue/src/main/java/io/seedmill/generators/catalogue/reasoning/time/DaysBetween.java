package io.seedmill.generators.catalogue.reasoning.time;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.time.LocalDate;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** The number of days between two dates. */
final class DaysBetween extends Kind {

  DaysBetween() {
    super(
        "days-between",
        "the number of days between two dates",
        Form.INTEGER,
        List.of("from", "to"),
        "How many days are there from {from} to {to}, not counting the first day?",
        "How many days after {from} is {to}?",
        "A contract begins on {from} and ends on {to}. How many days later is its end than its"
            + " beginning?",
        "Count the days from {from} until {to}; the day after {from} is day 1.");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    LocalDate from = LocalDate.of(1890, 1, 1).plusDays(random.nextLong(70_000));
    long days = 10L * level + random.nextLong(Math.round(15 * StrictMath.pow(2.1, level)));
    LocalDate to = from.plusDays(days);
    ObjectNode given =
        JsonNodeFactory.instance.objectNode().put("from", from.toString()).put("to", to.toString());
    return new Problem(
        Long.toString(days), given, 2 + days / 31, Dates.inWords(from), Dates.inWords(to));
  }
}

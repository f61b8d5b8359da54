package io.seedmill.generators.catalogue.market;

import io.seedmill.generators.Sample;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.words.Phrasings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The statement of a record about the next month, with the prompts that ask for it. */
enum Label {
  /** 1 if the return is above the median, else 0. */
  ABOVE_MEDIAN(
      "above-median",
      """
      Known of {item} (sector: {sector}) at the close of {date}:
      {table}
      Will its return over the next month be above the median of the {count} instruments of its market? Answer yes or no.""",
      """
      {table}
      These are the figures of {item}, sector {sector}, as published by {date}. In the coming month, will it do better than the median of its market, which has {count} instruments? Write only 'yes' or 'no'.""",
      """
      Take the point of view of {date}. For {item} ({sector}) you have:
      {table}
      Does {item} belong to the upper half of its {count} peers by next month's return? Reply with yes or no.""",
      """
      Date: {date}
      Instrument: {item}
      Sector: {sector}
      {table}
      Question: does {item} beat the median return of {count} instruments next month? Answer with one word, yes or no.""",
      """
      A market has {count} instruments. One of them is {item} of the sector {sector}, and on {date} this is known of it:
      {table}
      Decide if its return of the following month exceeds the median of all of them. Answer yes or no.""") {
    @Override
    String answer(double excess) {
      return excess > 0 ? "yes" : "no";
    }

    @Override
    void write(Sample sample, double excess) {
      sample.integer("label", excess > 0 ? 1 : 0);
    }

    @Override
    double score(String expected, String reply) {
      return Form.YES_NO.score(expected, reply);
    }
  },

  /** The logarithmic return less the median of all, to four decimals. */
  EXCESS_RETURN(
      "excess-return",
      """
      Known of {item} (sector: {sector}) at the close of {date}:
      {table}
      By how many percent will its log return over the next month exceed the median of the {count} instruments of its market? Answer with a number of two decimals.""",
      """
      {table}
      These are the figures of {item}, sector {sector}, as published by {date}. Its market has {count} instruments. Forecast its log return of the coming month less their median. Write only the number of percent with two decimals.""",
      """
      Take the point of view of {date}. For {item} ({sector}) you have:
      {table}
      What is its log return of the next month in excess of the median of {count} peers, in percent? Reply with a number such as -1.25.""",
      """
      Date: {date}
      Instrument: {item}
      Sector: {sector}
      {table}
      Question: by how much does {item} beat the median log return of {count} instruments next month? Answer in percent, with two decimals and no words.""") {
    @Override
    String answer(double excess) {
      return BigDecimal.valueOf(scaled(excess), 2).toString();
    }

    @Override
    void write(Sample sample, double excess) {
      sample.real("label", scaled(excess) / 10_000.0);
    }

    /** The smaller size divided by the larger one, where the signs agree. */
    @Override
    double score(String expected, String reply) {
      String inPercent = reply.replace("\\%", "").replace("%", ""); // the unit that is asked for
      Optional<Double> read = Form.FRACTION.read(inPercent).map(Label::quotient);
      double right = Double.parseDouble(expected);
      if (read.isEmpty() || read.get() == right) {
        return read.isEmpty() ? 0 : 1;
      }
      double given = read.get();
      boolean agree = given * right > 0;
      double sizes = Math.min(Math.abs(given), Math.abs(right));
      return agree ? sizes / Math.max(Math.abs(given), Math.abs(right)) : 0;
    }

    private long scaled(double excess) {
      return (long) StrictMath.rint(excess * 10_000);
    }
  };

  static final List<String> WORDS = Arrays.stream(values()).map(Label::word).toList();

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // nothing changes it
  private final Phrasings phrasings;

  Label(String word, String... phrasings) {
    this.word = word;
    this.phrasings = Phrasings.of(List.of("item", "sector", "date", "count", "table"), phrasings);
  }

  static Label of(String word) {
    return values()[WORDS.indexOf(word)];
  }

  String word() {
    return word;
  }

  Phrasings phrasings() {
    return phrasings;
  }

  abstract String answer(double excess);

  /** Writes the field {@code label}. */
  abstract void write(Sample sample, double excess);

  /** Returns from 0 to 1 how right a reply is. */
  abstract double score(String expected, String reply);

  private static double quotient(String fraction) {
    int bar = fraction.indexOf('/');
    return Double.parseDouble(fraction.substring(0, bar))
        / Double.parseDouble(fraction.substring(bar + 1));
  }
}

package io.seedmill.pipeline.benchmark;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/**
 * Runs programs in turn, so that what slows the machine down for a while slows down all of them,
 * and prints each round, then the medians. Ratios are those of the same round to the first program.
 */
public final class Comparison {

  private static final int WIDTH = 18;

  private final List<Contender> contenders;
  private final Path logs;
  private final PrintWriter out;

  /** By round, in the order of the contenders. */
  private final List<List<Measurement>> measured = new ArrayList<>();

  /**
   * @param contenders at least one
   * @param logs a folder for what the programs print
   */
  public Comparison(List<Contender> contenders, Path logs, PrintWriter out) {
    this.contenders = List.copyOf(contenders);
    this.logs = logs;
    this.out = out;
  }

  /** Measures, after a round that does not count. */
  public void run(int rounds) throws IOException, InterruptedException {
    row("round", i -> contenders.get(i).title(), this::ratioTitle);
    for (int round = 0; round <= rounds; round++) {
      List<Measurement> measurements = round();
      print(round == 0 ? "warm-up" : Integer.toString(round), measurements);
      if (round > 0) {
        measured.add(measurements);
      }
    }
    row("median", i -> seconds(medianSeconds(i)), i -> ratio(i).shortWords());
    row("lowest", i -> "", i -> number(ratio(i).low()));
    row("highest", i -> "", i -> number(ratio(i).high()));
    row("memory", i -> String.format(Locale.ROOT, "%.0f MB", peakBytes(i) / 1e6), i -> "");
  }

  /** The median time of a contender. */
  public double medianSeconds(int contender) {
    return spread(seconds -> seconds[contender]).median();
  }

  private Spread ratio(int contender) {
    return spread(seconds -> seconds[contender] / seconds[0]);
  }

  /**
   * The spread of a figure over the rounds.
   *
   * @param figure of the seconds of one round, in the order of the contenders
   */
  public Spread spread(ToDoubleFunction<double[]> figure) {
    return Spread.of(
        measured.stream()
            .map(round -> round.stream().mapToDouble(Measurement::seconds).toArray())
            .mapToDouble(figure)
            .toArray());
  }

  /**
   * Returns a quotient of two differences of times; NaN where one is not above 0, since two that
   * are below it would look like a figure.
   */
  public static double quotient(double dividend, double divisor) {
    return dividend > 0 && divisor > 0 ? dividend / divisor : Double.NaN;
  }

  private long peakBytes(int contender) {
    return measured.stream().mapToLong(round -> round.get(contender).peakBytes()).max().orElse(0);
  }

  private List<Measurement> round() throws IOException, InterruptedException {
    List<Measurement> measurements = new ArrayList<>();
    for (Contender contender : contenders) {
      Path log = logs.resolve(contender.letter() + ".log");
      measurements.add(Measurement.of(contender.command(), log));
      contender.cleanup().run();
    }
    return Collections.unmodifiableList(measurements);
  }

  private void print(String round, List<Measurement> measurements) {
    double first = measurements.get(0).seconds();
    row(
        round,
        i -> seconds(measurements.get(i).seconds()),
        i -> number(measurements.get(i).seconds() / first));
  }

  private String ratioTitle(int contender) {
    return contenders.get(contender).letter() + " / " + contenders.get(0).letter();
  }

  /** A column for each contender, and one for the ratio of each but the first. */
  private void row(String name, IntFunction<String> value, IntFunction<String> ratio) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-8s", name));
    for (int i = 0; i < contenders.size(); i++) {
      line.append(String.format(Locale.ROOT, " %" + WIDTH + "s", value.apply(i)));
    }
    for (int i = 1; i < contenders.size(); i++) {
      line.append(String.format(Locale.ROOT, " %7s", ratio.apply(i)));
    }
    out.println(line.toString().stripTrailing());
    out.flush();
  }

  private static String seconds(double seconds) {
    return number(seconds) + " s";
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}

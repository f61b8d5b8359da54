package io.seedmill.generators.catalogue.market;

import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.catalogue.market.History.Earnings;
import io.seedmill.generators.catalogue.market.History.Filing;
import io.seedmill.generators.catalogue.market.History.Holdings;
import io.seedmill.generators.catalogue.market.History.Revision;
import io.seedmill.generators.catalogue.market.History.Shorts;
import java.util.ArrayList;
import java.util.List;

/**
 * The simulation of one instrument.
 *
 * <p>A hidden number for each month is what the smart money knows: insiders, institutions and short
 * sellers lean on it during the month, and the price follows in the month after, as far as the
 * signal is strong. Without signal, all returns of a month are together as likely as their
 * opposites, given everything before: shocks are symmetric, the drift is the same for all, and
 * volatility does not depend on the sign of a return. So no forecast of which half of the
 * instruments is ahead is better than chance.
 *
 * <p>Each part has randomness of its own, drawn in the order of time: a longer simulation begins
 * with a shorter one, and the signal changes prices, not who buys.
 */
final class Instrument {

  private static final double SQRT_YEAR = StrictMath.sqrt(252);
  private static final int MONTH = 21;

  /** The share of a month's own volatility that the hidden number explains at full strength. */
  private static final double LEAD = 1;

  private static final double PERSISTENCE = 0.75;

  private final TradingDays days;
  private final Common.Shared shared;
  private final double signal;
  private final SampleSeeds streams;

  private final int sector;
  private final double beta;
  private final double[] styles;
  private final double volatility;
  private final double[] hidden;

  private Instrument(TradingDays days, Common common, double signal, SampleSeeds streams) {
    this.days = days;
    this.shared = common.shared();
    this.signal = signal;
    this.streams = streams;
    Draws draws = draws(0);
    this.sector = draws.integer(0, Common.SECTORS.size() - 1);
    this.beta = clip(1 + 0.3 * draws.normal(), 0.2, 2.2);
    this.styles = new double[] {draws.normal(), draws.normal()};
    this.volatility = clip(draws.logNormal(0.28, 0.35), 0.12, 0.9) / SQRT_YEAR;
    this.hidden = hidden(draws(1), days.months());
  }

  /** Simulates one instrument of a market. */
  static History simulate(
      TradingDays days, Common common, double signal, long marketSeed, int number, String item) {
    SampleSeeds streams = SampleSeeds.of(marketSeed, "instrument " + number);
    return new Instrument(days, common, signal, streams).history(item);
  }

  private Draws draws(int stream) {
    return new Draws(streams.randomOf(stream));
  }

  private History history(String item) {
    Draws draws = draws(2);
    double price = clip(draws.logNormal(60, 0.7), 8, 600);
    double capital = clip(draws.logNormal(6e9, 1.4), 2e8, 2e12);
    long shares = Math.round(capital / price / 1_000) * 1_000;
    int analysts = clip(4 + StrictMath.log(capital / 2e8) * 2.5 + 2 * draws.normal(), 2, 30);
    List<Earnings> earnings = earnings(draws(3));
    double[] close = close(draws(4), price, earnings);
    double[] volume = volume(draws(5), shares, close, earnings);
    return new History(
        item,
        sector,
        shares,
        analysts,
        close,
        volume,
        filings(draws(6), shares, close),
        holdings(draws(7), shares),
        revisions(draws(8), analysts, close),
        shorts(draws(9), shares),
        earnings);
  }

  private static double[] hidden(Draws draws, int months) {
    double[] hidden = new double[months];
    double news = StrictMath.sqrt(1 - PERSISTENCE * PERSISTENCE);
    hidden[0] = draws.normal();
    for (int month = 1; month < months; month++) {
      hidden[month] = PERSISTENCE * hidden[month - 1] + news * draws.normal();
    }
    return hidden;
  }

  /** Reports come three to seven weeks after the quarter, at about the same time each quarter. */
  private List<Earnings> earnings(Draws draws) {
    List<Earnings> earnings = new ArrayList<>();
    int usual = draws.integer(20, 44);
    for (int month : days.quarterEnds()) {
      int wait = usual + draws.integer(0, 4);
      int day = days.onOrAfter(days.calendarMonth(month).atEndOfMonth().plusDays(wait));
      double surprise = hundredths(6 * draws.normal());
      if (day < days.count()) {
        earnings.add(new Earnings(day, surprise));
      }
    }
    return earnings;
  }

  /*
   * The variance of the instrument's own shocks clusters (GARCH(1,1) with an unconditional value of
   * 1), and the regime scales it. Jumps come with news, and with earnings in the direction of the
   * surprise.
   */
  private double[] close(Draws draws, double first, List<Earnings> earnings) {
    double[] surprise = new double[days.count()];
    earnings.forEach(report -> surprise[report.published()] = report.surprise());
    double[] close = new double[days.count()];
    double log = StrictMath.log(first);
    double variance = 1;
    for (int day = 0; day < close.length; day++) {
      double shock = StrictMath.sqrt(variance) * draws.normal();
      variance = 0.03 + 0.09 * Math.min(shock * shock, 16) + 0.88 * variance;
      double jump = draws.happens(1 / 80.0) ? 3 * draws.normal() : 0;
      int month = days.month(day);
      double lead = month == 0 ? 0 : signal * LEAD * hidden[month - 1] / StrictMath.sqrt(MONTH);
      log +=
          Common.DAILY_DRIFT
              + beta * shared.factor()[day]
              + shared.sectors()[sector][day]
              + styles[0] * shared.styles()[0][day]
              + styles[1] * shared.styles()[1][day]
              + volatility * (shared.scale()[day] * (shock + jump) + 0.4 * surprise[day] + lead);
      close[day] = price(StrictMath.exp(log));
    }
    return close;
  }

  /** Turnover moves slowly by itself, and is high on days of large returns and of earnings. */
  private double[] volume(Draws draws, long shares, double[] close, List<Earnings> earnings) {
    double usual = clip(draws.logNormal(0.006, 0.5), 0.001, 0.03);
    double typical = StrictMath.sqrt(volatility * volatility + beta * beta * 1e-4);
    double[] log = new double[close.length];
    earnings.forEach(report -> log[report.published()] = 0.6);
    double slow = 0;
    for (int day = 0; day < close.length; day++) {
      double size = day == 0 ? 0 : Math.abs(close[day] / close[day - 1] - 1) / typical;
      slow = 0.95 * slow + 0.1 * draws.normal();
      log[day] += slow + 0.25 * draws.normal() + 0.35 * (Math.min(size, 5) - 0.8);
    }
    double[] volume = new double[close.length];
    for (int day = 0; day < close.length; day++) {
      volume[day] = Math.max(100, StrictMath.rint(shares * usual * StrictMath.exp(log[day])));
    }
    return volume;
  }

  /** Nine in ten filings come within two trading days, as the law demands; the others are late. */
  private List<Filing> filings(Draws draws, long shares, double[] close) {
    int insiders = draws.integer(5, 14);
    double aDay = draws.uniform(1.2, 3) / MONTH;
    double usual = clip(draws.logNormal(2e-5, 0.6), 2e-6, 2e-4) * shares;
    List<Filing> filings = new ArrayList<>();
    for (int day = 0; day < close.length; day++) {
      if (!draws.happens(aDay)) {
        continue;
      }
      int insider = draws.integer(1, insiders);
      boolean buy = draws.happens(Draws.logistic(1.8 * hidden[days.month(day)] - 0.5));
      long traded = Math.max(1, Math.round(draws.logNormal(usual, 0.9)));
      double late = 3 + Math.min(40, draws.exponential(8));
      double u = draws.uniform(0, 1);
      int wait = u < 0.1 ? 0 : u < 0.6 ? 1 : u < 0.9 ? 2 : (int) late;
      if (day + wait < close.length) {
        filings.add(new Filing(day, day + wait, insider, buy, traded, close[day]));
      }
    }
    return filings;
  }

  private List<Holdings> holdings(Draws draws, long shares) {
    double share = draws.uniform(0.35, 0.85);
    double holders = clip(draws.logNormal(180, 0.8), 15, 2_500);
    List<Holdings> holdings = new ArrayList<>();
    for (int month : days.quarterEnds()) {
      double lean = 0;
      for (int back = 0; back < 3 && back <= month; back++) {
        lean += hidden[month - back] / 3;
      }
      share = clip(share + 0.008 * lean + 0.005 * draws.normal(), 0.05, 0.95);
      holders = clip(holders * (1 + 0.03 * lean + 0.02 * draws.normal()), 5, 5_000);
      int count = (int) StrictMath.rint(holders);
      int changed = (int) StrictMath.rint(count * draws.uniform(0.6, 0.9));
      double up = clip(0.5 + 0.06 * lean + 0.04 * draws.normal(), 0.1, 0.9);
      int increased = (int) StrictMath.rint(changed * up);
      int published = days.onOrAfter(days.calendarMonth(month).atEndOfMonth().plusDays(45));
      long held = Math.round(shares * share);
      if (published < days.count()) {
        holdings.add(new Holdings(month, published, held, count, increased, changed - increased));
      }
    }
    return holdings;
  }

  /** Analysts follow the price of the last three months. */
  private List<Revision> revisions(Draws draws, int analysts, double[] close) {
    List<Revision> revisions = new ArrayList<>();
    for (int day = 0; day < close.length; day++) {
      if (!draws.happens(analysts * 3 / 252.0)) {
        continue;
      }
      double trend = close[day] / close[Math.max(0, day - 3 * MONTH)] - 1;
      double size = hundredths(0.1 + Math.abs(2 * draws.normal()));
      boolean up = draws.happens(Draws.logistic(5 * trend));
      revisions.add(new Revision(day, up ? size : -size));
    }
    return revisions;
  }

  /** Settlement is on the 15th, or the trading day before, and on the last one of the month. */
  private List<Shorts> shorts(Draws draws, long shares) {
    double usual = StrictMath.log(clip(draws.logNormal(0.03, 0.7), 0.004, 0.2));
    double log = usual + 0.3 * draws.normal();
    List<Shorts> shorts = new ArrayList<>();
    for (int month = 0; month < days.months(); month++) {
      int[] settlements = {
        days.onOrBefore(days.calendarMonth(month).atDay(15)), days.lastOf(month)
      };
      for (int settled : settlements) {
        log = usual + 0.9 * (log - usual) - 0.07 * hidden[month] + 0.09 * draws.normal();
        long sold = Math.round(shares * Math.min(0.5, StrictMath.exp(log)));
        if (settled + 8 < days.count()) {
          shorts.add(new Shorts(settled, settled + 8, sold));
        }
      }
    }
    return shorts;
  }

  private static double clip(double value, double least, double most) {
    return Math.min(most, Math.max(least, value));
  }

  private static int clip(double value, int least, int most) {
    return (int) Math.min(most, Math.max(least, value));
  }

  private static double hundredths(double value) {
    return StrictMath.rint(value * 100) / 100;
  }

  /** Rounds to four decimals, and to six digits where these are more. */
  private static double price(double value) {
    double unit = 1e4;
    while (value * unit < 1e5) {
      unit *= 10;
    }
    return StrictMath.rint(value * unit) / unit;
  }
}

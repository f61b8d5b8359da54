package io.seedmill.generators.catalogue.market;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.lessThan;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A learner that is trained on the first 24 months and tested on the last 12 finds the planted
 * signal, the better the stronger it is, and finds nothing where there is none. Seeds are fixed.
 */
class SignalTest {

  private static final int INSTRUMENTS = 100;
  private static final int TRAINED = 24 * INSTRUMENTS;
  private static final int TESTED = 12 * INSTRUMENTS;

  /** Of the area under the curve of one market if labels have nothing to do with features. */
  private static final double STANDARD_ERROR =
      Math.sqrt((TESTED + 1) / (12.0 * (TESTED / 2.0) * (TESTED / 2.0)));

  private record Data(double[][] rows, int[] labels) {

    static Data of(long seed, double signal) {
      Market market = new Market(seed, new Terms(INSTRUMENTS, 36, YearMonth.of(2021, 1), signal));
      double[][] rows = new double[TRAINED + TESTED][];
      int[] labels = new int[rows.length];
      for (int i = 0; i < rows.length; i++) {
        Known known = market.known(i % INSTRUMENTS, i / INSTRUMENTS);
        rows[i] =
            Feature.ALL.stream()
                .mapToDouble(feature -> feature.scaled(known) / feature.unit())
                .toArray();
        labels[i] = market.excess(i % INSTRUMENTS, i / INSTRUMENTS) > 0 ? 1 : 0;
      }
      return new Data(rows, labels);
    }

    Data part(int from, int to) {
      return new Data(Arrays.copyOfRange(rows, from, to), Arrays.copyOfRange(labels, from, to));
    }

    double areaUnderCurve() {
      Data trained = part(0, TRAINED);
      Data tested = part(TRAINED, rows.length);
      return new LogisticRegression(trained.rows, trained.labels)
          .areaUnderCurve(tested.rows, tested.labels);
    }
  }

  private static double mean(double signal, int markets) {
    double sum = 0;
    for (int seed = 1; seed <= markets; seed++) {
      sum += Data.of(seed, signal).areaUnderCurve();
    }
    return sum / markets;
  }

  @Test
  void theLearnerFindsTheSignalTheBetterTheStrongerItIs() {
    double weak = mean(0.25, 3);
    double middle = mean(0.5, 3);
    double strong = mean(0.75, 3);
    double full = mean(1, 3);
    String found = "%.3f %.3f %.3f %.3f".formatted(weak, middle, strong, full);
    assertThat(found, weak, greaterThan(0.5 + 2 * STANDARD_ERROR / Math.sqrt(3)));
    assertThat(found, middle, greaterThan(weak + 0.02));
    assertThat(found, strong, greaterThan(middle + 0.02));
    assertThat(found, strong, greaterThan(0.6));
    assertThat(found, full, greaterThan(strong + 0.02));
    assertThat(found, full, lessThan(0.8));
  }

  /** Four standard errors of the mean of eight markets. */
  @Test
  void withoutSignalTheLearnerFindsNothing() {
    int markets = 8;
    List<Data> all = new ArrayList<>();
    double sum = 0;
    for (int seed = 1; seed <= markets; seed++) {
      Data data = Data.of(seed, 0);
      all.add(data);
      sum += data.areaUnderCurve();
    }
    assertThat(sum / markets, closeTo(0.5, 4 * STANDARD_ERROR / Math.sqrt(markets)));
    for (int column = 0; column < Feature.ALL.size(); column++) {
      noFeatureAloneTellsAnything(all, column);
    }
  }

  /** The mean rank of winners within their month; 4.5 standard errors, since there are many. */
  private static void noFeatureAloneTellsAnything(List<Data> markets, int column) {
    double sum = 0;
    int months = 0;
    for (Data data : markets) {
      for (int from = 0; from < data.rows.length; from += INSTRUMENTS) {
        int wins = 0;
        for (int i = from; i < from + INSTRUMENTS; i++) {
          for (int j = from; j < from + INSTRUMENTS; j++) {
            if (data.labels[i] > data.labels[j]) {
              wins += Double.compare(data.rows[i][column], data.rows[j][column]);
            }
          }
        }
        double pairs = INSTRUMENTS / 2.0 * (INSTRUMENTS / 2.0);
        sum += wins / pairs / 2;
        months++;
      }
    }
    double errorOfMonth =
        Math.sqrt((INSTRUMENTS + 1) / (12.0 * (INSTRUMENTS / 2.0) * (INSTRUMENTS / 2.0)));
    double common = 2; // winners of one month share sectors and styles
    assertThat(
        Feature.ALL.get(column).name(),
        sum / months,
        closeTo(0, 4.5 * common * errorOfMonth / Math.sqrt(months)));
  }
}

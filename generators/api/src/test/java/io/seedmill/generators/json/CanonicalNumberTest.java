package io.seedmill.generators.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.erdtman.jcs.NumberToJSON;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers are written as RFC 8785 wants them; an implementation that is not ours agrees. */
class CanonicalNumberTest {

  private static final int RANDOM = 30_000;

  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void theTableOfTheStandardHolds(String bits, String expected) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(CanonicalNumber.write(value), is(expected));
  }

  @Test
  void randomNumbersAreWrittenAsTheOtherImplementationDoes() throws Exception {
    SplittableRandom random = new SplittableRandom(8785);
    for (int i = 0; i < RANDOM; i++) {
      check(Double.longBitsToDouble(random.nextLong()));
      check(Double.longBitsToDouble(random.nextLong() >>> random.nextInt(1, 64)));
      check(random.nextDouble());
      check(random.nextLong() / Math.pow(10, random.nextInt(0, 30)));
      check(random.nextInt(-100_000, 100_000) / 100.0);
      check(random.nextInt(1, 1000) * Math.pow(10, random.nextInt(-330, 309)));
    }
  }

  @Test
  void theSmallestNumbersAndAllPowersAreWrittenAsTheOtherImplementationDoes() throws Exception {
    for (long bits = 0; bits < 5_000; bits++) {
      check(Double.longBitsToDouble(bits));
      check(-Double.longBitsToDouble(bits));
    }
    for (int power = -1074; power < 1024; power++) {
      double value = Math.scalb(1.0, power);
      check(value);
      check(Math.nextUp(value));
      check(Math.nextDown(value));
    }
    for (int power = -324; power < 309; power++) {
      double value = Double.parseDouble("1e" + power);
      check(value);
      check(Math.nextUp(value));
      check(Math.nextDown(value));
    }
  }

  /** The other implementation makes mistakes with the smallest numbers, or does not return. */
  private static void check(double value) throws IOException {
    if (!Double.isFinite(value)) {
      return;
    }
    String written = CanonicalNumber.write(value);
    if (value == 0 || Math.abs(value) >= Double.MIN_NORMAL) {
      assertThat(written, is(NumberToJSON.serializeNumber(value)));
      return;
    }
    assertThat(Double.parseDouble(written), is(value));
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shortest = new BigDecimal(written).stripTrailingZeros();
    if (shortest.precision() > 1) {
      BigDecimal shorter = exact.round(new MathContext(shortest.precision() - 1));
      assertThat(written + " is the shortest", shorter.doubleValue() == value, is(false));
    }
    BigDecimal nearest = exact.round(new MathContext(shortest.precision()));
    assertThat(written + " is the nearest", shortest.compareTo(nearest), is(0));
  }
}

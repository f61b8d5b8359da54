package io.seedmill.transforms.write;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartBoundsTest {

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 7, 1000})
  void partIBeginsAtTheFloorOfITimesTwoToThe64ByN(int parts) {
    PartBounds bounds = new PartBounds(parts);

    for (int part = 1; part < parts; part++) {
      long start =
          BigInteger.ONE
              .shiftLeft(64)
              .multiply(BigInteger.valueOf(part))
              .divide(BigInteger.valueOf(parts))
              .longValue();
      assertThat(bounds.partOf(start, 0), is(part));
      assertThat(bounds.partOf(start - 1, 0), is(part - 1));
      assertThat(bounds.partOf(start, part), is(part));
    }
    assertThat(bounds.partOf(0, 0), is(0));
    assertThat(bounds.partOf(-1, 0), is(parts - 1));
  }

  @Test
  void onePartHasAllKeys() {
    PartBounds bounds = new PartBounds(1);

    assertThat(bounds.partOf(0, 0), is(0));
    assertThat(bounds.partOf(Long.MIN_VALUE, 0), is(0));
    assertThat(bounds.partOf(-1, 0), is(0));
  }
}

package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.testing.OtherDigits;
import org.junit.jupiter.api.Test;

/** Given a machine whose locale has other digits, then the samples are the same. */
class AnotherLocaleTest {

  @Test
  void theSamplesAreTheSame() {
    assertThat(OtherDigits.generatorsThatDiffer(150), is(empty()));
  }
}

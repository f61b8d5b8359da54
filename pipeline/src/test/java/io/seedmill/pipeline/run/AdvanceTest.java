package io.seedmill.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

/** Given more samples than were planned, since some are made again, then no more are done. */
class AdvanceTest {

  @Test
  void noMoreIsDoneThanThereIs() {
    Advance advance = Advance.ofRun(40, 30, "samples", "0 failed");
    assertThat(advance.done(), is(40L));
    assertThat(advance.total(), is(40L));
  }
}

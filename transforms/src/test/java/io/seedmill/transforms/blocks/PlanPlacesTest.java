package io.seedmill.transforms.blocks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import org.junit.jupiter.api.Test;

class PlanPlacesTest {

  @Test
  void placesAscendByEntryThenIndex() {
    long[] samples = {3, 0, 1, 1000, 2};
    PlanPlaces places = new PlanPlaces(samples);

    assertThat("the first place", places.of(0, 0), is(0L));
    long last = 0;
    for (int entry = 0; entry < samples.length; entry++) {
      for (long index = entry == 0 ? 1 : 0; index < samples[entry]; index++) {
        long place = places.of(entry, index);
        assertThat(Long.compareUnsigned(place, last), is(greaterThan(0)));
        last = place;
      }
    }
  }

  @Test
  void placesAreSpreadEvenly() {
    PlanPlaces places = new PlanPlaces(new long[] {600, 400});

    int[] inQuarter = new int[4];
    for (int i = 0; i < 1000; i++) {
      long place = i < 600 ? places.of(0, i) : places.of(1, i - 600);
      inQuarter[(int) (place >>> 62)]++;
    }

    assertThat(inQuarter, is(new int[] {250, 250, 250, 250}));
  }

  @Test
  void neighboursInAHugePlanStillDiffer() {
    long[] samples = {1L << 61, 1L << 61};
    PlanPlaces places = new PlanPlaces(samples);

    long last = places.of(0, (1L << 61) - 1);
    long next = places.of(1, 0);

    assertThat(Long.compareUnsigned(last, next), is(lessThan(0)));
    assertThat(next, is(Long.MIN_VALUE));
    assertThat(Long.compareUnsigned(places.of(1, (1L << 61) - 1), next), is(greaterThan(0)));
  }

  @Test
  void onePlaceIsTheFirst() {
    assertThat(new PlanPlaces(new long[] {1}).of(0, 0), is(0L));
  }
}

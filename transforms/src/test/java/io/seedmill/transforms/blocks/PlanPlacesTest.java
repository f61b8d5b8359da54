package io.seedmill.transforms.blocks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.generators.IndexRange;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanPlacesTest {

  @Test
  void placesAscendByEntryThenIndex() {
    long[] samples = {3, 0, 1, 1000, 2};
    PlanPlaces places = places(samples);

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
    PlanPlaces places = places(600, 400);

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
    PlanPlaces places = places(samples);

    long last = places.of(0, (1L << 61) - 1);
    long next = places.of(1, 0);

    assertThat(Long.compareUnsigned(last, next), is(lessThan(0)));
    assertThat(next, is(Long.MIN_VALUE));
    assertThat(Long.compareUnsigned(places.of(1, (1L << 61) - 1), next), is(greaterThan(0)));
  }

  @Test
  void onePlaceIsTheFirst() {
    assertThat(places(1).of(0, 0), is(0L));
  }

  @Test
  void placesAscendOverTheRangesOfAnEntry() {
    PlanPlaces places =
        new PlanPlaces(
            List.of(
                List.of(new IndexRange(5, 6), new IndexRange(100, 102)),
                List.of(new IndexRange(2, 3))));

    assertThat(
        List.of(places.of(0, 5), places.of(0, 100), places.of(0, 101), places.of(1, 2)),
        is(List.of(0L, 1L << 62, 2L << 62, 3L << 62)));
  }

  private static PlanPlaces places(long... samples) {
    return new PlanPlaces(
        Arrays.stream(samples).mapToObj(count -> List.of(new IndexRange(0, count))).toList());
  }
}

package io.seedmill.generators;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexRangeTest {

  @Test
  void rangesThatTouchAreJoined() {
    assertThat(
        IndexRange.joined(
            List.of(range(7, 9), range(0, 3), range(3, 5), range(4, 4), range(8, 12))),
        is(List.of(range(0, 5), range(7, 12))));
  }

  @Test
  void whatIsTakenOutIsLeftOut() {
    assertThat(
        IndexRange.difference(
            List.of(range(0, 10), range(20, 30)), List.of(range(0, 2), range(5, 22))),
        is(List.of(range(2, 5), range(22, 30))));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theDifferenceIsThatOfTheIndices(long seed) {
    Random random = new Random(seed);
    List<IndexRange> all = some(random);
    List<IndexRange> without = some(random);

    Set<Long> expected = indices(all);
    expected.removeAll(indices(without));

    assertThat(indices(IndexRange.difference(all, without)), is(expected));
    assertThat(
        IndexRange.joined(IndexRange.difference(all, without)),
        is(IndexRange.difference(all, without)));
  }

  private static List<IndexRange> some(Random random) {
    List<IndexRange> ranges = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int first = random.nextInt(100);
      ranges.add(range(first, first + random.nextInt(12)));
    }
    return ranges;
  }

  private static Set<Long> indices(List<IndexRange> ranges) {
    Set<Long> indices = new TreeSet<>();
    for (IndexRange range : ranges) {
      for (long index = range.first(); index < range.end(); index++) {
        indices.add(index);
      }
    }
    return indices;
  }

  private static IndexRange range(long first, long end) {
    return new IndexRange(first, end);
  }
}

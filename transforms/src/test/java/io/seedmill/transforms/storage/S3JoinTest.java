package io.seedmill.transforms.storage;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.seedmill.transforms.storage.S3Join.Part;
import io.seedmill.transforms.storage.S3Join.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the sizes of the objects, the parts are what S3 takes, and nothing is lost. */
class S3JoinTest {

  private static final long SMALLEST = 5L << 20;
  private static final long LARGEST = 5L << 30;
  private static final long USUAL = 16L << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
  void partsAreTheObjectsInOrderAndOfSizesThatAreAllowed(int seed) {
    Random random = new Random(seed);
    List<StoredFile> objects = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      objects.add(new StoredFile("object-" + i, size(random)));
    }

    check(objects);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        SMALLEST - 1,
        SMALLEST,
        SMALLEST + 1,
        2 * SMALLEST - 1,
        2 * SMALLEST,
        40 << 30
      })
  void aSingleObjectOfAnySize(long bytes) {
    check(List.of(new StoredFile("one", bytes)));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, SMALLEST - 1, SMALLEST, SMALLEST + 1, 32 << 20, 1_300_000_000})
  void asManyBucketsAsThereCanBe(long bytes) {
    check(LongStream.range(0, 4096).mapToObj(i -> new StoredFile("o" + i, bytes)).toList());
  }

  private static long size(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> random.nextInt(100);
      case 1 -> random.nextInt((int) SMALLEST);
      case 2 -> SMALLEST + random.nextInt(3) - 1;
      case 3 -> random.nextInt(100 << 20);
      default -> 0;
    };
  }

  private static void check(List<StoredFile> objects) {
    List<Part> parts = S3Join.plan(objects);
    assertThat(parts.size(), is(lessThanOrEqualTo(10_000)));
    if (objects.stream().mapToLong(StoredFile::bytes).sum() <= 10_000 * USUAL && !parts.isEmpty()) {
      assertThat("fits a buffer", parts.get(0).bytes(), is(lessThanOrEqualTo(USUAL)));
    }
    for (int i = 0; i < parts.size(); i++) {
      assertThat(parts.get(i).bytes(), is(lessThanOrEqualTo(LARGEST)));
      if (i < parts.size() - 1) {
        assertThat(parts.get(i).bytes(), is(greaterThanOrEqualTo(SMALLEST)));
        assertThat("as some stores want it", parts.get(i).bytes(), is(parts.get(0).bytes()));
      }
      assertThat(parts.get(i).bytes(), is(lessThanOrEqualTo(parts.get(0).bytes())));
    }
    List<Range> ranges = parts.stream().flatMap(part -> part.ranges().stream()).toList();
    int next = 0;
    for (StoredFile object : objects) {
      long done = 0;
      while (done < object.bytes()) {
        assertThat(ranges.get(next), is(new Range(object.path(), done, ranges.get(next).bytes())));
        done += ranges.get(next).bytes();
        next++;
      }
      assertThat(object.path(), done, is(object.bytes()));
    }
    assertThat("nothing twice", next, is(ranges.size()));
  }
}

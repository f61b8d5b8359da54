package io.seedmill.generators;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.XoShiRo256PlusPlus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The randomness of a sample is a function that anyone can compute again. */
class SampleSeedsTest {

  private static final int INDICES = 10_000;

  /** Computed with another program, in another language. */
  @ParameterizedTest
  @CsvSource({
    "42, maze, 0, 5115988642832883601, 5044524519272239315, 1685166313106437445",
    "42, maze, 1, 7320109616573563938, 4830790775535529342, -7730076942022008221",
    "43, maze, 0, -862800760672760484, -7577883197101561598, -7481793677034817947",
    "-1, maze, 0, 6040961785226607595, 7320029809466205955, 9004888086164334342",
    "42, small-mazes, 1000000, 6611622103021359319, 4984588267902569491, -4592253972243474844"
  })
  void theSeedAndTheFirstNumbersAreTheOnesPromised(
      long datasetSeed, String entry, long index, long seed, long first, long second) {
    SampleSeeds seeds = SampleSeeds.of(datasetSeed, entry);
    assertThat(seeds.seedOf(index), is(seed));
    UniformRandomProvider random = seeds.randomOf(index);
    assertThat(random.nextLong(), is(first));
    assertThat(random.nextLong(), is(second));
  }

  @ParameterizedTest
  @CsvSource({"42, maze", "0, a", "-9007199254740992, ünï", "9007199254740992, ''"})
  void javasOwnClassesComputeTheSame(long datasetSeed, String entry) throws Exception {
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(
                ("seedmill-seed-1\n" + datasetSeed + "\n" + entry)
                    .getBytes(StandardCharsets.UTF_8));
    SplittableRandom expected = new SplittableRandom(ByteBuffer.wrap(hash).getLong());
    SampleSeeds seeds = SampleSeeds.of(datasetSeed, entry);
    for (int index = 0; index < 1_000; index++) {
      long seed = expected.nextLong();
      assertThat(seeds.seedOf(index), is(seed));
      SplittableRandom state = new SplittableRandom(seed);
      UniformRandomProvider random =
          new XoShiRo256PlusPlus(
              state.nextLong(), state.nextLong(), state.nextLong(), state.nextLong());
      UniformRandomProvider found = seeds.randomOf(index);
      assertThat(found.nextLong(), is(random.nextLong()));
      assertThat(found.nextInt(1_000), is(random.nextInt(1_000)));
      assertThat(found.nextDouble(), is(random.nextDouble()));
    }
  }

  @Test
  void anIndexHasTheSameRandomnessEveryTime() {
    SampleSeeds seeds = SampleSeeds.of(42, "maze");
    UniformRandomProvider first = seeds.randomOf(7);
    first.nextLong();
    UniformRandomProvider second = seeds.randomOf(7);
    assertThat(second, is(not(first)));
    assertThat(second.nextLong(), is(SampleSeeds.of(42, "maze").randomOf(7).nextLong()));
    assertThat(second.nextLong(), is(first.nextLong()));
  }

  @Test
  void noTwoIndicesShareASeed() {
    assertThat(seeds(42, "maze", 0).size(), is(INDICES));
    assertThat(seeds(42, "maze", Integer.MAX_VALUE - 5_000L).size(), is(INDICES));
  }

  @Test
  void neighbouringSeedsAndNamesShareNone() {
    assertThat(shared(seeds(42, "maze", 0), seeds(43, "maze", 0)), is(empty()));
    assertThat(shared(seeds(42, "a", 0), seeds(42, "b", 0)), is(empty()));
    assertThat(shared(seeds(42, "a", 0), seeds(42, "A", 0)), is(empty()));
    assertThat(shared(seeds(1, "2a", 0), seeds(12, "a", 0)), is(empty()));
    assertThat(shared(seeds(1, "a", 0), seeds(-1, "a", 0)), is(empty()));
  }

  private static Set<Long> seeds(long datasetSeed, String entry, long from) {
    SampleSeeds seeds = SampleSeeds.of(datasetSeed, entry);
    Set<Long> found = new HashSet<>();
    for (long index = from; index < from + INDICES; index++) {
      found.add(seeds.seedOf(index));
    }
    return found;
  }

  private static Set<Long> shared(Set<Long> some, Set<Long> others) {
    some.retainAll(others);
    return some;
  }
}

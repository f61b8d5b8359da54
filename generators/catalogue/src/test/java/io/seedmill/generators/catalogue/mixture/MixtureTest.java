package io.seedmill.generators.catalogue.mixture;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MixtureTest {

  static IntStream seeds() {
    return IntStream.range(0, 100);
  }

  private static List<Mixture.Part> parts(UniformRandomProvider random) {
    List<Mixture.Part> parts = new ArrayList<>();
    int most = 1 + random.nextInt(1 + random.nextInt(60));
    for (int i = 1 + random.nextInt(14); i > 0; i--) {
      int level = 1 + random.nextInt(10);
      parts.add(
          new Mixture.Part(
              "kind-" + i, level, level + random.nextInt(11 - level), 1 + random.nextInt(most)));
    }
    return parts;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void ofTheFirstIndicesEachPartHasItsShareButForLessThanOne(int seed) {
    List<Mixture.Part> parts = parts(new SplitMix64(seed));
    Mixture mixture = new Mixture(parts);
    int sum = parts.stream().mapToInt(Mixture.Part::weight).sum();
    int[] counts = new int[parts.size()];
    int[][] levels = new int[parts.size()][11];
    for (int count = 1; count <= 3 * sum; count++) {
      Mixture.Choice choice = mixture.at(count - 1);
      for (int i = 0; i < counts.length; i++) {
        Mixture.Part part = parts.get(i);
        if (part.kind().equals(choice.kind())) {
          counts[i]++;
          levels[i][choice.level()]++;
        }
        long offBy = Math.abs((long) counts[i] * sum - (long) count * part.weight());
        assertThat("off by", offBy, lessThan((long) sum));
        if (count % sum == 0) {
          assertThat(offBy, is(0L));
        }
        int least =
            IntStream.rangeClosed(part.firstLevel(), part.lastLevel())
                .map(at(levels[i]))
                .min()
                .orElseThrow();
        int greatest = IntStream.range(0, 11).map(at(levels[i])).max().orElseThrow();
        assertThat("levels in turn", greatest - least, lessThan(2));
      }
    }
  }

  private static IntUnaryOperator at(int[] values) {
    return i -> values[i];
  }

  /** A sample is made from its index alone: so shards of any size have the same. */
  @ParameterizedTest
  @MethodSource("seeds")
  void anIndexHasTheSamePartWhateverWasAskedForBefore(int seed) {
    UniformRandomProvider random = new SplitMix64(seed);
    List<Mixture.Part> parts = parts(random);
    Mixture inOrder = new Mixture(parts);
    List<Mixture.Choice> choices = IntStream.range(0, 200).mapToObj(inOrder::at).toList();
    Mixture mixed = new Mixture(parts);
    for (int i = 0; i < 200; i++) {
      int index = random.nextInt(200);
      assertThat(mixed.at(index), is(choices.get(index)));
    }
  }
}

package io.seedmill.transforms.near;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given 20,000 texts, against all pairs of them. */
class RecallIT {

  private static List<String> texts;

  /** All pairs at or above the lowest threshold, which take longer to find than all else. */
  private static List<NearTexts.Pair> all;

  @BeforeAll
  static void findAllPairs() {
    texts = NearTexts.some(20_000, 6, 7);
    all = NearTexts.pairs(texts, 5, 0.7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.85, 0.95})
  void fewNearPairsAreOverlookedAndNoOthersAreFound(double threshold) {
    NearRule rule = new NearRule("prompt", threshold, 5);
    Shingles shingles = new Shingles(5);
    MinHash minHash = new MinHash(rule);
    List<int[]> bands = new ArrayList<>();
    KeptTexts kept = new KeptTexts(rule);
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      shingles.read(texts.get(i));
      Signature signature = minHash.sign(shingles);
      bands.add(signature.bands());
      SignedText signed = NearTexts.signed(i, texts.get(i), signature);
      int found = kept.find(signed);
      if (found < 0) {
        numbers.add(i);
        kept.add(signed);
      } else {
        double similarity = NearTexts.similarity(texts.get(i), texts.get(numbers.get(found)), 5);
        assertThat(similarity >= threshold - 1e-9, is(true));
      }
    }
    List<NearTexts.Pair> pairs =
        all.stream().filter(pair -> pair.similarity() >= threshold - 1e-9).toList();
    long found =
        pairs.stream()
            .filter(pair -> share(bands.get(pair.first()), bands.get(pair.second())))
            .count();
    assertThat(pairs.size(), greaterThan(1000));
    assertThat((double) found / pairs.size(), greaterThan(0.98));
  }

  private static boolean share(int[] one, int[] other) {
    for (int band = 0; band < one.length; band++) {
      if (one[band] == other[band]) {
        return true;
      }
    }
    return Arrays.equals(one, other);
  }
}

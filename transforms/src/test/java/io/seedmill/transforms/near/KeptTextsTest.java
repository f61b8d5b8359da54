package io.seedmill.transforms.near;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of all lengths: what is found is what a search through all kept texts finds. */
class KeptTextsTest {

  private final Random random = new Random(11);

  @ParameterizedTest
  @CsvSource({"0.5, 5", "0.5, 1", "0.7, 3", "0.85, 5", "0.85, 2", "0.95, 8", "1, 5"})
  void findsTheFirstNearTextThatSharesABand(double threshold, int characters) {
    NearRule rule = new NearRule("f", threshold, characters);
    Shingles shingles = new Shingles(characters);
    MinHash minHash = new MinHash(rule);
    KeptTexts kept = new KeptTexts(rule);
    List<String> texts = new ArrayList<>();
    List<int[]> bands = new ArrayList<>();
    int near = 0;
    int nearAndOfOtherLength = 0;
    for (int i = 0; i < 2500; i++) {
      String text = text(texts);
      shingles.read(text);
      SignedText signed = NearTexts.signed(i, text, minHash.sign(shingles));
      int[] own = signed.signature().bands();
      int first = -1;
      for (int other = 0; other < texts.size() && first < 0; other++) {
        boolean isNear =
            share(own, bands.get(other))
                && NearTexts.similarity(text, texts.get(other), characters) >= threshold - 1e-9;
        first = isNear ? other : -1;
      }

      assertThat(text, kept.find(signed), is(first));

      if (first < 0) {
        kept.add(signed);
        texts.add(text);
        bands.add(own);
      } else {
        near++;
        int length = texts.get(first).length();
        nearAndOfOtherLength += Math.abs(length - text.length()) > length / 50 ? 1 : 0;
      }
    }
    assertThat(near, greaterThan(100));
    assertThat(nearAndOfOtherLength, greaterThan(threshold > 0.9 ? -1 : 20));
  }

  /** A new text, or one of those before it that is cut, lengthened or has other characters. */
  private String text(List<String> before) {
    StringBuilder text = new StringBuilder();
    if (before.isEmpty() || random.nextInt(3) == 0) {
      int length = 8 << random.nextInt(8);
      addLetters(text, length + random.nextInt(length));
      return text.toString();
    }
    text.append(before.get(random.nextInt(before.size())));
    int length = text.length();
    switch (random.nextInt(3)) {
      case 0 -> text.setLength(Math.max(8, length - random.nextInt(length / 3 + 1)));
      case 1 -> addLetters(text, random.nextInt(length / 3 + 1));
      default -> {
        for (int changes = random.nextInt(3 + length / 40); changes > 0; changes--) {
          text.setCharAt(random.nextInt(length), letter());
        }
      }
    }
    return text.toString();
  }

  private void addLetters(StringBuilder text, int length) {
    for (int left = length; left > 0; left--) {
      text.append(letter());
    }
  }

  private char letter() {
    return (char) ('a' + random.nextInt(26));
  }

  private static boolean share(int[] one, int[] other) {
    for (int band = 0; band < one.length; band++) {
      if (one[band] == other[band]) {
        return true;
      }
    }
    return false;
  }

  /** The values are the same on each version of Java; what is near depends on them. */
  @Test
  void signaturesStayAsTheyAre() {
    Shingles shingles = new Shingles(5);
    shingles.read("what is the sum of 12 and 35?");
    Signature signature = new MinHash(new NearRule("f", 0.85, 5)).sign(shingles);

    assertThat(signature.runs(), is(25));
    assertThat(
        Arrays.stream(signature.bands()).limit(3).boxed().toList(),
        contains(2137552066, -614873899, -1475365349));
    assertThat(Arrays.hashCode(signature.bands()), is(348535262));
  }

  /** Lists that grow, hashes that meet in the table, and a table that grows. */
  @Test
  void postingsReturnWhatWasAdded() {
    Postings postings = new Postings();
    List<List<Integer>> added = new ArrayList<>();
    for (int hash = 0; hash < 3000; hash++) {
      added.add(new ArrayList<>());
    }
    for (int text = 0; text < 20_000; text++) {
      int hash = (int) (3000 * random.nextDouble() * random.nextDouble() * random.nextDouble());
      added.get(hash).add(text);
      postings.add(new Signature(1, new int[] {hash << 20}, new long[] {0, text % 7, 0, 0}));
    }
    for (int hash = 0; hash < 3000; hash++) {
      List<Integer> expected = added.get(hash);
      int[] band = {hash << 20};
      assertThat(postings.count(band[0]), is(expected.size()));
      assertThat(found(postings, new Signature(1, band, new long[4]), 3), is(expected));
      if (expected.size() > 1) {
        assertThat(
            found(postings, new Signature(1, band, new long[] {0, 6, 0, 0}), 0),
            is(expected.stream().filter(text -> text % 7 == 6).toList()));
      }
    }
  }

  private static List<Integer> found(Postings postings, Signature signature, int most) {
    int all = postings.find(signature, most);
    return IntStream.range(0, all).map(postings::found).boxed().toList();
  }

  /** Texts of one template share bands although few are near; texts of other words do not. */
  @Test
  void aPilotTellsTextsOfOneTemplate() {
    NearRule rule = new NearRule("text", 0.85, 5);
    NearPilot templated = new NearPilot(rule);
    NearPilot diverse = new NearPilot(rule);
    for (String text : NearTexts.some(1000, 0, 5)) {
      diverse.add(line(text));
      templated.add(
          line("here is a long question that is always asked of " + text.substring(0, 20)));
    }

    assertThat(diverse.share(), lessThan(1e-4));
    assertThat(templated.share(), greaterThan(1e-3));
    assertThat(new NearPilot(rule).share(), is(0.0));
  }

  private static byte[] line(String text) {
    String line = "{\"id\":\"\",\"generator\":\"g\",\"index\":0,\"text\":\"" + text + "\"}";
    return line.getBytes(StandardCharsets.UTF_8);
  }
}

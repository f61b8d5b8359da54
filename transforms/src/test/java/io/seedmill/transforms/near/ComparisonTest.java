package io.seedmill.transforms.near;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.storage.PendingFile;
import io.seedmill.transforms.testing.Storages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

  private static final NearRule RULE = new NearRule("prompt", 0.85, 5);
  private static final long ALL = Long.MAX_VALUE;

  @TempDir private Path folder;

  /** A sample that is left out, by its number: the number of the one that is kept. */
  private Map<Integer, Integer> leftOut(
      List<String> texts, NearRule rule, Sections sections, long memory) throws IOException {
    List<SignedText> signed = new ArrayList<>();
    Shingles shingles = new Shingles(rule.characters());
    MinHash minHash = new MinHash(rule);
    for (int i = 0; i < texts.size(); i++) {
      String normal = Shingles.normalised(texts.get(i));
      shingles.read(normal);
      byte[] text = normal.getBytes(StandardCharsets.UTF_8);
      byte[] who = ("" + i).getBytes(StandardCharsets.UTF_8);
      signed.add(new SignedText(i / 2, i % 2, 0, i % 4, i, minHash.sign(shingles), who, text));
    }
    Collections.shuffle(signed, new Random(5)); // as blocks come from hash buckets
    String root = folder.toString();
    List<SignedBlock> blocks = new ArrayList<>();
    Map<Integer, Integer> found = new TreeMap<>();
    try (OpenStorages storages = Storages.folders()) {
      for (SignedText text : signed) {
        int section = sections.of(text.entry(), text.index());
        blocks.add(write(storages, text.toBytes(), section));
      }
      List<DroppedBlock> dropped = new ArrayList<>();
      NearReport report =
          new Comparison(
                  rule,
                  sections,
                  List.of(),
                  storages,
                  memory,
                  root,
                  () -> "d" + UUID.randomUUID(),
                  dropped::add)
              .run(blocks);
      for (DroppedBlock block : dropped) {
        ByteBuffer in = ByteBuffer.wrap(storages.at(root).open(block.path()).readAllBytes());
        in.position((int) block.offset()).limit((int) block.offset() + block.bytes());
        while (in.hasRemaining()) {
          int line = in.getInt();
          assertThat(in.getInt(), is(line % 2));
          in.getDouble();
          byte[] kept = new byte[in.getInt()];
          in.get(kept);
          found.put(line, Integer.parseInt(new String(kept, StandardCharsets.UTF_8)));
        }
      }
      assertThat(report.compared(), is((long) texts.size()));
      assertThat(report.clusters(), is(found.values().stream().distinct().count()));
    }
    return found;
  }

  private SignedBlock write(OpenStorages storages, byte[] bytes, int section) throws IOException {
    String root = folder.toString();
    try (PendingFile file = storages.at(root).create("s" + UUID.randomUUID())) {
      file.write(bytes, 0, bytes.length);
      file.commit();
      return new SignedBlock(section, root, file.path(), 0, bytes.length);
    }
  }

  private static Sections sections(int samples, int inOne, Preference preference) {
    List<GenerationPlan.Entry> entries = new ArrayList<>();
    for (String name : List.of("a", "b")) {
      List<IndexRange> half = List.of(new IndexRange(0, (samples + 1) / 2));
      entries.add(new GenerationPlan.Entry(name, "g", 1, "{}", 1, half, 10));
    }
    GenerationPlan plan = new GenerationPlan(entries, List.of(), 1000).withPreference(preference);
    return Sections.of(plan, inOne);
  }

  @Test
  void whatIsLeftOutHasAKeptOneAndKeptOnesAreApart() throws Exception {
    List<String> texts = NearTexts.some(1200, 6, 1);
    Map<Integer, Integer> out = leftOut(texts, RULE, sections(1200, 5000, Preference.INDEX), ALL);

    assertThat(out.size(), greaterThan(100));
    for (Map.Entry<Integer, Integer> one : out.entrySet()) {
      assertThat(out.containsKey(one.getValue()), is(false));
      assertThat(one.getValue(), lessThan(one.getKey()));
      double similarity =
          NearTexts.similarity(texts.get(one.getKey()), texts.get(one.getValue()), 5);
      assertThat(similarity, greaterThanOrEqualTo(0.85));
    }
    List<NearTexts.Pair> pairs = NearTexts.pairs(texts, 5, 0.85);
    long both =
        pairs.stream()
            .filter(pair -> !out.containsKey(pair.first()) && !out.containsKey(pair.second()))
            .count();
    assertThat((double) both, lessThan(0.02 * pairs.size()));
  }

  /** More samples than there was room for at first, twice. */
  @Test
  void thatHoldsWhereTheNextSamplesAreAsManyAsTheFirst() throws Exception {
    List<String> texts = NearTexts.some(5000, 1, 4);

    Map<Integer, Integer> whole = leftOut(texts, RULE, sections(5000, 9000, Preference.INDEX), ALL);
    Map<Integer, Integer> parted = leftOut(texts, RULE, sections(5000, 2000, Preference.INDEX), 1);

    assertThat(parted, is(whole));
  }

  @ParameterizedTest
  @CsvSource({"INDEX,40,1", "INDEX,100,300000", "LISTED,40,1", "LISTED,77,200000"})
  void whatIsFoundDoesNotDependOnTheMemory(Preference preference, int inOne, long memory)
      throws Exception {
    List<String> texts = NearTexts.some(400, 6, 2);

    Map<Integer, Integer> whole = leftOut(texts, RULE, sections(400, 5000, preference), ALL);
    Map<Integer, Integer> parted = leftOut(texts, RULE, sections(400, inOne, preference), memory);

    assertThat(whole.size(), greaterThan(20));
    assertThat(parted, is(whole));
  }

  @Test
  void textsThatAreNearlyTheSameTakeNoTimeThatGrowsWithTheirSquare() {
    Shingles shingles = new Shingles(5);
    MinHash minHash = new MinHash(RULE);
    KeptTexts kept = new KeptTexts(RULE);
    String same = NearTexts.some(1, 0, 3).get(0);
    for (int i = 0; i < 20_000; i++) {
      String text = same + i;
      shingles.read(text);
      SignedText signed = NearTexts.signed(i, text, minHash.sign(shingles));
      if (kept.find(signed) < 0) {
        kept.add(signed);
      }
    }
    assertThat(kept.size(), is(1));
    assertThat(kept.likes(0), is(19_999));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99, 1})
  void bandsOverlookFewPairsAtTheThreshold(double threshold) {
    NearRule rule = new NearRule("f", threshold, 5);
    double overlooked = Math.pow(1 - Math.pow(threshold, rule.rows()), rule.bands());
    assertThat(overlooked, closeTo(0, 0.01));
    assertThat(rule.rows() * rule.bands(), lessThan(257));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "case and blanks | Tell me,  WHY is it so? | tell me, why\tis it so? | true",
        "decomposed letters | le caf\u00e9 de la gare est ferm\u00e9 | le cafe\u0301 de la gare est ferme\u0301 | true",
        "full width | ＡＢＣ ｄｅｆｇｈ | abc defgh | true",
        "one character in a long text | the quick brown fox jumps over the lazy dog and runs away home | the quick brown fox jumps over the lazy dog and runs away hole | true",
        "other numbers | what is 12 + 35? | what is 71 + 98? | false",
        "short and equal | ab | AB | true",
        "short and other | ab | ac | false",
        "a run of one letter | aaaaaaaaaa | aaaaaaaaaaaaaaaaaaa | true",
        "Chinese | 请问今天北京的天气怎么样，需要带伞吗？我下午要出门 | 请问今天北京的天气怎么样，需要带伞吗？我下午要出门。 | true",
        "Chinese, other | 请问今天北京的天气怎么样 | 昨天上海下了很大的雨 | false",
        "emoji | 😀😃😄😁😆😅😂🤣 | 😀😃😄😁😆😅😂🤣 | true",
        "other emoji | 😀😃😄😁😆 | 🐶🐱🐭🐹🐰 | false",
      })
  void textsAreComparedInTheirNormalForm(String name, String one, String other, boolean near)
      throws Exception {
    Map<Integer, Integer> out =
        leftOut(List.of(one, other), RULE, sections(2, 10, Preference.INDEX), ALL);
    assertThat(name, out.equals(Map.of(1, 0)), is(near));
  }

  @Test
  void aTextWithoutCharactersHasNoShingles() {
    Shingles shingles = new Shingles(5);
    for (String text : List.of("", "  ", "\n\t\u00a0")) {
      shingles.read(Shingles.normalised(text));
      assertThat(shingles.count(), is(0));
    }
  }

  @Test
  void sectionsFollowTheOrder() {
    for (Preference preference : Preference.values()) {
      Sections sections = sections(1000, 70, preference);
      int before = 0;
      for (int place = 0; place < 1000; place++) {
        int entry = preference == Preference.LISTED ? place / 500 : place % 2;
        long index = preference == Preference.LISTED ? place % 500 : place / 2;
        int section = sections.of(entry, index);
        assertThat(section, greaterThanOrEqualTo(before));
        assertThat(section - before, lessThan(2));
        before = section;
      }
      assertThat(before, is(14));
    }
  }
}

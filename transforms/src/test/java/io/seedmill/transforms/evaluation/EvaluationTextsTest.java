package io.seedmill.transforms.evaluation;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.evaluation.EvaluationTexts.Match;
import io.seedmill.transforms.storage.Storage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluationTextsTest {

  /** By strings alone: every run of words of the one is looked for in the other. */
  @Test
  void whatIsFoundIsWhatASearchForStringsFinds() {
    Random random = new Random(1);
    List<String> evaluation = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      evaluation.add(text(random, 1 + random.nextInt(12)));
    }
    EvaluationTexts texts = texts(5, evaluation);
    int found = 0;
    for (int i = 0; i < 5000; i++) {
      String sample = text(random, 1 + random.nextInt(20));
      boolean expected = evaluation.stream().anyMatch(one -> shares(one, sample));
      assertThat(sample, find(texts, sample).isPresent(), is(expected));
      found += expected ? 1 : 0;
    }
    assertThat(found, greaterThan(200));
  }

  private static boolean shares(String evaluation, String sample) {
    List<String> one = words(evaluation);
    List<String> other = words(sample);
    if (one.size() < 5 || other.size() < 5) {
      return one.size() >= 4 && one.equals(other);
    }
    for (int i = 0; i + 5 <= one.size(); i++) {
      String run = " " + String.join(" ", one.subList(i, i + 5)) + " ";
      if ((" " + String.join(" ", other) + " ").contains(run)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static String text(Random random, int words) {
    String[] between = {" ", ", ", "\n", " -- ", "'"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      String word = "" + (char) ('a' + random.nextInt(3));
      text.append(random.nextBoolean() ? word : word.toUpperCase(Locale.ROOT));
      text.append(between[random.nextInt(between.length)]);
    }
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "case and punctuation | The quick, brown FOX jumps! | the QUICK brown fox -- jumps | true",
        "half of a word | the quick brown fox jumps | the quick brown fox jumpsuit | false",
        "composed and decomposed | caf\u00e9 au lait tr\u00e8s chaud | cafe\u0301 au lait tre\u0300s chaud | true",
        "full width | ｆｕｌｌ width ｗｏｒｄｓ １２ 34 | full width words 12 34 | true",
        "Chinese without blanks | 今天天气很好 | 他说：今天天气很好，对吧 | true",
        "Chinese, other | 今天天气很好 | 昨天下雨了我们 | false",
        "Japanese | すもももももも | あのすもももももものうち | true",
        "Thai | สวัสดีครับ | สวัสดีครับ | true",
        "Hangul has blanks | 오늘 날씨가 아주 참 좋다 | 음 오늘 날씨가 아주 참 좋다 네 | true",
        "Arabic with marks | مَرحَبا بكم في هذا اليوم | مَرحَبا بكم في هذا اليوم | true",
        "emoji part words | one 😀 two 😀 three four five | one two three four five | true",
        "dotted capital I | İstanbul is a large city | istanbul is a large city | false",
        "short, the same words | What is 2+2? | what is 2 + 2 | true",
        "short, among others | What is 2+2? | tell me what is 2 + 2 please | false",
        "too short | yes | yes | false",
        "numbers count | 1 2 3 4 5 | 1 2 3 4 6 | false",
        "letters of mathematics | 𝒜 𝒷 𝒸 𝒹 𝑒 | a b c d e | true",
      })
  void textsAreComparedByTheirWords(String name, String evaluation, String sample, boolean same) {
    assertThat(
        name, find(texts(5, List.of(evaluation, "x y z w v")), sample).isPresent(), is(same));
  }

  @Test
  void aTextWithoutWordsIsEqualToNothing() {
    EvaluationTexts texts = texts(5, List.of("", " \n", "?!…", "a b c d e"));
    assertThat(texts.tooShort(), is(3L));
    assertThat(find(texts, "").isPresent(), is(false));
    assertThat(find(texts, "?!…").isPresent(), is(false));
  }

  @Test
  void aMatchNamesFilePlaceAndWords(@TempDir Path folder) throws Exception {
    EvaluationTexts.Builder builder = new EvaluationTexts.Builder(4);
    builder.file(new EvaluationTexts.Source("one.jsonl", "line"));
    builder.add(7, "No such words here, really");
    builder.file(new EvaluationTexts.Source("zwei-ä.json", "item"));
    builder.add(3, "Who wrote Faust, part two?");
    for (int row = 4; row < 5000; row++) {
      builder.add(row, "row %s of a longer list".formatted(row)); // so that the table grows
    }
    Storage storage = Storage.of(folder.toString());
    builder.build().write(storage, "texts");

    try (InputStream in = storage.open("texts")) {
      EvaluationTexts read = EvaluationTexts.read(in);
      Match match = new Match("zwei-ä.json", "item 3", "wrote faust part two");
      assertThat(find(read, "He, who wrote \"Faust, part Two\"").get().place(), is("item 3"));
      assertThat(find(read, "Wrote Faust Part Two"), is(Optional.of(match)));
      assertThat(find(read, "row 4999 of a longer").get().place(), is("item 4999"));
    }
  }

  @Test
  void allTextsOfTheContentAreLookedAtAndNothingElse() throws Exception {
    Contamination.Check check = new Contamination.Check(texts(3, List.of("very secret words")));

    assertThat(finds(check, "\"a\":\"no\",\"b\":{\"c\":[1,\"Very secret words\"]}"), is(true));
    assertThat(finds(check, "\"a\":\"very\",\"b\":\"secret words\""), is(false));
    assertThat(finds(check, "\"very secret words\":1"), is(false));
    assertThat(finds(check, "\"a\":{\"$asset\":{\"base64\":\"very secret words\"}}"), is(false));
    assertThat(finds(check, "\"metadata\":{\"a\":\"very secret words\"}"), is(false));
    assertThat(finds(check, "\"a\":[],\"b\":{},\"c\":null,\"d\":\"very secret words\""), is(true));
  }

  private static boolean finds(Contamination.Check check, String fields) throws Exception {
    String record =
        "{\"id\":\"very secret words\",\"generator\":\"g\",\"index\":1," + fields + "}\n";
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    return check.find(bytes, 0, bytes.length).isPresent();
  }

  private static EvaluationTexts texts(int ngrams, List<String> all) {
    EvaluationTexts.Builder builder = new EvaluationTexts.Builder(ngrams);
    builder.file(new EvaluationTexts.Source("file", "line"));
    for (int i = 0; i < all.size(); i++) {
      builder.add(i + 1, all.get(i));
    }
    return builder.build();
  }

  private static Optional<Match> find(EvaluationTexts texts, String sample) {
    Words words = new Words();
    words.read(sample);
    return texts.find(words);
  }
}

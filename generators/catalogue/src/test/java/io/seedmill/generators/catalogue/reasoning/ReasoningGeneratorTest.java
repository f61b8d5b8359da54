package io.seedmill.generators.catalogue.reasoning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasoningGeneratorTest {

  private static final ReasoningGenerator.Factory FACTORY = new ReasoningGenerator.Factory();

  private static List<Collected> samples(String parameters, int count) throws Exception {
    return CollectingSink.collect(FACTORY, parameters(parameters), 42, new IndexRange(0, count));
  }

  private static Parameters parameters(String json) throws Exception {
    return FACTORY
        .parameters()
        .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void kindsAndLevelsHaveEqualShares() throws Exception {
    int all = Kinds.IDS.size() * Kind.LEVELS;
    Map<String, Integer> counts = new TreeMap<>();
    for (Collected sample : samples("{}", all)) {
      ObjectNode parsed = sample.parsed();
      counts.merge(
          parsed.get("kind").asText() + "@" + parsed.at("/metadata/difficulty"), 1, Integer::sum);
    }
    assertThat(counts, aMapWithSize(all));
    assertThat(counts.values(), everyItem(is(1)));
  }

  /** The digest changes only together with the version. */
  @Test
  void theBytesArePinned() throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (Collected sample : samples("{}", 1_000)) {
      sha256.update(sample.content().getBytes(StandardCharsets.UTF_8));
      sha256.update(sample.metadata().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(HexFormat.of().formatHex(sha256.digest()).substring(0, 16), is("f7777be34ff0652c"));
  }

  @Test
  void aMixtureHasItsWeights() throws Exception {
    Map<String, Integer> counts = new TreeMap<>();
    for (Collected sample : samples("{\"mixture\":{\"weekday@2-3\":3,\"spell-backward\":1}}", 40)) {
      counts.merge(sample.parsed().get("kind").asText(), 1, Integer::sum);
    }
    assertThat(counts, is(Map.of("weekday", 30, "spell-backward", 10)));
  }

  @Test
  void theOrderOfTheKeysOfAMixtureMeansNothing() throws Exception {
    List<String> contents =
        samples("{\"mixture\":{\"weekday\":1,\"letter-count@3\":2}}", 30).stream()
            .map(Collected::content)
            .toList();
    assertThat(
        samples("{\"mixture\":{\"letter-count@3\":2,\"weekday\":1}}", 30).stream()
            .map(Collected::content)
            .toList(),
        is(contents));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mixture\":{}}",
        "{\"mixture\":{\"weekdays\":1}}",
        "{\"mixture\":{\"weekday@0\":1}}",
        "{\"mixture\":{\"weekday@5-3\":1}}",
        "{\"mixture\":{\"weekday@11\":1}}",
        "{\"mixture\":{\"weekday\":0}}",
        "{\"mixture\":{\"weekday\":1},\"level\":3}",
        "{\"mixture\":{\"weekday\":1},\"kind\":\"weekday\"}",
        "{\"kind\":\"weekdays\"}",
        "{\"level\":11}"
      })
  void aMixtureThatCannotBeIsRefused(String json) {
    assertThrows(InvalidParametersException.class, () -> parameters(json));
  }

  @Test
  void aRecordIsScoredByItself() throws Exception {
    Scorer scorer = FACTORY.scorer().orElseThrow();
    for (Collected sample : samples("{}", 200)) {
      ObjectNode record = sample.parsed();
      String answer = record.get("answer").asText();
      assertThat(scorer.score(record, "Answer:\n" + answer), is(1.0));
    }
    ObjectNode other = samples("{}", 1).get(0).parsed().put("kind", "riddles");
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> scorer.score(other, "1")).getMessage(),
        containsString("kind: found \"riddles\""));
  }

  @Test
  void anyExpressionThatReachesTheTargetIsRight() throws Exception {
    Scorer scorer = FACTORY.scorer().orElseThrow();
    ObjectNode record = samples("{\"kind\":\"countdown-numbers\"}", 1).get(0).parsed();
    ObjectNode given = (ObjectNode) record.at("/metadata/given");
    given.put("target", 52).putArray("numbers").add(5).add(9).add(7).add(4);
    assertThat(scorer.score(record, "9 * 5 + 7"), is(1.0));
    assertThat(scorer.score(record, "The answer is (7 + 9×5) = 52"), is(1.0));
    assertThat(scorer.score(record, "4 * (9 + 5) - 4"), is(0.0)); // uses 4 twice
    assertThat(scorer.score(record, "4 * 13"), is(0.0)); // 13 is not given
    assertThat(scorer.score(record, "52"), is(0.0));
    assertThat(scorer.score(record, "(".repeat(100_000)), is(0.0));
    assertThat(scorer.score(record, "9 * 5 + (7 / 4)"), is(0.0)); // a remainder
  }
}

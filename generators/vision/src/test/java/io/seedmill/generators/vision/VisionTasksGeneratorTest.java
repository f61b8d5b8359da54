package io.seedmill.generators.vision;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Scorer;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class VisionTasksGeneratorTest {

  private static final VisionTasksGenerator.Factory FACTORY = new VisionTasksGenerator.Factory();

  private static List<Collected> samples(String parameters, int count) throws Exception {
    return CollectingSink.collect(FACTORY, parameters(parameters), 42, new IndexRange(0, count));
  }

  private static Parameters parameters(String json) throws Exception {
    return FACTORY
        .parameters()
        .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String digest(List<Collected> samples) throws Exception {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (Collected sample : samples) {
      sha256.update(sample.content().getBytes(StandardCharsets.UTF_8));
      sha256.update(sample.metadata().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(sha256.digest()).substring(0, 16);
  }

  /**
   * The digest of a kind changes only together with the version. Without parameters, kinds that are
   * added change it too.
   */
  @Test
  void theBytesOfEachKindArePinned() throws Exception {
    List<String> digests = new ArrayList<>();
    for (String kind : new TreeSet<>(VisionKinds.IDS)) {
      digests.add(kind + " " + digest(samples("{\"kind\":\"" + kind + "\"}", 30)));
    }
    assertThat(
        String.join("\n", digests),
        is(
            """
            arrow-that-differs 73f603c000cf2e44
            ball-bounce e85ba3616e38dffc
            chart-reading d372eec1945d77d8
            chess-mate-in-one b7a5b3b68a7bee04
            clock-reading ce9efb563d0b677a
            colour-mixing cefd1b20c9448eb4
            communicating-vessels 2c11f74f09fb84bc
            counting 4b918c8b5803c85d
            dot-to-dot bd3681f61f100c77
            edit-distance 2c07a5eb602efb9c
            graph-navigation ab33c2d47e73610e
            grid-shift 4a5212e116480b13
            keys-and-doors ad17058ed7e42aa8
            majority-colour 76a67f5ef181f1eb
            mark-largest-angle 978a5b0fdbad34bb
            mark-midpoint aae8d9b2bda580e1
            mark-tangent aac6901a545cac5d
            maze c709ab792fb75623
            mirror-clock 9012d34e63331522
            nonogram c6be20f3aa335983
            object-permanence a3c0c70f20dab204
            occlusion-order 24d4a696a7d11e33
            raven-matrices 7b636414fe0125ae
            ray-reflection ee8af42fda2d06c1
            ray-refraction c8e4b6e19d188d11
            reflection 836c64bc319eeb9c
            rotation 015d69c6dab38570
            scaling ac30da4937057048
            sequence-completion 5f95c1be9bb81ca8
            shape-sorting 7b7f9aacf755088c
            shortest-grid-path a7f37d057d9fda79
            sliding-puzzle 8aebe073a932633b
            sudoku be0882fffd9997b0
            symmetry-completion 8b2751b625502389
            tetris-drop 005162ab4f24515b
            tower-of-hanoi 950ef1b88a1128db
            traffic-light add7971c11a59e5a
            """
                .strip()));
  }

  @Test
  void animationsArePinned() throws Exception {
    assertThat(
        digest(samples("{\"kind\":\"maze\",\"frames\":\"apng\",\"size\":128}", 3)),
        is("77a153f3911d873e"));
  }

  @Test
  void aRecordIsScoredByItsPicture() throws Exception {
    Scorer scorer = FACTORY.scorer().orElseThrow();
    for (Collected sample : samples("{}", 60)) {
      ObjectNode record = sample.parsed();
      String last = record.at("/final_frame/$asset/base64").asText();
      assertThat(scorer.score(record, last), is(1.0));
      assertThat(scorer.score(record, "data:image/png;base64," + last), is(1.0));
      assertThat(scorer.score(record, record.at("/first_frame/$asset/base64").asText()), is(0.0));
      assertThat(scorer.score(record, "no picture"), is(0.0));
      assertThat(scorer.score(record, last.substring(0, 200)), is(0.0));
    }
    ObjectNode other = samples("{}", 1).get(0).parsed().put("kind", "riddles");
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> scorer.score(other, "")).getMessage(),
        containsString("kind: found \"riddles\""));
  }

  @Test
  void whatCannotBeIsRefused() {
    for (String json :
        List.of(
            "{\"frames\":\"gif\"}",
            "{\"size\":16}",
            "{\"kind\":\"mazes\"}",
            "{\"mixture\":{\"maze\":1},\"level\":3}")) {
      assertThrows(InvalidParametersException.class, () -> parameters(json), json);
    }
  }

  @Test
  void theCatalogueHasIt() {
    assertThat(Catalogue.load().generator("vision-tasks").isPresent(), is(true));
  }
}

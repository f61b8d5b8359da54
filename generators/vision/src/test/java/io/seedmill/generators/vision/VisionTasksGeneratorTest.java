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
            arrow-that-differs f2eaf30ed506d71b
            ball-bounce ea9d3a702ada3aee
            chart-reading 23e5de8418b4a32d
            chess-mate-in-one 795919032a1daf95
            clock-reading 5cae8eb86400443f
            colour-mixing 3c9272f9970f3971
            communicating-vessels 4b5db01441bc7388
            counting 94a1595d3edc7619
            dot-to-dot 7e220b5e82a09ea7
            edit-distance e84eab39a4290091
            graph-navigation b13f09201c6e5be4
            grid-shift 75db06e47b781c1b
            keys-and-doors 8d48a461084d2340
            majority-colour bd8583ae4b506c28
            mark-largest-angle 4951e2e4d34ed5b4
            mark-midpoint cc3346c17ee73c3a
            mark-tangent 2ab11c1ba2324c88
            maze af707494021b3a7a
            mirror-clock 09f49c980ee0592d
            nonogram a78a374dff285964
            object-permanence 3b3bb3393899949e
            occlusion-order cb1763907d948975
            raven-matrices bea2104032076ee1
            ray-reflection b2c3e1c464cc0bbe
            ray-refraction b3a69190fb1fb7be
            reflection e3a0cee2cda086c3
            rotation 65986c3acd2692c2
            scaling 327c461e73418ada
            sequence-completion 8ceda320520d5492
            shape-sorting 80d93488aaaa690b
            shortest-grid-path 3f03417ee7a0d32a
            sliding-puzzle cc0f15320fe4e42e
            sudoku 44c0af2f1059fde8
            symmetry-completion 0e26adcbf018ed2e
            tetris-drop dc8b50bfa8676e03
            tower-of-hanoi c2decd28236dbef7
            traffic-light 0e8bdde58b924547
            """
                .strip()));
  }

  @Test
  void animationsArePinned() throws Exception {
    assertThat(
        digest(samples("{\"kind\":\"maze\",\"frames\":\"apng\",\"size\":128}", 3)),
        is("89e4bac2097a1510"));
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

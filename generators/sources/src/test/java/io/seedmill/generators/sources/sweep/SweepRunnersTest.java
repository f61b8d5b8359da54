package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.SweepRun.ONE;
import static io.seedmill.generators.sources.sweep.SweepRun.RUNNERS;
import static io.seedmill.generators.sources.sweep.SweepRun.column;
import static io.seedmill.generators.sources.sweep.SweepRun.names;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.InvalidParametersException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each entry once on each runner of a label, and the file that says which there are. */
class SweepRunnersTest {

  private static final String KEYS =
      "'sweep':'m.yaml','runnerModelSweep':true,'runnerType':['h200']";

  /** A point with more tensor parallelism, behind one with less. */
  private static final String TWO_POINTS =
      ONE + "    - { tp: 8, ep: 2, conc-start: 16, conc-end: 32 }\n";

  private static final String SEVERAL =
      """
      n-fp8-h200-trt:
        image: i:v1
        model: org/n
        model-prefix: n
        runner: h200
        precision: fp8
        framework: trt
        multinode: true
        disagg: true
        seq-len-configs:
        - isl: 1024
          osl: 1024
          search-space:
          - conc-start: 1
            conc-end: 8
            prefill: { num-worker: 1, tp: 4, ep: 4, dp-attn: false }
            decode: { num-worker: 2, tp: 4, ep: 4, dp-attn: true }
          - conc-list: [32, 8]
            spec-decoding: mtp
            prefill: { num-worker: 3, tp: 4, ep: 4, dp-attn: false, additional-settings: [A=1] }
            decode: { num-worker: 2, tp: 4, ep: 4, dp-attn: true, batch-size: 5 }
      """;

  private static List<JsonNode> rows(String yaml, String keys) throws Exception {
    return new SweepRun().with("m.yaml", yaml).with("runners.yaml", RUNNERS).rows(keys);
  }

  @Test
  void onOneNodeTheMostTensorParallelismIsTriedAtItsLeastConcurrency() throws Exception {
    List<JsonNode> rows = rows(TWO_POINTS, KEYS);
    assertThat(column(rows, "runner"), contains("h200-a_0", "h200-a_1", "h200-b_0"));
    assertThat(column(rows, "tp"), contains("8", "8", "8"));
    assertThat(column(rows, "conc"), contains("16", "16", "16"));
    assertThat(
        names(rows.get(0)),
        contains(
            "image model model-prefix precision framework runner isl osl tp ep dp-attn"
                .concat(" spec-decoding conc max-model-len exp-name disagg run-eval")
                .split(" ")));
    assertThat(rows.get(0).get("exp-name").asText(), is("m_test"));
    assertThat(rows.get(0).get("max-model-len").asInt(), is(2048));
    assertThat(
        column(rows(TWO_POINTS, KEYS + ",'runnerNodeFilter':'-a','conc':[3]"), "conc"),
        contains("3", "3"));
    assertThat(
        names(rows(TWO_POINTS, KEYS + ",'edition':'2025-11'").get(0)),
        contains(
            "image model precision framework runner isl osl tp ep dp-attn conc max-model-len exp-name"
                .split(" ")));
  }

  @Test
  void onSeveralNodesAListComesBeforeARange() throws Exception {
    List<JsonNode> rows = rows(SEVERAL, KEYS);
    assertThat(rows.get(0).get("conc").toString(), is("[8]"));
    assertThat(
        rows.get(0).get("prefill").toString(),
        is(
            "{\"num-worker\":3,\"tp\":4,\"ep\":4,\"dp-attn\":false,\"additional-settings\":[\"A=1\"]}"));
    assertThat(
        rows.get(0).get("decode").toString(),
        is("{\"num-worker\":2,\"tp\":4,\"ep\":4,\"dp-attn\":true,\"additional-settings\":[]}"));
    String range = SEVERAL.substring(0, SEVERAL.indexOf("    - conc-list"));
    assertThat(rows(range, KEYS).get(0).get("conc").toString(), is("[1]"));
    assertThat(rows(SEVERAL, KEYS + ",'singleNode':true"), empty());
    assertThat(rows(SEVERAL.replace("isl: 1024", "isl: 8192"), KEYS), empty());
  }

  @Test
  void theRunnersBesideTheMasterFileAreTakenWhereNoneAreNamed() throws Exception {
    assertThat(
        column(rows(ONE, "'sweep':'m.yaml','runnerNodeFilter':'_0','maxConc':4"), "runner"),
        contains("h200-a_0", "h200-b_0"));
    SweepRun elsewhere =
        new SweepRun()
            .with("m.yaml", ONE)
            .with("runners.yaml", RUNNERS)
            .with("r.yaml", "h200: [h200-c_0]\n");
    String keys = "'sweep':'m.yaml','runners':'r.yaml','runnerNodeFilter':'_0','maxConc':4";
    assertThat(column(elsewhere.rows(keys), "runner"), contains("h200-c_0"));
  }

  @Test
  void aLabelWithoutSuchARunnerIsRefused() {
    UnusableException e =
        assertThrows(UnusableException.class, () -> rows(ONE, KEYS + ",'runnerNodeFilter':'-z'"));
    assertThat(e.getMessage(), is("no runner of 'h200' with '-z'"));
    assertThat(e.allowed(), startsWith("a part of one of h200-a_0, "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'runnerModelSweep':true",
        "'runnerModelSweep':true,'runnerType':['a','b']",
        "'runnerModelSweep':true,'runnerType':['a'],'conc':[1,2]",
        "'runnerModelSweep':true,'runnerType':['a'],'maxConc':4",
        "'runnerModelSweep':true,'runnerType':['a'],'testMode':true",
        "'runnerModelSweep':true,'configKeys':['a']",
        "'expNames':['a']",
        "'configKeys':['a'],'expNames':['a','a']",
        "'trimConc':true,'evals':'smoke'",
      })
  void keysThatExcludeEachOtherAreRefused(String keys) {
    assertThrows(InvalidParametersException.class, () -> rows(ONE, "'sweep':'m.yaml'," + keys));
  }

  @Test
  void inNovemberTheTestsOfNamedEntriesAreOfEachPoint() throws Exception {
    String keys = "'sweep':'m.yaml','edition':'2025-11','configKeys':['m-fp8-h200-vllm']";
    List<JsonNode> rows = rows(TWO_POINTS, keys);
    // 4, 8, 16, 32, 50 of the first point, 16 and 32 of the second; no room besides the lengths
    assertThat(column(rows, "conc"), contains("4", "8", "16", "32", "50", "16", "32"));
    assertThat(rows.get(0).get("max-model-len").asInt(), is(2048));
    assertThat(names(rows.get(0)).subList(7, 11), contains("tp", "ep", "dp-attn", "conc"));
    rows = rows(TWO_POINTS, keys + ",'testMode':true");
    assertThat(column(rows, "conc"), contains("4", "16"));
    assertThat(column(rows, "exp-name"), hasItem("m_test"));
  }
}

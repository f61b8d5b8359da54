package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.SweepRun.column;
import static io.seedmill.generators.sources.sweep.SweepRun.names;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.UnusableException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Configurations are marked for an evaluation as the tool marks them; only those, or the least, can
 * be kept.
 */
class SweepEvalsTest {

  private static final String RUNNERS =
      """
      labels: {'cluster:h200-a': [h200-a_0]}
      clusters: {h200-a: {gpus-per-node: 8, available-cpu-dram-mib: 1000000}}
      """;

  private static final String HEAD =
      """
      NAME:
        image: i:v1
        model: org/m
        model-prefix: PREFIX
        runner: cluster:h200-a
        precision: fp8
        framework: sglang
        multinode: NODES
        scenarios:
      """;

  /** One node: at 8192/1024 the concurrencies 8, 16, 32, 64 and 80, at 1024/1024 4 and 8. */
  private static final String SINGLE =
      HEAD.replace("NAME", "single").replace("PREFIX", "m").replace("NODES", "false")
          + """
              fixed-seq-len:
              - { isl: 8192, osl: 1024, search-space: [{ tp: 8, conc-start: 8, conc-end: 80 }] }
              - { isl: 1024, osl: 1024, search-space: [{ tp: 8, conc-start: 4, conc-end: 8 }] }
          """;

  /** Several nodes: two rows of one topology, and one of another with more GPUs. */
  private static final String SEVERAL =
      HEAD.replace("NAME", "several").replace("PREFIX", "m").replace("NODES", "true")
          + """
              fixed-seq-len:
              - isl: 8192
                osl: 1024
                search-space:
                - { conc-list: [64, 16], num-nodes: 2, worker: { tp: 16, ep: 1, dp-attn: false } }
                - { conc-list: [4, 16], num-nodes: 2, worker: { tp: 16, ep: 1, dp-attn: false } }
                - { conc-list: [8], num-nodes: 4, worker: { tp: 32, ep: 1, dp-attn: false } }
          """;

  private static String agent(String prefix) {
    return HEAD.replace("NAME", "agent").replace("PREFIX", prefix).replace("NODES", "false")
        + """
            agentic-coding:
            - search-space: [{ tp: 8, kv-offloading: none, conc-list: [2, 4] }]
        """;
  }

  private static List<JsonNode> rows(String yaml, String more) throws Exception {
    return new SweepRun()
        .with("m.yaml", yaml)
        .with("r.yaml", RUNNERS)
        .rows("'sweep':'m.yaml','runners':'r.yaml'" + more);
  }

  @Test
  void onOneNodeTheGreatestConcurrencyAndTheOneInTheMiddleAreUsual() throws Exception {
    List<JsonNode> rows = rows(SINGLE, "");
    assertThat(column(rows, "conc"), contains("8", "16", "32", "64", "80", "4", "8"));
    // of 16, 32, 64 and 80 (8 is too few), the one at half is 64
    assertThat(
        column(rows, "run-eval"),
        contains("false", "false", "false", "true", "true", "false", "false"));
    assertThat(column(rows(SINGLE, ",'evals':'only'"), "conc"), contains("64", "80"));
    assertThat(column(rows(SINGLE, ",'evals':'only'"), "eval-only"), contains("true", "true"));
    assertThat(column(rows(SINGLE, ",'evals':'none'"), "run-eval"), not(hasItem("true")));
  }

  @Test
  void allAreThoseOfOneLengthAndRowsOfOneTopologyBecomeOne() throws Exception {
    assertThat(
        column(rows(SINGLE, ",'evals':'all'"), "conc"), contains("8", "16", "32", "64", "80"));
    List<JsonNode> rows = rows(SEVERAL, ",'evals':'all'");
    assertThat(
        rows.stream().map(row -> row.get("conc").toString()).toList(),
        contains("[4,16,64]", "[8]"));
    assertThat(column(rows, "eval-all-concs"), contains("true", "true"));
    assertThat(names(rows.get(0)), not(hasItem("eval-conc")));
  }

  @Test
  void trimmingLeavesTheLeastConcurrencyOfEachTopologyWithItsMark() throws Exception {
    List<JsonNode> rows = rows(SINGLE + SEVERAL, ",'trimConc':true");
    assertThat(
        rows.stream().map(row -> row.get("conc").toString()).toList(),
        contains("8", "4", "[4]", "[8]"));
    // one of the rows that went away was marked; 8 of the other topology are too few for a mark
    assertThat(column(rows, "run-eval"), contains("true", "false", "true", "false"));
    assertThat(column(rows, "eval-conc"), contains("", "", "4", ""));
  }

  @Test
  void smokeIsTheLeastOfEachTopologyAndBehindThatOneEvaluationOfEach() throws Exception {
    List<JsonNode> rows = rows(SINGLE + SEVERAL, ",'evals':'smoke'");
    assertThat(
        rows.stream().map(row -> row.get("conc").toString()).toList(),
        contains("8", "4", "[4]", "[8]", "64", "[64]"));
    assertThat(
        column(rows, "run-eval"), contains("false", "false", "false", "false", "true", "true"));
    assertThat(column(rows, "eval-only"), contains("", "", "", "", "true", "true"));
    assertThat(rows.get(5).get("eval-all-concs").asBoolean(true), is(false));
  }

  @Test
  void aModelWithASuiteOfItsMakerIsEvaluatedByBothWhereAllAre() throws Exception {
    List<JsonNode> rows = rows(agent("minimaxm3"), ",'evals':'all'");
    assertThat(column(rows, "conc"), contains("2", "2", "4", "4"));
    assertThat(
        column(rows, "eval-framework"),
        contains("minimax-vendor", "lm-eval", "minimax-vendor", "lm-eval"));
    assertThat(column(rows, "eval-suite"), contains("minimax_m3_full", "", "minimax_m3_full", ""));
    // without being asked: each by that of its maker, and the greatest by the common one besides
    rows = rows(agent("minimaxm3"), "");
    assertThat(column(rows, "conc"), contains("2", "4", "4"));
    assertThat(column(rows, "eval-only"), contains("", "", "true"));
    rows = rows(agent("m"), "");
    assertThat(column(rows, "run-eval"), contains("false", "true"));
    assertThat(column(rows, "eval-framework"), contains("", "lm-eval"));
  }

  @Test
  void twoThatTheResultsCannotTellApartAreEvaluatedOnce() throws Exception {
    String twice =
        SINGLE + SINGLE.replace("single", "other").replace("i:v1", "i:v2").replace("80", "64");
    List<JsonNode> rows = rows(twice, ",'evals':'only'");
    // both entries have the middle one, 64, and images do not tell results apart
    assertThat(column(rows, "image"), contains("i:v1", "i:v1"));
    assertThat(column(rows, "conc"), contains("64", "80"));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12, 'evals':'only',   since 2026-02",
    "2026-02, 'evals':'all',    since 2026-07",
    "2026-08, 'evals':'smoke',  since 2026-09",
    "2026-06, 'trimConc':true,  since 2026-09",
    "2026-11, 'runnerModelSweep':true;'runnerType':['cluster:h200-a'], before 2026-07",
  })
  void anEditionIsToldThatDoesNotHaveWhatIsAskedFor(String month, String keys, String allowed) {
    UnusableException e =
        assertThrows(
            UnusableException.class,
            () -> rows(SINGLE, ",'edition':'" + month + "'," + keys.replace(';', ',')));
    assertThat(e.allowed(), containsString(allowed));
  }

  @Test
  void configurationsAreAskedForByTheirNames() throws Exception {
    String keys = ",'configKeys':['agent'],'expNames':['m_tp8_conc4_kvnone']";
    assertThat(column(rows(agent("m"), keys), "conc"), contains("4"));
    assertThat(
        column(rows(agent("m"), keys.replace("'m_tp8", "'m_tp8_conc2_kvnone','m_tp8")), "conc"),
        contains("2", "4"));
    for (String wrong : List.of("m_tp8", "m_tp8_conc5_kvnone")) {
      UnusableException e =
          assertThrows(
              UnusableException.class,
              () -> rows(agent("m"), keys.replace("m_tp8_conc4_kvnone", wrong)));
      assertThat(e.getMessage(), is("the name '%s', which 0 configurations have".formatted(wrong)));
    }
    UnusableException several =
        assertThrows(
            UnusableException.class,
            () -> rows(SINGLE, ",'configKeys':['single'],'expNames':['m_8k1k']"));
    assertThat(several.getMessage(), is("the name 'm_8k1k', which 5 configurations have"));
  }

  @Test
  void nothingIsLeftWhereNothingIsWorthAnEvaluation() throws Exception {
    assertThat(rows(SINGLE, ",'evals':'only','seqLens':['1k1k']"), empty());
  }
}

package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.SweepRun.ONE;
import static io.seedmill.generators.sources.sweep.SweepRun.RUNNERS;
import static io.seedmill.generators.sources.sweep.SweepRun.column;
import static io.seedmill.generators.sources.sweep.SweepRun.names;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields and numbers as the editions of the project's tool have them. */
class SweepEditionsTest {

  private static List<JsonNode> rows(String yaml, String runners) throws Exception {
    return new SweepRun()
        .with("m.yaml", yaml)
        .with("r.yaml", runners)
        .rows("'sweep':'m.yaml','runners':'r.yaml'");
  }

  @Test
  void recipesAreNamedFromTheRootOfTheProjectAndPowerIsMeasuredWhereItIsAskedFor()
      throws Exception {
    String yaml =
        """
        m-fp8-gb200-trt:
          image: i:v1
          model: org/m
          model-prefix: m
          runner: cluster:gb200-a
          precision: fp8
          framework: trt
          multinode: true
          srt-recipe-dir: m/fp8
          scenarios:
            fixed-seq-len:
            - isl: 8192
              osl: 1024
              search-space:
              - {conc-list: [8, 16], srt-recipe: "r.yaml:override_a", power: true, num-nodes: 2, worker: {tp: 8, ep: 1, dp-attn: false}}
            agentic-coding:
            - search-space:
              - {conc-list: [2], srt-recipe: b.yaml, eval-srt-recipe: "b.yaml:override_eval", num-nodes: 2, worker: {tp: 8, ep: 1, dp-attn: false}}
        m-fp8-h200-vllm:
          image: i:v1
          model: org/m
          model-prefix: m
          runner: cluster:gb200-a
          precision: fp8
          framework: vllm
          multinode: false
          srt-recipe-dir: n
          scenarios:
            fixed-seq-len:
            - isl: 1024
              osl: 1024
              search-space:
              - {tp: 4, conc-list: [4], srt-recipe: "s.yaml:base"}
        """;
    List<JsonNode> rows =
        rows(yaml, "labels: {'cluster:gb200-a': [a]}\nclusters: {gb200-a: {gpus-per-node: 4}}\n");
    String multi = "benchmarks/multi_node/srt-slurm-recipes/m/fp8/";
    assertThat(
        column(rows, "srt-recipe"),
        contains(
            multi + "r.yaml:override_a",
            multi + "b.yaml",
            "benchmarks/single_node/srt-slurm-recipes/n/s.yaml:base"));
    assertThat(column(rows, "eval-srt-recipe"), contains("", multi + "b.yaml:override_eval", ""));
    assertThat(column(rows, "power"), contains("true", "", ""));
  }

  /**
   * 3,095,781 MiB are capped at 2,861,022, which are 3000 GB; 0.8 of that for 4 of 8 GPUs: 1199.
   */
  @Test
  void anAgentsCacheGoesToMemoryOrDisksOrBoth() throws Exception {
    String yaml =
        """
        m-fp8-mi355x-vllm:
          image: i:v1
          model: org/m
          model-prefix: m
          runner: cluster:mi355x-a
          precision: fp8
          framework: vllm
          multinode: false
          scenarios:
            agentic-coding:
            - dram-utilization: 0.80
              search-space:
              - { tp: 4, kv-offloading: [dram, nvme], kv-offload-backend: { name: k }, conc-list: [16] }
              - { tp: 4, kv-offloading: nvme, kv-offload-backend: { name: k }, conc-list: [16] }
        """;
    String runners =
        """
        labels: {'cluster:mi355x-a': [a]}
        hardware: {'cluster:mi355x-a': {gpus-per-node: 8, available-cpu-dram-mib: 3_095_781}}
        """;
    List<JsonNode> rows = rows(yaml, runners);
    assertThat(column(rows, "kv-offloading"), contains("dram+nvme", "nvme"));
    assertThat(
        column(rows, "exp-name"), contains("m_tp4_conc16_kvdram+nvme-k", "m_tp4_conc16_kvnvme-k"));
    assertThat(column(rows, "total-cpu-dram-gb"), contains("1199", "0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-11", "2025-12", "2026-02", "2026-04"})
  void eachEditionHasItsFields(String month) throws Exception {
    JsonNode row =
        new SweepRun()
            .with("m.yaml", ONE)
            .rows("'sweep':'m.yaml','edition':'" + month + "'")
            .get(0);
    List<String> names =
        Stream.of(
                "image model model-prefix precision framework runner isl osl tp conc",
                "max-model-len ep dp-attn spec-decoding exp-name disagg run-eval")
            .flatMap(part -> Stream.of(part.split(" ")))
            .filter(name -> !name.equals("run-eval") || month.startsWith("2026"))
            .filter(
                name -> !name.matches("model-prefix|spec-.*|disagg") || !month.equals("2025-11"))
            .toList();
    assertThat(names(row), is(names));
    assertThat(row.get("max-model-len").asInt(), is(month.equals("2026-04") ? 2304 : 2248));
  }

  @Test
  void theNewestEditionThatReadsTheFilesIsTaken() throws Exception {
    String longer = ONE.replace("osl: 1024", "osl: 8192");
    SweepRun run =
        new SweepRun()
            .with("m.yaml", ONE)
            .with("long.yaml", longer)
            .with("old.yaml", ONE.replace("  multinode: false\n", ""))
            .with("new.yaml", newer())
            .with("r.yaml", RUNNERS)
            .with("labels.yaml", "labels:\n  " + RUNNERS);
    assertThat(names(run.rows("'sweep':'old.yaml'").get(0)), hasSize(13));
    assertThat(run.rows("'sweep':'m.yaml'").get(0).get("max-model-len").asInt(), is(2304));
    JsonNode at1k8k = run.rows("'sweep':'long.yaml'").get(0);
    assertThat(at1k8k.get("exp-name").asText(), is("m_1k8k"));
    assertThat(at1k8k.get("max-model-len").asInt(), is(9416));
    assertThat(
        names(run.rows("'sweep':'new.yaml','runners':'r.yaml'").get(0)),
        is(names(run.rows("'sweep':'m.yaml'").get(0))));
    assertThat(
        names(run.rows("'sweep':'new.yaml','runners':'labels.yaml'").get(0)),
        contains(
            "image model model-prefix precision framework runner isl osl tp pp dcp-size pcp-size conc"
                .concat(" max-model-len ep dp-attn spec-decoding exp-name disagg run-eval")
                .split(" ")));
  }

  private static String newer() {
    return ONE.replace("  seq-len-configs:\n", "  scenarios:\n    fixed-seq-len:\n")
        .replace("  - isl", "    - isl")
        .replace("    osl", "      osl")
        .replace("    search-space:", "      search-space:")
        .replace("    - { tp", "      - { tp");
  }

  @Test
  void agentsAndNumbersOfNodesAreThoseOfTheNewestTool() throws Exception {
    String yaml =
        """
        m-fp8-gb200-trt:
          image: i:v1
          model: org/m
          model-prefix: m
          runner: cluster:gb200-a
          precision: fp8
          framework: trt
          multinode: true
          disagg: true
          kv-p2p-transfer: nixl
          scenarios:
            agentic-coding:
            - dram-utilization: 0.8
              search-space:
              - kv-offloading: dram
                kv-offload-backend: { name: lmcache, version: "1" }
                conc-list: [8, 32]
                prefill: { num-worker: 3, tp: 2, ep: 2, dp-attn: true }
                decode: { num-worker: 1, tp: 8, ep: 1, dp-attn: false }
        """;
    String runners =
        """
        labels: {'cluster:gb200-a': [gb200-a_0]}
        clusters: {gb200-a: {gpus-per-node: 4, available-cpu-dram-mib: 860160}}
        """;
    List<JsonNode> rows = rows(yaml, runners);
    assertThat(
        column(rows, "exp-name"),
        contains(
            "m_p3x2ep2dpa_d1x8_conc8_kvdram-lmcache", "m_p3x2ep2dpa_d1x8_conc32_kvdram-lmcache"));
    // 3 workers of 2 GPUs take 2 nodes of 4, one of 8 takes 2
    assertThat(column(rows, "node-count"), contains("4", "4"));
    // 860160 MiB are 901.9 GB; 0.8 of that for 2 of 4 GPUs are 360.77 GB
    assertThat(column(rows, "total-cpu-dram-gb"), contains("360", "360"));
    assertThat(column(rows, "run-eval"), contains("false", "true"));
    assertThat(column(rows, "eval-conc"), contains("", "32"));
    // with 'hardware' it is the tool that evaluates agents only where it is asked to
    SweepRun earlier =
        new SweepRun()
            .with("m.yaml", yaml)
            .with(
                "r.yaml",
                runners
                    .replace("clusters: {gb", "hardware: {'cluster:gb")
                    .replace("-a: {gpus", "-a': {gpus"));
    rows = earlier.rows("'sweep':'m.yaml','runners':'r.yaml'");
    assertThat(column(rows, "node-count"), contains("4", "4"));
    assertThat(column(rows, "run-eval"), contains("false", "false"));
    rows = earlier.rows("'sweep':'m.yaml','runners':'r.yaml','evals':'only'");
    assertThat(column(rows, "conc"), contains(""));
    assertThat(rows.get(0).get("conc").toString(), is("[32]"));
  }

  @Test
  void aRecipeBesideTheMasterFileSaysHowManyNodesThereAre() throws Exception {
    String yaml =
        """
        m-fp8-gb200-trt:
          image: i:v1
          model: org/m
          model-prefix: m
          runner: gb200
          precision: fp8
          framework: trt
          multinode: true
          disagg: true
          scenarios:
            fixed-seq-len:
            - isl: 1024
              osl: 1024
              search-space:
              - conc-list: [8]
                prefill:
                  num-worker: 3
                  tp: 2
                  ep: 2
                  dp-attn: true
                  additional-settings: ["CONFIG_FILE=recipes/r.yaml"]
                decode: { num-worker: 1, tp: 8, ep: 1, dp-attn: false }
        """;
    SweepRun run =
        new SweepRun()
            .with("m.yaml", yaml)
            .with("r.yaml", "labels: {gb200: [a]}\nclusters: {gb200-a: {gpus-per-node: 4}}\n");
    String keys = "'sweep':'m.yaml','runners':'r.yaml'";
    assertThat(column(run.rows(keys), "node-count"), contains("4"));
    run.with(
        "../benchmarks/multi_node/srt-slurm-recipes/r.yaml",
        """
        schema: 2
        roles: {prefill: {nodes: 5}, decode: {nodes: colocate}}
        frontend: {dedicated_node: true}
        """);
    assertThat(column(run.rows(keys), "node-count"), contains("6"));
  }

  /**
   * In July four concurrencies share the nodes of a run, the name tells the workers' numbers alone,
   * and what moves the cache is a text.
   */
  @Test
  void filesOfJulyAreKnownByWhatMovesTheCache() throws Exception {
    String yaml =
        """
        m-fp8-gb200-trt:
          image: i:v1
          model: org/m
          model-prefix: m
          runner: cluster:gb200-a
          precision: fp8
          framework: trt
          multinode: true
          disagg: true
          scenarios:
            agentic-coding:
            - search-space:
              - kv-offloading: dram
                kv-offload-backend: lmcache
                conc-list: [1, 2, 4, 8, 16]
                prefill: { num-worker: 3, tp: 2, ep: 2, dp-attn: true }
                decode: { num-worker: 1, tp: 8, ep: 1, dp-attn: false }
        """;
    String runners =
        "labels: {'cluster:gb200-a': [a]}\nhardware: {'cluster:gb200-a': {gpus-per-node: 4}}\n";
    List<JsonNode> rows = rows(yaml, runners);
    assertThat(
        rows.stream().map(row -> row.get("conc").toString()).toList(),
        contains("[1,2,4,8]", "[16]"));
    assertThat(
        column(rows, "exp-name"),
        contains("m_p3x2_d1x8_conc1x2x4x8_kvdram-lmcache", "m_p3x2_d1x8_conc16_kvdram-lmcache"));
    assertThat(
        names(rows.get(0)),
        contains(
            "image model model-prefix precision framework runner spec-decoding prefill decode conc"
                .concat(" kv-offloading duration exp-name disagg scenario-type kv-offload-backend")
                .split(" ")));
  }

  /** The tools of August and September read the same files: the later one names the evaluation. */
  @Test
  void anEvaluationHasAFrameworkSinceSeptember() throws Exception {
    SweepRun run =
        new SweepRun()
            .with("m.yaml", newer().replace("isl: 1024", "isl: 8192"))
            .with("r.yaml", "labels:\n  " + RUNNERS + "hardware: {h200: {gpus-per-node: 8}}\n");
    String keys = "'sweep':'m.yaml','runners':'r.yaml'";
    assertThat(
        column(run.rows(keys), "eval-framework"), contains("", "", "", "lm-eval", "lm-eval"));
    List<JsonNode> earlier = run.rows(keys + ",'edition':'2026-08'");
    assertThat(column(earlier, "run-eval"), is(column(run.rows(keys), "run-eval")));
    assertThat(column(earlier, "eval-framework"), contains("", "", "", "", ""));
  }
}

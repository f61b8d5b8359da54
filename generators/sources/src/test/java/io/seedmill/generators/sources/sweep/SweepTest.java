package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.SweepRun.column;
import static io.seedmill.generators.sources.sweep.SweepRun.names;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.InvalidParametersException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations of master files against numbers that are derived by hand. */
class SweepTest {

  /**
   * The shipped file. qwen30b on h200: tp 1 has 4, 8, 16, 32, 64 and tp 2 has 4, 8, 16, 32, 64,
   * 100, so 11 for each of two pairs of lengths: 22. On mi300x: 4 of 4 to 32 and 3 of 64 to 256,
   * then 4 of 4 to 32 and 4 of 1 to 8: 15. deepseekv3 on several nodes: a row for each point, 1 + 2
   * = 3.
   */
  private static final String SHIPPED = "'sweep':'shipped'";

  private static final String ONE =
      """
      m-fp8-h200-vllm:
        image: i:v1
        model: org/m
        model-prefix: m
        runner: h200
        precision: fp8
        framework: vllm
        multinode: false
        seq-len-configs:
        - isl: 1024
          osl: 1024
          search-space:
          - { tp: 4, conc-start: 4, conc-end: 50 }
      """;

  private static final String RUNNERS = "h200: [h200-a_0, h200-a_1, h200-b_0]\n";

  private static List<JsonNode> rows(String keys) throws Exception {
    return new SweepRun().rows(SHIPPED + (keys.isEmpty() ? "" : "," + keys));
  }

  private static String refused(SweepRun run, String keys) {
    UnusableException e = assertThrows(UnusableException.class, () -> run.rows(keys));
    return e.getMessage() + "; allowed: " + e.allowed();
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
        new SweepRun()
            .with("m.yaml", yaml)
            .with(
                "r.yaml",
                "labels: {'cluster:gb200-a': [a]}\nclusters: {gb200-a: {gpus-per-node: 4}}\n")
            .rows("'sweep':'m.yaml','runners':'r.yaml'");
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
    List<JsonNode> rows =
        new SweepRun()
            .with("m.yaml", yaml)
            .with("r.yaml", runners)
            .rows("'sweep':'m.yaml','runners':'r.yaml'");
    assertThat(column(rows, "kv-offloading"), contains("dram+nvme", "nvme"));
    assertThat(
        column(rows, "exp-name"), contains("m_tp4_conc16_kvdram+nvme-k", "m_tp4_conc16_kvnvme-k"));
    assertThat(column(rows, "total-cpu-dram-gb"), contains("1199", "0"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "                                        | 40",
        "'singleNode':true                       | 37",
        "'multiNode':true                        | 3",
        "'modelPrefix':['qwen30b-fp8-h']         | 22",
        "'precision':['fp4']                     | 3",
        "'framework':['sglang','dynamo-trt']     | 18",
        "'runnerType':['mi300x']                 | 15",
        "'seqLens':['8k1k']                      | 21", // 11 + 8 + 2
        "'seqLens':['1k8k']                      | 0",
        // h200: tp 1 and tp 2 have 4, 8, 16: 2 * 6; mi300x: 3, and 64 becomes 16; 3, and 4; 3
        "'maxConc':16                            | 26",
        // h200: 4, 16, 64 and 4, 16, 64, 100: 2 * 7; mi300x: 4, 16, 32; 64, 256; 4, 16, 32; 1, 4,
        // 8; 3
        "'stepSize':4                            | 28",
        "'maxTp':1                               | 13", // h200: 2 * 5; 3
        "'minConc':101                           | 4", // mi300x: 101, 202, 256; gb200: 256 and 1024
        "'testMode':true                         | 6", // three entries of two pairs each
        "'configKeys':['*-gb200-*']              | 3",
        "'configKeys':['*h200*'],'conc':[100,5]  | 2",
        "'runnerNodeFilter':'-a_1'               | 37", // no gb200-a_1
        "'runnerNodeFilter':'-a'                 | 77", // 22 * 2 + 15 * 2 + 3
      })
  void filtersLeaveAsManyAsAreCountedByHand(String keys, int count) throws Exception {
    assertThat(rows(keys == null ? "" : keys), hasSize(count));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'precision':['fp8']     | 'framework':['sglang']",
        "'runnerType':['h200']   | 'seqLens':['1k1k']",
        "'singleNode':true       | 'modelPrefix':['deepseek']",
        "'maxTp':4               | 'seqLens':['8k1k']",
      })
  void filtersAreIntersections(String one, String other) throws Exception {
    List<JsonNode> both = new ArrayList<>(rows("'evals':'none'," + one));
    both.retainAll(rows("'evals':'none'," + other));
    assertThat(rows("'evals':'none'," + one + "," + other), is(both));
  }

  @Test
  void oneNodeAndSeveralNodesAreAllTogetherAndNoneIsThereTwice() throws Exception {
    List<JsonNode> all = new ArrayList<>(rows("'singleNode':true"));
    all.addAll(rows("'multiNode':true"));
    assertThat(new HashSet<>(all), is(new HashSet<>(rows(""))));
    assertThat(new HashSet<>(all), hasSize(40));
    assertThat(rows("'singleNode':true,'multiNode':true"), is(rows("")));
  }

  @ParameterizedTest
  @CsvSource({
    "4, 50, 2, 4 8 16 32 50",
    "4, 64, 2, 4 8 16 32 64",
    "5, 5, 2, 5",
    "1, 1000, 10, 1 10 100 1000",
    "3, 100, 7, 3 21 100",
  })
  void theLastConcurrencyIsAlwaysIncluded(int start, int end, int step, String values)
      throws Exception {
    String yaml = ONE.replace("conc-start: 4, conc-end: 50", "conc-start: %d, conc-end: %d");
    List<JsonNode> rows =
        new SweepRun()
            .with("m.yaml", yaml.formatted(start, end))
            .rows("'sweep':'m.yaml','stepSize':" + step);
    assertThat(String.join(" ", column(rows, "conc")), is(values));
  }

  @ParameterizedTest
  @CsvSource({"3, 3", "4, 4", "9, 4 8 9", "32, 4 8 16 32", "60, 4 8 16 32 50"})
  void aRangeEndsAtTheGreatestConcurrencyEvenBelowItsStart(int most, String values)
      throws Exception {
    List<JsonNode> rows =
        new SweepRun().with("m.yaml", ONE).rows("'sweep':'m.yaml','maxConc':" + most);
    assertThat(String.join(" ", column(rows, "conc")), is(values));
  }

  @Test
  void configurationsComeInTheOrderOfTheFiles() throws Exception {
    List<JsonNode> rows =
        new SweepRun()
            .with("m.yaml", ONE)
            .with("n.yaml", ONE.replace("m-fp8", "n-fp8").replace("org/m", "org/n"))
            .with("r.yaml", RUNNERS)
            .rows(
                "'sweep':['n.yaml','m.yaml'],'runners':'r.yaml','maxConc':8,"
                    + "'runnerNodeFilter':'-a'");
    assertThat(
        rows.stream()
            .map(row -> row.get("model").asText() + row.get("conc") + row.get("runner").asText())
            .toList(),
        contains(
            "org/n4h200-a_0",
            "org/n4h200-a_1",
            "org/n8h200-a_0",
            "org/n8h200-a_1",
            "org/m4h200-a_0",
            "org/m4h200-a_1",
            "org/m8h200-a_0",
            "org/m8h200-a_1"));
  }

  @Test
  void fieldsHaveTheNamesAndTheOrderOfTheProjectsTool() throws Exception {
    List<JsonNode> rows = rows("'evals':'none'");
    assertThat(
        rows.get(0).toString(),
        is(
            "{'image':'vllm/vllm-openai:v0.11.0','model':'Qwen/Qwen3-30B-A3B-FP8',"
                .concat("'model-prefix':'qwen30b','precision':'fp8','framework':'vllm',")
                .concat("'runner':'h200','isl':1024,'osl':1024,'tp':1,'conc':4,")
                .concat("'max-model-len':2304,'ep':1,'dp-attn':false,'spec-decoding':'none',")
                .concat("'exp-name':'qwen30b_1k1k','disagg':false,'run-eval':false}")
                .replace('\'', '"')));
    assertThat(
        rows.get(39).toString(),
        is(
            "{'image':'nvcr.io/nvidia/ai-dynamo/tensorrtllm-runtime:0.8.0',"
                .concat("'model':'nvidia/DeepSeek-V3-0324-FP4','model-prefix':'deepseekv3',")
                .concat("'precision':'fp4','framework':'dynamo-trt','runner':'gb200',")
                .concat("'isl':8192,'osl':1024,'spec-decoding':'mtp',")
                .concat("'prefill':{'num-worker':1,'tp':4,'ep':4,'dp-attn':false},")
                .concat("'decode':{'num-worker':3,'tp':8,'ep':8,'dp-attn':false},")
                .concat("'conc':[16,32,48],'max-model-len':9472,")
                .concat("'exp-name':'deepseekv3_8k1k','disagg':true,'run-eval':false}")
                .replace('\'', '"')));
  }

  /**
   * At 8k1k, of concurrencies from 16 on, the highest and the middle one are evaluated. h200: tp 1
   * and tp 2 have 16, 32, 64, 100, so 64 (both) and 100. mi300x has 16, 32: both are 32. gb200: a
   * row with mtp and one without, each at the middle of its concurrencies, the greater one of two.
   */
  @Test
  void evaluationsAreMarked() throws Exception {
    List<JsonNode> only = rows("'evals':'only'");
    assertThat(
        only.stream().map(row -> row.get("runner").asText() + " " + row.get("conc")).toList(),
        contains(
            "h200 64", "h200 64", "h200 100", "mi300x 32", "gb200 [256,1024]", "gb200 [16,32,48]"));
    assertThat(column(only, "eval-conc"), contains("", "", "", "", "1024", "32"));
    assertThat(column(only, "eval-only"), contains("true", "true", "true", "true", "true", "true"));
    assertThat(
        rows("").stream().filter(row -> row.get("run-eval").asBoolean()).toList(), hasSize(6));
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
    List<JsonNode> rows =
        new SweepRun()
            .with("m.yaml", yaml)
            .with("r.yaml", runners)
            .rows("'sweep':'m.yaml','runners':'r.yaml'");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tp: 4              | tpp: 4             | m.yaml:13: m-fp8-h200-vllm:"
            + " seq-len-configs.0.search-space.0.tpp: unknown key 'tpp'",
        "tp: 4              | tp: four           | m.yaml:13: m-fp8-h200-vllm:"
            + " seq-len-configs.0.search-space.0.tp: \"four\"; allowed: a whole number",
        "precision: fp8     | precision: 8       | m.yaml:6: m-fp8-h200-vllm: precision: 8;"
            + " allowed: a text",
        "image: i:v1        | image: 1.10        | m.yaml:2: m-fp8-h200-vllm: image: 1.1; allowed:"
            + " a text, in quotes",
        "runner: h200       | runners: h200      | m.yaml:5: m-fp8-h200-vllm: runners: unknown key"
            + " 'runners'; allowed: did you mean 'runner'?",
        "conc-end: 50       | conc-end: 3        | m.yaml:13: m-fp8-h200-vllm:"
            + " seq-len-configs.0.search-space.0.conc-start: 4; allowed: at most 'conc-end', which"
            + " is 3",
        "conc-start: 4, conc-end: 50 | ep: 1     | no concurrency; allowed: either 'conc-start'"
            + " with 'conc-end', or 'conc-list'",
        "conc-end: 50       | conc-list: [3], conc-end: 5 | 'conc-list' beside 'conc-start'",
        "conc-start: 4      | conc-start: 0      | conc-start: 0; allowed: a whole number from 1",
        "multinode: false   | multinode: 'no'    | m.yaml:8: m-fp8-h200-vllm: multinode: \"no\";"
            + " allowed: true or false",
        "isl: 1024          | isl: 1k            | m.yaml:10: m-fp8-h200-vllm:"
            + " seq-len-configs.0.isl: \"1k\"",
        "m-fp8-h200-vllm:   | m-*:               | m.yaml:1: the name 'm-*'; allowed: names without"
            + " '*'",
      })
  void mistakesAreToldWithFileAndLine(String good, String bad, String found) {
    SweepRun run = new SweepRun().with("m.yaml", ONE.replace(good, bad));
    assertThat(refused(run, "'sweep':'m.yaml'"), containsString(found));
  }

  @Test
  void everyMistakeIsTold() {
    SweepRun run =
        new SweepRun().with("m.yaml", ONE.replace("tp: 4", "tp: x").replace("i:v1", "1.5"));
    assertThat(
        refused(run, "'sweep':'m.yaml'"),
        allOf(containsString("m.yaml:2: "), containsString("m.yaml:13: ")));
  }

  @Test
  void aNameInTwoFilesAndFilesThatAreNotThereAreRefused() {
    SweepRun run =
        new SweepRun().with("m.yaml", ONE).with("n.yaml", ONE).with("bad.yaml", "h200: []\n");
    assertThat(
        refused(run, "'sweep':['m.yaml','n.yaml']"),
        containsString("n.yaml:1: the name 'm-fp8-h200-vllm' a second time, after m.yaml:1"));
    assertThat(refused(run, "'sweep':'o.yaml'"), containsString("'o.yaml', which is not there"));
    assertThat(
        refused(run, "'sweep':'m.yaml','runners':'o.yaml'"),
        is("'o.yaml', which is not there; allowed: a file of runners by label"));
    assertThat(
        refused(run, "'sweep':'m.yaml','runners':'bad.yaml'"),
        is("bad.yaml:1: h200: []; allowed: a list of at least one name"));
    assertThat(
        refused(run, "'sweep':'m.yaml','runnerType':['h200']"),
        containsString("the label of runners 'h200' with no runner file; allowed: labels"));
    assertThat(
        refused(run, "'sweep':'m.yaml','configKeys':['x*']"),
        is("the name 'x*', which no entry has; allowed: names of entries: m-fp8-h200-vllm"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'seqLens':['2k2k']",
        "'stepSize':1",
        "'maxConc':0",
        "'minConc':9,'maxConc':8",
        "'conc':[4]",
        "'configKeys':['a'],'precision':['fp8']",
        "'configKeys':['a'],'singleNode':true",
        "'edition':'2024-01'",
        "'evals':'some'",
        "'scenarioType':['chat']",
      })
  void filtersThatMakeNoSenseAreRefused(String keys) {
    assertThrows(InvalidParametersException.class, () -> rows(keys));
  }

  @Test
  void theSameConfigurationsAreTheSameSourceWhereverTheFilesLie() throws Exception {
    SweepRun run = new SweepRun().with("m.yaml", ONE).with("n.yaml", "# note\n" + ONE);
    assertThat(
        run.prepare("'sweep':'m.yaml'").identity(), is(run.prepare("'sweep':'n.yaml'").identity()));
    assertThat(
        run.prepare("'sweep':'m.yaml','maxConc':8").identity(),
        is(not(run.prepare("'sweep':'m.yaml'").identity())));
    assertThat(rows("'modelPrefix':['none']"), is(empty()));
  }
}

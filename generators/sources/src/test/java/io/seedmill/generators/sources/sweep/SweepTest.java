package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.SweepRun.ONE;
import static io.seedmill.generators.sources.sweep.SweepRun.RUNNERS;
import static io.seedmill.generators.sources.sweep.SweepRun.column;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of master files against numbers that are derived by hand. */
class SweepTest {

  /**
   * The shipped file. qwen30b on h200: tp 1 has 4, 8, 16, 32, 64 and tp 2 has 4, 8, 16, 32, 64,
   * 100, so 11 for each of two pairs of lengths: 22. On mi300x: 4 of 4 to 32 and 3 of 64 to 256,
   * then 4 of 4 to 32 and 4 of 1 to 8: 15. deepseekv3 on several nodes: a row for each point, 1 + 2
   * = 3.
   */
  private static final String SHIPPED = "'sweep':'shipped'";

  private static List<JsonNode> rows(String keys) throws Exception {
    return new SweepRun().rows(SHIPPED + (keys.isEmpty() ? "" : "," + keys));
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

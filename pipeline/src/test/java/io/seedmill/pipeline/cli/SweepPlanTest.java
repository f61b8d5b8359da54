package io.seedmill.pipeline.cli;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.seedmill.pipeline.testing.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configurations of a sweep, as 'plan' prints them for the workflows of its project. */
class SweepPlanTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path master;

  /** 300 configurations: for each of 100 models the concurrencies 1, 2 and 3. */
  @BeforeEach
  void writeMaster() throws Exception {
    StringBuilder yaml = new StringBuilder();
    for (int model = 0; model < 100; model++) {
      yaml.append(
          """
          m%1$d-fp8-h200-vllm:
            image: "i:v1 \u00e9"
            model: org/m%1$d
            model-prefix: m%1$d
            runner: h200
            precision: fp8
            framework: vllm
            multinode: false
            seq-len-configs:
            - { isl: 1024, osl: 1024, search-space: [{ tp: 4, conc-start: 1, conc-end: 3 }] }
          """
              .formatted(model));
    }
    master = Files.writeString(folder.resolve("master.yaml"), yaml);
  }

  private String plan(String... arguments) {
    List<String> all = new ArrayList<>(List.of("plan", "--dataset=inference-sweep"));
    all.addAll(List.of("--config-files", master.toString()));
    all.addAll(List.of(arguments));
    CommandResult result = seedmill(all.toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(0));
    return result.out();
  }

  @Test
  void jsonIsTheLineThatPythonPrints() {
    assertThat(
        plan("--format=json", "--config-keys", "m7-*", "--conc", "2"),
        is(
            "[{\"image\": \"i:v1 \\u00e9\", \"model\": \"org/m7\", \"model-prefix\": \"m7\","
                + " \"precision\": \"fp8\", \"framework\": \"vllm\", \"runner\": \"h200\","
                + " \"isl\": 1024, \"osl\": 1024, \"tp\": 4, \"conc\": 2, \"max-model-len\": 2304,"
                + " \"ep\": 1, \"dp-attn\": false, \"spec-decoding\": \"none\","
                + " \"exp-name\": \"m7_1k1k\", \"disagg\": false, \"run-eval\": false}]\n"));
    assertThat(plan("--format=json", "--model-prefix", "none"), is("[]\n"));
  }

  @Test
  void batchesHaveAtMost256JobsAndAreAllTogether() throws Exception {
    assertThat(plan("--get-batch-count"), is("2\n"));
    ArrayNode batches = (ArrayNode) JSON.readTree(plan("--batch-index=0"));
    assertThat(batches.size(), is(256));
    batches.addAll((ArrayNode) JSON.readTree(plan("--batch-index=1", "--format=json")));
    assertThat(batches, is(JSON.readTree(plan("--format=json"))));
    JsonNode jobs = JSON.readTree(plan("--format=github-matrix")).get("include");
    assertThat(jobs.size(), is(2));
    assertThat(jobs.get(1).get("samples").asInt(), is(44));
  }

  @Test
  void filtersTakeSeveralValuesWithBlanksOrCommas() throws Exception {
    String expected = plan("--format=json", "--model-prefix=m1-,m2-", "--seq-lens=1k1k");
    assertThat(JSON.readTree(expected).size(), is(6));
    assertThat(
        plan("--seq-lens", "1k1k", "8k1k", "--model-prefix", "m1-", "m2-", "--format=json"),
        is(expected));
    assertThat(
        JSON.readTree(plan("--format=json", "--test-mode", "--modelPrefix=m1-")).size(), is(1));
  }

  @Test
  void evaluationsAreAskedForByTheWordsOfTheProjectsTool() throws Exception {
    String[] longer = {"--seq-lens=8k1k", "--model-prefix=m7-", "--format=json"};
    Files.writeString(master, Files.readString(master).replace("isl: 1024", "isl: 8192"));
    // concurrencies 1 to 3 are too few for a usual evaluation
    assertThat(JSON.readTree(plan(with(longer, "--evals-only"))).size(), is(0));
    JsonNode plain = JSON.readTree(plan(with(longer, "--no-evals")));
    assertThat(plain, is(JSON.readTree(plan(with(longer, "--evals=none")))));
    assertThat(plain.size(), is(3));
    CommandResult both =
        seedmill("plan", "--dataset=inference-sweep", "--no-evals", "--all-evals", "--evals-only");
    assertThat(both.exitCode(), is(2));
    assertThat(both.err(), containsString("--evals: found none and all; allowed: one of them"));
  }

  @Test
  void eachRunnerOfALabelIsTried() throws Exception {
    Files.writeString(folder.resolve("runners.yaml"), "h200: [h200-a_0, h200-a_1]\n");
    JsonNode rows =
        JSON.readTree(
            plan("--runner-model-sweep", "--runner-type=h200", "--conc=9", "--format=json"));
    assertThat(rows.size(), is(200));
    assertThat(rows.get(1).get("runner").asText(), is("h200-a_1"));
    assertThat(rows.get(1).get("conc").asInt(), is(9));
  }

  private static String[] with(String[] first, String more) {
    return Stream.concat(Stream.of(first), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aSpecNamesMasterFilesBesideIt() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("mine.yaml"), "generators: [{sweep: master.yaml, maxConc: 2}]");
    CommandResult result = seedmill("plan", "--dataset=" + spec, "--format=json");
    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(JSON.readTree(result.out()).size(), is(200));
  }

  @Test
  void mistakesAreToldWithTheirPlace() throws Exception {
    Files.writeString(master, Files.readString(master).replace("org/m50", "5.0"));
    CommandResult result =
        seedmill("plan", "--dataset=inference-sweep", "--config-files=" + master);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.err(),
        allOf(
            startsWith("seedmill: inference-sweep:"),
            containsString("master.yaml:503: m50-fp8-h200-vllm: model: 5.0; allowed: a text")));
    CommandResult other = seedmill("plan", "--dataset=quickstart", "--runner-type=h200");
    assertThat(other.exitCode(), is(2));
    assertThat(other.err(), startsWith("seedmill: --runner-type: found a dataset without a sweep"));
  }
}

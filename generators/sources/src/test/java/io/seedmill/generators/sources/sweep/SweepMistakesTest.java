package io.seedmill.generators.sources.sweep;

import static io.seedmill.generators.sources.sweep.SweepRun.ONE;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.InvalidParametersException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Master files, runner files and filters that are refused. */
class SweepMistakesTest {

  private static String refused(SweepRun run, String keys) {
    UnusableException e = assertThrows(UnusableException.class, () -> run.rows(keys));
    return e.getMessage() + "; allowed: " + e.allowed();
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
        "tp: 4              | tp: 4, dcp-size: 3 | dcp-size: 3; allowed: what divides 'tp', which is 4",
        "multinode: false   | disagg: true       | m-fp8-h200-vllm: disagg: true; allowed: it beside"
            + " 'multinode: true'",
        "m-fp8-h200-vllm:   | m-*:               | m.yaml:1: the name 'm-*'; allowed: names without"
            + " '*'",
      })
  void mistakesAreToldWithFileAndLine(String good, String bad, String found) {
    SweepRun run = new SweepRun().with("m.yaml", ONE.replace(good, bad));
    assertThat(refused(run, "'sweep':'m.yaml'"), containsString(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kv-offloading: none     | kv-offloading: dram | kv-offload-backend: nothing; allowed: it"
            + " beside 'kv-offloading: dram'",
        "kv-offloading: none     | kv-offload-backend: {name: x} | it without 'kv-offloading'",
        "kv-offloading: none,    | ep: 1, | an agent's point without 'kv-offloading' on one node",
      })
  void whatMovesAnAgentsCacheIsThereWhereItIsMoved(String good, String bad, String found) {
    String agent =
        ONE.substring(0, ONE.indexOf("  seq-len"))
            + """
              scenarios:
                agentic-coding:
                - search-space: [{ tp: 4, kv-offloading: none, conc-list: [1] }]
            """;
    SweepRun run =
        new SweepRun()
            .with("m.yaml", agent.replace(good, bad))
            .with("r.yaml", "labels: {h200: [a]}\nclusters: {}\n");
    assertThat(refused(run, "'sweep':'m.yaml','runners':'r.yaml'"), containsString(found));
  }

  @Test
  void anEntryHasAScenario() {
    String none = ONE.substring(0, ONE.indexOf("  seq-len")) + "  scenarios: {fixed-seq-len: []}\n";
    assertThat(
        refused(new SweepRun().with("m.yaml", none), "'sweep':'m.yaml'"),
        containsString(
            "m.yaml:9: m-fp8-h200-vllm: scenarios: no scenario; allowed: 'fixed-seq-len'"));
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

  @Test
  void onlyUtf8IsRead() {
    byte[] latin = (ONE + "# größe\n").getBytes(StandardCharsets.ISO_8859_1);
    long line = ONE.lines().count() + 1;
    assertThat(
        refused(new SweepRun().with("m.yaml", latin), "'sweep':'m.yaml'"),
        is(
            "bytes that are not UTF-8 in line %d of '/sweep/configs/m.yaml'; allowed: a file in UTF-8"
                .formatted(line)));
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
    assertThrows(
        InvalidParametersException.class, () -> new SweepRun().rows("'sweep':'shipped'," + keys));
  }
}

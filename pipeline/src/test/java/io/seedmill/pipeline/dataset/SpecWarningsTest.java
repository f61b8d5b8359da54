package io.seedmill.pipeline.dataset;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given values in a spec that are likely meant otherwise, then each has a line with its place. */
class SpecWarningsTest {

  @Test
  void referencesToAnAxisThatLackThePrefixAreTold() throws Exception {
    String yaml =
        """
        name: references
        generators:
          - command: [sh, -c, "echo ${size} ${HOME} ${matrix.size}", "${item.name}"]
            name: "of ${ size }"
            matrix: {size: [1, 2], item: [{name: a}]}
          - command: [echo, "${size}"]
        """;
    assertThat(
        SpecFile.parse("a.yaml", yaml).warnings(),
        contains(
            "a.yaml:4:11: generators[0].name: warning: ${ size } is kept as it is; write"
                + " ${matrix.size} for the value of the axis",
            "a.yaml:3:23: generators[0].command[2]: warning: ${size} is kept as it is; write"
                + " ${matrix.size} for the value of the axis",
            "a.yaml:3:62: generators[0].command[3]: warning: ${item.name} is kept as it is; write"
                + " ${matrix.item.name} for the value of the axis"));
  }

  @Test
  void variablesThatLackThePrefixAreToldInEnv() throws Exception {
    String yaml =
        """
        generators:
          - command: [sh, -c, "echo ${HOME}"]
            env: {A: "x ${TOKEN} ${OTHER}", B: "${env:TOKEN}", C: "$TOKEN", D: "${size}"}
            matrix: {size: [1, 2]}
        """;
    assertThat(
        SpecFile.parse("a.yaml", yaml).warnings(),
        contains(
            "a.yaml:3:72: generators[0].env.D: warning: ${size} is kept as it is; write"
                + " ${matrix.size} for the value of the axis",
            "a.yaml:3:14: generators[0].env.A: warning: ${TOKEN} is kept as it is; write"
                + " ${env:TOKEN} for the variable of your environment"));
  }

  @Test
  void numbersWhoseTextIsNotKeptAreToldWhereATextMayBeMeant() throws Exception {
    String yaml =
        """
        maxFailureRate: 0.10
        name: 0x2A
        generators:
          - command: [python3, a.py, 1.10]
            name: 0x1F
            params: {zip: 2142, size: 0x1F, rate: [0.5, 0.50], text: "3.10", e: 1e3, d: 3.0}
            matrix: {python: [3.9, 3.10, '3.20'], n: {from: 1, to: 2, step: 0.50}}
          - generator: maze
            params: {loops: 0.10}
          - http: {url: "http://x/${query}"}
            queries: [1, 02.5, +7]
        """;
    assertThat(
        SpecFile.parse("a.yaml", yaml).warnings(),
        contains(
            "a.yaml:2:7: name: warning: 0x2A is read as the number 42; write \"0x2A\" with quotes for"
                + " a text",
            "a.yaml:5:11: generators[0].name: warning: 0x1F is read as the number 31; write \"0x1F\""
                + " with quotes for a text",
            "a.yaml:4:30: generators[0].command[2]: warning: 1.10 is read as the number 1.1; write"
                + " \"1.10\" with quotes for a text",
            "a.yaml:7:28: generators[0].matrix.python[1]: warning: 3.10 is read as the number 3.1;"
                + " write \"3.10\" with quotes for a text",
            "a.yaml:7:69: generators[0].matrix.n.step: warning: 0.50 is read as the number 0.5;"
                + " write \"0.50\" with quotes for a text",
            "a.yaml:6:31: generators[0].params.size: warning: 0x1F is read as the number 31; write"
                + " \"0x1F\" with quotes for a text",
            "a.yaml:6:49: generators[0].params.rate[1]: warning: 0.50 is read as the number 0.5;"
                + " write \"0.50\" with quotes for a text",
            "a.yaml:6:73: generators[0].params.e: warning: 1e3 is read as the number 1000; write"
                + " \"1e3\" with quotes for a text",
            "a.yaml:6:81: generators[0].params.d: warning: 3.0 is read as the number 3; write"
                + " \"3.0\" with quotes for a text",
            "a.yaml:11:18: generators[2].queries[1]: warning: 02.5 is read as the number 2.5; write"
                + " \"02.5\" with quotes for a text",
            "a.yaml:11:24: generators[2].queries[2]: warning: +7 is read as the number 7; write"
                + " \"+7\" with quotes for a text"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "02142 | 2142 | 1122",
        "010 | 10 | 8",
        "-007 | -7 | -7",
        "+010 | 10 | 8",
        "00 | 0 | 0",
        "08 | 8 | a text",
        "0123456789012345678901234567890 | 123456789012345678901234567890 | a text"
      })
  void aLeadingZeroIsToldWithAllReadings(String text, String number, String before)
      throws Exception {
    SpecFile file =
        SpecFile.parse(
            "a.yaml",
            """
            seed: 5
            generators:
              - generator: maze
                params: {depth: %s, code: "%s"}
              - http: {url: "http://x/${query}"}
                queries: [1, %s]
            """
                .formatted(text, text, text));
    String told =
        "warning: %s is read as the number %s (YAML 1.1 reads %s); write \"%s\" with quotes for a text"
            .formatted(text, number, before, text);
    assertThat(
        file.warnings(),
        contains(
            "a.yaml:4:21: generators[0].params.depth: " + told,
            "a.yaml:6:18: generators[1].queries[1]: " + told));
    assertThat(
        "" + file.json().at("/generators/0/params"),
        is("{\"depth\":%s,\"code\":\"%s\"}".formatted(number, text)));
  }
}

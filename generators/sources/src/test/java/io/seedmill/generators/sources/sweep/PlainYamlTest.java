package io.seedmill.generators.sources.sweep;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** YAML as Python's safe_load reads it; each case was read with PyYAML 6. */
class PlainYamlTest {

  private static String json(String yaml) throws MasterException {
    return PlainYaml.read("a.yaml", yaml).json().toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "v: no                | {'v':false}", // the country code of Norway
        "v: On                | {'v':true}",
        "v: y                 | {'v':'y'}",
        "v: 1e3               | {'v':'1e3'}", // a number in YAML 1.2 only
        "v: 1.5e+3            | {'v':1500.0}",
        "v: 010               | {'v':8}",
        "v: 0o14              | {'v':'0o14'}",
        "v: 019               | {'v':'019'}",
        "v: 1_024             | {'v':1024}",
        "v: 0x1F              | {'v':31}",
        "v: 12:30             | {'v':750}", // base 60, as in the ports of docker-compose
        "v: 1.10              | {'v':1.1}", // a version that loses its zero
        "v: 0.8.1.post1       | {'v':'0.8.1.post1'}",
        "v: '1.10'            | {'v':'1.10'}",
        "v: !!str 1.10        | {'v':'1.10'}",
        "v: ~                 | {'v':null}",
        "v:                   | {'v':null}",
        "v: =                 | {'v':'='}",
        "v: sglang:v0.5.5 # x | {'v':'sglang:v0.5.5'}",
        "v: [a, 'b', 3]       | {'v':['a','b',3]}",
      })
  void scalarsAreThoseOfVersion11(String yaml, String json) throws Exception {
    assertThat(json(yaml), is(json.replace('\'', '"')));
  }

  @Test
  void mergedKeysComeFirstAndOwnKeysWin() throws Exception {
    assertThat(
        json("x: &x {a: 1, b: 2}\ny: {c: 3, <<: *x, b: 4}"),
        is("{'x':{'a':1,'b':2},'y':{'a':1,'b':4,'c':3}}".replace('\'', '"')));
  }

  @Test
  void ofSeveralMergedMappingsTheFirstWins() throws Exception {
    assertThat(
        json("p: &p {a: 1, b: 1}\nq: &q {b: 2, c: 2}\ny:\n  <<: [*p, *q]\n"),
        is("{'p':{'a':1,'b':1},'q':{'b':2,'c':2},'y':{'b':1,'c':2,'a':1}}".replace('\'', '"')));
  }

  @Test
  void aQuotedMergeKeyIsAKey() throws Exception {
    assertThat(json("'<<': 1"), is("{\"<<\":1}"));
  }

  @Test
  void ofTwoEqualKeysTheLastOneCountsAndIsTold() throws Exception {
    PlainYaml yaml = PlainYaml.read("a.yaml", "a: 1\nb: 2\na: 3\n");
    assertThat(yaml.json().toString(), is("{\"a\":3,\"b\":2}"));
    assertThat(yaml.repeated().toString(), is("['a' in a.yaml:3]"));
  }

  @Test
  void aValueHasThePlaceOfItsKey() throws Exception {
    PlainYaml yaml = PlainYaml.read("a.yaml", "a:\n- b: 1\n  c:\n    2\n");
    assertThat(yaml.placeOf(JsonPointer.compile("/a/0/c")), is("a.yaml:3"));
    assertThat(yaml.placeOf(JsonPointer.compile("/a/0/missing")), is("a.yaml:2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[a]             | a.yaml, which holds no mapping",
        "a: [b           | a.yaml:1: ",
        "a: *b           | a.yaml:1: ",
        "a: {<<: 3}      | a.yaml:1: '<<' with a value",
        "a: &a [*a]      | a.yaml:1: values within values without end",
        "a: &a {<<: *a}  | without end",
      })
  void whatCannotBeReadIsToldWithItsLine(String yaml, String found) {
    assertThat(
        assertThrows(MasterException.class, () -> json(yaml)).getMessage(), containsString(found));
  }
}

package io.seedmill.generators.code.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.code.Language;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestSuitesGeneratorTest {

  @Test
  void fewSamplesAreDuplicates() throws Exception {
    Set<String> contents = new HashSet<>();
    int count = 1_000;
    for (ObjectNode sample : SuiteRuns.samples("unit", "python", count)) {
      contents.add(sample.toString());
    }
    assertThat("duplicates", count - contents.size(), lessThan(count / 100));
  }

  @Test
  void aUnitTestIsOfTheSameModuleInEveryLanguage() throws Exception {
    List<String> python = programs("python");
    for (Language language : Language.ofFiles()) {
      assertThat(language.id(), programs(language.id()), is(python));
    }
  }

  private static List<String> programs(String language) throws Exception {
    List<String> programs = new ArrayList<>();
    for (ObjectNode sample : SuiteRuns.samples("unit", language, 30)) {
      programs.add(sample.get("program").textValue());
    }
    return programs;
  }

  @Test
  void everyKindAndLanguageHasMutantsThatDifferFromTheModule() throws Exception {
    for (Kind kind : Kind.values()) {
      for (Language language : kind.languages()) {
        for (ObjectNode sample : SuiteRuns.samples(kind.id(), language.id(), 10)) {
          Set<String> codes = new HashSet<>();
          codes.add(sample.get("code").textValue());
          for (JsonNode mutant : sample.get("mutants")) {
            codes.add(mutant.get("code").textValue());
            assertThat(mutant.get("change").textValue(), containsString("line"));
          }
          assertThat(codes.size(), is(1 + sample.get("mutants").size()));
          assertThat(codes.size(), is(greaterThan(3)));
        }
      }
    }
  }

  @Test
  void noGapOfAFrameIsLeft() throws Exception {
    for (Kind kind : Kind.values()) {
      for (Language language : kind.languages()) {
        for (ObjectNode sample : SuiteRuns.samples(kind.id(), language.id(), 10)) {
          String tests = sample.get("tests").textValue();
          assertThat(tests, not(containsString("IMPORTS")));
          assertThat(tests, not(containsString("\n%")));
        }
      }
    }
  }
}

package io.seedmill.generators.code.flaws;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.code.Language;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PatternDetectorsGeneratorTest {

  private final GeneratorFactory factory = new PatternDetectorsGenerator.Factory();

  @Test
  void flawedSamplesDifferFromTheMendedCodeAndSoundOnesDoNot() throws Exception {
    int flawed = 0;
    for (Collected sample : samples("{}", 600)) {
      ObjectNode fields = sample.parsed();
      boolean isFlawed = fields.get("flawed").booleanValue();
      assertThat(fields.get("code").equals(fields.get("fixed")), is(!isFlawed));
      assertThat(fields.get("lines").isEmpty(), is(!isFlawed));
      assertThat(fields.get("severity").textValue().equals("none"), is(!isFlawed));
      flawed += isFlawed ? 1 : 0;
    }
    assertThat(flawed, greaterThan(300));
    assertThat(flawed, lessThan(500));
  }

  @Test
  void theLinesAreThoseThatTheMendedCodeLacks() throws Exception {
    for (Collected sample : samples("{\"language\":\"go\"}", 600)) {
      List<String> code = sample.parsed().get("code").textValue().lines().toList();
      Set<String> mended =
          sample.parsed().get("fixed").textValue().lines().collect(Collectors.toSet());
      Set<Integer> lines = new HashSet<>();
      for (JsonNode line : sample.parsed().get("lines")) {
        lines.add(line.intValue());
      }
      for (int i = 0; i < code.size() && !lines.isEmpty(); i++) {
        boolean isImport =
            code.get(i).startsWith("import") || code.get(i).matches("\t?\"[\\w/]+\"|\\)");
        if (!isImport && !mended.contains(code.get(i))) {
          assertThat(code.get(i) + " in " + code, lines.contains(i + 1), is(true));
        }
      }
    }
  }

  @Test
  void fewSamplesAreDuplicatesAndNoneHasAMarkLeft() throws Exception {
    Set<String> contents = new HashSet<>();
    int count = 5_000;
    for (Collected sample : samples("{\"language\":\"java\"}", count)) {
      contents.add(sample.content());
      assertThat(sample.content(), not(containsString("«")));
      assertThat(sample.content(), not(containsString("‹")));
    }
    assertThat("duplicates", count - contents.size(), lessThan(count / 100));
  }

  @Test
  void everyCategoryHasFlawsInEveryLanguage() throws Exception {
    for (String category : Flaw.CATEGORIES) {
      for (Language language : Language.ofFiles()) {
        String json =
            "{\"language\":\"%s\",\"category\":\"%s\"}".formatted(language.id(), category);
        assertThat(samples(json, 20).size(), is(20));
      }
    }
  }

  @Test
  void everyFlawComesInThreeLanguagesWithFiveVariantsInEach() {
    for (String category : Flaw.CATEGORIES) {
      Map<String, Integer> languages = new TreeMap<>();
      for (Flaw flaw : Flaw.of(category)) {
        languages.merge(flaw.name(), 1, Integer::sum);
        assertThat(flaw.name(), flaw.variants().size(), greaterThanOrEqualTo(5));
      }
      assertThat(category, languages.values(), everyItem(greaterThanOrEqualTo(3)));
    }
  }

  @Test
  void aMistakeInTheNotationIsToldWithItsLine() {
    String text =
        "flaw x\n  severity high\n  type A\n  say a\n  safe b\n  c\n    variant\n      int x;\n";
    IllegalArgumentException mistake =
        assertThrows(IllegalArgumentException.class, () -> FlawFile.read("memory", text));
    assertThat(
        mistake.getMessage(),
        is("memory.txt, line 9: found 'x in c, line 7'; expected a flawed line, marked -, ~ or !"));
  }

  private List<Collected> samples(String json, int count) throws Exception {
    Parameters parameters =
        factory
            .parameters()
            .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    return CollectingSink.collect(factory, parameters, 42, new IndexRange(0, count));
  }
}

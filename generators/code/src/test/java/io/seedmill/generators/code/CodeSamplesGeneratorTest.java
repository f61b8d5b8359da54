package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodeSamplesGeneratorTest {

  private final GeneratorFactory factory = new CodeSamplesGenerator.Factory();

  @Test
  void fewSamplesAreDuplicates() throws Exception {
    Set<String> contents = new HashSet<>();
    int count = 20_000;
    for (Collected sample : samples("{}", count)) {
      contents.add(sample.content());
    }
    assertThat("duplicates", count - contents.size(), lessThan(count / 100));
  }

  @Test
  void theSameIndexHasTheSameProgramInEveryLanguage() throws Exception {
    List<String> python = programs("{\"language\":\"python\",\"task\":\"write\"}");
    assertThat(programs("{\"language\":\"rust\",\"task\":\"explain\"}"), is(python));
    assertThat(
        programs("{\"language\":\"java\",\"task\":\"predict-output\",\"series\":1}"),
        is(not(python)));
  }

  @Test
  void everyLanguageHasASampleForEveryTaskAndIndex() throws Exception {
    for (Language language : Language.values()) {
      for (Question question : Question.ALL) {
        String json = "{'language':'%s','task':'%s'}".formatted(language.id(), question.id());
        assertThat(json, samples(json.replace('\'', '"'), 300).size(), is(300));
      }
    }
  }

  @Test
  void sentencesHaveNoGapsLeft() throws Exception {
    List<String> prompts = new ArrayList<>();
    for (Collected sample : samples("{\"task\":\"explain\"}", 2_000)) {
      prompts.add(sample.parsed().get("answer").textValue());
    }
    assertThat(prompts, everyItem(not(containsString("{"))));
    assertThat(prompts, everyItem(not(containsString("|"))));
  }

  @Test
  void anAnswerToAPredictionIsOneOfTheExamples() throws Exception {
    for (Collected sample : samples("{\"task\":\"predict-output\",\"language\":\"java\"}", 500)) {
      ObjectNode fields = sample.parsed();
      boolean found = false;
      for (JsonNode example : fields.get("examples")) {
        found |=
            fields.get("prompt").textValue().contains("`" + example.get("call").textValue() + "`")
                && fields.get("answer").equals(example.get("value"));
      }
      assertThat(fields.toString(), found, is(true));
    }
  }

  @Test
  void theLineThatIsLeftOutIsOfTheProgramAndNotOfAHelper() throws Exception {
    List<String> answers = new ArrayList<>();
    for (Collected sample : samples("{\"task\":\"complete\",\"language\":\"c\"}", 500)) {
      answers.add(sample.parsed().get("answer").textValue());
    }
    assertThat(answers, everyItem(not(containsString("abort("))));
    assertThat(answers, everyItem(not(containsString("capacity"))));
  }

  @Test
  void whoeverWritesAFunctionInCIsGivenItsTypes() throws Exception {
    for (Collected sample : samples("{\"task\":\"write\",\"language\":\"c\"}", 300)) {
      String prompt = sample.parsed().get("prompt").textValue();
      assertThat(prompt, prompt.contains("IntList"), is(prompt.contains("} IntList;")));
    }
  }

  private List<String> programs(String parameters) throws Exception {
    List<String> programs = new ArrayList<>();
    for (Collected sample : samples(parameters, 100)) {
      programs.add(sample.parsed().get("program").textValue());
    }
    return programs;
  }

  private List<Collected> samples(String json, int count) throws Exception {
    Parameters parameters =
        factory
            .parameters()
            .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    return CollectingSink.collect(factory, parameters, 42, new IndexRange(0, count));
  }
}

package io.seedmill.generators.code.repos;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.both;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

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

class ExampleReposGeneratorTest {

  private final GeneratorFactory factory = new ExampleReposGenerator.Factory();

  @Test
  void aRepositoryHasEightToFortyFilesAndIsNotMadeTwice() throws Exception {
    Set<String> contents = new HashSet<>();
    int count = 0;
    for (String category : ExampleReposGenerator.CATEGORIES) {
      String json = "{\"category\":\"%s\",\"language\":\"java\"}".formatted(category);
      for (Collected sample : samples(json, 8)) {
        int files = sample.parsed().get("files").size();
        assertThat(files, is(both(greaterThan(7)).and(lessThan(41))));
        contents.add(sample.parsed().get("files").toString());
        count++;
      }
    }
    assertThat(contents.size(), is(count));
  }

  @Test
  void theSameIndexIsTheSameSampleAgain() throws Exception {
    assertThat(samples("{}", 3), is(samples("{}", 3)));
    assertThat(samples("{\"series\":1}", 3), is(not(samples("{}", 3))));
  }

  @Test
  void textsHaveNoGapsLeft() throws Exception {
    List<String> texts = new ArrayList<>();
    for (Collected sample : samples("{}", 5)) {
      ObjectNode fields = sample.parsed();
      texts.add(fields.get("prompt").textValue());
      fields.get("files").forEach(file -> texts.add(file.textValue()));
    }
    assertThat(texts, everyItem(not(containsString("«"))));
    assertThat(texts, everyItem(not(containsString("% if"))));
    assertThat(texts, everyItem(not(containsString("% end"))));
    assertThat(texts, everyItem(not(containsString("@imports"))));
  }

  private List<Collected> samples(String json, int count) throws Exception {
    Parameters parameters =
        factory
            .parameters()
            .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    return CollectingSink.collect(factory, parameters, 42, new IndexRange(0, count));
  }
}

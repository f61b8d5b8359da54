package io.seedmill.generators.code.repos;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
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
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

class ExampleReposGeneratorTest {

  private final GeneratorFactory factory = new ExampleReposGenerator.Factory();

  @Test
  void aRepositoryHasEightToFortyFiles() throws Exception {
    for (Collected sample : samples("{}", 100)) {
      int files = sample.parsed().get("files").size();
      assertThat(files, is(Matchers.both(Matchers.greaterThan(7)).and(Matchers.lessThan(41))));
    }
  }

  @Test
  void noRepositoryIsMadeTwiceInAHundred() throws Exception {
    Set<String> contents = new HashSet<>();
    for (Collected sample : samples("{}", 100)) {
      contents.add(sample.parsed().get("files").toString());
    }
    assertThat(contents.size(), is(100));
  }

  @Test
  void theSameIndexIsTheSameSampleAgain() throws Exception {
    assertThat(samples("{}", 3), is(samples("{}", 3)));
    assertThat(samples("{\"series\":1}", 3), is(not(samples("{}", 3))));
  }

  @Test
  void textsHaveNoGapsLeft() throws Exception {
    List<String> texts = new ArrayList<>();
    for (Collected sample : samples("{}", 20)) {
      ObjectNode fields = sample.parsed();
      texts.add(fields.get("prompt").textValue());
      fields.get("files").forEach(file -> texts.add(file.textValue()));
    }
    assertThat(texts, everyItem(not(Matchers.containsString("«"))));
    assertThat(texts, everyItem(not(Matchers.containsString("% if"))));
    assertThat(texts, everyItem(not(Matchers.containsString("% end"))));
    assertThat(texts, everyItem(not(Matchers.containsString("@imports"))));
  }

  private List<Collected> samples(String json, int count) throws Exception {
    Parameters parameters =
        factory
            .parameters()
            .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    return CollectingSink.collect(factory, parameters, 42, new IndexRange(0, count));
  }
}

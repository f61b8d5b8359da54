package io.seedmill.generators.catalogue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.matchesPattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.catalogue.testing.PrintDigests;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.input.Parameter;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.ChoiceType;
import io.seedmill.generators.input.ScalarType.IntegerType;
import io.seedmill.generators.input.ScalarType.NumberType;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws that every generator in the catalogue keeps. */
class CatalogueLawsTest {

  private static final int SAMPLES = 60;

  static Stream<Named<GeneratorFactory>> catalogue() {
    return Catalogue.load().all().stream().map(factory -> Named.of(factory.name(), factory));
  }

  @Test
  void theBuiltInGeneratorsAreFound() {
    assertThat(Catalogue.load().all().size(), greaterThanOrEqualTo(8));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void nameVersionAndSummaryAreUsable(GeneratorFactory factory) {
    assertThat(factory.name(), matchesPattern("[a-z][a-z0-9]*(-[a-z0-9]+)*"));
    assertThat(factory.version(), greaterThanOrEqualTo(1));
    assertThat(factory.summary(), matchesPattern("[^\n]{10,100}"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void aSampleAsksAndAnswersAndSaysHowHardItIs(GeneratorFactory factory) {
    for (Collected sample : samples(factory, 1, 0, SAMPLES)) {
      ObjectNode parsed = sample.parsed();
      assertThat(sample.content(), parsed.path("prompt").asText().isBlank(), is(false));
      assertThat(sample.content(), parsed.path("answer").isMissingNode(), is(false));
      JsonNode metadata = parsed.get("metadata");
      assertThat(metadata.get("difficulty").intValue(), greaterThanOrEqualTo(1));
      assertThat(metadata.get("difficulty").intValue(), lessThanOrEqualTo(10));
      assertThat(
          CanonicalJson.write(metadata.get("parameters")),
          is(factory.parameters().defaults().toCanonicalJson()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void samplesHaveTheDeclaredFields(GeneratorFactory factory) {
    Set<String> declared =
        factory.fields(factory.parameters().defaults(), Prepared.nothing()).orElseThrow();
    for (Collected sample : samples(factory, 1, 0, SAMPLES)) {
      Set<String> fields = new HashSet<>();
      sample.parsed().without("metadata").fieldNames().forEachRemaining(fields::add);
      assertThat(sample.content(), fields, is(declared));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void theContentIsCanonicalJson(GeneratorFactory factory) throws IOException {
    for (Collected sample : samples(factory, 2, 0, SAMPLES)) {
      assertThat(sample.content(), is(new JsonCanonicalizer(sample.content()).getEncodedString()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void theOrderInWhichIndicesAreAskedForChangesNothing(GeneratorFactory factory) {
    List<Collected> expected = samples(factory, 3, 0, SAMPLES);
    List<Long> order = new ArrayList<>();
    expected.forEach(sample -> order.add(sample.index()));
    Collections.reverse(order);
    List<Collected> backwards = new ArrayList<>();
    for (long index : order) {
      backwards.addAll(
          CollectingSink.collect(
              factory, factory.parameters().defaults(), 3, IndexRange.of(index)));
    }
    Collections.reverse(backwards);
    assertThat(backwards, is(expected));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void neighbouringSeedsShareNothingBeyondChance(GeneratorFactory factory) {
    Set<String> one = contents(samples(factory, 42, 0, 500));
    Set<String> other = contents(samples(factory, 43, 0, 500));
    one.retainAll(other);
    assertThat("shared by seeds 42 and 43: " + one, one.size(), lessThanOrEqualTo(10));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void neighbouringIndicesDiffer(GeneratorFactory factory) {
    List<Collected> samples = samples(factory, 42, 0, 500);
    int equal = 0;
    for (int i = 1; i < samples.size(); i++) {
      equal += samples.get(i).content().equals(samples.get(i - 1).content()) ? 1 : 0;
    }
    assertThat("neighbours that are equal", equal, lessThanOrEqualTo(5));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void parametersAtTheirBoundsWork(GeneratorFactory factory) {
    int usable = 0;
    for (Parameter parameter : factory.parameters().all()) {
      for (JsonNode bound : bounds(parameter)) {
        ObjectNode given = JsonNodeFactory.instance.objectNode().set(parameter.name(), bound);
        Parameters parameters;
        try {
          parameters = factory.parameters().read(given);
        } catch (InvalidParametersException e) {
          continue; // a rule on several parameters forbids this bound beside the other defaults
        }
        usable++;
        List<Collected> made =
            CollectingSink.collect(factory, parameters, 5, new IndexRange(0, 20));
        assertThat(factory.name() + " " + given, made.size(), is(20));
      }
    }
    assertThat(
        "bounds that could be tried",
        usable,
        greaterThanOrEqualTo(factory.parameters().all().size()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("catalogue")
  void anUnknownParameterIsRefusedByName(GeneratorFactory factory) {
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("noSuchThing", 1);
    try {
      factory.parameters().read(given);
      throw new AssertionError("accepted " + given);
    } catch (InvalidParametersException e) {
      assertThat(e.problems().get(0).path(), is("/noSuchThing"));
    }
  }

  @Test
  void anotherMachineMakesTheSameBytes() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-Duser.extensions=u-nu-arab",
                "-Dfile.encoding=US-ASCII",
                "-Duser.timezone=Asia/Kathmandu",
                "-cp",
                System.getProperty("java.class.path"),
                PrintDigests.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(process.waitFor(), is(0));
    List<String> expected = new ArrayList<>();
    PrintDigests.digests().forEach((name, digest) -> expected.add(name + " " + digest));
    assertThat(printed.lines().toList(), is(expected));
    assertThat(PrintDigests.digests(), hasKey("arithmetic"));
    assertThat(expected, everyItem(matchesPattern("[a-z0-9-]+ [0-9a-f]{64}")));
  }

  private static List<JsonNode> bounds(Parameter parameter) {
    if (parameter.type() instanceof IntegerType integer) {
      return List.of(LongNode.valueOf(integer.min()), LongNode.valueOf(integer.max()));
    }
    if (parameter.type() instanceof NumberType real) {
      return List.of(
          JsonNodeFactory.instance.numberNode(real.min()),
          JsonNodeFactory.instance.numberNode(real.max()));
    }
    if (parameter.type() instanceof ChoiceType choice) {
      return choice.choices().stream().<JsonNode>map(TextNode::valueOf).toList();
    }
    return List.of(parameter.defaultValue());
  }

  private static Set<String> contents(List<Collected> samples) {
    Set<String> contents = new HashSet<>();
    samples.forEach(sample -> contents.add(sample.content()));
    return contents;
  }

  private static List<Collected> samples(
      GeneratorFactory factory, long seed, long first, long end) {
    return CollectingSink.collect(
        factory, factory.parameters().defaults(), seed, new IndexRange(first, end));
  }
}

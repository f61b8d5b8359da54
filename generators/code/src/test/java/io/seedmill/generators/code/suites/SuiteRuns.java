package io.seedmill.generators.code.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Draws samples, each of which is a right module and its mutants, for the tests that run them. */
abstract class SuiteRuns {

  private static final GeneratorFactory FACTORY = new TestSuitesGenerator.Factory();

  @TempDir Path folder;

  /**
   * A module with its tests.
   *
   * @param id a name for it, such as {@code s3v0}; version 0 is the right one
   */
  record Version(String id, String codeFile, String code, String testFile, String tests) {

    boolean isRight() {
      return id.endsWith("v0");
    }

    String module() {
      return codeFile.replaceFirst("\\.\\w+$", "");
    }
  }

  static List<ObjectNode> samples(String kind, String language, int count) throws Exception {
    String json = "{\"kind\":\"%s\",\"language\":\"%s\"}".formatted(kind, language);
    Parameters parameters =
        FACTORY
            .parameters()
            .read((ObjectNode) CanonicalJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    List<ObjectNode> samples = new ArrayList<>();
    for (Collected sample :
        CollectingSink.collect(FACTORY, parameters, 42, new IndexRange(0, count))) {
      samples.add(sample.parsed());
    }
    return samples;
  }

  /** Returns the right modules and the mutants of samples of several kinds. */
  static List<Version> versions(String language, int most, String... kinds) throws Exception {
    int count = Integer.getInteger("seedmill.test.programs", most);
    List<Version> versions = new ArrayList<>();
    int number = 0;
    for (String kind : kinds) {
      for (ObjectNode sample : samples(kind, language, count)) {
        assertThat(sample.get("mutants").size(), is(greaterThanOrEqualTo(3)));
        versions.add(version("s" + number + "v0", sample, sample));
        int mutant = 1;
        for (JsonNode wrong : sample.get("mutants")) {
          versions.add(version("s" + number + "v" + mutant++, sample, wrong));
        }
        number++;
      }
    }
    return versions;
  }

  private static Version version(String id, ObjectNode sample, JsonNode code) {
    return new Version(
        id,
        sample.get("codeFile").textValue(),
        code.get("code").textValue(),
        sample.get("testFile").textValue(),
        sample.get("tests").textValue());
  }

  /** Tells whether the right versions pass and all others fail. */
  static void judge(List<Version> versions, Set<String> ran, Set<String> failed) {
    List<String> wrong = new ArrayList<>();
    for (Version version : versions) {
      if (!ran.contains(version.id())) {
        wrong.add(version.id() + " did not run:\n" + version.code() + version.tests());
      } else if (failed.contains(version.id()) == version.isRight()) {
        wrong.add(
            version.id()
                + (version.isRight() ? " fails:\n" : " passes:\n")
                + version.code()
                + version.tests());
      }
    }
    assertThat(
        wrong.size() + " of " + versions.size() + "\n" + (wrong.isEmpty() ? "" : wrong.get(0)),
        wrong,
        is(empty()));
  }

  final Path write(String place, CharSequence text) throws IOException {
    Path file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}

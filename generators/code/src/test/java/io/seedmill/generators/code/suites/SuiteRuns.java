package io.seedmill.generators.code.suites;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.code.Tools;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.testing.CollectingSink;
import io.seedmill.generators.testing.CollectingSink.Collected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/** Draws samples, each of which is a right module and its mutants, for the tests that run them. */
abstract class SuiteRuns {

  private static final GeneratorFactory FACTORY = new TestSuitesGenerator.Factory();

  @TempDir Path folder;

  final Set<String> ran = new HashSet<>();
  final Set<String> failed = new HashSet<>();

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
  final void judge(List<Version> versions) {
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

  static void assumePytest() throws Exception {
    boolean there = Tools.isThere("python3");
    Path here = Path.of(".");
    assumeTrue(
        there && Tools.runs(here, "python3", "-m", "pytest", "--version").exitCode() == 0,
        "pytest is not there");
  }

  final void runPython(List<Version> versions) throws Exception {
    for (Version version : versions) {
      // Python knows one module of a name; a test that starts a program knows its file.
      String own = version.module() + "_" + version.id();
      write(version.id() + "/" + own + ".py", version.code());
      write(version.id() + "/" + version.codeFile(), version.code());
      write(
          version.id() + "/test_" + version.id() + ".py",
          version.tests().replace("from " + version.module() + " ", "from " + own + " "));
    }
    List<String> printed =
        Tools.runs(
                folder, "python3", "-m", "pytest", "-q", "-rA", "--tb=no", "-p", "no:cacheprovider")
            .lines();
    results(printed, "^(?:(PASSED)|FAILED|ERROR) (s\\d+v\\d+)/.*");
    judge(versions);
  }

  final void runJavaScript(List<Version> versions) throws Exception {
    for (Version version : versions) {
      write(version.id() + "/" + version.codeFile(), version.code());
      write(version.id() + "/" + version.testFile(), version.tests());
    }
    node(versions, ".mjs");
  }

  final void node(List<Version> versions, String end) throws Exception {
    StringBuilder all = new StringBuilder("import { describe } from 'node:test';\n");
    for (Version version : versions) {
      String file = version.id() + "/" + version.testFile().replaceFirst("\\.\\w+$", end);
      all.append(
          "describe('%s', async () => { await import('./%s'); });\n".formatted(version.id(), file));
    }
    write("all.mjs", all);
    List<String> printed = Tools.runs(folder, "node", "--test-reporter=tap", "all.mjs").lines();
    results(printed, "^(?:(ok)|not ok) \\d+ - (s\\d+v\\d+).*");
    judge(versions);
  }

  final void runGo(List<Version> versions) throws Exception {
    Set<String> imports = new TreeSet<>();
    StringBuilder code = new StringBuilder();
    StringBuilder tests = new StringBuilder();
    for (Version version : versions) {
      Pattern own =
          Pattern.compile(
              "(?<![.\\w\"])("
                  + Pattern.compile("(?m)^(?:func|type|var|const) (\\w+)")
                      .matcher(version.code() + version.tests())
                      .results()
                      .map(found -> found.group(1))
                      .collect(Collectors.joining("|"))
                  + ")(?![\\w\"])");
      for (String text : List.of(version.code(), version.tests())) {
        Pattern.compile("(?m)^(?:import |\\t)(\"[\\w/]+\")$")
            .matcher(text)
            .results()
            .forEach(found -> imports.add(found.group(1)));
        String bare =
            text.replaceAll("(?m)^package .*\n|^import \".*\n|^import \\((?:\n\t.*)*\n\\)\n", "");
        (text.equals(version.code()) ? code : tests)
            .append(own.matcher(bare).replaceAll("$1_" + version.id()));
      }
    }
    imports.remove("\"testing\"");
    StringBuilder head = new StringBuilder("package suites\n\nimport (\n\t\"testing\"\n");
    imports.forEach(name -> head.append('\t').append(name).append('\n'));
    write("go.mod", "module suites\n\ngo 1.19\n");
    write("suites_test.go", head + ")\n" + code + tests);
    List<String> printed = Tools.runs(folder, "go", "test", "-v").lines();
    results(printed, "^--- (?:(PASS)|FAIL): (?:Test|Fuzz)\\w*_(s\\d+v\\d+) .*");
    judge(versions);
  }

  /**
   * Reads lines that tell the result of a test: one group is its version, another is that it
   * passed.
   */
  final void results(List<String> printed, String form) {
    Pattern result = Pattern.compile(form);
    for (String line : printed) {
      Matcher found = result.matcher(line);
      if (found.matches()) {
        boolean idFirst = found.group(1) != null && found.group(1).matches("s\\d+v\\d+");
        String id = found.group(idFirst ? 1 : 2);
        ran.add(id);
        if (found.group(idFirst ? 2 : 1) == null) {
          failed.add(id);
        }
      }
    }
    if (ran.isEmpty()) {
      throw new AssertionError(printed.subList(0, Math.min(30, printed.size())));
    }
  }
}

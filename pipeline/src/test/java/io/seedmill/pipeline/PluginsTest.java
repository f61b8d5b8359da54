package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.CompiledJar;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given jars with generators that are on no class path, when commands are told of them, then... */
class PluginsTest {

  private static final String SPEC =
      """
      name: mine
      seed: 3
      maxFailureRate: 1
      generators:
        - {generator: counting, samples: 30, params: {size: 4}}
        - {generator: maze, samples: 5}
      """;

  /** A generator whose name, version and body a test chooses. */
  private static final String GENERATOR =
      """
      package mine;
      import io.seedmill.generators.*;
      import io.seedmill.generators.input.*;
      public class Counting implements GeneratorFactory {
        public String name() { return "NAME"; }
        public int version() { return VERSION; }
        public String summary() { return "counts"; }
        public ParameterSchema parameters() {
          return ParameterSchema.none().integer("size", "how far", 3, 1, 9);
        }
        public Generator create(Parameters parameters) {
          CREATE
          return Generator.perSample(parameters, (index, random, sample) -> {
            String text = BODY;
            sample.text("answer", text).text("prompt", "what is " + index + "?").difficulty(1);
          });
        }
      }
      """;

  private final Path folder;

  PluginsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void everyCommandKnowsTheirGenerators() throws Exception {
    Path spec = Files.writeString(folder.resolve("mine.yaml"), SPEC);
    String plugins = "--plugins=" + jar("good", "counting", 1, "", "\"\" + index");
    Path output = folder.resolve("out");
    PublishedRun direct = PublishedRun.of(spec, output, "direct", plugins);
    assertThat(direct.printed(), direct.exitCode(), is(0));
    String text = new String(direct.bytes(), StandardCharsets.UTF_8);
    assertThat(text, containsString("\"answer\":\"29\",\"prompt\":\"what is 29?\""));

    String dataset = "--dataset=" + spec;
    said(0, "counting", "generators", plugins);
    said(0, "how far", "generators", "counting", plugins);
    said(0, "counting", "plan", "--pilot", dataset, plugins);
    said(0, "counting: the first 5 samples", "check", dataset, plugins, "--first=5");
    said(0, "\"answer\":\"7\"", "replay", dataset, plugins, "--generator=counting", "--index=7");
    said(2, "found \"counting\"", "plan", dataset);
    String[] batch = {"generate", dataset, plugins, "--output=" + output, "--run-id=batches"};
    said(0, "batch 0 of 1", append(batch, "--batch-index=0"));
    batch[0] = "consolidate";
    said(0, direct.manifest().datasetId(), batch);
  }

  /** Asserts that a runner makes the dataset that the DirectRunner makes. */
  void aRunnerMakesTheSameDataset(String... runner) throws Exception {
    Path spec = Files.writeString(folder.resolve("mine.yaml"), SPEC);
    String plugins = "--plugins=" + jar("good", "counting", 1, "", "\"\" + index");
    Path output = folder.resolve("out");
    PublishedRun direct = PublishedRun.of(spec, output, "direct", plugins);
    PublishedRun other = PublishedRun.of(spec, output, "other", append(runner, plugins));
    assertThat(other.printed(), other.exitCode(), is(0));
    assertThat(other.manifest().datasetId(), is(direct.manifest().datasetId()));
  }

  @Test
  void aFolderMayHoldWhatAGeneratorNeeds() throws Exception {
    Path libraries = Files.createDirectory(folder.resolve("jars"));
    Path library =
        new CompiledJar(folder.resolve("l"))
            .with(
                Map.of(
                    "lib.Words",
                    "package lib; public class Words { "
                        + "public static String of(long n) { return \"number \" + n; } }"))
            .as(libraries.resolve("words.jar"));
    Path generator =
        new CompiledJar(folder.resolve("g"))
            .against(library)
            .with(Map.of("mine.Counting", source("counting", 1, "", "lib.Words.of(index)")))
            .offering("mine.Counting")
            .as(libraries.resolve("counting.jar"));
    Path spec = Files.writeString(folder.resolve("mine.yaml"), SPEC);
    PublishedRun whole =
        PublishedRun.of(spec, folder.resolve("out"), "whole", "--plugins=" + libraries);
    assertThat(whole.printed(), whole.exitCode(), is(0));
    assertThat(new String(whole.bytes(), StandardCharsets.UTF_8), containsString("\"number 29\""));

    PublishedRun lacking =
        PublishedRun.of(spec, folder.resolve("out"), "lacking", "--plugins=" + generator);
    assertThat("what is missed on the way fails sample by sample", lacking.exitCode(), is(0));
    assertThat(lacking.manifest().counts().failed(), is(30L));
    assertThat(
        Files.readString(lacking.file("failures/failures-lacking.jsonl")),
        containsString("lib/Words"));
  }

  @Test
  void whatCannotBeUsedIsOneSentenceBeforeAnyWork() throws Exception {
    refused("no.jar", "found 'no.jar', which is not there; allowed: jars, or a folder of them");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(empty, "a folder without a jar");
    Path text = Files.writeString(folder.resolve("text.jar"), "not a jar");
    refused(text, "of which 'text.jar' is no jar");
    Path nothing =
        new CompiledJar(folder.resolve("n"))
            .with(Map.of("mine.None", "package mine; public class None {}"))
            .as(folder.resolve("nothing.jar"));
    refused(nothing, "in which there is no generator");
    refused(
        jar("taken", "maze", 1, "", "\"\""),
        "in which mine.Counting is called 'maze', as another generator is");
    refused(jar("name", "My Maze", 1, "", "\"\""), "in which mine.Counting is called 'My Maze'");
    refused(jar("version", "counting", 0, "", "\"\""), "in which 'counting' has version 0");
    refused(
        jar("default", "counting", 1, "if (true) throw new IllegalStateException(\"no\");", "\"\""),
        "in which 'counting' cannot be made with its defaults (java.lang.IllegalStateException: no)");
    refused(
        jar("error", "counting", 1, "if (true) throw new AssertionError(\"no\");", "\"\""),
        "in which 'counting' cannot be made with its defaults (java.lang.AssertionError: no)");
    String source = source("counting", 1, "", "\"\"");
    String broken = "throw new StackOverflowError(\"endless\");";
    refused(
        new CompiledJar(folder.resolve("c"))
            .with(
                Map.of(
                    "mine.Counting",
                    source.replace(
                        "public String name()",
                        "{ if (true) " + broken + " } public String name()")))
            .offering("mine.Counting")
            .as(folder.resolve("constructor.jar")),
        "of which a generator cannot be made (java.lang.StackOverflowError: endless)");
    refused(
        new CompiledJar(folder.resolve("m"))
            .with(Map.of("mine.Counting", source.replace("return \"counting\";", broken)))
            .offering("mine.Counting")
            .as(folder.resolve("method.jar")),
        "of which a generator cannot be made (java.lang.StackOverflowError: endless)");
    Path absent =
        new CompiledJar(folder.resolve("a"))
            .with(Map.of("mine.Counting", source("counting", 1, "", "\"\"")))
            .offering("mine.Other")
            .as(folder.resolve("absent.jar"));
    refused(absent, "of which a generator cannot be made (Provider mine.Other not found)");
    Path newer =
        new CompiledJar(folder.resolve("v"))
            .with(Map.of("mine.Counting", source("counting", 1, "", "\"\"")))
            .offering("mine.Counting")
            .ofClassVersion("mine.Counting", 99)
            .as(folder.resolve("newer.jar"));
    refused(
        newer,
        "whose class mine.Counting is for Java 55, and this is Java "
            + Runtime.version().feature());
  }

  @Test
  void aClassThatIsMissingWhenAGeneratorIsMadeIsNamed() throws Exception {
    Path library =
        new CompiledJar(folder.resolve("l"))
            .with(
                Map.of(
                    "lib.Words", "package lib; public class Words { public static void a() {} }"))
            .as(folder.resolve("words.jar"));
    Path generator =
        new CompiledJar(folder.resolve("g"))
            .against(library)
            .with(Map.of("mine.Counting", source("counting", 1, "lib.Words.a();", "\"\"")))
            .offering("mine.Counting")
            .as(folder.resolve("counting.jar"));
    refused(generator, "which needs the class lib.Words, which is not there");
  }

  private void refused(Object plugins, String expected) {
    CommandResult result = CommandResult.seedmill("generators", "--plugins=" + plugins);
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString(expected));
    assertThat("one sentence", result.errLines().size(), is(1));
    assertThat(result.err(), not(containsString("\tat ")));
  }

  private static void said(int exitCode, String expected, String... args) {
    CommandResult result = CommandResult.seedmill(args);
    assertThat(result.out() + result.err(), result.exitCode(), is(exitCode));
    assertThat(result.out() + result.err(), containsString(expected));
  }

  private static String[] append(String[] args, String more) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = more;
    return all;
  }

  private Path jar(String file, String name, int version, String create, String body)
      throws IOException {
    return new CompiledJar(folder.resolve(file))
        .with(Map.of("mine.Counting", source(name, version, create, body)))
        .offering("mine.Counting")
        .as(folder.resolve(file + ".jar"));
  }

  private static String source(String name, int version, String create, String body) {
    return GENERATOR
        .replace("NAME", name)
        .replace("VERSION", Integer.toString(version))
        .replace("CREATE", create)
        .replace("BODY", body);
  }
}

package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.flink.SeedmillOnFlink;
import io.seedmill.pipeline.testing.FlinkCluster;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's own generator, from an empty folder to runs on a cluster. */
class PluginsIT {

  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Path README = HOME.resolve("generators/README.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("--plugins`\n.*?```sh\n(.*?)\n```", Pattern.DOTALL);

  @TempDir private static Path folder;

  private static Path built;
  private static String said;

  @BeforeAll
  static void buildAndRunAsTheDocumentationSays() throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(README));
    assertThat("the example is there", example.find(), is(true));
    built = Files.createDirectory(folder.resolve("empty"));
    Path script = Files.writeString(folder.resolve("example.sh"), example.group(1));
    try (Program shell =
        Program.script(
            List.of("sh", "-e"), script, built, Map.of("SEEDMILL_HOME", HOME.toString()))) {
      assertThat(shell.printed(), shell.exitCode(LIMIT), is(0));
      said = shell.printed();
    }
  }

  @AfterAll
  static void say() {
    assertThat(said, containsString("dice: What is the sum of some dice?"));
    assertThat(said, containsString("1,000 samples in "));
  }

  @Test
  void theBytesAreTheSameOnAClusterHoweverTheJobIsSubmitted() throws Exception {
    PublishedRun direct = only(built.resolve("out"));
    assertThat(direct.manifest().counts().failed(), is(0L));
    Path output = folder.resolve("shared");
    List<String> args =
        List.of(
            "run",
            "--again",
            "--dataset=" + built.resolve("dice.yaml"),
            "--plugins=" + built.resolve("my-generators.jar"),
            "--output=" + output,
            "--shared-output",
            "--parallelism=2",
            "--shard-size=50");
    FlinkCluster cluster = FlinkCluster.shared();
    List<String> submitted = new ArrayList<>(args);
    submitted.add("--run-id=submitted");
    submitted.addAll(List.of("--runner=FlinkRunner", "--flinkMaster=" + cluster.address()));
    try (Program program = Program.seedmill(folder, submitted)) {
      assertThat(program.printed(), program.exitCode(LIMIT), is(0));
    }
    assertSame(PublishedRun.in(output, "submitted"), direct);
    for (List<String> how : List.of(List.<String>of(), List.of("-d"))) {
      String run = "by-flink" + how.size();
      List<String> flink = new ArrayList<>(List.of("run"));
      flink.addAll(how);
      flink.addAll(List.of("-c", SeedmillOnFlink.class.getName(), Program.clusterJar().toString()));
      flink.addAll(args);
      flink.add("--run-id=" + run);
      try (Program program = Program.flink(folder, cluster, flink)) {
        assertThat(program.printed(), program.exitCode(LIMIT), is(0));
      }
      Poll.until("the end of " + run, LIMIT, () -> cluster.hasFinished("-" + run));
      assertSame(PublishedRun.in(output, run), direct);
    }
    try (Stream<Path> left = Files.list(output.resolve(".seedmill/plugins"))) {
      assertThat("one jar, under its digest", left.count(), is(1L));
    }
  }

  private static PublishedRun only(Path output) throws Exception {
    try (Stream<Path> runs = Files.list(output.resolve("metadata"))) {
      Path run = runs.filter(Files::isDirectory).findFirst().orElseThrow();
      return PublishedRun.in(output, run.getFileName().toString());
    }
  }

  private static void assertSame(PublishedRun run, PublishedRun expected) throws Exception {
    assertThat(run.manifest().datasetId(), is(expected.manifest().datasetId()));
    assertThat(Arrays.equals(run.bytes(), expected.bytes()), is(true));
  }
}

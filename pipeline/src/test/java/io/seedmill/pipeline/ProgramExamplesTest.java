package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's programs in Python, Node and shell do what it says of them. */
class ProgramExamplesTest {

  private static final Path README = Path.of("..", "generators", "README.md");
  private static final Pattern FILE =
      Pattern.compile(
          "^`(sums\\.\\w+)`[^\n]*:\n\n```\\w+\n(.*?\n)```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern SUM = Pattern.compile("What is (\\d+) \\+ (\\d+)\\?");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private String spec;
  private final Map<String, Long> expected = new TreeMap<>();

  @BeforeEach
  void writeThemAsTheyStandThere() throws IOException {
    Matcher files = FILE.matcher(Files.readString(README));
    int programs = 0;
    while (files.find()) {
      Files.writeString(folder.resolve(files.group(1)), files.group(2));
      if (!files.group(1).endsWith(".yaml")) {
        programs++;
        assertThat(files.group(1), files.group(2).lines().count(), is(lessThanOrEqualTo(15L)));
      }
    }
    assertThat("three programs", programs, is(3));
    Path file = folder.resolve("sums.yaml");
    StringBuilder kept = new StringBuilder();
    for (String line : Files.readAllLines(file)) {
      if (!needs(line, "python3") && !needs(line, "node")) {
        kept.append(line).append('\n');
        Matcher entry = Pattern.compile("name: ([\\w-]+), samples: (\\d+)").matcher(line);
        if (entry.find()) {
          expected.put(entry.group(1), Long.parseLong(entry.group(2)));
        }
      }
    }
    spec = Files.writeString(file, kept).toString();
  }

  @Test
  void theyKeepTheirPromises() {
    CommandResult check = CommandResult.seedmill("check", spec);

    assertThat(check.out() + check.err(), check.exitCode(), is(ExitCode.DONE));
  }

  @Test
  void theyMakeADatasetOfSumsThatAreRight() throws Exception {
    PublishedRun run = PublishedRun.of(Path.of(spec), folder.resolve("out"), "first");
    PublishedRun again =
        PublishedRun.of(
            Path.of(spec),
            folder.resolve("again"),
            "again",
            "--shard-size=77",
            "--targetParallelism=1");

    Map<String, Long> made = new TreeMap<>();
    for (String line : new String(run.bytes(), StandardCharsets.UTF_8).lines().toList()) {
      JsonNode sample = JSON.readTree(line);
      made.merge(sample.get("generator").asText(), 1L, Long::sum);
      Matcher sum = SUM.matcher(sample.get("prompt").asText());
      assertThat(line, sum.matches(), is(true));
      long right = Long.parseLong(sum.group(1)) + Long.parseLong(sum.group(2));
      assertThat(line, sample.get("answer").asText(), is(Long.toString(right)));
    }
    assertThat(made, is(expected));
    assertThat("shards make no difference", again.bytes(), is(run.bytes()));
    if (made.containsKey("python-sums")) {
      assertThat(
          new String(run.bytes(), StandardCharsets.UTF_8),
          containsString("\"parameters\":{\"digits\":9}"));
    }
  }

  /** Whether a line of the spec needs a program that this machine does not have. */
  private static boolean needs(String line, String program) {
    boolean needed = line.contains("[" + program + ",");
    boolean there =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    if (needed && !there) {
      System.out.println("Skipped: the example for " + program + ", which is not there.");
    }
    return needed && !there;
  }
}

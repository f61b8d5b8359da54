package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.Program;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The example dataset of an API, from the packaged jar, as the README shows it. */
class SalaryPostingsIT {

  private static final String TOKEN = "not-to-be-found-4711";
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Process server;
  private String url;

  @TempDir Path folder;

  @BeforeEach
  void startTheStandIn() throws IOException {
    server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Program.jar() + File.pathSeparator + "../generators/target/test-classes",
                "io.seedmill.generators.testing.JobPostingsServer",
                "0",
                TOKEN,
                "attached")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    url = out.readLine().replace("job postings at ", "");
  }

  @AfterEach
  void stopTheStandIn() throws Exception {
    server.destroy();
    server.waitFor(20, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void whatWasFetchedOnceIsMadeAgainFromTheCacheAloneAndNothingHasTheToken(String runner)
      throws Exception {
    String printed = run(0, TOKEN, "--output=" + folder.resolve("one"), "--runner=" + runner);
    JsonNode first = manifest("one");
    assertThat(first.at("/counts/requested").asInt(), is(18));
    assertThat(first.at("/counts/unique").asInt(), greaterThan(20));
    assertThat(first.get("reproducible").asBoolean(true), is(false));
    assertThat(printed, containsString("asked for"));

    stopTheStandIn();
    printed +=
        run(0, TOKEN, "--output=" + folder.resolve("two"), "--cacheOnly", "--runner=" + runner);
    JsonNode second = manifest("two");
    assertThat(second.get("datasetId"), is(first.get("datasetId")));
    assertThat(second.at("/fetched/misses").asInt(-1), is(0));
    assertThat(data("two"), is(data("one")));

    assertThat(printed.contains(TOKEN), is(false));
    assertThat(filesWithTheToken(), is(List.of()));
  }

  @Test
  void deadLettersOfARunWithAWrongTokenDoNotHaveIt() throws Exception {
    String wrong = "wrong-" + TOKEN;
    String printed = run(3, wrong, "--output=" + folder.resolve("wrong"));
    assertThat(printed, containsString("status 401"));
    assertThat(printed.contains(TOKEN), is(false));
    assertThat(filesWithTheToken(), is(List.of()));
  }

  private String run(int exitCode, String token, String... args) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "run",
                "--dataset=salary-postings",
                "--run-id=r",
                "--cache=" + folder.resolve("cache")));
    all.addAll(List.of(args));
    Map<String, String> environment = Map.of("POSTINGS_URL", url, "POSTINGS_TOKEN", token);
    try (Program program = Program.seedmill(folder, all, environment)) {
      int code = program.exitCode(LONGEST);
      assertThat(program.printed(), code, is(exitCode));
      return program.printed();
    }
  }

  private JsonNode manifest(String output) throws IOException {
    return new ObjectMapper()
        .readTree(folder.resolve(output).resolve("metadata/r/manifest.json").toFile());
  }

  private String data(String output) throws IOException {
    return Files.readString(folder.resolve(output).resolve("consolidated/consolidated-r.jsonl"));
  }

  private List<Path> filesWithTheToken() throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(TOKEN)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}

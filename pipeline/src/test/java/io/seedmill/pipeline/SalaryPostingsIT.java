package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.Program;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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
  @TempDir Path redisFolder;

  @BeforeEach
  void startTheStandIn() throws IOException {
    server = ofTests("JobPostingsServer", "0", TOKEN, "attached");
    url = firstLine(server).replace("job postings at ", "");
  }

  /** A server of the tests of generators, in a process that ends with its input. */
  private static Process ofTests(String main, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Program.SHORT_RUN,
                "-cp",
                Program.jar() + File.pathSeparator + "../generators/sources/target/test-classes",
                "io.seedmill.generators.sources.testing." + main));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static String firstLine(Process process) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    return line == null ? "" : line;
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
    String printed = run(0, TOKEN, output("one"), "--runner=" + runner);
    JsonNode first = manifest("one");
    assertThat(first.at("/counts/requested").asInt(), is(18));
    assertThat(first.at("/counts/unique").asInt(), greaterThan(20));
    assertThat(first.get("reproducible").asBoolean(true), is(false));
    assertThat(printed, containsString("asked for"));

    stopTheStandIn();
    printed += run(0, TOKEN, output("two"), "--cacheOnly", "--runner=" + runner);
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
    String printed = run(3, wrong, output("wrong"));
    assertThat(printed, containsString("status 401"));
    assertThat(printed.contains(TOKEN), is(false));
    assertThat(filesWithTheToken(), is(List.of()));
  }

  @Test
  void batchesMakeTheBytesOfOneRunAndAskNothingTwice() throws Exception {
    String cache = "--cache=" + folder.resolve("cache");
    String output = output("batched");
    for (int batch = 0; batch < 3; batch++) {
      seedmill(0, TOKEN, "generate", cache, output, "--max-batch-size=6", "--batch-index=" + batch);
    }
    stopTheStandIn();
    seedmill(0, TOKEN, "consolidate", cache, output);
    run(0, TOKEN, output("one"));

    assertThat(data("batched"), is(data("one")));
    assertThat(manifest("batched").get("datasetId"), is(manifest("one").get("datasetId")));
    assertThat(manifest("batched").get("counts"), is(manifest("one").get("counts")));
    assertThat(manifest("one").at("/fetched/misses").asInt(-1), is(0));
    assertThat(
        manifest("one").at("/fetched/hits").asInt(),
        is(manifest("batched").at("/fetched/misses").asInt(-1)));
    assertThat(filesWithTheToken(), is(List.of()));
  }

  @Test
  void workersShareAnswersThroughRedisAndWithoutItARunIsOnlySlower() throws Exception {
    String password = "not-to-be-found-either-4712";
    Process redis = ofTests("RedisProcess", redisFolder.toString(), password);
    String printed;
    try (OutputStream untilClosed = redis.getOutputStream()) {
      String port = firstLine(redis);
      if (port.isEmpty()) {
        System.out.println(
            "SKIPPED: SalaryPostingsIT.workersShareAnswersThroughRedisAndWithoutItARunIsOnlySlower"
                + " (redis-server is not installed)");
        abort("redis-server is not installed");
      }
      String cache = "--cache=redis://:${env:REDIS_PASSWORD}@127.0.0.1:" + port;
      Map<String, String> environment = Map.of("REDIS_PASSWORD", password);
      printed = seedmill(0, environment, "run", cache, output("one"));
      printed += seedmill(0, environment, "run", cache, "--cacheOnly", output("two"));
      untilClosed.close();
      assertThat(redis.waitFor(20, TimeUnit.SECONDS), is(true));
      printed += seedmill(0, environment, "run", cache, output("down"));
    }
    assertThat(data("two"), is(data("one")));
    assertThat(manifest("two").at("/fetched/misses").asInt(-1), is(0));
    assertThat(manifest("down").at("/fetched/hits").asInt(-1), is(0));
    assertThat(manifest("down").at("/counts/unique"), is(manifest("one").at("/counts/unique")));
    assertThat(printed, containsString("cannot be used as a cache"));
    assertThat(printed.contains(password) || printed.contains(TOKEN), is(false));
    assertThat(filesWith(password), is(List.of()));
    assertThat(filesWithTheToken(), is(List.of()));
  }

  private String output(String name) {
    return "--output=" + folder.resolve(name);
  }

  private String run(int exitCode, String token, String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of("--cache=" + folder.resolve("cache")));
    all.addAll(List.of(args));
    return seedmill(exitCode, token, "run", all.toArray(String[]::new));
  }

  private String seedmill(int exitCode, String token, String command, String... args)
      throws Exception {
    return seedmill(exitCode, Map.of("POSTINGS_TOKEN", token), command, args);
  }

  private String seedmill(
      int exitCode, Map<String, String> variables, String command, String... args)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(command, "--dataset=salary-postings", "--run-id=r"));
    all.addAll(List.of(args));
    Map<String, String> environment =
        new HashMap<>(Map.of("POSTINGS_URL", url, "POSTINGS_TOKEN", TOKEN));
    environment.putAll(variables);
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
    return filesWith(TOKEN);
  }

  private List<Path> filesWith(String secret) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(secret)) {
          found.add(file);
        }
      }
    }
    return found;
  }
}

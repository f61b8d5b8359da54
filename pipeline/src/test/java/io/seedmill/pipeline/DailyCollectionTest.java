package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given an API whose answers change, when it is collected daily, then each day's are published. */
class DailyCollectionTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] NOTES = {"json"};

  @TempDir Path folder;

  private final AtomicInteger day = new AtomicInteger(1);
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          String answer = "{\"items\":[{\"price\":%d}]}".formatted(day.get());
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String spec(String ttl) throws Exception {
    Path spec = folder.resolve("daily.yaml");
    Files.writeString(
        spec,
        """
        name: daily
        failures: {backoff: 10ms}
        generators:
          - name: prices
            http:
              url: "http://127.0.0.1:%d/${query}"
              records: /items
              fields: {ticker: "${query}", price: /price}
              pagination: {type: page, parameter: page, maxPages: 1}
            queries: [a, b]
            politeness: {requestsPerSecond: 10000, stagger: 0s}
            cache: {ttl: %s}
        """
            .formatted(server.getAddress().getPort(), ttl));
    return spec.toString();
  }

  private CommandResult run(String spec, String run, String... more) {
    String[] arguments = {
      "run",
      "--dataset=" + spec,
      "--output=" + folder.resolve("out"),
      "--cache=" + folder.resolve("cache"),
      "--run-id=" + run
    };
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    CommandResult result = seedmill(all);
    assertThat(result.err(), result.exitCode(), is(0));
    return result;
  }

  private String published(String run) throws Exception {
    return Files.readString(folder.resolve("out/consolidated/consolidated-" + run + ".jsonl"));
  }

  @Test
  void threeDaysGiveThreeDaysAnswers() throws Exception {
    String spec = spec("0s");
    for (int each = 1; each <= 3; each++) {
      day.set(each);
      CommandResult result = run(spec, "day" + each, "--politeness=concurrency=1,pause=1s");
      assertThat(published("day" + each), containsString("\"price\":" + each));
      assertThat(published("day" + each).lines().count(), is(2L));
      assertThat(requests.get(), is(2 * each));
      assertThat(result.outLines(), hasItem(containsString("2 queries stopped at 'maxPages'")));
    }
    JsonNode manifest = JSON.readTree(folder.resolve("out/metadata/day3/manifest.json").toFile());
    assertThat(manifest.at("/fetched/ends/maxPages").asInt(), is(2));
  }

  /** The API is asked each day; what it has said before is not published a second time. */
  @Test
  void theSameAnswersArePublishedOnce() throws Exception {
    String spec = spec("0s");
    run(spec, "day1");
    CommandResult again = run(spec, "day2");
    assertThat(requests.get(), is(4));
    assertThat(again.outLines(), hasItem(containsString("same data as run day1 ")));
    assertThat(Files.exists(folder.resolve("out/metadata/day2")), is(false));
    day.set(2);
    run(spec, "day3");
    assertThat(requests.get(), is(6));
    assertThat(published("day3"), containsString("\"price\":2"));
  }

  /** A run that was killed is gone on with the next day, under its own name or another. */
  @ParameterizedTest
  @CsvSource({"day1, 0s, 2", "day2, 0s, 2", "day1, 1h, 1", "day2, 1h, 1"})
  void answersOfAnUnfinishedRunAreTakenUpToTheirTimeToLive(String name, String ttl, int price)
      throws Exception {
    run(spec("1h"), "day1");
    for (String left : List.of("cache", "out/metadata", "out/consolidated")) {
      FileUtils.deleteDirectory(folder.resolve(left).toFile());
    }
    day.set(2);
    CommandResult second = run(spec(ttl), name);
    assertThat(
        published(name).lines().filter(line -> line.contains("\"price\":" + price)).count(),
        is(2L));
    assertThat(requests.get(), is(2 * price));
    assertThat(
        second.err(),
        containsString(
            price == 1
                ? "2 of 2 queries are taken from data/raw: of run 'day1'"
                : "2 queries of unfinished runs are asked again, since their answers are older"));
  }

  /** A machine whose clock was wrong has given its answers a date years ahead. */
  @Test
  void answersFromTheFutureAreAskedForAgain() throws Exception {
    String spec = spec("1h");
    run(spec, "day1");
    for (String left : List.of("cache", "out/metadata", "out/consolidated")) {
      FileUtils.deleteDirectory(folder.resolve(left).toFile());
    }
    long ahead = System.currentTimeMillis() + Duration.ofDays(800).toMillis();
    int changed = 0;
    for (File note : FileUtils.listFiles(folder.resolve("out/data/raw").toFile(), NOTES, true)) {
      ObjectNode json = (ObjectNode) JSON.readTree(note);
      for (JsonNode piece : json.get("pieces")) {
        ((ObjectNode) piece.get("fetched")).put("firstMillis", ahead).put("lastMillis", ahead);
        changed++;
      }
      json.remove("digest");
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.writeBytes(json));
      json.put("digest", "sha256:" + HexFormat.of().formatHex(hash));
      JSON.writeValue(note, json);
    }
    assertThat(changed, is(2));
    day.set(2);
    CommandResult second = run(spec, "day1");
    assertThat(
        published("day1").lines().filter(line -> line.contains("\"price\":2")).count(), is(2L));
    assertThat(second.err(), containsString("2 queries of unfinished runs are asked again"));
  }

  @Test
  void answersYoungerThanTheirTimeToLiveAreNotAskedForAgain() throws Exception {
    String spec = spec("1h");
    run(spec, "first");
    day.set(2);
    CommandResult second = run(spec, "second");
    assertThat(requests.get(), is(2));
    assertThat(second.outLines(), hasItem(containsString("same data as run first ")));
    assertThat(second.outLines(), hasItem(containsString("asked for again when it is older than")));
  }

  @Test
  void oneDeadApiLeavesTheOthersAlone() throws Exception {
    int dead;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      dead = socket.getLocalPort();
    }
    String healthy = Files.readString(Path.of(spec("0s")));
    String other =
        healthy
            .substring(healthy.indexOf("  - name: prices"))
            .replace("name: prices", "name: dead")
            .replace("[a, b]", "[a, b, c, d]")
            .replaceFirst("127.0.0.1:\\d+", "127.0.0.1:" + dead);
    Path spec =
        Files.writeString(
            folder.resolve("both.yaml"),
            healthy.replace("generators:\n", "maxFailureRate: 0.9\ngenerators:\n" + other));
    CommandResult result = run(spec.toString(), "both", "--checkpoint");
    JsonNode manifest = JSON.readTree(folder.resolve("out/metadata/both/manifest.json").toFile());
    assertThat(manifest.at("/generators/dead/failed").asInt(), is(4));
    assertThat(manifest.at("/generators/prices/unique").asInt(), is(2));
    assertThat(result.out(), containsString("no-connection: GET http://127.0.0.1:" + dead));
  }

  @Test
  void aRetryOfAQueryThatIsPartlyKeptGivesTheWhole() throws Exception {
    server.removeContext("/");
    AtomicBoolean broken = new AtomicBoolean(true);
    server.createContext(
        "/",
        exchange -> {
          boolean second = exchange.getRequestURI().getQuery().contains("page=2");
          String items = second ? "{\"n\":3},{\"n\":4}" : "{\"n\":1},{\"n\":2}";
          items = exchange.getRequestURI().getQuery().contains("page=3") ? "" : items;
          byte[] body = "{\"items\":[%s]}".formatted(items).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(second && broken.get() ? 500 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    String spec = spec("0s");
    String text = Files.readString(Path.of(spec)).replace(", maxPages: 1", "");
    text = text.replace("fields: {ticker: \"${query}\", price: /price}", "fields: {n: /n}");
    Files.writeString(Path.of(spec), text.replace("name: daily", "maxFailureRate: 1"));
    run(spec, "partly");
    JsonNode manifest = JSON.readTree(folder.resolve("out/metadata/partly/manifest.json").toFile());
    assertThat(manifest.at("/counts/unique").asInt(), is(2));
    assertThat(manifest.at("/counts/failed").asInt(), is(2));
    assertThat(
        "answers of queries that failed count", manifest.at("/fetched/misses").asInt(), is(2));

    broken.set(false);
    CommandResult retried =
        seedmill("retry", "--run-id=partly", "--as=whole", "--output=" + folder.resolve("out"));
    assertThat(retried.err(), retried.exitCode(), is(0));
    run(spec, "from-start", "--fresh");
    assertThat(
        published("whole").replaceAll("\"fetchedAt\":\"[^\"]*\"", ""),
        is(published("from-start").replaceAll("\"fetchedAt\":\"[^\"]*\"", "")));
    assertThat(published("whole").lines().count(), is(4L));
  }

  @Test
  void aRunWhoseApiIsNotThereEndsInOneSentenceAndPublishesNothing() throws Exception {
    String spec = spec("0s");
    server.stop(0);
    CommandResult result =
        seedmill("run", "--dataset=" + spec, "--output=" + folder.resolve("none"));
    assertThat(result.exitCode(), is(1));
    assertThat(result.err(), containsString("no API has answered at all"));
    assertThat(result.errLines().size(), is(1));
    assertThat(Files.exists(folder.resolve("none/metadata/latest-run.json")), is(false));
  }
}

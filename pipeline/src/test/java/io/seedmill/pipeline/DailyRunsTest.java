package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given an API whose answers change, when the same dataset runs day after day into one output. */
class DailyRunsTest {

  @TempDir private Path folder;

  private HttpServer server;
  private volatile int day = 1;
  private Path spec;
  private Path output;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/prices",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          byte[] answer =
              "{\"rows\": [{\"of\": \"%s\", \"day\": %d}, {\"name\": \"%1$s\"}]}"
                  .formatted(query, day)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    output = folder.resolve("out");
    spec =
        Files.writeString(
            folder.resolve("daily.yaml"),
            """
            name: daily
            generators:
              - http:
                  url: "http://127.0.0.1:%d/prices"
                  query: {q: "${query}"}
                  records: /rows
                queries: [tea, rice]
                cache: {ttl: 1ms}
                politeness: {requestsPerSecond: 1000, stagger: 0s}
                name: prices
            """
                .formatted(server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void eachDayAsksAgainByRunAndByBatches() throws Exception {
    PublishedRun first = PublishedRun.of(spec, output, "day-1");
    assertThat(first.printed(), first.exitCode(), is(0));
    assertThat(days(first), contains(1, 1));

    day = 2;
    PublishedRun second = PublishedRun.of(spec, output, "day-2");
    assertThat(days(second), contains(2, 2));
    assertThat(second.printed(), not(containsString("reused")));
    assertThat(second.manifest().fetched().misses(), is(2L));

    day = 3;
    PublishedRun third = PublishedRun.of(spec, output, "day-3", "--reuse");
    assertThat(days(third), contains(3, 3));

    day = 4;
    PublishedRun fourth = byBatch("day-4");
    assertThat(days(fourth), contains(4, 4));
    day = 5;
    PublishedRun fifth = PublishedRun.of(spec, output, "day-5", "--incremental");
    assertThat(days(fifth), contains(5, 5));
    assertThat(fifth.manifest().counts().known(), is(2L)); // the records that have no day
  }

  @Test
  void anUnfinishedRunGoesOnAndSaysFromWhenItsAnswersAre() throws Exception {
    PublishedRun first = PublishedRun.of(spec, output, "day-1");
    byte[] bytes = first.bytes();
    for (String file : List.of("manifest.json", "keys.bin")) {
      Files.delete(first.file("metadata/day-1/" + file));
    }
    Files.delete(first.file("consolidated/consolidated-day-1.jsonl"));

    day = 2;
    Files.writeString(spec, Files.readString(spec).replace("ttl: 1ms", "ttl: 1h"));
    CommandResult again = CommandResult.seedmill("run", "--dataset=" + spec, "--output=" + output);

    assertThat(again.err(), again.exitCode(), is(0));
    assertThat(Arrays.equals(PublishedRun.in(output, "day-1").bytes(), bytes), is(true));
    assertThat(
        again.err(),
        containsString(
            "seedmill: 2 of 2 queries are taken from data/raw: of run 'day-1', made 20"));
    assertThat(again.err(), containsString("--fresh makes them again"));
  }

  @Test
  void batchesOfAnEarlierRunAreNotTakenOnceItIsPublished() throws Exception {
    byBatch("day-1");
    day = 2;
    PublishedRun second = PublishedRun.of(spec, output, "day-2");
    assertThat(days(second), contains(2, 2));
    assertThat(second.printed(), not(containsString("taken from")));
  }

  private PublishedRun byBatch(String run) {
    for (String command : List.of("generate --batch-index=0", "consolidate")) {
      List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
      arguments.addAll(List.of("--dataset=" + spec, "--output=" + output, "--run-id=" + run));
      CommandResult made = CommandResult.seedmill(arguments.toArray(String[]::new));
      assertThat(made.err(), made.exitCode(), is(0));
    }
    return PublishedRun.in(output, run);
  }

  private static List<Integer> days(PublishedRun run) throws IOException {
    List<Integer> days = new ArrayList<>();
    for (String line : new String(run.bytes(), StandardCharsets.UTF_8).lines().toList()) {
      if (line.contains("\"day\"")) {
        days.add(new ObjectMapper().readTree(line).get("day").intValue());
      }
    }
    return days;
  }
}

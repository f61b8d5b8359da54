package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given queries whose pages end in several ways, then the manifest says which ended how. */
class QueryEndsTest {

  private static final String SPEC =
      """
      name: ends
      checkpoint: %1$s
      failures: {backoff: 10ms}
      generators:
        - name: first
          shardSize: %2$d
          http: &http
            url: "http://127.0.0.1:%3$d/${query}"
            records: /items
            fields: {text: /text}
            pagination: {type: page, parameter: page, maxPages: 3}
          queries: [usual-1, more-1, none-1, usual-2, usual-3, more-2]
          politeness: &polite {requestsPerSecond: 10000, stagger: 0s}
        - name: second
          shardSize: %2$d
          http: *http
          queries: [more-3, usual-4]
          politeness: *polite
      """;

  /** An entry, an index, and an end each. */
  private static final List<String> WARNED =
      List.of("first 1 maxPages", "first 2 nothing", "first 5 maxPages", "second 0 maxPages");

  @TempDir private Path folder;

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", QueryEndsTest::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getPath().substring(1);
    String page = exchange.getRequestURI().getQuery();
    boolean isFull = query.startsWith("more") || (query.startsWith("usual") && page.endsWith("=1"));
    String items = isFull ? "{\"text\": \"%s of %s\"}".formatted(page, query) : "";
    byte[] body = "{\"items\": [%s]}".formatted(items).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @ParameterizedTest
  @CsvSource({"true, 1", "true, 4", "true, 100", "false, 1", "false, 100"})
  void aRunListsThem(boolean checkpoint, int shardSize) throws Exception {
    CommandResult run = seedmill("run", checkpoint, shardSize, "--run-id=a");

    assertThat(warned("a"), is(WARNED));
    assertThat(
        run.out(),
        containsString(
            "3 queries stopped at 'maxPages'; the API has more pages (such as index 1 of 'first')"));
  }

  @Test
  void batchesListTheSame() throws Exception {
    for (int batch = 0; batch < 2; batch++) {
      seedmill("generate", true, 2, "--run-id=b", "--max-batch-size=2", "--batch-index=" + batch);
    }
    seedmill("consolidate", true, 2, "--run-id=b");

    assertThat(warned("b"), is(WARNED));
  }

  private CommandResult seedmill(
      String command, boolean checkpoint, int shardSize, String... options) throws IOException {
    String text = SPEC.formatted(checkpoint, shardSize, server.getAddress().getPort());
    Path spec = Files.writeString(folder.resolve("ends.yaml"), text);
    List<String> args = new ArrayList<>(List.of(command, "--dataset=" + spec));
    args.addAll(List.of("--output=" + folder.resolve("out"), "--cache=" + folder.resolve("cache")));
    args.addAll(List.of(options));
    CommandResult result = CommandResult.seedmill(args.toArray(String[]::new));
    assertThat(result.out() + result.err(), result.exitCode(), is(0));
    return result;
  }

  private List<String> warned(String run) throws IOException {
    Path manifest = folder.resolve("out/metadata").resolve(run).resolve("manifest.json");
    List<String> lines = new ArrayList<>();
    for (JsonNode query : new ObjectMapper().readTree(manifest.toFile()).at("/fetched/warned")) {
      lines.add(
          "%s %s %s"
              .formatted(
                  query.path("generator").textValue(),
                  query.path("index").longValue(),
                  query.path("end").textValue()));
    }
    return lines;
  }
}

package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.seedmill.pipeline.testing.PublishedRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given numbers at the edges from every source, when they are published, then they read back. */
class ReadBackTest {

  /** Each number with what is published for it. */
  private static final Map<String, String> EDGES =
      Map.ofEntries(
          Map.entry("9007199254740992", "9007199254740992"),
          Map.entry("-9007199254740992", "-9007199254740992"),
          Map.entry("9007199254740993", "\"9007199254740993\""),
          Map.entry("9223372036854775807", "\"9223372036854775807\""),
          Map.entry("9223372036854775808", "\"9223372036854775808\""),
          Map.entry("-1234567890123456789", "\"-1234567890123456789\""),
          Map.entry("1.7e18", "\"1700000000000000000\""),
          Map.entry("1234567890123456789.0", "\"1234567890123456789\""),
          Map.entry("1e21", "1e+21"),
          Map.entry("1.7976931348623157E308", "1.7976931348623157e+308"),
          Map.entry("5e-324", "5e-324"),
          Map.entry("-0.0", "0"),
          Map.entry("0.1", "0.1"),
          Map.entry("1E3", "1000"),
          Map.entry("0.30000000000000004", "0.30000000000000004"));

  private static final long TEXTS =
      EDGES.values().stream().filter(text -> text.startsWith("\"")).count();

  private static final String BEYOND_ALL = "1e400";

  @TempDir private Path folder;
  private HttpServer server;

  @BeforeEach
  void write() throws Exception {
    List<String> numbers = new ArrayList<>(EDGES.keySet());
    numbers.add(BEYOND_ALL);
    List<String> records = numbers.stream().map("{\"n\":%s}"::formatted).toList();
    Files.writeString(folder.resolve("lines.jsonl"), String.join("\n", records));
    Files.writeString(folder.resolve("array.json"), "[" + String.join(",", records) + "]");
    Files.writeString(folder.resolve("table.csv"), "n\n" + String.join("\n", numbers) + "\n");
    Files.writeString(
        folder.resolve("print.sh"), "read -r task\ncat \"$1\"\n# " + records.size() + "\n");
    byte[] body =
        ("{\"items\":[" + String.join(",", records) + "]}").getBytes(StandardCharsets.UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
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

  @Test
  void aPublishedDatasetReadsBackToTheSameIds() throws Exception {
    long count = EDGES.size() + 1L;
    PublishedRun published =
        run(
            "published",
            """
            - {name: lines, files: lines.jsonl}
            - {name: selected, files: array.json, fields: [n]}
            - {name: table, files: table.csv, numbers: true}
            - {name: program, command: [sh, print.sh, lines.jsonl], samples: %d, lines: bare,
               taskSize: %1$d}
            - name: api
              http: {url: "http://127.0.0.1:%d/", records: /items}
              politeness: {stagger: 0s}
            """
                .formatted(count, server.getAddress().getPort()));

    assertThat(published.printed(), published.exitCode(), is(0));
    assertThat(contents(published), is(expected()));
    published
        .manifest()
        .generators()
        .forEach(
            (name, report) -> {
              long bad = name.equals("table") ? 0 : 1; // a cell that is no number stays text
              assertThat(name, report.failed(), is(bad));
              assertThat(name, report.produced(), is(count - bad));
              assertThat(name, report.numbersAsText(), is(TEXTS));
            });
    assertThat(
        published.printed(),
        containsString(
            "seedmill: %d numbers beyond 2^53 became text (integers: text) in 'lines', 'selected',"
                    .formatted(5 * TEXTS)
                + " 'table', 'program', 'api'"));

    PublishedRun back = run("back", "- {name: old, files: out/consolidated/*-published.jsonl}");

    assertThat(back.printed(), back.exitCode(), is(0));
    assertThat(back.keys(), is(published.keys()));
    assertThat(back.manifest().datasetId(), is(published.manifest().datasetId()));
    assertThat(back.manifest().counts().failed(), is(0L));
    assertThat(back.manifest().generators().get("old").numbersAsText(), is(nullValue()));
    assertThat(back.printed(), not(containsString("became text")));
  }

  /** Returns the numbers as they are published, each with its id's length. */
  private static Map<String, Integer> contents(PublishedRun run) throws Exception {
    Map<String, Integer> found = new TreeMap<>();
    for (String line : new String(run.bytes(), StandardCharsets.UTF_8).lines().toList()) {
      JsonNode record = new ObjectMapper().readTree(line);
      String content = line.replaceAll(".*\"n\":([^,}]*).*", "$1");
      found.put(content, record.get("id").asText().length());
    }
    return found;
  }

  private static Map<String, Integer> expected() {
    Map<String, Integer> expected = new TreeMap<>(Map.of("\"" + BEYOND_ALL + "\"", 32));
    EDGES.values().forEach(number -> expected.put(number, 32));
    return expected;
  }

  private PublishedRun run(String name, String entries) throws Exception {
    Path spec = folder.resolve(name + ".yaml");
    Files.writeString(
        spec, "maxFailureRate: 1\nfailures: {retries: 0}\ngenerators:\n" + entries.indent(2));
    return PublishedRun.of(spec, folder.resolve("out"), name, "--checkpoint");
  }
}

package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.sun.net.httpserver.HttpServer;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a text of more than 20,000,000 characters, then no source has a limit of its own for it.
 */
class LargeTextsIT {

  private static final int LENGTH = 20_000_001;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path folder;

  @Test
  void everySourceGivesTheSameLongText() throws Exception {
    Files.writeString(folder.resolve("in.jsonl"), "{\"t\":\"" + "x".repeat(LENGTH) + "\"}\n");
    Files.writeString(
        folder.resolve("print.py"),
        "import sys\nfor line in sys.stdin: print('{\"t\":\"' + %d * 'x' + '\"}', flush=True)\n"
            .formatted(LENGTH));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            Files.copy(folder.resolve("in.jsonl"), body);
          }
        });
    server.start();
    Path spec =
        Files.writeString(
            folder.resolve("long.yaml"),
            """
            dedupe: {fields: [t]}
            generators:
              - {name: files, files: in.jsonl}
              - {name: selected, files: in.jsonl, fields: [t]}
              - {name: program, command: [python3, print.py], lines: bare, samples: 1}
              - {name: selecting, command: [python3, print.py], lines: bare, samples: 1, fields: [t]}
              - {name: api, http: {url: "http://127.0.0.1:%d/"}, maxAnswerBytes: 33554432}
              - name: mapped
                http: {url: "http://127.0.0.1:%1$d/", fields: {t: /t}}
                maxAnswerBytes: 33554432
            """
                .formatted(server.getAddress().getPort()));

    PublishedRun run = run(spec);
    server.stop(0);

    assertThat(run.manifest().counts().failed(), is(0L));
    assertThat(run.manifest().counts().unique(), is(1L));
    assertThat(run.manifest().counts().duplicates(), is(5L));
  }

  @Test
  void aPictureOf16MegabytesIsNoDeadLetter() throws Exception {
    Files.writeString(
        folder.resolve("print.py"),
        """
        import base64, json, sys
        for line in sys.stdin:
            open("p.png", "wb").write(bytes(16 << 20))
            print(json.dumps({"p": {"$asset": {"path": "p.png"}}}))
            text = base64.b64encode(b"x" * (16 << 20)).decode()
            print(json.dumps({"p": {"$asset": {"base64": text, "mediaType": "image/png"}}}), flush=True)
        """);
    Path spec =
        Files.writeString(
            folder.resolve("pictures.yaml"),
            """
            generators:
              - {name: p, command: [python3, print.py], lines: bare, samples: 2, taskSize: 2}
            """);

    assertThat(run(spec).manifest().counts().unique(), is(2L));
  }

  private PublishedRun run(Path spec) throws Exception {
    Path output = folder.resolve("out");
    List<String> arguments =
        List.of("run", "--dataset=" + spec, "--output=" + output, "--run-id=run");
    try (Program run = Program.seedmill(folder, arguments)) {
      int exitCode = run.exitCode(LONGEST);
      assertThat(run.printed(), exitCode, is(0));
    }
    return PublishedRun.in(output, "run");
  }
}

package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A browser without a window, where this machine has one. */
public final class Chromium {

  private static final Pattern REQUEST = Pattern.compile("\"url\":\"((?:https?|wss?)[^\"]*)\"");

  /** Stands in a request that the browser makes for itself, in place of the page that asks. */
  private static final String OWN_REQUEST = "\"initiator\":\"not an origin\"";

  private final Path program;

  private Chromium(Path program) {
    this.program = program;
  }

  /**
   * The record of a visit to a page.
   *
   * @param dom the page after its scripts have run
   * @param console what it said, errors included
   * @param requests the addresses that it asked
   */
  public record Visit(String dom, List<String> console, List<String> requests) {}

  /** Finds one on the PATH. */
  public static Optional<Chromium> find() {
    List<String> names =
        List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Chromium::new);
  }

  /** Opens a page of a folder. */
  public Visit visit(Path page, Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("net.json");
    Path dom = folder.resolve("dom.html");
    Path console = folder.resolve("console.txt");
    Process browser =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + folder.resolve("profile"),
                "--enable-logging=stderr",
                "--log-net-log=" + log,
                "--virtual-time-budget=2000",
                "--window-size=390,900",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(console.toFile())
            .start();
    if (!browser.waitFor(60, TimeUnit.SECONDS)) {
      browser.destroyForcibly();
      throw new IOException("the browser did not end: " + Files.readString(console));
    }
    List<String> requests = new ArrayList<>();
    for (String event : Files.readAllLines(log)) {
      Matcher found = REQUEST.matcher(event);
      if (event.contains("\"initiator\":") && !event.contains(OWN_REQUEST) && found.find()) {
        requests.add(found.group(1));
      }
    }
    List<String> said =
        new String(Files.readAllBytes(console), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.contains("CONSOLE"))
            .toList();
    return new Visit(Files.readString(dom), said, requests);
  }
}

package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.seedmill.pipeline.testing.GithubRun;
import io.seedmill.pipeline.testing.GithubWorkflow;
import io.seedmill.pipeline.testing.GithubWorkflow.Start;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given the workflow's file as it is shipped, when it runs on two nights for a dataset of an API, a
 * program and a matrix, then each has what it needs and the second release continues the first.
 */
class NightlyWorkflowIT {

  private static final Path FILE =
      Path.of("..", "runner-configs", "github-actions", "dataset.yml").toAbsolutePath();

  private static final String TOKEN = "a%25token/of&letters";

  private static final String SPEC =
      """
      name: nightly
      seed: 7
      generators:
        - generator: arithmetic
          name: sums
          samples: 30
          params: {operations: 5}
          matrix: {runner: [ubuntu-24.04, gpu]}
        - name: jobs
          http:
            url: "${env:POSTINGS_URL}/jobs"
            headers: {Authorization: "Bearer ${env:POSTINGS_TOKEN}"}
            query: {keyword: "${query}"}
            records: /jobs
          queries: [java, nurse]
        - name: told
          command: [told]
          lines: bare
          env: {TOKEN: "${env:POSTINGS_TOKEN}"}
          samples: 5
        - {generator: maze, name: unwanted, samples: 5}
      """;

  /** Puts the program into the PATH of the steps that follow. */
  private static final String SETUP =
      """
      mkdir -p "$RUNNER_TEMP/bin"
      cat >"$RUNNER_TEMP/bin/told" <<'END'
      #!/bin/sh
      while read -r task; do
        seeds=${task##*'"seeds":['}; seeds=${seeds%%']'*}
        for seed in $(echo "$seeds" | tr , ' '); do echo "{\\"prompt\\": \\"${TOKEN:+$seed}\\"}"; done
      done
      END
      chmod +x "$RUNNER_TEMP/bin/told"
      echo "$RUNNER_TEMP/bin" >>"$GITHUB_PATH"
      """;

  @TempDir static Path folder;

  private static HttpServer server;
  private static final AtomicInteger requests = new AtomicInteger();
  private static GithubRun first;
  private static GithubRun second;
  private static int requestsOfTheFirst;

  @BeforeAll
  static void runTheWorkflowOnTwoNights() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/jobs", NightlyWorkflowIT::answer);
    server.start();
    Path datasets = Files.createDirectories(folder.resolve("repository/datasets"));
    Files.writeString(datasets.resolve("nightly.yaml"), SPEC);
    Files.writeString(datasets.resolve("nightly.setup.sh"), SETUP);
    GithubWorkflow workflow = GithubWorkflow.read(FILE);
    // those of the nightly run are the file's own: the test changes what a user would there
    Map<String, Object> inputs = new HashMap<>();
    inputs.put("dataset", "datasets/nightly.yaml");
    inputs.put("only", "generator=sums,jobs ;generator=told");
    inputs.put("batch_per", "cell");
    String variables =
        "# of the API\r\nPOSTINGS_URL=%s\r\nPOSTINGS_TOKEN=%s\n".formatted(url(), TOKEN);
    Map<String, Object> secrets = Map.of("DATASET_SECRETS", variables);
    Path repository = folder.resolve("repository");
    first = workflow.run(new Start(7, "schedule", inputs, secrets), repository, folder);
    requestsOfTheFirst = requests.get();
    second = workflow.run(new Start(8, "schedule", inputs, secrets), repository, folder);
  }

  @AfterAll
  static void stopTheServer() {
    server.stop(0);
  }

  @Test
  void eachCellHasAJobOnTheMachineThatItsAxisNames() {
    assertThat(first.jobs(), is(Map.of("plan", 1, "generate", 4, "consolidate", 1)));
    assertThat(first.machines(), contains("ubuntu-24.04", "gpu", "ubuntu-latest", "ubuntu-latest"));
  }

  @Test
  void theApiAndTheProgramGetTheirSecretsAndTheFilterIsKept() throws Exception {
    Map<String, EntryReport> generators = manifest(first, "v7").generators();
    assertThat(
        generators.keySet().stream().toList(),
        contains("sums[runner=ubuntu-24.04]", "sums[runner=gpu]", "jobs", "told"));
    assertThat(generators.get("jobs").unique(), is(6L));
    assertThat(generators.get("told").unique(), is(5L));
  }

  @Test
  void theSecondNightContinuesTheFirst() throws Exception {
    Manifest manifest = manifest(second, "v8");
    assertThat(
        manifest.baseline().runs().stream().map(Manifest.BaselineRun::run).toList(),
        contains("v7"));
    assertThat(manifest.generators().get("sums[runner=gpu]").unique(), is(30L));
    assertThat(manifest.generators().get("told").unique(), is(5L));
    EntryReport jobs = manifest.generators().get("jobs");
    assertThat(jobs.known(), is(jobs.produced()));
    assertThat(Files.exists(second.release("nightly-v8").resolve("runs.tar")), is(true));
  }

  @Test
  void theSecondNightAsksTheApiNothingThatTheCacheHas() {
    assertThat(requestsOfTheFirst, is(greaterThan(1)));
    assertThat(requests.get(), is(requestsOfTheFirst));
  }

  @Test
  void noSecretIsPrintedButToBeHidden() {
    List<String> open =
        (first.log() + second.log())
            .lines()
            .filter(line -> line.contains(url()) || line.contains(TOKEN))
            .filter(line -> !line.equals("::add-mask::" + url()))
            .toList();
    assertThat(open, is(empty()));
    assertThat(
        first.log().lines().filter(("::add-mask::" + TOKEN.replace("%", "%25"))::equals).count(),
        is(4L));
  }

  /** An API that knows its users: three jobs for each query. */
  private static void answer(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String sent = exchange.getRequestHeaders().getFirst("Authorization");
    String query = exchange.getRequestURI().getQuery();
    boolean known = ("Bearer " + TOKEN).equals(sent);
    String job = "{\"title\": \"%s %d\"}";
    byte[] body =
        IntStream.range(0, 3)
            .mapToObj(number -> job.formatted(query, number))
            .collect(Collectors.joining(", ", "{\"jobs\": [", "]}"))
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(known ? 200 : 401, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static Manifest manifest(GithubRun run, String name) throws Exception {
    return PublishedRun.in(run.workspace("consolidate").resolve("out"), name).manifest();
  }
}

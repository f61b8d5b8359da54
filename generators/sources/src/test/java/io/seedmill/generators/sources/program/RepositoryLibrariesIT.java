package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that a repository asks for are installed beside nobody else's. */
class RepositoryLibrariesIT {

  private static final String PYTHON =
      """
      import json, sys, wordy

      for line in sys.stdin:
          task = json.loads(line)
          for i in range(task["num_samples"]):
              sample = {"prompt": wordy.WORD, "prefix": sys.prefix}
              print(json.dumps({"index": task["start_index"] + i, "sample": sample}))
          sys.stdout.flush()
      """;

  private static final String NODE =
      """
      import readline from "node:readline";
      import word from "wordy";

      for await (const line of readline.createInterface({ input: process.stdin })) {
        const task = JSON.parse(line);
        for (let i = 0; i < task.num_samples; i++) {
          console.log(JSON.stringify({ index: task.start_index + i, sample: { prompt: word } }));
        }
      }
      """;

  @TempDir Path folder;
  private Repositories all;

  @BeforeEach
  void makeCache() {
    all = new Repositories(folder);
  }

  private void wheel(String version) throws IOException {
    Path file = folder.resolve("wheels/wordy-" + version + "-py3-none-any.whl");
    Files.createDirectories(file.getParent());
    String info = "wordy-" + version + ".dist-info/";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "wordy/__init__.py", "WORD = 'wordy " + version + "'\n");
      put(zip, info + "METADATA", "Metadata-Version: 2.1\nName: wordy\nVersion: " + version + "\n");
      put(
          zip,
          info + "WHEEL",
          "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
      put(zip, info + "RECORD", "wordy/__init__.py,,\n");
    }
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private void python(String repository, String version) throws IOException {
    all.write(repository + "/gen.py", PYTHON);
    all.write(
        repository + "/requirements.txt",
        "--no-index\n--find-links " + folder.resolve("wheels") + "\n-r more/pinned.txt\n");
    all.write(repository + "/more/pinned.txt", "wordy==" + version + "\n");
  }

  private static String pythonKeys(String repository) {
    return Repositories.keys("'python3', 'gen.py'", "'path': '" + repository + "'");
  }

  @Test
  void eachListOfPythonHasAnEnvironmentWhichEqualListsShare() throws Exception {
    all.needs("python3");
    wheel("1.0");
    wheel("2.0");
    all.write("leak/wordy.py", "WORD = 'leaked'\n");
    all.environment.put("PYTHONPATH", folder.resolve("leak").toString());
    all.environment.put("PIP_USER", "1");
    all.environment.put("PIP_TARGET", folder.resolve("leak").toString());
    python("one", "1.0");
    python("two", "2.0");
    python("same", "1.0");
    String one = all.first(pythonKeys("one"));
    assertThat(one, allOf(containsString("wordy 1.0"), containsString(all.cache().toString())));
    assertThat(all.first(pythonKeys("two")), containsString("wordy 2.0"));
    assertThat(all.first(pythonKeys("same")), is(one));
    all.write("one/more/pinned.txt", "wordy==3.0\n");
    assertThat(
        all.refusal(pythonKeys("one")),
        allOf(
            startsWith("/repository: 'one', whose set-up failed in 'python3 -m pip install"),
            containsString("ERROR: No matching distribution found for wordy==3.0"),
            containsString("all of it is in " + all.cache())));
  }

  @Test
  void librariesOfNodeMayLieInTheRepository() throws Exception {
    all.needs("node", "npm");
    all.environment.put("NODE_ENV", "production");
    all.write("repo/gen.mjs", NODE);
    all.write("repo/libs/wordy/package.json", "{\"name\": \"wordy\", \"version\": \"1.0.0\"}");
    all.write("repo/libs/wordy/index.js", "module.exports = 'wordy of npm';\n");
    all.write(
        "repo/package.json",
        "{\"name\": \"gen\", \"version\": \"1.0.0\", \"devDependencies\": {\"wordy\": \"file:libs/wordy\"}}");
    all.write(
        "repo/package-lock.json",
        """
        {"name": "gen", "version": "1.0.0", "lockfileVersion": 3, "requires": true,
         "packages": {
          "": {"name": "gen", "version": "1.0.0", "devDependencies": {"wordy": "file:libs/wordy"}},
          "libs/wordy": {"version": "1.0.0", "dev": true},
          "node_modules/wordy": {"resolved": "libs/wordy", "link": true}}}
        """);
    String keys = Repositories.keys("'node', 'gen.mjs'", "'path': 'repo'");
    String identity = all.identity(keys);
    assertThat(all.first(keys), is("{\"prompt\":\"wordy of npm\"}"));
    assertThat(all.identity(keys), is(identity));
    Path link = folder.resolve("repo/node_modules");
    assertThat(Files.readSymbolicLink(link).startsWith(all.cache()), is(true));
    all.write("repo/libs/wordy/index.js", "module.exports = 'another';\n");
    assertThat(all.first(keys), is("{\"prompt\":\"another\"}"));
    Files.delete(link);
    all.write("repo/node_modules/wordy/index.js", "module.exports = 'mine';\n");
    assertThat(all.first(keys), is("{\"prompt\":\"mine\"}"));
  }

  /** A server that wants a login must not keep a run waiting for one that nobody types. */
  @Test
  void gitAsksNobodyAndGivesTheServerAloneTheToken() throws Exception {
    all.needs("git");
    List<String> logins = new CopyOnWriteArrayList<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          logins.add(login == null ? "" : login);
          exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
          byte[] answer = "denied".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(401, answer.length);
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(answer);
          }
        });
    server.start();
    try {
      String host = "127.0.0.1:" + server.getAddress().getPort();
      String plain = all.refusal(Repositories.shell("'git': 'http://" + host + "/r.git'"));
      assertThat(plain, containsString("Authentication failed"));
      all.environment.put("TOKEN", "s3cr3t-token");
      String refusal =
          all.refusal(Repositories.shell("'git': 'http://me:${env:TOKEN}@" + host + "/r.git'"));
      assertThat(refusal, containsString("Authentication failed"));
      assertThat(refusal, not(containsString("s3cr3t")));
    } finally {
      server.stop(0);
    }
    String wanted =
        Base64.getEncoder().encodeToString("me:s3cr3t-token".getBytes(StandardCharsets.UTF_8));
    assertThat(logins.contains("Basic " + wanted), is(true));
  }
}

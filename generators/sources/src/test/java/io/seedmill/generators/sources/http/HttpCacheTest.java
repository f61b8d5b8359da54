package io.seedmill.generators.sources.http;

import static io.seedmill.generators.sources.testing.JobPostingsServer.json;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.Generator;
import io.seedmill.generators.sources.testing.JobPostingsServer;
import io.seedmill.generators.testing.ForcedPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An answer is asked for once, and kept without secrets. */
class HttpCacheTest {

  private static final String TOKEN = "a-secret-token/0815+x";

  private final JobPostingsServer server = JobPostingsServer.start(TOKEN);
  private final FakeTiming timing = new FakeTiming();

  @TempDir Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiRun run() {
    return new ApiRun()
        .with("URL", server.url())
        .with("TOKEN", TOKEN)
        .with(timing)
        .cachedIn(new CacheSettings("", folder.toString(), false));
  }

  private ApiRun fromCacheAlone() {
    return run().cachedIn(new CacheSettings("", folder.toString(), true));
  }

  private static String spec(String queries) {
    return "{'http':{'url':'${env:URL}/jobs','headers':{'Authorization':'Bearer ${env:TOKEN}'},"
        + "'query':{'keyword':'${query}','key':'${env:TOKEN}'},'records':'/jobs',"
        + "'pagination':{'type':'link','next':'/next'}},'queries':"
        + queries
        + ",'politeness':{'requestsPerSecond':10000,'stagger':'0s'},'cache':{'ttl':'2h'}}";
  }

  @Test
  void aSecondRunAsksNothingAndHasTheSameBytes() throws Exception {
    ApiRun first = run().run(spec("['java','nurse']"));
    assertThat(first.failures(), is(empty()));
    int asked = server.requests().size();
    assertThat(asked, is(12));
    timing.goOn(Duration.ofMinutes(100));
    ApiRun second = run().run(spec("['java','nurse']"));
    assertThat(server.requests(), hasSize(asked));
    assertThat(second.hits(), is(12));
    assertThat(second.misses(), is(0));
    assertThat(second.contents(), is(first.contents()));
    assertThat(second.metadata(), is(first.metadata()));
  }

  @Test
  void anAnswerIsOnTheDiskBeforeItHasItsName() throws Exception {
    try (ForcedPaths forced = new ForcedPaths()) {
      run().run(spec("['java','nurse']"));

      List<String> keys = new ArrayList<>();
      for (Path path : forced.inOrder()) {
        if (path.startsWith(folder) && path.toString().endsWith(".part")) {
          keys.add(path.getFileName().toString().substring(0, 32));
        }
      }
      List<String> kept = new ArrayList<>();
      for (Path file : files()) {
        kept.add(file.getFileName().toString().substring(0, 32));
      }
      assertThat(kept, hasSize(12));
      assertThat(keys, containsInAnyOrder(kept.toArray()));
    }
  }

  @Test
  void fromTheCacheAloneTheSameBytesComeHoweverOldTheyAre() throws Exception {
    ApiRun first = run().run(spec("['java']"));
    timing.goOn(Duration.ofDays(1000));
    server.close();
    ApiRun again = fromCacheAlone().run(spec("['java','nurse']"));
    assertThat(again.contents(), is(first.contents()));
    assertThat(again.metadata(), is(first.metadata()));
    assertThat(again.failures(), hasSize(1));
    assertThat(
        again.failures().get(0).message(),
        is("GET ${env:URL}/jobs?key=${env:TOKEN}&keyword=nurse: not in the cache"));
  }

  @Test
  void whatIsTooOldIsAskedForAgain() throws Exception {
    run().run(spec("['java']"));
    int asked = server.requests().size();
    timing.goOn(Duration.ofHours(3));
    assertThat(run().run(spec("['java']")).hits(), is(0));
    assertThat(server.requests(), hasSize(2 * asked));
  }

  @Test
  void whatIsFromTheFutureIsAskedForAgain() throws Exception {
    ApiRun first = run().run(spec("['java']"));
    timing.goOn(Duration.ofMinutes(-4));
    assertThat(run().run(spec("['java']")).hits(), is(first.misses()));
    timing.goOn(Duration.ofMinutes(-4));
    assertThat(run().run(spec("['java']")).hits(), is(0));
  }

  @Test
  void damagedAndHalfWrittenAnswersAreAskedForAgain() throws Exception {
    ApiRun first = run().run(spec("['java']"));
    int asked = server.requests().size();
    for (Path file : files()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
    assertThat(run().run(spec("['java']")).contents(), is(first.contents()));
    assertThat(server.requests(), hasSize(2 * asked));
  }

  @Test
  void answersThatAPowerCutLeftEmptyAreAskedForAgain() throws Exception {
    ApiRun first = run().run(spec("['java']"));
    int asked = server.requests().size();
    for (Path file : files()) {
      Files.write(file, new byte[0]);
    }
    assertThat(run().run(spec("['java']")).contents(), is(first.contents()));
    assertThat(server.requests(), hasSize(2 * asked));
  }

  @Test
  void aFolderThatCannotBeUsedCostsNothingButQuestions() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    ApiRun run = run().cachedIn(new CacheSettings("", file.toString(), false));
    run.run(spec("['java']"));
    assertThat(run.failures(), is(empty()));
    assertThat(run.contents(), hasSize(80));
  }

  @Test
  void theFolderKeepsToItsSize() throws Exception {
    run().run(spec("['java','nurse','teacher']").replace("'ttl':'2h'", "'maxBytes':5000"));
    long bytes = 0;
    for (Path file : files()) {
      bytes += Files.size(file);
    }
    assertThat(bytes, greaterThan(0L));
    assertThat(bytes, lessThanOrEqualTo(5000L));
  }

  @Test
  void twoWorkersThatNeedTheSameAnswerAskOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    server.misbehave(
        sender -> {
          asked.countDown();
          try {
            go.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          json("{\"jobs\":[{\"a\":1}]}").answer(sender);
        });
    ApiRun run = run().workers(2);
    String keys = spec("['java']");
    try (Generator one = run.open(keys);
        Generator other = run.open(keys)) {
      Thread first = started(run, one);
      assertThat(asked.await(20, TimeUnit.SECONDS), is(true));
      Thread second = started(run, other);
      long limit = System.nanoTime() + 20_000_000_000L;
      while (second.getState() != Thread.State.WAITING && System.nanoTime() < limit) {
        Thread.onSpinWait();
      }
      go.countDown();
      first.join();
      second.join();
    }
    assertThat(server.requests(), hasSize(1));
    assertThat(run.contents(), is(List.of("{\"a\":1}", "{\"a\":1}")));
    assertThat(run.hits() + run.misses(), is(2));
    assertThat(run.misses(), is(1));
  }

  private static Thread started(ApiRun run, Generator generator) {
    Thread thread =
        new Thread(
            () -> {
              try {
                generator.generate(run.task(1), run);
              } catch (Exception e) {
                throw new AssertionError(e);
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void noFormOfTheSecretIsKeptThoughTheApiRepeatsIt() throws Exception {
    ApiRun run = run().run(spec("['java']"));
    assertThat(run.failures(), is(empty()));
    assertThat(run.contents(), hasSize(80));
    assertThat(server.requests().get(1).uri(), containsString("a-secret-token%2F0815%2Bx"));
    StringBuilder left = new StringBuilder(run.contents().toString() + run.metadata());
    for (Path file : files()) {
      left.append(file).append(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    assertThat(left.toString(), containsString("${env:TOKEN}"));
    for (String form :
        List.of(
            TOKEN,
            "a-secret-token%2F0815%2Bx",
            Base64.getEncoder().encodeToString(TOKEN.getBytes(StandardCharsets.UTF_8)))) {
      assertThat(left.toString(), not(containsString(form)));
    }
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".answer")).toList();
    }
  }
}

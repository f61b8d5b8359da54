package io.seedmill.generators.sources.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.abort;

import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.Generator;
import io.seedmill.generators.sources.testing.JobPostingsServer;
import io.seedmill.generators.sources.testing.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.JedisPooled;

/** Answers and limits that workers share through a real Redis server. */
class HttpRedisIT {

  private static final String TOKEN = "a-secret-token-0815";
  private static final String PASSWORD = "redis-pass-4711";

  private JobPostingsServer server;
  private RedisProcess redis;

  @TempDir Path folder;

  @BeforeEach
  void start(TestInfo test) throws Exception {
    if (RedisProcess.program().isEmpty()) {
      String name = "HttpRedisIT." + test.getTestMethod().orElseThrow().getName();
      System.out.println("SKIPPED: " + name + " (redis-server is not installed)");
      abort("redis-server is not installed");
    }
    server = JobPostingsServer.start(TOKEN);
    redis = RedisProcess.start(folder, PASSWORD);
  }

  @AfterEach
  void stop() throws Exception {
    if (redis != null) {
      redis.close();
      server.close();
    }
  }

  private CacheSettings settings(boolean only) {
    String address = "redis://:${env:REDIS_PASSWORD}@127.0.0.1:" + redis.port();
    return new CacheSettings(address, folder.resolve("unused").toString(), only);
  }

  private ApiRun run(boolean only) {
    return new ApiRun()
        .with("URL", server.url())
        .with("TOKEN", TOKEN)
        .with("REDIS_PASSWORD", PASSWORD)
        .cachedIn(settings(only));
  }

  private static String spec(String more) {
    return "{'http':{'url':'${env:URL}/jobs','headers':{'Authorization':'Bearer ${env:TOKEN}'},"
        + "'query':{'keyword':'${query}'},'records':'/jobs'},'queries':['java','nurse','teacher'],"
        + "'politeness':{'requestsPerSecond':1000,'stagger':'0s'}"
        + more
        + "}";
  }

  @Test
  void aSecondWorkerFindsWhatTheFirstAsked() throws Exception {
    ApiRun first = run(false).run(spec(""));
    assertThat(first.failures(), is(empty()));
    ApiRun second = run(false).run(spec(""));
    assertThat(server.requests(), hasSize(3));
    assertThat(second.hits(), is(3));
    assertThat(second.contents(), is(first.contents()));
    assertThat(second.metadata(), is(first.metadata()));
    assertThat(folder.resolve("unused").toFile().exists(), is(false));
  }

  @Test
  void fromTheServerAloneTheSameBytesComeHoweverOldTheyAre() throws Exception {
    ApiRun first = run(false).run(spec(",'cache':{'ttl':'1ms'}"));
    ApiRun again = run(true).run(spec(",'cache':{'ttl':'1ms'}"));
    assertThat(server.requests(), hasSize(3));
    assertThat(again.contents(), is(first.contents()));
    assertThat(again.metadata(), is(first.metadata()));
  }

  @Test
  void theServerKeepsToTheSizeAndNoSecret() throws Exception {
    run(false).run(spec(",'cache':{'maxBytes':4000}"));
    try (JedisPooled client = new JedisPooled("127.0.0.1", redis.port(), null, PASSWORD)) {
      List<String> keys = new ArrayList<>(client.keys("*answer:*"));
      long bytes = 0;
      StringBuilder all = new StringBuilder();
      for (String key : keys) {
        bytes += client.strlen(key);
        all.append(key).append(client.get(key));
        assertThat(client.ttl(key), greaterThanOrEqualTo(1L));
      }
      assertThat(keys.size(), greaterThanOrEqualTo(1));
      assertThat(bytes, lessThanOrEqualTo(4000L));
      assertThat(all.toString(), not(containsString(TOKEN)));
    }
  }

  @Test
  void damagedAnswersAreAskedForAgain() throws Exception {
    ApiRun first = run(false).run(spec(""));
    try (JedisPooled client = new JedisPooled("127.0.0.1", redis.port(), null, PASSWORD)) {
      for (String key : client.keys("*answer:*")) {
        client.setrange(key, 100, "damage");
      }
    }
    assertThat(run(false).run(spec("")).contents(), is(first.contents()));
    assertThat(server.requests(), hasSize(6));
  }

  @Test
  void aServerThatDiesInTheMiddleCostsQuestionsAndNothingElse() throws Exception {
    ApiRun run = run(false);
    ApiRun expected = run(false).run(spec(""));
    try (Generator generator = run.open(spec(""))) {
      redis.close();
      generator.generate(run.task(3), run);
      redis = RedisProcess.start(folder, PASSWORD);
    }
    assertThat(run.failures(), is(empty()));
    assertThat(run.contents(), is(expected.contents()));
    assertThat(server.requests(), hasSize(6));
  }

  @Test
  void workersShareTheRateThroughTheServer() throws Exception {
    String slow = spec("").replace("1000", "5").replace("'teacher'", "'teacher','data','arch'");
    ApiRun one = run(false).workers(2);
    ApiRun other = run(false).workers(2);
    String others = slow.replace("'keyword'", "'location'");
    long start = System.nanoTime();
    Thread thread = new Thread(() -> runAll(one, slow));
    thread.start();
    runAll(other, others);
    thread.join();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(one.failures(), is(empty()));
    assertThat(server.requests(), hasSize(10));
    assertThat(took, greaterThanOrEqualTo(Duration.ofMillis(1750)));
  }

  private static void runAll(ApiRun run, String keys) {
    try {
      run.run(keys);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}

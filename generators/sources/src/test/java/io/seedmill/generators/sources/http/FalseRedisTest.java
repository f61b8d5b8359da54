package io.seedmill.generators.sources.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.CacheSettings;
import io.seedmill.generators.sources.testing.FalseRedis;
import io.seedmill.generators.sources.testing.JobPostingsServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cache whose server says anything at all costs time at most, and no sample. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class FalseRedisTest {

  private static final String TOKEN = "a-secret-token-0815";

  static Stream<String> replies() {
    return Stream.of(
        "$2147483647\r\nabc",
        "$999999999999999999999\r\nabc",
        "$600000000\r\nabc",
        "$-7\r\n",
        "$x\r\n",
        "*2147483647\r\n",
        "*100000000\r\n",
        "*2\r\n$1\r\na\r\n$1\r\nb\r\n",
        "*-5\r\n",
        "*1\r\n".repeat(100_000),
        "%2147483647\r\n",
        ">2147483647\r\n",
        ":0\r\n",
        ":1\r\n",
        ":9223372036854775807\r\n",
        ":no number\r\n",
        "+OK\r\n",
        "$5\r\nhello\r\n",
        "$0\r\n\r\n",
        "-ERR no\r\n",
        "-MOVED 1 nowhere:x\r\n",
        "_\r\n",
        "HTTP/1.1 400 Bad Request\r\n\r\n",
        "x".repeat(200_000),
        "+" + "x".repeat(200_000),
        "");
  }

  @ParameterizedTest
  @MethodSource("replies")
  void anyReplyCostsNoSample(String reply) throws Exception {
    try (JobPostingsServer server = JobPostingsServer.start(TOKEN);
        FalseRedis redis = FalseRedis.answering(reply)) {
      ApiRun run =
          new ApiRun()
              .with("URL", server.url())
              .with("TOKEN", TOKEN)
              .with(new FakeTiming())
              .cachedIn(new CacheSettings(redis.address(), "", false))
              .run(
                  "{'http':{'url':'${env:URL}/jobs','headers':{'Authorization':'Bearer ${env:TOKEN}'},"
                      + "'query':{'keyword':'${query}'},'records':'/jobs'},"
                      + "'queries':['java','nurse'],"
                      + "'politeness':{'requestsPerSecond':10000,'stagger':'0s'}}");
      assertThat(run.failures(), is(empty()));
      assertThat(run.contents(), hasSize(20));
      assertThat(redis.connections(), is(greaterThan(0)));
    }
  }
}

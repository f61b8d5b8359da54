package io.seedmill.generators.sources.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.sources.testing.JobPostingsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Given answers that would do harm, when they come, then they do none. */
class HttpLimitsTest {

  private static final String TOKEN = "a-secret-token-0815";
  private static final String PASSWORD = "proxy-pass-4711";

  private final JobPostingsServer server = JobPostingsServer.start(TOKEN);

  @AfterEach
  void stop() {
    server.close();
  }

  private static String spec(String more) {
    return "{'http':{'url':'${env:URL}/jobs','headers':{'Authorization':'Bearer ${env:TOKEN}'},"
        + "'query':{'keyword':'${query}'},'records':'/jobs'},'queries':['java'],"
        + "'politeness':{'requestsPerSecond':10000,'stagger':'0s'}"
        + more
        + "}";
  }

  private static ApiRun run(String url) {
    return new ApiRun().with("URL", url).with("TOKEN", TOKEN).with(new FakeTiming());
  }

  @Test
  void aSmallAnswerThatUnpacksIntoALargeOneIsGivenUp() throws Exception {
    byte[] packed = packedZeros(20_000_000);
    assertThat(packed.length < 100_000, is(true));
    server.misbehave(
        sender -> {
          sender.getResponseHeaders().add("Content-Encoding", "gzip");
          sender.sendResponseHeaders(200, packed.length);
          sender.getResponseBody().write(packed);
        });
    ApiRun run = run(server.url()).run(spec(",'maxAnswerBytes':1000000"));
    assertThat(run.failures(), hasSize(1));
    assertThat(
        run.failures().get(0).message(), containsString("an answer of more than 1000000 bytes"));
    assertThat(server.requests(), hasSize(1));
  }

  @Test
  void aPackedAnswerThatIsCutOrFollowedByOtherBytesIsNotTakenForWhole() throws Exception {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
      gzip.write("{\"jobs\":[{\"a\":1}]}".getBytes(StandardCharsets.UTF_8));
    }
    byte[] two = Arrays.copyOf(whole.toByteArray(), 2 * whole.size());
    System.arraycopy(whole.toByteArray(), 0, two, whole.size(), whole.size());
    for (int length : List.of(whole.size() - 1, whole.size() + 1, whole.size() + 5, two.length)) {
      JobPostingsServer.Fault fault =
          exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, length);
            exchange.getResponseBody().write(two, 0, length);
          };
      try (JobPostingsServer cutting = JobPostingsServer.start(TOKEN)) {
        cutting.misbehave(Collections.nCopies(10, fault).toArray(JobPostingsServer.Fault[]::new));
        assertThat("bytes: " + length, run(cutting.url()).run(spec("")).failures(), hasSize(1));
      }
    }
  }

  private static byte[] packedZeros(int length) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[length]);
    }
    return packed.toByteArray();
  }

  @Test
  void aProxyThatRepeatsItsPasswordPutsItInNoDeadLetter() throws Exception {
    server.misbehave(
        JobPostingsServer.status(407, "Proxy-Authenticate", "Basic realm=\"proxy\""),
        sender -> {
          String sent = sender.getRequestHeaders().getFirst("Proxy-Authorization");
          byte[] body = ("no " + sent + " " + PASSWORD).getBytes(StandardCharsets.UTF_8);
          sender.sendResponseHeaders(407, body.length);
          sender.getResponseBody().write(body);
        });
    String proxy = server.url().replace("http://", "http://me:" + PASSWORD + "@");
    ApiRun run = run("http://jobs.invalid").with("HTTP_PROXY", proxy).run(spec(""));

    String sent =
        Base64.getEncoder().encodeToString(("me:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    assertThat(server.requests().get(1).headers().get("proxy-authorization"), is("Basic " + sent));
    assertThat(run.failures(), hasSize(1));
    assertThat(run.failures().get(0).message(), containsString("status 407: no Basic *** ***"));
    assertThat(run.failures().get(0).message(), not(containsString(PASSWORD)));
    assertThat(run.failures().get(0).message(), not(containsString(sent)));
  }
}

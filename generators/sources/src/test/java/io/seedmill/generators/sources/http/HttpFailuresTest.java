package io.seedmill.generators.sources.http;

import static io.seedmill.generators.sources.testing.JobPostingsServer.json;
import static io.seedmill.generators.sources.testing.JobPostingsServer.reset;
import static io.seedmill.generators.sources.testing.JobPostingsServer.status;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.seedmill.generators.Generator;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.sources.testing.JobPostingsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures of an API and their handling. */
class HttpFailuresTest {

  private static final String TOKEN = "a-secret-token-0815";

  private final JobPostingsServer server = JobPostingsServer.start(TOKEN);
  private final FakeTiming timing = new FakeTiming();

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiRun run() {
    return new ApiRun().with("URL", server.url()).with("TOKEN", TOKEN).with(timing);
  }

  private static String spec(String more) {
    return "{'http':{'url':'${env:URL}/jobs','headers':{'Authorization':'Bearer ${env:TOKEN}'},"
        + "'query':{'keyword':'${query}'},'records':'/jobs'},'queries':['java'],"
        + "'politeness':{'requestsPerSecond':10000,'stagger':'0s'}"
        + more
        + "}";
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503})
  void aStatusThatPassesIsTriedAgain(int status) throws Exception {
    server.misbehave(status(status), status(status));
    ApiRun run = run().run(spec(""));
    assertThat(run.contents(), hasSize(10));
    assertThat(server.requests(), hasSize(3));
    assertThat(timing.sleeps(), hasSize(2));
    assertThat(timing.sleeps().get(0), greaterThanOrEqualTo(Duration.ofMillis(250)));
    assertThat(timing.sleeps().get(0), lessThan(Duration.ofMillis(751)));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 410})
  void otherStatusesAreNotTriedAgain(int status) throws Exception {
    server.misbehave(status(status));
    ApiRun run = run().run(spec(""));
    assertThat(server.requests(), hasSize(1));
    assertThat(run.failures().get(0).attempts(), is(1));
    assertThat(run.failures().get(0).message(), containsString("status " + status));
  }

  /** A class of Java says nothing to a reader, nor do the words of a library's code. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 OK,Transfer-Encoding: chunked,,5,{job, | the connection ended before the answer did",
        "200 OK,Content-Length: 500,,[ | the connection ended before the answer did",
        "200 OK,Content-Length: -5,,[] | the answer is no HTTP (",
        "200 OK,Transfer-Encoding: chunked,,ZZ,abc, | the answer is no HTTP (",
        "nonsense,, | the answer is no HTTP (Unexpected status line: HTTP/1.1 nonsense)"
      })
  void anAnswerThatIsNoneIsToldInWords(String lines, String expected) throws Exception {
    byte[] answer = ("HTTP/1.1 " + lines).replace(",", "\r\n").getBytes(StandardCharsets.UTF_8);
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread answers = new Thread(() -> answer(server, answer));
      answers.setDaemon(true);
      answers.start();
      ApiRun run = run().with("URL", "http://127.0.0.1:" + server.getLocalPort()).run(spec(""));
      assertThat(run.failures().get(0).message(), containsString(": " + expected));
    }
  }

  private static void answer(ServerSocket server, byte[] answer) {
    while (!server.isClosed()) {
      try (Socket connection = server.accept()) {
        connection.getInputStream().read(new byte[8192]);
        connection.getOutputStream().write(answer);
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  @Test
  void whatFailsAgainAndAgainIsADeadLetterWithItsAttempts() throws Exception {
    server.misbehave(status(500), reset(), status(500));
    ApiRun run = run().run(spec(""));
    assertThat(run.failures(), hasSize(1));
    assertThat(run.failures().get(0).attempts(), is(3));
  }

  @Test
  void aBrokenConnectionAndABrokenAnswerAreTriedAgain() throws Exception {
    server.misbehave(reset(), json("{\"jobs\":[{"));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(server.requests().size(), greaterThanOrEqualTo(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 408, 425, 429, 503})
  void retryAfterIsObeyedInSeconds(int status) throws Exception {
    server.misbehave(status(status, "Retry-After", "120"));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(timing.sleeps(), hasItem(Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", " 1.5 ", "1.4999"})
  void retryAfterMayBeAFraction(String seconds) throws Exception {
    server.misbehave(status(429, "Retry-After", seconds));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(timing.sleeps(), hasItem(Duration.ofMillis(1500)));
  }

  @Test
  void waitingAsToldIsNoAttemptAndIsBounded() throws Exception {
    for (int i = 0; i < 5; i++) {
      server.misbehave(status(429, "Retry-After", "60"));
    }
    assertThat(run().run(spec("")).contents(), hasSize(10));
    for (int i = 0; i < 12; i++) {
      server.misbehave(status(429, "Retry-After", "60"));
    }
    ApiRun run = run().run(spec(""));
    assertThat(run.failures(), hasSize(1));
    assertThat(server.requests(), hasSize(6 + 11));
  }

  @Test
  void aHostThatCannotBeConnectedToIsAskedByOneQueryAlone() throws Exception {
    server.close();
    ApiRun run = run().run(spec("").replace("['java']", "['java','nurse','cook']"));
    assertThat(run.failures().stream().map(SampleFailure::attempts).toList(), is(List.of(3, 0, 0)));
    assertThat(
        run.failures().stream().map(SampleFailure::error).distinct().toList(),
        is(List.of("no-connection")));
    assertThat(run.failures().get(2).message(), containsString("keyword=cook: not asked, because"));
    assertThat(timing.sleeps(), hasSize(2));
  }

  @ParameterizedTest
  @CsvSource({
    "429, Retry-After, 1m0s, 60",
    "429, Retry-After, 30s, 30",
    "429, Retry-After, 1m2.5s, 62.5",
    "503, X-Retry-After, 30, 30",
    "429, retry-after-ms, 30000, 30",
    "429, x-ms-retry-after-ms, 29999.5, 30",
    "429, x-ratelimit-reset-requests, 31s500ms, 31.5",
    "429, x-ratelimit-reset-tokens, 6m0s, 360",
    "503, Retry-After, {epoch}, 241",
    "429, Retry-After, '{EEEE, dd-MMM-yy HH:mm:ss} GMT', 241",
    "429, Retry-After, '{EEE MMM ppd HH:mm:ss yyyy}', 241",
    "429, Retry-After, {yyyy-MM-dd}T{HH:mm:ss}Z, 241",
    "429, X-RateLimit-Reset, {epoch}, 241",
    "429, X-RateLimit-Reset, {epoch}000, 241",
    "429, X-RateLimit-Reset, {epoch}.6, 241.6",
    "429, x-ratelimit-reset, 40, 40",
    "429, RateLimit-Reset, 40, 40",
    "429, X-Rate-Limit-Reset, {epoch}, 241",
    "429, X-RateLimit-Reset-After, 1.5, 1.5",
    "429, X-RateLimit-Reset, {yyyy-MM-dd}T{HH:mm:ss}+00:00, 241",
    "429, RateLimit, 'limit=100, remaining=0, reset=9; r=0; t=33', 33",
    "429, RateLimit, '\"default\";r=0;t=33', 33",
  })
  void theEndOfARateLimitIsWaitedFor(int status, String name, String value, double seconds)
      throws Exception {
    server.misbehave(status(status, name, inFourMinutes(value)));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    Duration all = timing.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(all.toMillis() / 1000.0, is(closeTo(seconds, 1.5)));
  }

  /** The host tells the true time; the clock of these tests is another. */
  private static String inFourMinutes(String value) {
    ZonedDateTime then = Instant.now().atZone(ZoneOffset.UTC).plusMinutes(4);
    Matcher pattern = Pattern.compile("\\{(.*?)}").matcher(value);
    return pattern.replaceAll(
        found ->
            found.group(1).equals("epoch")
                ? Long.toString(then.toEpochSecond())
                : DateTimeFormatter.ofPattern(found.group(1), Locale.ROOT).format(then));
  }

  @Test
  void aForbiddenAnswerWaitsOnlyIfALimitIsUsedUp() throws Exception {
    server.misbehave(
        status(403, "X-RateLimit-Remaining", "0", "X-RateLimit-Reset", inFourMinutes("{epoch}")));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(timing.sleeps(), hasSize(1));
    server.misbehave(
        status(403, "X-RateLimit-Remaining", "57", "X-RateLimit-Reset", inFourMinutes("{epoch}")));
    assertThat(run().run(spec("")).failures().get(0).error(), is("http-status"));
    assertThat(timing.sleeps(), hasSize(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "0", "0s", "1767303285", "Thu, 01 Jan 1970 00:00:00 GMT"})
  void aTimeThatIsOverIsNoAttemptEither(String value) throws Exception {
    for (int i = 0; i < 3; i++) {
      server.misbehave(status(429, "Retry-After", value), status(429, "X-RateLimit-Reset", value));
    }
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(timing.sleeps(), is(Collections.nCopies(6, Duration.ofSeconds(1))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "PT2S", "1..5s", "ms", "", "später"})
  void whatIsNoTimeIsAnUsualAttempt(String value) throws Exception {
    server.misbehave(status(429, "Retry-After", value), status(429, "X-RateLimit-Reset", value));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(timing.sleeps(), hasSize(2));
    assertThat(timing.sleeps().get(1), lessThan(Duration.ofSeconds(2)));
  }

  @Test
  void aCookieOfARedirectToItselfIsSent() throws Exception {
    server.misbehave(status(302, "Location", "/jobs?keyword=java", "Set-Cookie", "seen=1; Path=/"));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(server.requests().get(1).headers().get("cookie"), is("seen=1"));
  }

  @Test
  void retryAfterIsObeyedAsADate() throws Exception {
    server.misbehave(status(429, "Retry-After", inFourMinutes("{EEE, dd MMM yyyy HH:mm:ss} GMT")));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    Duration all = timing.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(all, greaterThanOrEqualTo(Duration.ofMinutes(4).minusSeconds(1)));
    assertThat(all, lessThan(Duration.ofMinutes(5)));
  }

  @Test
  void aWaitThatIsTooLongIsAFailure() throws Exception {
    server.misbehave(status(429, "Retry-After", "86400"));
    ApiRun run = run().run(spec(""));
    assertThat(
        run.failures().get(0).message(),
        endsWith("; the host asks for a longer wait than 'longestWait' allows (600 s in all)"));
    assertThat(server.requests(), hasSize(1));
  }

  @Test
  void anAnswerThatIsNotReadyIsAskedForAgain() throws Exception {
    server.misbehave(status(202, "Retry-After", "30"), status(202, "Retry-After", "30"));
    assertThat(run().run(spec("")).contents(), hasSize(10));
    assertThat(timing.sleeps(), hasItem(Duration.ofSeconds(30)));
  }

  @Test
  void anAnswerThatIsTooLargeIsNotRead() throws Exception {
    ApiRun run = run().run(spec(",'maxAnswerBytes':500"));
    assertThat(server.requests(), hasSize(1));
    assertThat(
        run.failures().get(0).message(),
        containsString("an answer of more than 500 bytes ('maxAnswerBytes')"));
  }

  @Test
  void aSlowAnswerIsGivenUp() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    JobPostingsServer.Fault slow =
        sender -> {
          try {
            end.await(30, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    server.misbehave(slow);
    ApiRun run = run().run(spec(",'timeouts':{'request':'1s'}"));
    end.countDown();
    assertThat(run.contents(), hasSize(10));
    assertThat(server.requests(), hasSize(2));
  }

  @Test
  void anAnswerThatDripsIsGivenUpWhenItsTimeIsOverAndNotAskedForAgain() throws Exception {
    JobPostingsServer.Fault dripping =
        sender -> {
          sender.sendResponseHeaders(200, 0);
          try (OutputStream body = sender.getResponseBody()) {
            while (true) {
              body.write(' ');
              body.flush();
              Thread.sleep(20);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    server.misbehave(dripping);
    ApiRun run =
        run()
            .run(
                spec(",'timeouts':{'request':'600ms','read':'300ms'}")
                    .replace("['java']", "['java','nurse']"));
    assertThat(run.contents(), hasSize(10));
    assertThat(run.failures(), hasSize(1));
    assertThat(run.failures().get(0).attempts(), is(1));
    assertThat(run.failures().get(0).error(), is("http-timeout"));
    assertThat(run.failures().get(0).message(), containsString("it was still coming"));
    assertThat(server.requests(), hasSize(2));
  }

  @Test
  void anInterruptEndsARequestAtOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    server.misbehave(
        sender -> {
          asked.countDown();
          try {
            end.await(60, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ApiRun run = run();
    try (Generator generator = run.open(spec(""))) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  generator.generate(run.task(1), run);
                } catch (Exception e) {
                  assertThat(e instanceof InterruptedException, is(true));
                }
              });
      thread.start();
      assertThat(asked.await(20, TimeUnit.SECONDS), is(true));
      thread.interrupt();
      thread.join(5_000);
      assertThat(thread.isAlive(), is(false));
    } finally {
      end.countDown();
    }
    assertThat(run.contents(), is(empty()));
    assertThat(run.failures(), is(empty()));
  }

  @Test
  void redirectsAreFollowedAndSecretsStayBehind() throws Exception {
    try (JobPostingsServer other = JobPostingsServer.start("none")) {
      other.misbehave(json("{\"jobs\":[{\"a\":1}]}"));
      server.misbehave(
          status(302, "Location", "/elsewhere"),
          status(307, "Location", other.url().replace("127.0.0.1", "localhost") + "/jobs"));
      ApiRun run = run().run(spec(""));
      assertThat(run.failures(), is(empty()));
      assertThat(run.contents(), hasSize(1));
      assertThat(server.requests().get(1).headers().get("authorization"), is("Bearer " + TOKEN));
      assertThat(other.requests().get(0).headers().get("authorization"), is(nullValue()));
    }
  }

  /** As browsers follow these two, the answer to another question would be taken. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectLosesNoBody(int status) throws Exception {
    server.misbehave(status(status, "Location", "/other"), json("{\"jobs\":[{\"a\":1}]}"));
    String post = spec("").replace("'url'", "'method':'POST','body':{'a':'${query}'},'url'");
    ApiRun run = run().run(post);
    if (status <= 302) {
      assertThat(server.requests(), hasSize(1));
      assertThat(run.failures().get(0).message(), containsString("/other', where its body would"));
    } else {
      assertThat(server.requests().get(1).method(), is(status == 303 ? "GET" : "POST"));
      assertThat(run.contents(), hasSize(1));
    }
  }

  /** The start of a body is shown; a secret that is cut there would be shown in part. */
  @Test
  void aSecretAtTheCutOfAMessageIsNotShownInPart() throws Exception {
    for (int before = 60 - TOKEN.length(); before < 60; before++) {
      JobPostingsServer.Fault garbled = json("x".repeat(before) + TOKEN);
      server.misbehave(garbled, garbled, garbled);
      String message = run().run(spec("")).failures().get(0).message();
      assertThat(message, not(containsString(TOKEN.substring(0, 6))));
    }
  }

  @Test
  void redirectsInACircleEnd() throws Exception {
    for (int i = 0; i < 10; i++) {
      server.misbehave(status(302, "Location", "/jobs"));
    }
    ApiRun run = run().run(spec(""));
    assertThat(run.failures().get(0).message(), containsString("more than 5 redirects"));
    assertThat(server.requests(), hasSize(6));
  }

  @Test
  void noMessageHasTheSecretEvenWhereTheApiRepeatsIt() throws Exception {
    ApiRun run =
        new ApiRun().with("URL", server.url()).with("TOKEN", "wrong-" + TOKEN).with(timing);
    run.run(spec(""));
    assertThat(run.failures().get(0).message(), containsString("status 401"));
    assertThat(run.failures().get(0).message(), not(containsString(TOKEN)));
    assertThat(run.failures().get(0).message(), containsString("Bearer ***"));
  }

  @Test
  void aProxyOfTheEnvironmentIsUsed() throws Exception {
    server.misbehave(json("{\"jobs\":[{\"a\":1}]}"));
    ApiRun run =
        new ApiRun()
            .with("URL", "http://jobs.invalid")
            .with("TOKEN", TOKEN)
            .with("http_proxy", server.url())
            .with(timing)
            .run(spec(""));
    assertThat(run.failures(), is(empty()));
    assertThat(server.requests().get(0).uri(), is("http://jobs.invalid/jobs?keyword=java"));
  }

  @Test
  void aHostThatFailsAllTheTimeIsLeftAloneForAWhile() throws Exception {
    for (int i = 0; i < 12; i++) {
      server.misbehave(status(500));
    }
    ApiRun run =
        new ApiRun()
            .with("URL", server.url())
            .with("TOKEN", TOKEN)
            .with(
                new io.seedmill.generators.FailurePolicy(
                    20, Duration.ofMillis(1), Duration.ofMillis(1), false));
    long start = System.nanoTime();
    run.run(spec("").replace("'stagger':'0s'", "'stagger':'0s','pause':'300ms'"));
    assertThat(run.failures(), is(empty()));
    assertThat(run.contents(), hasSize(10));
    assertThat(
        Duration.ofNanos(System.nanoTime() - start), greaterThanOrEqualTo(Duration.ofMillis(600)));
  }
}

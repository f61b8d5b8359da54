package io.seedmill.generators.sources.http;

import io.seedmill.generators.sources.http.RequestFailure.Refused;
import io.seedmill.generators.sources.http.RequestFailure.TimedOut;
import io.seedmill.generators.sources.http.RequestFailure.Unreachable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Sends a request once, follows redirects and reads the whole response. An interrupt of the thread
 * ends the request at once.
 */
final class RequestSender {

  private static final int MOST_REDIRECTS = 5;
  private static final int SHOWN_OF_ANSWER = 200;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** A response whose status is 2xx. */
  record Response(HttpUrl url, Headers headers, byte[] body) {}

  private record Received(int status, Headers headers, byte[] body) {}

  private final OkHttpClient client;
  private final TimeLimits limits;
  private final long maxAnswerBytes;
  private final Secrets secrets;
  private final Clock clock;

  RequestSender(
      OkHttpClient client, TimeLimits limits, long maxAnswerBytes, Secrets secrets, Clock clock) {
    this.client =
        client
            .newBuilder()
            .connectTimeout(limits.connect())
            .readTimeout(limits.read())
            .writeTimeout(limits.read())
            .build();
    this.limits = limits;
    this.maxAnswerBytes = maxAnswerBytes;
    this.secrets = secrets;
    this.clock = clock;
  }

  /** Returns the host that a request goes to: scheme, name and port. */
  String hostOf(ApiRequest request) throws RequestFailure {
    HttpUrl url = resolve(request).url();
    return url.scheme() + "://" + url.host() + ":" + url.port();
  }

  Response send(ApiRequest request) throws RequestFailure, InterruptedException {
    long end = System.nanoTime() + limits.request().toNanos();
    Request next = resolve(request);
    for (int redirects = 0; ; redirects++) {
      Received received = call(next, request, end - System.nanoTime());
      if (!REDIRECTS.contains(received.status())) {
        return checked(request, next.url(), received);
      }
      if (redirects == MOST_REDIRECTS) {
        throw new Refused(told(request, "more than " + MOST_REDIRECTS + " redirects"));
      }
      next = redirected(request, next, received);
    }
  }

  private Response checked(ApiRequest request, HttpUrl url, Received received)
      throws RequestFailure {
    int status = received.status();
    if (status >= 200 && status < 300) {
      return new Response(url, received.headers(), received.body());
    }
    String body = secrets.redact(new String(received.body(), StandardCharsets.UTF_8));
    String start = body.substring(0, Math.min(body.length(), SHOWN_OF_ANSWER));
    String oneLine = start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    String what = "status " + status + (oneLine.isEmpty() ? "" : ": " + oneLine);
    throw new RequestFailure.Status(told(request, what), status, retryAfter(received.headers()));
  }

  private Optional<Duration> retryAfter(Headers headers) {
    String value = headers.get("Retry-After");
    if (value == null) {
      return Optional.empty();
    }
    if (value.strip().matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value.strip())));
    }
    Instant date = headers.getInstant("Retry-After");
    if (date == null) {
      return Optional.empty();
    }
    Duration until = Duration.between(clock.instant(), date);
    return Optional.of(until.isNegative() ? Duration.ZERO : until);
  }

  private Request resolve(ApiRequest request) throws RequestFailure {
    try {
      HttpUrl url = HttpUrl.parse(request.url().resolve(secrets.values()));
      if (url == null) {
        throw new Refused(told(request, "it is no URL of HTTP"));
      }
      Request.Builder builder = new Request.Builder().url(url);
      for (var header : request.headers().entrySet()) {
        String value = header.getValue().resolve(secrets.values());
        if (!value.matches("[\\x20-\\x7e\\t]*")) {
          throw new Refused(
              told(request, "the value of the header " + header.getKey() + " is not plain ASCII"));
        }
        builder.header(header.getKey(), value);
      }
      RequestBody body = null;
      if (request.body().isPresent()) {
        String text = request.body().get().resolve(secrets.values());
        body = RequestBody.create(text.getBytes(StandardCharsets.UTF_8));
      } else if (!request.method().equals("GET")) {
        body = RequestBody.create(new byte[0]);
      }
      return builder.method(request.method(), body).build();
    } catch (NoSuchElementException e) {
      throw new Refused(told(request, e.getMessage()));
    }
  }

  private Request redirected(ApiRequest request, Request from, Received received)
      throws RequestFailure {
    String location = received.headers().get("Location");
    HttpUrl to = location == null ? null : from.url().resolve(location);
    if (to == null) {
      throw new Refused(told(request, "a redirect to nowhere that can be asked"));
    }
    if (!to.scheme().equals(from.url().scheme()) && !to.isHttps()) {
      throw new Refused(told(request, "a redirect from https to http, which is not followed"));
    }
    Request.Builder next = from.newBuilder().url(to);
    boolean keepsBody = received.status() == 307 || received.status() == 308;
    if (!isSameHost(from.url(), to)) {
      if (keepsBody && from.body() != null) {
        throw new Refused(told(request, "a redirect of its body to another host"));
      }
      // Any header of the spec may be a secret that was meant for the first host alone.
      request.headers().forEach((name, value) -> removeUnlessHarmless(name, next));
    }
    if (!keepsBody && !from.method().equals("GET")) {
      next.method("GET", null).removeHeader("Content-Type");
    }
    return next.build();
  }

  private static void removeUnlessHarmless(String name, Request.Builder from) {
    if (!name.toLowerCase(Locale.ROOT).matches("accept|accept-language|user-agent")) {
      from.removeHeader(name);
    }
  }

  private static boolean isSameHost(HttpUrl from, HttpUrl to) {
    boolean toTls = from.port() == 80 && to.port() == 443 && to.isHttps();
    return from.host().equals(to.host()) && (from.port() == to.port() || toTls);
  }

  private Received call(Request request, ApiRequest about, long nanosLeft)
      throws RequestFailure, InterruptedException {
    if (nanosLeft <= 0) {
      throw timedOut(about);
    }
    Call call = client.newCall(request);
    call.timeout().timeout(nanosLeft, TimeUnit.NANOSECONDS);
    Receiving receiving = new Receiving(maxAnswerBytes);
    call.enqueue(receiving);
    try {
      return receiving.received.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TooLarge) {
        throw new Refused(told(about, "an answer of more than " + maxAnswerBytes + " bytes"));
      }
      if (e.getCause() instanceof InterruptedIOException) {
        throw timedOut(about);
      }
      Throwable cause = e.getCause();
      String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
      throw new Unreachable(told(about, said));
    }
  }

  private TimedOut timedOut(ApiRequest about) {
    return new TimedOut(
        told(
            about,
            "no whole answer in time (connect %s s, read %s s, request %s s)"
                .formatted(
                    seconds(limits.connect()), seconds(limits.read()), seconds(limits.request()))));
  }

  private static String seconds(Duration time) {
    return Double.toString(time.toMillis() / 1000.0).replaceFirst("\\.0$", "");
  }

  private String told(ApiRequest request, String what) {
    return request.shown() + ": " + secrets.redact(what);
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Reads the response on a thread of the client, so that the waiting thread can be interrupted.
   */
  private static final class Receiving implements Callback {

    private final CompletableFuture<Received> received = new CompletableFuture<>();
    private final long maxBytes;

    Receiving(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Override
    public void onFailure(Call call, IOException failure) {
      received.completeExceptionally(failure);
    }

    @Override
    public void onResponse(Call call, okhttp3.Response response) {
      try (response) {
        received.complete(new Received(response.code(), response.headers(), read(call, response)));
      } catch (IOException | RuntimeException | Error e) {
        received.completeExceptionally(e);
      }
    }

    /** Reads the body; the size limit counts bytes after decompression. */
    private byte[] read(Call call, okhttp3.Response response) throws IOException {
      if (response.body().contentLength() > maxBytes) {
        call.cancel();
        throw new TooLarge();
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      byte[] buffer = new byte[1 << 14];
      InputStream in = response.body().byteStream();
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        body.write(buffer, 0, read);
        if (body.size() > maxBytes) {
          call.cancel();
          throw new TooLarge();
        }
      }
      return body.toByteArray();
    }
  }
}

package io.seedmill.generators.sources.http;

import io.seedmill.generators.sources.http.AnswerBody.Unreadable;
import io.seedmill.generators.sources.http.RequestFailure.Refused;
import io.seedmill.generators.sources.http.RequestFailure.TimedOut;
import io.seedmill.generators.sources.http.RequestFailure.Unreachable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Connection;
import okhttp3.Cookie;
import okhttp3.EventListener;
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
            .eventListener(new Connections())
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
    List<Cookie> jar = new ArrayList<>();
    for (int redirects = 0; ; redirects++) {
      Received received = call(next, request, end - System.nanoTime());
      if (!REDIRECTS.contains(received.status())) {
        return checked(request, next.url(), received);
      }
      if (redirects == MOST_REDIRECTS) {
        throw new Refused(told(request, "more than " + MOST_REDIRECTS + " redirects"));
      }
      jar.addAll(Cookie.parseAll(next.url(), received.headers()));
      next = withCookies(redirected(request, next, received), jar);
    }
  }

  private Response checked(ApiRequest request, HttpUrl url, Received received)
      throws RequestFailure {
    int status = received.status();
    Optional<Duration> wait = new WaitHeaders(received.headers(), clock.instant()).time(status);
    boolean isNotReady = status == 202 && (wait.isPresent() || isEmpty(received.body()));
    if (status >= 200 && status < 300 && !isNotReady) {
      return new Response(url, received.headers(), received.body());
    }
    String body = secrets.redact(new String(received.body(), StandardCharsets.UTF_8));
    String start = body.substring(0, Math.min(body.length(), SHOWN_OF_ANSWER));
    String oneLine = start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    String what = "status " + status + (oneLine.isEmpty() ? "" : ": " + oneLine);
    throw new RequestFailure.Status(told(request, what), status, wait);
  }

  /** Returns true for a body that has nothing in it, as of an answer that is still being made. */
  private static boolean isEmpty(byte[] body) {
    return body.length < SHOWN_OF_ANSWER
        && new String(body, StandardCharsets.UTF_8).strip().matches("|null|\\{\\s*}|\\[\\s*]");
  }

  private Request resolve(ApiRequest request) throws RequestFailure {
    try {
      HttpUrl url = HttpUrl.parse(request.url().resolve(secrets.values()));
      if (url == null) {
        throw new Refused(told(request, "it is no URL of HTTP"));
      }
      Request.Builder builder = new Request.Builder().url(url).header("Accept-Encoding", "gzip");
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
    if (received.status() <= 302 && from.body() != null && request.body().isPresent()) {
      throw new Refused(
          told(
              request,
              "status %d redirects it to '%s', where its body would be lost; ask that address"
                  .formatted(received.status(), to)));
    }
    if (!keepsBody && !from.method().equals("GET")) {
      next.method("GET", null).removeHeader("Content-Type");
    }
    return next.build();
  }

  /** Adds the cookies that the redirects before have set for this address. */
  private static Request withCookies(Request to, List<Cookie> jar) {
    Map<String, String> cookies = new LinkedHashMap<>();
    for (String given : to.headers("Cookie")) {
      for (String cookie : given.split(";\\s*", -1)) {
        cookies.put(cookie.replaceFirst("=.*", ""), cookie);
      }
    }
    for (Cookie cookie : jar) {
      if (cookie.matches(to.url())) {
        cookies.put(cookie.name(), cookie.name() + "=" + cookie.value());
      }
    }
    return cookies.isEmpty()
        ? to
        : to.newBuilder().header("Cookie", String.join("; ", cookies.values())).build();
  }

  private static void removeUnlessHarmless(String name, Request.Builder from) {
    if (!name.toLowerCase(Locale.ROOT).matches("accept|accept-language|user-agent")) {
      from.removeHeader(name);
    }
  }

  /** Returns true for the same host and port, or for the same host by https. */
  static boolean isSameHost(HttpUrl from, HttpUrl to) {
    boolean toTls = from.port() == 80 && to.port() == 443 && to.isHttps();
    return from.host().equals(to.host()) && (from.port() == to.port() || toTls);
  }

  private Received call(Request request, ApiRequest about, long nanosLeft)
      throws RequestFailure, InterruptedException {
    if (nanosLeft <= 0) {
      throw timedOut(about, true, true);
    }
    long start = System.nanoTime();
    Receiving receiving = new Receiving(maxAnswerBytes);
    Call call =
        client.newCall(request.newBuilder().tag(AtomicBoolean.class, receiving.connected).build());
    call.timeout().timeout(nanosLeft, TimeUnit.NANOSECONDS);
    call.enqueue(receiving);
    try {
      return receiving.received.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Unreadable) {
        throw new Refused(told(about, e.getCause().getMessage()));
      }
      boolean connected = receiving.connected.get();
      if (e.getCause() instanceof InterruptedIOException) {
        // Without any byte, the time for reading would have been over first.
        boolean isWhole = System.nanoTime() - start >= nanosLeft;
        boolean dripping = isWhole && limits.request().compareTo(limits.read()) > 0;
        throw timedOut(about, connected, dripping && connected);
      }
      throw new Unreachable(told(about, said(e.getCause())), connected);
    }
  }

  /**
   * Returns why there is no answer; okhttp expresses some of it by the exception's class, and tells
   * what is no HTTP in the words of its own code.
   */
  private static String said(Throwable cause) {
    String message = cause.getMessage();
    if (cause instanceof EOFException
        || (message != null && message.startsWith("unexpected end of stream"))) {
      return "the connection ended before the answer did";
    }
    if (message == null) {
      return "the connection failed";
    }
    return cause instanceof ProtocolException || cause instanceof RuntimeException
        ? "the answer is no HTTP (%s)".formatted(message)
        : message;
  }

  private TimedOut timedOut(ApiRequest about, boolean connected, boolean dripping) {
    return new TimedOut(
        told(
            about,
            "no whole answer in time (connect %s s, read %s s, request %s s)%s"
                .formatted(
                    seconds(limits.connect()),
                    seconds(limits.read()),
                    seconds(limits.request()),
                    dripping ? "; it was still coming: a longer time is timeouts.request" : "")),
        connected,
        dripping);
  }

  private static String seconds(Duration time) {
    return Double.toString(time.toMillis() / 1000.0).replaceFirst("\\.0$", "");
  }

  private String told(ApiRequest request, String what) {
    return request.shown() + ": " + secrets.redact(what);
  }

  /** Notes that a call has a connection. */
  private static final class Connections extends EventListener {

    @Override
    public void connectionAcquired(Call call, Connection connection) {
      AtomicBoolean connected = call.request().tag(AtomicBoolean.class);
      if (connected != null) {
        connected.set(true);
      }
    }
  }

  /**
   * Reads the response on a thread of the client, so that the waiting thread can be interrupted.
   */
  private static final class Receiving implements Callback {

    private final CompletableFuture<Received> received = new CompletableFuture<>();
    private final AtomicBoolean connected = new AtomicBoolean();
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

    private byte[] read(Call call, okhttp3.Response response) throws IOException {
      try {
        return AnswerBody.read(response.headers(), response.body().byteStream(), maxBytes);
      } catch (Unreadable e) {
        call.cancel();
        throw e;
      }
    }
  }
}

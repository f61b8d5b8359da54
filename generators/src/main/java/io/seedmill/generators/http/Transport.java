package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.cache.CachedAnswer;
import io.seedmill.generators.http.ApiFailure.Kind;
import io.seedmill.generators.secrets.EnvironmentText;
import io.seedmill.generators.secrets.Redaction;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Sends a request once and reads its answer, within limits of time and size. */
final class Transport {

  private static final int MOST_REDIRECTS = 10;
  private static final int MOST_AT_ONCE = 4_096;

  /** Connections and threads are shared by all generators of this JVM. */
  private static final OkHttpClient SHARED = shared();

  private final OkHttpClient client;
  private final HttpSettings settings;
  private final Map<String, String> environment;
  private final ApiSecrets secrets;
  private final Redaction redaction;
  private final Clock clock;

  Transport(HttpSettings settings, GeneratorContext context, ApiSecrets secrets, Clock clock) {
    this.settings = settings;
    this.secrets = secrets;
    this.redaction = secrets.redaction();
    this.environment = context.environment();
    this.clock = clock;
    this.client =
        SHARED
            .newBuilder()
            .connectTimeout(settings.connect())
            .readTimeout(settings.read())
            .writeTimeout(settings.read())
            .callTimeout(settings.request())
            .proxySelector(new EnvironmentProxies(environment))
            .build();
  }

  private static OkHttpClient shared() {
    Dispatcher dispatcher = new Dispatcher();
    dispatcher.setMaxRequests(MOST_AT_ONCE);
    dispatcher.setMaxRequestsPerHost(MOST_AT_ONCE);
    return new OkHttpClient.Builder()
        .dispatcher(dispatcher)
        .followRedirects(false)
        .followSslRedirects(false)
        .retryOnConnectionFailure(false)
        .build();
  }

  /** What came back, before anyone has judged it. */
  private record Raw(int status, Map<String, String> headers, byte[] body) {}

  /** The host of a request, by which it is limited. */
  String host(ApiRequest request) throws ApiFailure {
    HttpUrl url = url(request);
    return url.scheme() + "://" + url.host() + ":" + url.port();
  }

  private HttpUrl url(ApiRequest request) throws ApiFailure {
    HttpUrl url = HttpUrl.parse(request.address(environment));
    if (url == null) {
      throw new ApiFailure(
          Kind.HttpQueryInvalid, "found no address in '%s'".formatted(shown(request)), false);
    }
    return url;
  }

  private String shown(ApiRequest request) {
    return request.method() + " " + redaction.of(request.shown());
  }

  /** Sends a request; follows redirects to the same scheme or to https. */
  CachedAnswer send(ApiRequest request) throws ApiFailure, InterruptedException {
    HttpUrl first = url(request);
    HttpUrl at = first;
    String method = request.method();
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      Raw raw = exchange(request, method, at, at.host().equals(first.host()));
      String location = raw.headers().get("location");
      if (raw.status() / 100 != 3 || location == null) {
        return judged(request, raw);
      }
      HttpUrl next = at.resolve(location);
      if (next == null || (!next.scheme().equals(at.scheme()) && !next.isHttps())) {
        throw new ApiFailure(
            Kind.HttpRedirectRefused,
            "%s: found a redirect to '%s'; allowed: the same scheme, or https"
                .formatted(shown(request), redaction.of(location)),
            false);
      }
      method = raw.status() == 307 || raw.status() == 308 ? method : "GET";
      at = next;
    }
    throw new ApiFailure(
        Kind.HttpRedirectRefused,
        "%s: more than %d redirects".formatted(shown(request), MOST_REDIRECTS),
        false);
  }

  private CachedAnswer judged(ApiRequest request, Raw raw) throws ApiFailure {
    int status = raw.status();
    if (status / 100 == 2) {
      String next = LinkHeader.next(raw.headers().getOrDefault("link", ""));
      return new CachedAnswer(clock.instant(), secrets.referring(next), raw.body());
    }
    boolean tooMany = status == 429 || status == 503;
    throw new ApiFailure(
        Kind.HttpStatus,
        "%s: status %d%s".formatted(shown(request), status, excerpt(raw.body())),
        status == 429 || status / 100 == 5,
        tooMany
            ? RetryAfter.parse(raw.headers().get("retry-after"), clock.instant())
            : Optional.empty());
  }

  private String excerpt(byte[] body) {
    String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
    String shown = redaction.of(text).replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?").strip();
    return shown.isEmpty() ? "" : ": " + shown;
  }

  private Raw exchange(ApiRequest request, String method, HttpUrl url, boolean sameHost)
      throws ApiFailure, InterruptedException {
    Call call = client.newCall(build(request, method, url, sameHost));
    CompletableFuture<Raw> answer = new CompletableFuture<>();
    call.enqueue(new Answering(answer));
    try {
      return answer.get();
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    } catch (ExecutionException e) {
      throw failure(request, e.getCause());
    }
  }

  private ApiFailure failure(ApiRequest request, Throwable cause) {
    if (cause instanceof TooLargeException) {
      return new ApiFailure(
          Kind.HttpAnswerTooLarge,
          "%s: an answer of more than %d bytes"
              .formatted(shown(request), settings.maxAnswerBytes()),
          false);
    }
    boolean late =
        cause instanceof SocketTimeoutException || cause instanceof InterruptedIOException;
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new ApiFailure(
        late ? Kind.HttpTimedOut : Kind.HttpUnreachable,
        "%s: %s".formatted(shown(request), redaction.of(why)),
        true);
  }

  private Request build(ApiRequest request, String method, HttpUrl url, boolean sameHost) {
    Request.Builder builder = new Request.Builder().url(url);
    for (var header : request.headers().entrySet()) {
      EnvironmentText text = EnvironmentText.of(header.getValue());
      boolean secret =
          !text.names().isEmpty()
              || RequestCheck.SECRET_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT));
      if (sameHost || !secret) {
        builder.header(header.getKey(), text.resolve(environment));
      }
    }
    RequestBody body = null;
    if (!method.equals("GET")) {
      MediaType type = MediaType.parse(request.isJson() ? "application/json" : "text/plain");
      body = RequestBody.create(body(request).getBytes(StandardCharsets.UTF_8), type);
    }
    return builder.method(method, body).build();
  }

  /** A secret in a JSON body is JSON there, whatever characters it has. */
  private String body(ApiRequest request) {
    EnvironmentText text = EnvironmentText.of(request.body());
    if (!request.isJson()) {
      return text.resolve(environment);
    }
    Map<String, String> escaped = new HashMap<>();
    for (String name : text.names()) {
      String value = environment.get(name);
      if (value != null) {
        String json = TextNode.valueOf(value).toString();
        escaped.put(name, json.substring(1, json.length() - 1));
      }
    }
    return text.resolve(escaped);
  }

  private static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** Reads an answer while it comes. */
  private final class Answering implements Callback {

    private final CompletableFuture<Raw> answer;

    Answering(CompletableFuture<Raw> answer) {
      this.answer = answer;
    }

    @Override
    public void onFailure(Call call, IOException failure) {
      answer.completeExceptionally(failure);
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        Map<String, String> headers = new HashMap<>();
        for (String name : response.headers().names()) {
          headers.put(
              name.toLowerCase(Locale.ROOT), String.join(", ", response.headers().values(name)));
        }
        answer.complete(new Raw(response.code(), headers, read(response.body().source())));
      } catch (IOException | RuntimeException e) {
        answer.completeExceptionally(e);
      }
    }

    private byte[] read(BufferedSource source) throws IOException {
      Buffer buffer = new Buffer();
      while (source.read(buffer, 1 << 16) >= 0) {
        if (buffer.size() > settings.maxAnswerBytes()) {
          throw new TooLargeException();
        }
      }
      return buffer.readByteArray();
    }
  }
}

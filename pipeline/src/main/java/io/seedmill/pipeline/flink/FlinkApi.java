package io.seedmill.pipeline.flink;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Flink's REST API, as far as a run asks it. An answer comes within seconds, or an exception. */
final class FlinkApi {

  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI root;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(LONGEST).build();

  FlinkApi(URI root) {
    this.root = root;
  }

  /**
   * Asks for a resource.
   *
   * @param path from the first slash on, encoded
   * @throws IOException if there is no answer, or it is no JSON, in a few words
   */
  JsonNode get(String path) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(root.resolve(path)).timeout(LONGEST).build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException("the answer to %s is %d".formatted(path, response.statusCode()));
      }
      return JSON.readTree(response.body());
    } catch (JacksonException e) {
      throw new IOException("the answer to %s is not Flink's".formatted(path), e);
    } catch (HttpTimeoutException e) {
      throw new IOException("no answer within %d seconds".formatted(LONGEST.toSeconds()), e);
    } catch (ConnectException e) {
      throw new IOException(
          e.getMessage() == null ? "connection refused, or no such host" : e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}

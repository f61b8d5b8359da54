package io.seedmill.generators.cache;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An answer as it is kept.
 *
 * @param givenAt when it was given
 * @param next where the answer says that it goes on; empty where it does not
 * @param body its bytes
 */
public record CachedAnswer(Instant givenAt, String next, byte[] body) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Whether it was given within a time. */
  boolean isFresh(Duration timeToLive, Instant now) {
    return timeToLive.isZero() || givenAt.plus(timeToLive).isAfter(now);
  }

  /** A line of JSON, then the body; the line has the body's digest. */
  byte[] toBytes() {
    ObjectNode about = JSON.createObjectNode();
    about.put("givenAt", givenAt.toString());
    about.put("next", next);
    about.put("sha256", sha256(body));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length + 200);
    bytes.writeBytes(about.toString().getBytes(StandardCharsets.UTF_8));
    bytes.write('\n');
    bytes.writeBytes(body);
    return bytes.toByteArray();
  }

  /**
   * Reads what {@link #toBytes} writes.
   *
   * @throws IOException if it is not that, whole
   */
  static CachedAnswer parse(byte[] bytes) throws IOException {
    int end = 0;
    while (end < bytes.length && bytes[end] != '\n') {
      end++;
    }
    JsonNode about = JSON.readTree(bytes, 0, end);
    byte[] body = Arrays.copyOfRange(bytes, Math.min(bytes.length, end + 1), bytes.length);
    if (end == bytes.length || !about.path("sha256").asText().equals(sha256(body))) {
      throw new IOException("it is damaged");
    }
    return new CachedAnswer(
        Instant.parse(about.path("givenAt").asText()), about.path("next").asText(), body);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

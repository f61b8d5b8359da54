package io.seedmill.generators.sources.secrets;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets as servers repeat them. */
class RedactionTest {

  @ParameterizedTest
  @ValueSource(strings = {"s3cr3t-Token", "a b&c<d>'\"/\\", "pässwörd€", "Ab1+/=xyz", "12345678"})
  void everyUsualFormIsReplaced(String secret) {
    Redaction redaction = Redaction.of(List.of(secret));
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String percent = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    List<String> forms =
        List.of(
            secret,
            secret.toLowerCase(Locale.ROOT),
            secret.toUpperCase(Locale.ROOT),
            percent,
            percent.replace("+", "%20"),
            percent.toLowerCase(Locale.ROOT),
            HexFormat.of().withPrefix("%").formatHex(bytes),
            HexFormat.of().withUpperCase().withPrefix("%").formatHex(bytes),
            HexFormat.of().withPrefix("\\x").formatHex(bytes),
            HexFormat.of().withUpperCase().withPrefix("\\\\x").formatHex(bytes),
            octal(bytes),
            each(secret, "\\u{%x}"),
            each(secret, "\\u{%06X}"),
            each(secret, "\\U%08x"),
            each(secret, "\\u%04x"),
            each(secret, "\\u%04X"),
            each(secret, "&#%d;"),
            each(secret, "&#x%x;"),
            each(secret, "&#x%04X;"),
            secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
            json(secret),
            secret.replace("&", "\\u0026").replace("<", "\\u003c").replace("'", "\\u0027"),
            URLEncoder.encode(percent, StandardCharsets.UTF_8),
            json(json(secret)),
            each(secret, "\\\\u%04x"),
            each(secret, "&amp;#%d;"),
            HexFormat.of().formatHex(bytes),
            Base64.getEncoder().encodeToString(bytes),
            URLEncoder.encode(Base64.getEncoder().encodeToString(bytes), StandardCharsets.UTF_8),
            Base64.getEncoder().encodeToString(bytes).replace("/", "\\/"),
            Base64.getMimeEncoder(4, new byte[] {'\r', '\n'}).encodeToString(bytes),
            Base64.getMimeEncoder(8, new byte[] {'\n'}).encodeToString(bytes).replace("\n", "\\n"),
            secret.substring(0, 4) + "\n  " + secret.substring(4),
            secret.substring(0, 4) + "\\r\\n" + secret.substring(4),
            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    for (String form : forms) {
      assertThat(form, redaction.of("before " + form + " after"), is("before *** after"));
    }
  }

  private static String octal(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (byte each : bytes) {
      text.append(String.format(Locale.ROOT, "\\%03o", each & 0xff));
    }
    return text.toString();
  }

  @Test
  void itIsFoundWithinTheBase64OfMore() {
    String secret = "s3cr3t-Token";
    Redaction redaction = Redaction.of(List.of(secret));
    for (String user : List.of("", "a:", "ab:", "abc:", "user@example.com:")) {
      for (String after : List.of("", "\n", ":x", " and more")) {
        String whole = user + secret + after;
        String encoded = Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8));
        String redacted = redaction.of("Basic " + encoded);
        assertThat(whole + ": " + redacted, redacted.contains("***"), is(true));
      }
    }
  }

  /** A matcher that takes stack for each line break ends there. */
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\\n", "\\", "\n\t", "&", "&amp;", "%25"})
  void longTextsThatBeginAsASecretEndNothing(String repeated) {
    for (String secret : List.of("s3cr3t-Token", "&\\%rest")) {
      String text = secret.charAt(0) + repeated.repeat(200_000) + secret.substring(1);
      assertThat(Redaction.of(List.of(secret)).of(text).length() > 200_000, is(true));
    }
  }

  @Test
  void otherTextStaysAsItIs() {
    Redaction redaction = Redaction.of(List.of("secret-1", "", "ab"));
    String text = "secret 1, secret-2, %20, \\u0041, &amp;, 6162, b3RoZXItMg==";
    assertThat(redaction.of(text), is(text));
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/");
  }

  private static String each(String secret, String format) {
    return secret
        .chars()
        .mapToObj(unit -> String.format(Locale.ROOT, format, unit))
        .collect(Collectors.joining());
  }
}

package io.seedmill.transforms.blocks;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.json.JsonBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and keys, against another implementation of RFC 8785. */
class ContentHashTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\":\"What is 1 + 1?\",\"answer\":2}",
        "{\"b\":[3,{\"z\":null,\"y\":true}],\"a\":\"\\u20ac \\\"quoted\\\" \\n \\ud83d\\ude00\"}",
        "{\"\\u00e9\":1,\"e\":0.5,\"E\":1e30,\"\":-1.25e-7}"
      })
  void theIdIsTheStartOfTheDigestOfTheCanonicalContent(String content) throws Exception {
    byte[] id = new byte[ContentHash.BYTES];

    new ContentHash(List.of()).writeId(canonical(content), id);

    assertThat(HexFormat.of().formatHex(id), is(expected(content)));
  }

  @Test
  void theKeyIsTheSameHashOverTheNamedFields() throws Exception {
    String content = "{\"a\":[1,{\"x\":2}],\"b\":\"two\",\"c\":{\"b\":0},\"d\":4}";

    assertThat(key(content, "b", "c"), is(expected("{\"b\":\"two\",\"c\":{\"b\":0}}")));
    assertThat(key(content, "a"), is(expected("{\"a\":[1,{\"x\":2}]}")));
    assertThat(key(content, "a", "b", "c", "d"), is(expected(content)));
  }

  @Test
  void aFieldThatASampleLacksIsLeftOut() throws Exception {
    String content = "{\"a\":1,\"b\":2}";

    assertThat(key(content, "b", "zebra"), is(expected("{\"b\":2}")));
    assertThat(key(content, "aardvark"), is(expected("{}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e20",
        "-123456789012345680000",
        "1e300",
        "5e-324",
        "0.1",
        "-0.0",
        "9007199254740992",
        "\"text, with \\\"quotes\\\": {[\\u0001\\u007f\\ud83d\\ude00\"",
        "[]",
        "{}",
        "[[[1,2],{\"a\":{}}],\"]}\"]",
        "null",
        "false"
      })
  void theKeyMayBeAnyValue(String value) throws Exception {
    String before = "{\"a\":" + value + ",\"b\":0}";
    String after = "{\"b\":0,\"c\":" + value + "}";

    assertThat(key(before, "a"), is(expected("{\"a\":" + value + "}")));
    assertThat(key(after, "c"), is(expected("{\"c\":" + value + "}")));
  }

  @Test
  void theKeyMayHaveAnyName() throws Exception {
    String content = "{\"\\u00e9t\\u00e9 \\\"x\\\"\":1,\"\\n\":2,\"\":3}";

    assertThat(key(content, "été \"x\""), is(expected("{\"\\u00e9t\\u00e9 \\\"x\\\"\":1}")));
    assertThat(key(content, "\n", ""), is(expected("{\"\\n\":2,\"\":3}")));
  }

  @Test
  void theKeyMayBeLongerThanAParserTakes() throws Exception {
    String longText = "x".repeat(20_000_001);
    byte[] content = ("{\"a\":\"" + longText + "\",\"b\":1}").getBytes(StandardCharsets.UTF_8);
    byte[] alone = ("{\"a\":\"" + longText + "\"}").getBytes(StandardCharsets.UTF_8);

    assertThat(key(bytes(content), "a"), is(digest(alone)));
  }

  @Test
  void contentThatIsNotJsonIsAnInvalidSample() {
    byte[] target = new byte[ContentHash.BYTES];
    ContentHash hash = new ContentHash(List.of("a"));

    assertThrows(
        InvalidSampleException.class,
        () -> hash.writeKey(bytes("{\"a\":".getBytes(StandardCharsets.UTF_8)), target));
  }

  @Test
  void bytesBehindTheContentDoNotCount() throws Exception {
    JsonBytes content = canonical("{\"a\":\"a long text that is cleared\"}");
    content.clear();
    content.write("{\"a\":1}".getBytes(StandardCharsets.UTF_8));

    byte[] id = new byte[ContentHash.BYTES];
    new ContentHash(List.of()).writeId(content, id);

    assertThat(HexFormat.of().formatHex(id), is(expected("{\"a\":1}")));
    assertThat(key(content, "a"), is(expected("{\"a\":1}")));
  }

  @Test
  void oneHashServesManySamples() throws Exception {
    ContentHash hash = new ContentHash(List.of("a"));
    byte[] first = new byte[ContentHash.BYTES];
    byte[] other = new byte[ContentHash.BYTES];
    byte[] again = new byte[ContentHash.BYTES];

    hash.writeKey(canonical("{\"a\":1,\"b\":1}"), first);
    hash.writeKey(canonical("{\"a\":2,\"b\":1}"), other);
    hash.writeKey(canonical("{\"a\":1,\"b\":2}"), again);

    assertThat(again, is(first));
    assertThat(other, is(not(first)));
  }

  private static String key(String content, String... fields) throws Exception {
    return key(canonical(content), fields);
  }

  private static String key(JsonBytes content, String... fields) throws Exception {
    byte[] key = new byte[ContentHash.BYTES];
    new ContentHash(List.of(fields)).writeKey(content, key);
    return HexFormat.of().formatHex(key);
  }

  private static String expected(String content) throws Exception {
    return digest(new JsonCanonicalizer(content).getEncodedUTF8());
  }

  private static String digest(byte[] canonical) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonical);
    return HexFormat.of().formatHex(Arrays.copyOf(hash, 16));
  }

  /** The content as a sample holds it. */
  private static JsonBytes canonical(String content) throws IOException {
    return bytes(new JsonCanonicalizer(content).getEncodedUTF8());
  }

  private static JsonBytes bytes(byte[] text) {
    try {
      JsonBytes bytes = new JsonBytes(text.length + 64);
      bytes.write(text);
      return bytes;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

package io.seedmill.generators.sources.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import okhttp3.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies as APIs send them. */
class AnswerBodyTest {

  private static final String TEXT = "{\"jobs\":[{\"ort\":\"Köln\"}]}";
  private static final byte[] PLAIN = TEXT.getBytes(StandardCharsets.UTF_8);

  private static String read(byte[] body, String... headers) throws IOException {
    return new String(
        AnswerBody.read(Headers.of(headers), new ByteArrayInputStream(body), 1000),
        StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Packer {
    OutputStream over(OutputStream out) throws IOException;
  }

  private static byte[] packed(Packer packer) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = packer.over(bytes)) {
      out.write(PLAIN);
    }
    return bytes.toByteArray();
  }

  @Test
  void everyUsualEncodingIsUnpacked() throws IOException {
    byte[] gzip = packed(GZIPOutputStream::new);
    byte[] zlib = packed(DeflaterOutputStream::new);
    byte[] raw = packed(out -> new DeflaterOutputStream(out, new Deflater(9, true)));
    assertThat(read(gzip, "Content-Encoding", "gzip"), is(TEXT));
    assertThat(read(gzip, "Content-Encoding", "X-GZIP"), is(TEXT));
    assertThat(read(gzip, "Content-Type", "application/gzip"), is(TEXT));
    byte[] twice = packed(out -> new GZIPOutputStream(new GZIPOutputStream(out)));
    assertThat(read(twice, "Content-Encoding", "gzip"), is(TEXT));
    assertThat(read(zlib, "Content-Encoding", "deflate"), is(TEXT));
    assertThat(read(raw, "Content-Encoding", "deflate"), is(TEXT));
    assertThat(read(Zstd.compress(PLAIN), "Content-Encoding", "zstd"), is(TEXT));
    assertThat(read(PLAIN, "Content-Encoding", "gzip"), is(TEXT));
    assertThat(read(PLAIN, "Content-Encoding", "identity"), is(TEXT));
    assertThat(read(new byte[0], "Content-Encoding", "br"), is(""));
    // What 'brotli' makes of '{}'.
    assertThat(read(HexFormat.of().parseHex("8b00807b7d03"), "Content-Encoding", "br"), is("{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "raw deflate", "br", "zstd"})
  void neitherCutNorFollowedByOtherBytesIsItRead(String encoding) throws IOException {
    byte[] whole =
        switch (encoding) {
          case "gzip" -> packed(GZIPOutputStream::new);
          case "deflate" -> packed(DeflaterOutputStream::new);
          case "raw deflate" -> packed(out -> new DeflaterOutputStream(out, new Deflater(9, true)));
          case "br" -> HexFormat.of().parseHex("8b00807b7d03");
          default -> Zstd.compress(PLAIN);
        };
    String name = encoding.replace("raw ", "");
    byte[] cut = Arrays.copyOf(whole, whole.length - 1);
    assertThrows(IOException.class, () -> read(cut, "Content-Encoding", name));
    for (int more : new int[] {1, 7, 100_000}) {
      byte[] followed = Arrays.copyOf(whole, whole.length + more);
      Arrays.fill(followed, whole.length, followed.length, (byte) '}');
      assertThrows(
          IOException.class,
          () -> read(followed, "Content-Encoding", name),
          encoding + " and " + more);
    }
  }

  @Test
  void severalMembersOfGzipAreOneBody() throws IOException {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (String half : List.of(TEXT.substring(0, 9), TEXT.substring(9))) {
      try (OutputStream gzip = new GZIPOutputStream(members)) {
        gzip.write(half.getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(read(members.toByteArray(), "Content-Encoding", "gzip"), is(TEXT));
  }

  @Test
  void anUnknownEncodingIsNamed() {
    AnswerBody.Unreadable e =
        assertThrows(
            AnswerBody.Unreadable.class, () -> read(PLAIN, "Content-Encoding", "compress"));
    assertThat(e.getMessage(), containsString("'Content-Encoding: compress'; allowed: gzip"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ISO-8859-1", "windows-1252", "utf-8", "UTF-16", "UTF-16LE"})
  void theCharsetOfTheAnswerCounts(String charset) throws IOException {
    byte[] body = TEXT.getBytes(Charset.forName(charset));
    assertThat(
        read(body, "Content-Type", "application/json; charset=\"" + charset + '"'), is(TEXT));
  }

  @Test
  void aMarkIsDroppedAndOtherBytesAreRefused() throws IOException {
    assertThat(read(("\ufeff" + TEXT).getBytes(StandardCharsets.UTF_8)), is(TEXT));
    assertThat(read(TEXT.getBytes(StandardCharsets.UTF_16)), is(TEXT));
    assertThat(read(TEXT.getBytes(StandardCharsets.UTF_16LE)), is(TEXT));
    byte[] latin = TEXT.getBytes(StandardCharsets.ISO_8859_1);
    assertThrows(AnswerBody.Unreadable.class, () -> read(latin));
    assertThrows(
        AnswerBody.Unreadable.class,
        () -> read(PLAIN, "Content-Type", "application/json; charset=none"));
  }

  @Test
  void theLimitCountsUnpackedBytes() throws IOException {
    byte[] bomb =
        packed(
            out -> {
              OutputStream gzip = new GZIPOutputStream(out);
              gzip.write(new byte[100_000]);
              return gzip;
            });
    assertThrows(AnswerBody.Unreadable.class, () -> read(bomb, "Content-Encoding", "gzip"));
  }
}

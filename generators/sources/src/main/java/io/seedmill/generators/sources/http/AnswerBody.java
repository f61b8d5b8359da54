package io.seedmill.generators.sources.http;

import io.seedmill.generators.sources.rows.Compression;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import okhttp3.Headers;
import okhttp3.MediaType;
import org.brotli.dec.BrotliInputStream;

/** The body of an answer, unpacked and in UTF-8, whatever the API has made of it. */
final class AnswerBody {

  /** 8 MiB, the most that HTTP allows (RFC 9659). */
  private static final int LONGEST_WINDOW = 23;

  /** The encoding of what some servers pack without saying so, or twice. */
  private static final String UNNAMED = "unnamed";

  private AnswerBody() {}

  /** A body that no further attempt would make readable. */
  static final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * Reads a body.
   *
   * @param most the largest number of bytes after unpacking
   * @throws Unreadable if it is larger, or in an encoding that is not known
   */
  static byte[] read(Headers headers, InputStream packed, long most) throws IOException {
    InputStream in = packed;
    List<String> encodings =
        List.of(String.join(",", headers.values("Content-Encoding")).split(","));
    for (int i = encodings.size() - 1; i >= 0; i--) {
      in = unpacked(encodings.get(i).strip().toLowerCase(Locale.ROOT), in);
    }
    in = unpacked(UNNAMED, in);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      body.write(buffer, 0, read);
      if (body.size() > most) {
        throw new Unreadable("an answer of more than " + most + " bytes ('maxAnswerBytes')");
      }
    }
    return inUtf8(headers.get("Content-Type"), body.toByteArray());
  }

  private static InputStream unpacked(String encoding, InputStream packed) throws IOException {
    PushbackInputStream in = new PushbackInputStream(new BufferedInputStream(packed), 2);
    byte[] start = in.readNBytes(2);
    in.unread(start);
    int first = start.length > 0 ? start[0] & 0xff : -1;
    int second = start.length > 1 ? start[1] & 0xff : -1;
    if (start.length == 0) {
      return in; // such as 204, whatever the header says
    }
    return switch (encoding) {
      case "", "identity" -> in;
      // Some servers name the encoding of what is not packed at all.
      case "gzip", "x-gzip", UNNAMED ->
          first == 0x1f && second == 0x8b ? Compression.GZIP.inflated(in) : in;
      case "deflate" -> {
        boolean zlib = (first & 15) == 8 && ((first << 8) + second) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        yield new Strict(new InflaterInputStream(in, inflater), in, inflater);
      }
      case "br" -> new Strict(new BrotliInputStream(in), in, null);
      case "zstd" -> Compression.ZSTD.inflated(in, LONGEST_WINDOW);
      default ->
          throw new Unreadable(
              "an answer with 'Content-Encoding: %s'; allowed: gzip, deflate, br, zstd"
                  .formatted(encoding));
    };
  }

  /** Refuses bytes behind the end of a stream, which its reader leaves in the one below. */
  private static final class Strict extends FilterInputStream {

    private final InputStream packed;
    private final Inflater inflater;

    Strict(InputStream unpacked, InputStream packed, Inflater inflater) {
      super(unpacked);
      this.packed = packed;
      this.inflater = inflater;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = in.read(buffer, offset, length);
      boolean isLeft = inflater != null && inflater.getRemaining() > 0;
      if (read < 0 && (isLeft || packed.read() >= 0)) {
        throw new IOException("other bytes follow the compressed ones");
      }
      return read;
    }
  }

  private static byte[] inUtf8(String type, byte[] body) throws Unreadable {
    MediaType parsed = type == null ? null : MediaType.parse(type);
    String name = parsed == null ? null : parsed.parameter("charset");
    Charset charset = StandardCharsets.UTF_8;
    try {
      charset = name == null ? charset : Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("an answer in the unknown charset '" + name + "'");
    }
    boolean wide = body.length > 1 && (body[0] == 0 || body[1] == 0);
    boolean marked = body.length > 1 && (body[0] & body[1] & 0xfe) == 0xfe;
    if (charset.equals(StandardCharsets.UTF_8) && (wide || marked)) {
      charset = marked || body[0] == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_16LE;
    }
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      boolean mark = text.startsWith("\ufeff");
      if (charset.equals(StandardCharsets.UTF_8) && !mark) {
        return body;
      }
      return text.substring(mark ? 1 : 0).getBytes(StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw new Unreadable(
          name == null
              ? "an answer that is not UTF-8, and that names no other charset"
              : "an answer that is not " + name + ", though it says so");
    }
  }
}

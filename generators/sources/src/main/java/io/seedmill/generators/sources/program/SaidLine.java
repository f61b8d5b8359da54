package io.seedmill.generators.sources.program;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * The bytes of one line that a program writes, of which the middle is dropped if they are too many.
 * Whatever they are, they become text: UTF-8, and each byte that is not a character of it by
 * Latin-1. Zero bytes are left out, so that UTF-16 can be read as far as it is ASCII, and so that
 * no secret hides between them.
 */
final class SaidLine {

  /** More than the longest line that is shown or kept, in bytes. */
  private static final int HEAD = 1 << 16;

  /** More than the end of a line that is shown, by far more than a secret has. */
  private static final int TAIL = 1 << 14;

  private final byte[] bytes = new byte[HEAD + 2 * TAIL];
  private int length;
  private boolean lacksMiddle;

  void add(byte b) {
    if (b == 0) {
      return;
    }
    if (length == bytes.length) {
      System.arraycopy(bytes, HEAD + TAIL, bytes, HEAD, TAIL);
      length = HEAD + TAIL;
      lacksMiddle = true;
    }
    bytes[length++] = b;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Returns the text up to where bytes were dropped. */
  String head() {
    String text = text(0, lacksMiddle ? HEAD : length);
    boolean hasMark =
        text.startsWith("\uFEFF")
            || text.startsWith("\u00FF\u00FE")
            || text.startsWith("\u00FE\u00FF");
    return hasMark ? text.replaceFirst("^(\uFEFF|..)", "") : text;
  }

  /** Returns the text behind the bytes that were dropped, or an empty text if none were. */
  String tail() {
    return lacksMiddle ? text(HEAD, length - HEAD) : "";
  }

  void clear() {
    length = 0;
    lacksMiddle = false;
  }

  private String text(int from, int count) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, from, count);
    CharBuffer out = CharBuffer.allocate(count);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isError()) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (in.get() & 0xff));
      }
      result = decoder.decode(in, out, true);
    }
    return out.flip().toString();
  }
}

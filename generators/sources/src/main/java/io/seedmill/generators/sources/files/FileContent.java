package io.seedmill.generators.sources.files;

import io.seedmill.generators.InputFiles.InputFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * A file's content, inflated where it is compressed, and what its first bytes tell.
 *
 * @param stream all of the content
 * @param mark how many bytes the byte order mark has at its beginning, mostly 0
 * @param isArray whether the first character that is no white space is a bracket
 */
record FileContent(InputStream stream, int mark, boolean isArray) {

  private static final int LOOK_BYTES = 1 << 16;

  /**
   * Looks at a file.
   *
   * @param raw the bytes of the file
   * @throws IOException if it is in another encoding than UTF-8, or not compressed as its name says
   */
  static FileContent of(InputStream raw, InputFile file) throws IOException {
    InputStream content = file.bytes() == 0 ? raw : Compression.ofName(file.path()).inflated(raw);
    byte[] first = content.readNBytes(LOOK_BYTES);
    int mark = byteOrderMark(first);
    int at = mark;
    while (at < first.length && first[at] <= ' ' && first[at] >= 0) {
      at++;
    }
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(first), content);
    return new FileContent(all, mark, at < first.length && first[at] == '[');
  }

  private static int byteOrderMark(byte[] bytes) throws IOException {
    int first = bytes.length < 2 ? 0 : ((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff);
    if (first == 0xfeff || first == 0xfffe) {
      throw new IOException("it is UTF-16, not UTF-8");
    }
    return first == 0xefbb && bytes.length > 2 && (bytes[2] & 0xff) == 0xbf ? 3 : 0;
  }
}

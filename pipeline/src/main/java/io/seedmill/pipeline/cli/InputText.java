package io.seedmill.pipeline.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text that a user names, in UTF-8 and of bounded size. */
final class InputText {

  private InputText() {}

  /**
   * Reads a file, or a device or pipe.
   *
   * @param most how many bytes it may have
   * @param advice what to do about a larger one
   * @throws BadInputException if it is larger, or not UTF-8
   */
  static String read(String option, Path file, int most, String advice)
      throws IOException, BadInputException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(most + 1);
    }
    if (bytes.length > most) {
      throw new BadInputException(
          "%s: found more than %,d bytes in %s; allowed: at most so many, and %s"
              .formatted(option, most, file, advice));
    }
    if (isUtf16(bytes)) {
      throw new BadInputException("%s: found UTF-16 in %s; allowed: UTF-8".formatted(option, file));
    }
    ByteBuffer read = ByteBuffer.wrap(bytes);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(read).toString();
    } catch (CharacterCodingException e) {
      long line = 1;
      for (int i = 0; i < read.position(); i++) {
        line += bytes[i] == '\n' ? 1 : 0;
      }
      throw new BadInputException(
          "%s: found bytes that are not UTF-8 in line %d of %s; allowed: UTF-8"
              .formatted(option, line, file),
          e);
    }
  }

  /** Tells if bytes begin as UTF-16 does: with its byte order mark, or with a letter and a 0. */
  private static boolean isUtf16(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    return first == 0xfeff || first == 0xfffe || (bytes[0] == 0 ^ bytes[1] == 0);
  }
}

package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** The encoding of a value at its place in a request. */
enum Encoding {
  /** As it is: in a header, or at the beginning of a URL. */
  NONE {
    @Override
    String of(String value) {
      return value;
    }
  },
  /** In a URL or a form: all but letters, digits and {@code -._~} by percent and digits. */
  PERCENT {
    @Override
    String of(String value) {
      StringBuilder encoded = new StringBuilder();
      for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
        char c = (char) (b & 0xff);
        if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
          encoded.append(c);
        } else {
          encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        }
      }
      return encoded.toString();
    }
  },
  /** Within a string of JSON. */
  JSON {
    @Override
    String of(String value) {
      return new String(JsonStringEncoder.getInstance().quoteAsString(value));
    }
  };

  private static final String HEX = "0123456789ABCDEF";

  abstract String of(String value);
}

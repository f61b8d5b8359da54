package io.seedmill.generators.input;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: a whole number and a unit, as in {@code -Xmx512m}. */
public final class SizeText {

  /** The texts that are read, in words. */
  public static final String ALLOWED =
      "a size such as 64M, 512M or 4G, from 1M (1,048,576 bytes) to 1024G";

  static final Pattern FORM = Pattern.compile("(\\d{1,7})\\s*([MmGg])(i?[Bb])?");

  private static final long MEBIBYTE = 1L << 20;
  private static final long LARGEST = 1L << 40;

  private SizeText() {}

  /** Reads a number of bytes; empty where the text is none. */
  public static OptionalLong parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      return OptionalLong.empty();
    }
    boolean isMega = matcher.group(2).equalsIgnoreCase("m");
    long bytes = Long.parseLong(matcher.group(1)) * (isMega ? MEBIBYTE : MEBIBYTE << 10);
    return bytes >= MEBIBYTE && bytes <= LARGEST ? OptionalLong.of(bytes) : OptionalLong.empty();
  }

  /** Writes a number of bytes in the largest unit that leaves it above 1, with a digit behind. */
  public static String write(long bytes) {
    boolean isGiga = bytes >= MEBIBYTE << 10;
    long tenths = bytes * 10 / (isGiga ? MEBIBYTE << 10 : MEBIBYTE);
    String fraction = tenths % 10 == 0 ? "" : "." + tenths % 10;
    return tenths / 10 + fraction + (isGiga ? "G" : "M");
  }
}

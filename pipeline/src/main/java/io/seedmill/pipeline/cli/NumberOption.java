package io.seedmill.pipeline.cli;

import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of options. Java takes digits of every script for one; only 0 to 9 are allowed. */
final class NumberOption {

  private static final Pattern WITH_OTHER_DIGITS =
      Pattern.compile("[\\p{Nd}.+-]*(?![0-9])\\p{Nd}[\\p{Nd}.+-]*");

  private NumberOption() {}

  /** Sets how the commands read numbers. */
  static void register(CommandLine commands) {
    commands.registerConverter(Long.class, text -> read(text, Long::valueOf));
    commands.registerConverter(long.class, text -> read(text, Long::valueOf));
    commands.registerConverter(Integer.class, text -> read(text, Integer::valueOf));
    commands.registerConverter(int.class, text -> read(text, Integer::valueOf));
  }

  /** Returns true if a text would be a number if all of its digits were 0 to 9. */
  static boolean hasOtherDigits(String text) {
    return WITH_OTHER_DIGITS.matcher(text).matches();
  }

  private static <T> T read(String text, Function<String, T> number) {
    if (hasOtherDigits(text)) {
      throw new TypeConversionException("digits other than 0 to 9");
    }
    try {
      return number.apply(text);
    } catch (NumberFormatException e) {
      throw (TypeConversionException) new TypeConversionException("no number").initCause(e);
    }
  }
}

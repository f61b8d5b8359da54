package io.seedmill.generators.catalogue.answers;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Rewrites LaTeX, typographic signs, full-width characters and the digits of all scripts as the
 * characters that a keyboard has.
 */
final class PlainText {

  private static final Pattern FRACTION_BEHIND_DIGIT =
      Pattern.compile("(?<=\\d)\\s*(?=\\\\[dtc]?frac)");
  private static final Pattern FRACTION =
      Pattern.compile("\\\\[dtc]?frac\\s*(?:\\{([^{}]*)}|(\\d))\\s*(?:\\{([^{}]*)}|(\\d))");
  private static final Pattern WORDS =
      Pattern.compile("\\\\(?:text|mbox|math|operatorname)[a-z]*\\s*\\{([^{}]*)}");
  private static final Pattern TIMES = Pattern.compile("\\\\(?:times|cdot)\\b\\s?|[×·⋅]");
  private static final Pattern DIVIDED = Pattern.compile("\\\\div\\b\\s?|[÷⁄]");
  private static final Pattern NOTHING =
      Pattern.compile(
          "\\\\(?:left|right|displaystyle|quad)\\b|\\\\[,!;:(){}\\[\\]]|\\^\\{?\\\\circ}?|\\$");
  private static final Pattern NARROW_BLANK =
      Pattern.compile("(?<=\\d)[\\u00a0\\u2009\\u202f](?=\\d{3})");
  private static final Pattern FRACTION_SIGN = Pattern.compile("(?<=\\d)\\s?([¼-¾⅐-⅞])");
  private static final char FULL_WIDTH = '\uff01';
  private static final char LAST_FULL_WIDTH = '\uff5e';

  private static final Pattern DASH =
      Pattern.compile("\\u2212|(?<![\\p{L}\\p{N}\\s])[–‑](?=\\d)|(?<=\\s)[–‑](?=\\d)");

  private PlainText() {}

  static String of(String text) {
    String plain = text.replace("{,}", ",");
    if (!isAscii(plain)) {
      plain = keyboard(FRACTION_SIGN.matcher(plain).replaceAll(" $1"));
      plain = NARROW_BLANK.matcher(plain).replaceAll("").replace('\u00a0', ' ');
      plain = DASH.matcher(plain).replaceAll("-");
    }
    if (plain.indexOf('\\') >= 0) {
      plain = FRACTION_BEHIND_DIGIT.matcher(plain).replaceAll(" ");
      plain = FRACTION.matcher(plain).replaceAll("$1$2/$3$4");
      plain = WORDS.matcher(plain).replaceAll("$1");
      plain =
          plain
              .replace("\\to", "->")
              .replace("\\rightarrow", "->")
              .replace("\\approx", "≈")
              .replace("\\pm", "±")
              .replace("\\%", "%")
              .replace("\\$", "$")
              .replace("\\ ", " ");
    }
    if (plain.indexOf('\\') >= 0 || plain.indexOf('$') >= 0 || !isAscii(plain)) {
      plain = TIMES.matcher(plain).replaceAll("*");
      plain = DIVIDED.matcher(plain).replaceAll("/");
      plain = NOTHING.matcher(plain).replaceAll("");
    }
    return plain;
  }

  private static String keyboard(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isDigit(c)) {
                plain.append(Character.digit(c, 10));
              } else if (c >= FULL_WIDTH && c <= LAST_FULL_WIDTH) {
                plain.append((char) (c - FULL_WIDTH + '!'));
              } else if ((c >= '¼' && c <= '¾') || (c >= '⅐' && c <= '⅞')) {
                plain.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
              } else {
                plain.append(
                    switch (c) {
                      case '٫' -> ".";
                      case '٬' -> ",";
                      default -> Character.toString(c);
                    });
              }
            });
    return plain.toString();
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 127) {
        return false;
      }
    }
    return true;
  }
}

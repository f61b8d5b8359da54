package io.seedmill.generators.sources.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Replaces secrets in messages: as they are and in other case, percent-encoded, with escapes of
 * JSON or HTML, each for some characters or for all and once or several times over, and in Base64
 * or hexadecimal digits, also as a part of what is encoded so. Secrets that were hashed, packed,
 * reversed or cut are not found.
 */
public final class Redaction {

  /** The text that replaces a secret. */
  public static final String MARK = "***";

  /** A shorter piece of Base64 could be there by chance. */
  private static final int SHORTEST_BASE64 = 8;

  private static final int SHORTEST_IN_HEX = 6;

  private static final Pattern LOGIN =
      Pattern.compile("://([^/@:\\s'\"]{0,2000})(:[^/@\\s'\"]{0,2000})?@");

  /** A user's name that is longer may be a token. */
  private static final int LONGEST_USER = 15;

  private static final Map<Character, String> ENTITIES =
      Map.of('&', "amp", '<', "lt", '>', "gt", '"', "quot", '\'', "apos");

  /*
   * Repetitions are limited: a long text of backslashes would be read to its end from each of
   * them, and the matcher needs stack for each line break.
   */

  private static final String AMPERSAND = "&(?:amp;){0,8}";
  private static final String PERCENT = "%(?:25){0,8}";

  /** JSON in JSON, up to four times. */
  private static final String BACKSLASHES = "\\\\{1,31}";

  /** Line breaks between two characters of a secret, also as JSON escapes them. */
  private static final String LINE_BREAKS =
      "(?:(?:" + BACKSLASHES + "[rn]|[\r\n])[ \t]{0,32}){0,8}";

  /** The most characters of a form for each of a secret's own. */
  private static final int LONGEST_FORM = 48;

  private final List<Pattern> secrets;
  private final int longest;

  private Redaction(List<Pattern> secrets, int longest) {
    this.secrets = secrets;
    this.longest = longest;
  }

  /** Creates a redaction of {@code secrets}; the longest are replaced first, empty ones ignored. */
  public static Redaction of(Collection<String> secrets) {
    return new Redaction(
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .map(Redaction::pattern)
            .toList(),
        LONGEST_FORM * secrets.stream().mapToInt(String::length).max().orElse(0));
  }

  /** Returns the text without the passwords and tokens in addresses, such as git prints them. */
  public static String ofLogins(String text) {
    return text.contains("://") && text.contains("@")
        ? LOGIN.matcher(text).replaceAll(login -> Matcher.quoteReplacement(withoutPassword(login)))
        : text;
  }

  private static String withoutPassword(MatchResult login) {
    boolean hasPassword = login.group(2) != null;
    String user = login.group(1);
    String shown = user.length() > LONGEST_USER ? MARK : user;
    boolean isHidden = shown.equals(MARK) || !hasPassword;
    return "://" + shown + (isHidden ? "" : ":" + MARK) + "@";
  }

  /** Returns the text without secrets. */
  public String of(String text) {
    String redacted = text;
    for (Pattern secret : secrets) {
      redacted = secret.matcher(redacted).replaceAll(MARK);
    }
    return redacted;
  }

  /**
   * Returns where a text has the beginning of a secret that its end cuts: the secret may go on
   * behind the end, in the next line or in what was left out. Empty if it has none.
   */
  public OptionalInt cutSecret(String text) {
    int cut = text.length();
    for (Pattern secret : secrets) {
      Matcher begin = secret.matcher(text);
      for (int from = Math.max(0, text.length() - longest); from < cut; from++) {
        begin.region(from, text.length());
        if (!begin.lookingAt() && begin.hitEnd()) {
          cut = from;
        }
      }
    }
    return cut < text.length() ? OptionalInt.of(cut) : OptionalInt.empty();
  }

  /**
   * Returns a pattern of all forms of a secret, in a text or in bytes of UTF-8 that were read as
   * ISO 8859-1.
   */
  public static Pattern pattern(String secret) {
    StringBuilder escaped = new StringBuilder("(?i:");
    escaped.append(
        secret.codePoints().mapToObj(Redaction::forms).collect(Collectors.joining(LINE_BREAKS)));
    escaped.append(')');
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    for (String encoded : encoded(bytes)) {
      escaped.append('|').append(base64(encoded));
    }
    if (bytes.length >= SHORTEST_IN_HEX) {
      escaped.append("|(?i:").append(hex(bytes, "")).append(')');
    }
    return Pattern.compile(
        "(?=(?i:[%s]))(?:%s)".formatted(firstCharacters(secret), escaped), Pattern.UNICODE_CASE);
  }

  /**
   * Returns the characters with which a form may begin, for a class. At most places of a text none
   * of them stands, and no form is tried.
   */
  private static String firstCharacters(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    IntStream.Builder all = IntStream.builder();
    "%\\&+".chars().forEach(all);
    all.add(secret.codePointAt(0));
    all.add(bytes[0] & 0xff); // as ISO 8859-1 has it
    encoded(bytes).forEach(encoded -> all.add(encoded.charAt(0)));
    all.add(hex(bytes, "").charAt(0));
    return all.build().distinct().mapToObj("\\x{%x}"::formatted).collect(Collectors.joining());
  }

  /** Returns a pattern of the forms of a character. */
  private static String forms(int character) {
    String text = Character.toString(character);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Set<String> forms = new LinkedHashSet<>();
    forms.add(hex(bytes, "(?:" + PERCENT + "|" + BACKSLASHES + "x)"));
    forms.add(octal(bytes));
    forms.add(String.format(Locale.ROOT, BACKSLASHES + "(?:u\\{0{0,8}%1$x\\}|U%1$08x)", character));
    forms.add(
        text.chars()
            .mapToObj(unit -> BACKSLASHES + String.format(Locale.ROOT, "u%04x", unit))
            .collect(Collectors.joining()));
    forms.add(String.format(Locale.ROOT, AMPERSAND + "#0*%d;", character));
    forms.add(String.format(Locale.ROOT, AMPERSAND + "#x0*%x;", character));
    if (character < 128) {
      String entity = ENTITIES.get((char) character);
      if (entity != null) {
        forms.add(AMPERSAND + entity + ";");
      }
      if ("\"\\/".indexOf(character) >= 0) {
        forms.add(BACKSLASHES + Pattern.quote(text));
      }
      if (character == ' ') {
        forms.add("\\+|" + PERCENT + "2b"); // of a form, and that encoded again
      }
    }
    forms.add(Pattern.quote(text));
    forms.add(Pattern.quote(new String(bytes, StandardCharsets.ISO_8859_1)));
    return "(?:" + String.join("|", forms) + ")";
  }

  /** Returns a pattern of Base64, in lines or in one, and where it stands in JSON or a URL. */
  private static String base64(String encoded) {
    return encoded
        .chars()
        .mapToObj(
            each ->
                switch (each) {
                  case '+' -> "(?:\\+|" + PERCENT + "2[bB]|" + BACKSLASHES + "u002[bB])";
                  case '/' -> "(?:(?:" + BACKSLASHES + ")?/|" + PERCENT + "2[fF])";
                  case '=' -> "(?:=|" + PERCENT + "3[dD]|" + BACKSLASHES + "u003[dD])";
                  default -> Pattern.quote(Character.toString(each));
                })
        .collect(Collectors.joining(LINE_BREAKS));
  }

  /** Returns the Base64 of bytes that stand at any place of others, the longest first. */
  private static List<String> encoded(byte[] bytes) {
    Set<String> all = new LinkedHashSet<>();
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      all.add(encoder.encodeToString(bytes));
      all.add(encoder.withoutPadding().encodeToString(bytes));
      for (int before = 0; before < 3; before++) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String whole = encoder.withoutPadding().encodeToString(shifted);
        int from = before == 0 ? 0 : before + 1;
        int to = shifted.length % 3 == 0 ? whole.length() : whole.length() - 1;
        if (to - from >= SHORTEST_BASE64) {
          all.add(whole.substring(from, to));
        }
      }
    }
    return all.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static String octal(byte[] bytes) {
    StringBuilder digits = new StringBuilder();
    for (byte each : bytes) {
      digits.append(BACKSLASHES).append(String.format(Locale.ROOT, "%03o", each & 0xff));
    }
    return digits.toString();
  }

  private static String hex(byte[] bytes, String before) {
    StringBuilder digits = new StringBuilder();
    for (byte each : bytes) {
      digits.append(before).append(String.format(Locale.ROOT, "%02x", each & 0xff));
    }
    return digits.toString();
  }
}

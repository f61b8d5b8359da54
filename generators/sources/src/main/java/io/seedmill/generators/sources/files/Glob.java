package io.seedmill.generators.sources.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of paths with slashes, the same for every store: {@code *} and {@code ?} match within a
 * name, {@code [abc]}, {@code [a-z]} and {@code [!abc]} one of its characters, {@code {a,b}} either
 * text, and {@code **} any folders, none among them. A backslash takes a character as it is.
 *
 * <p>As in a shell, a name that begins with a dot is matched by a pattern that says so alone.
 */
public final class Glob {

  private static final String SPECIAL = "*?[{\\";
  private static final String NO_DOT = "(?!\\.)";

  private final String glob;
  private final StringBuilder regex = new StringBuilder();
  private final Pattern pattern;
  private boolean inBraces;

  private Glob(String glob) {
    this.glob = glob;
    translate();
    this.pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if a bracket or brace of it has no end
   */
  public static Glob of(String glob) {
    try {
      return new Glob(glob);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("it is no pattern of files", e);
    }
  }

  /** Returns true if it can match more than one path. */
  public boolean isPattern() {
    return firstSpecial() < glob.length();
  }

  /** The folder that all matches lie under, with a slash behind it; empty where there is none. */
  public String folder() {
    return glob.substring(0, glob.lastIndexOf('/', firstSpecial()) + 1);
  }

  /** Returns the beginning of all matches. */
  public String prefix() {
    return glob.substring(0, firstSpecial());
  }

  /** Returns true if it matches a path as a whole. */
  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** Tells if a path in a folder, or in a folder of it, can be matched. */
  boolean canMatchIn(String path) {
    Matcher matcher = pattern.matcher(path + "/");
    return matcher.matches() || matcher.hitEnd(); // more characters could have matched
  }

  private int firstSpecial() {
    for (int i = 0; i < glob.length(); i++) {
      if (SPECIAL.indexOf(glob.charAt(i)) >= 0) {
        return i;
      }
    }
    return glob.length();
  }

  private void translate() {
    int i = 0;
    while (i < glob.length()) {
      boolean nameBegins = i == 0 || glob.charAt(i - 1) == '/';
      i = translate(i, nameBegins ? NO_DOT : "");
    }
    if (inBraces) {
      throw unended('{');
    }
  }

  /** Translates what begins at a place; returns where the next begins. */
  private int translate(int at, String noDot) {
    char c = glob.charAt(at);
    switch (c) {
      case '*' -> {
        return stars(at, noDot);
      }
      case '?' -> regex.append(noDot).append("[^/]");
      case '[' -> {
        return bracket(at, noDot);
      }
      case '{' -> {
        if (inBraces) {
          throw new IllegalArgumentException("there are braces within braces");
        }
        inBraces = true;
        regex.append("(?:");
      }
      case '}' -> {
        regex.append(inBraces ? ")" : "\\}");
        inBraces = false;
      }
      case ',' -> regex.append(inBraces ? '|' : ',');
      case '\\' -> {
        if (at + 1 < glob.length()) {
          regex.append(Pattern.quote(glob.substring(at + 1, at + 2)));
        }
        return at + 2;
      }
      default -> regex.append(Pattern.quote(String.valueOf(c)));
    }
    return at + 1;
  }

  private int stars(int at, String noDot) {
    if (!glob.startsWith("**", at)) {
      regex.append(noDot).append("[^/]*");
      return at + 1;
    }
    boolean folders = glob.startsWith("**/", at);
    regex.append("(?:").append(NO_DOT).append("[^/]+/)*");
    if (!folders) {
      regex.append(noDot).append("[^/]*");
    }
    return at + (folders ? 3 : 2);
  }

  private int bracket(int at, String noDot) {
    int end = glob.indexOf(']', at + 2);
    if (end < 0) {
      throw unended('[');
    }
    String inner = glob.substring(at + 1, end);
    boolean not = inner.startsWith("!") || inner.startsWith("^");
    String characters = (not ? inner.substring(1) : inner).replaceAll("[\\[\\]\\\\^&]", "\\\\$0");
    regex.append(noDot).append(not ? "[^/" : "[").append(characters).append(']');
    return end + 1;
  }

  private IllegalArgumentException unended(char bracket) {
    return new IllegalArgumentException("a '" + bracket + "' has no end");
  }

  @Override
  public String toString() {
    return glob;
  }
}

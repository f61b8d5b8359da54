package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tokens of one line. */
final class Tokens {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<num>\\d+)|(?<name>[A-Za-z_][A-Za-z_0-9]*)|(?<chr>'.')|(?<str>\"[^\"]*\")"
              + "|(?<sym>->|\\.\\.?|<=|>=|==|!=|\\+=|-=|\\*=|//=|%=|[-+*/%<>=()\\[\\],:]))");

  private final int line;
  private final Map<String, Type.RecordOf> records;
  private final List<String> tokens;
  private int at;

  Tokens(String text, int line, Map<String, Type.RecordOf> records) {
    this.line = line;
    this.records = records;
    this.tokens = tokens(text);
  }

  /** Refuses more than was expected. */
  void end() {
    if (at < tokens.size()) {
      throw problem("more than was expected: '" + tokens.get(at) + "'");
    }
  }

  /** Returns the next token, or an empty text at the end of the line. */
  String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  /** Takes the next token. */
  String next() {
    if (at == tokens.size()) {
      throw problem("the line ends too early");
    }
    return tokens.get(at++);
  }

  /** Takes a token that must be next. */
  void expect(String token) {
    if (!peek().equals(token)) {
      throw problem("found '" + peek() + "', expected '" + token + "'");
    }
    at++;
  }

  /** Takes a token if it is next, and tells whether it was. */
  boolean takes(String token) {
    boolean taken = peek().equals(token);
    if (taken) {
      at++;
    }
    return taken;
  }

  /** Returns a record, or null. */
  Type.RecordOf record(String name) {
    return records.get(name);
  }

  /** Reads a type. */
  Type type() {
    return type(next());
  }

  /** Reads a type whose name has been read. */
  Type type(String name) {
    return switch (name) {
      case "int" -> Type.INT;
      case "size" -> Type.SIZE;
      case "bool" -> Type.BOOL;
      case "char" -> Type.CHAR;
      case "text" -> Type.TEXT;
      case "list" -> {
        expect("[");
        Type element = type();
        expect("]");
        yield new Type.ListOf(element);
      }
      case "map" -> {
        expect("[");
        Type key = type();
        expect(",");
        Type value = type();
        expect("]");
        yield new Type.MapOf(key, value);
      }
      default -> {
        if (!records.containsKey(name)) {
          throw problem("not a type: '" + name + "'");
        }
        yield records.get(name);
      }
    };
  }

  private List<String> tokens(String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw problem("cannot read '" + text.substring(end) + "'");
      }
      found.add(matcher.group().strip());
      end = matcher.end();
    }
    return found;
  }

  /** Returns a mistake in this line. */
  IllegalArgumentException problem(String what) {
    return new IllegalArgumentException("families, line " + line + ": " + what);
  }
}

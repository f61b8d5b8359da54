package io.seedmill.pipeline.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Evaluates the expressions of GitHub's workflows, as far as ours use them: strings, contexts,
 * {@code !}, {@code ==}, {@code !=}, {@code &&}, {@code ||}, brackets and four functions. Anything
 * else is refused.
 */
final class GithubExpression {

  /**
   * The context, which GitHub does not have, that names the folder in which files are looked for.
   */
  static final String WORKSPACE = "the workspace";

  private static final Pattern EMBEDDED = Pattern.compile("\\$\\{\\{(.*?)}}");
  private static final Pattern TOKEN =
      Pattern.compile("\\s*('(?:[^']|'')*'|[A-Za-z_][\\w.-]*|&&|\\|\\||==|!=|[!(),])\\s*");

  private final List<String> tokens = new ArrayList<>();
  private final Map<String, ?> contexts;
  private int at;

  private GithubExpression(String text, Map<String, ?> contexts) {
    this.contexts = contexts;
    Matcher matcher = TOKEN.matcher(text);
    int end = 0;
    while (end < text.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw new AssertionError("the test does not know this in '" + text + "' at " + end);
      }
      tokens.add(matcher.group(1));
      end = matcher.end();
    }
  }

  /** The value of an expression without its braces. */
  static Object value(String text, Map<String, ?> contexts) {
    GithubExpression expression = new GithubExpression(text, contexts);
    Object value = expression.or();
    if (expression.at < expression.tokens.size()) {
      throw new AssertionError("the test does not know what follows in '" + text + "'");
    }
    return value;
  }

  /** A text with its expressions replaced; where it is nothing but one expression, that value. */
  static Object substituted(String text, Map<String, ?> contexts) {
    List<MatchResult> all = EMBEDDED.matcher(text).results().toList();
    if (all.size() == 1 && all.get(0).group().equals(text.strip())) {
      return value(all.get(0).group(1), contexts);
    }
    return EMBEDDED
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(Objects.toString(value(found.group(1), contexts), "")));
  }

  /** Returns whether a step's condition holds; a step without one runs. */
  static boolean holds(Object condition, Map<String, ?> contexts) {
    if (condition == null) {
      return true;
    }
    Matcher braces = EMBEDDED.matcher(condition.toString());
    return isTrue(value(braces.matches() ? braces.group(1) : condition.toString(), contexts));
  }

  private Object or() {
    Object value = and();
    while (take("||")) {
      Object other = and();
      value = isTrue(value) ? value : other;
    }
    return value;
  }

  private Object and() {
    Object value = equal();
    while (take("&&")) {
      Object other = equal();
      value = isTrue(value) ? other : value;
    }
    return value;
  }

  private Object equal() {
    Object value = not();
    if (take("==")) {
      return Objects.equals(value, not());
    }
    return take("!=") ? (Object) !Objects.equals(value, not()) : value;
  }

  private Object not() {
    return take("!") ? (Object) !isTrue(not()) : primary();
  }

  private Object primary() {
    String token = tokens.get(at++);
    if (token.equals("(")) {
      Object value = or();
      require(")");
      return value;
    }
    if (token.startsWith("'")) {
      return token.substring(1, token.length() - 1).replace("''", "'");
    }
    return take("(") ? call(token, arguments()) : context(token);
  }

  private List<Object> arguments() {
    List<Object> arguments = new ArrayList<>();
    while (!take(")")) {
      arguments.add(or());
      take(",");
    }
    return arguments;
  }

  private Object call(String function, List<Object> arguments) {
    return switch (function.toLowerCase(Locale.ROOT)) {
      case "fromjson" -> json(arguments.get(0));
      case "startswith" -> arguments.get(0).toString().startsWith(arguments.get(1).toString());
      case "cancelled" -> false;
      case "hashfiles" -> hash(arguments.get(0).toString());
      default -> throw new AssertionError("the test does not know the function " + function);
    };
  }

  /** Something that is empty where the folder of a pattern such as {@code folder/**} is. */
  private String hash(String pattern) {
    Path folder = ((Path) contexts.get(WORKSPACE)).resolve(pattern.replace("/**", ""));
    return Files.isDirectory(folder) ? "0123456789abcdef" : "";
  }

  private static Object json(Object text) {
    try {
      return new ObjectMapper().readValue(text.toString(), Object.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("fromJSON: no JSON: " + text, e);
    }
  }

  /**
   * Returns what a context has by a name, or null where it has nothing, as on GitHub; the context
   * itself must be there.
   */
  private Object context(String path) {
    List<String> names = List.of(path.split("\\.", -1));
    if (!contexts.containsKey(names.get(0))) {
      throw new AssertionError("the test does not know the context of " + path);
    }
    Object value = contexts;
    for (String name : names) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static boolean isTrue(Object value) {
    return value != null && !value.equals("") && !value.equals(false) && !value.equals(0);
  }

  private boolean take(String token) {
    boolean there = at < tokens.size() && tokens.get(at).equals(token);
    at += there ? 1 : 0;
    return there;
  }

  private void require(String token) {
    if (!take(token)) {
      throw new AssertionError("expected " + token + " in " + tokens);
    }
  }
}

package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads functions in the notation of the file of families, which looks like Python. */
final class SyntaxParser {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<num>\\d+)|(?<name>[A-Za-z_][A-Za-z_0-9]*)|(?<chr>'.')|(?<str>\"[^\"]*\")"
              + "|(?<sym>->|\\.\\.|<=|>=|==|!=|\\+=|-=|\\*=|//=|[-+*/%<>=()\\[\\],:]))");

  private static final Map<String, Operator> OPERATORS =
      Map.ofEntries(
          Map.entry("or", Operator.OR),
          Map.entry("and", Operator.AND),
          Map.entry("==", Operator.EQUAL),
          Map.entry("!=", Operator.DIFFERENT),
          Map.entry("<", Operator.LESS),
          Map.entry("<=", Operator.AT_MOST),
          Map.entry(">", Operator.MORE),
          Map.entry(">=", Operator.AT_LEAST),
          Map.entry("+", Operator.PLUS),
          Map.entry("-", Operator.MINUS),
          Map.entry("*", Operator.TIMES),
          Map.entry("/", Operator.DIVIDE),
          Map.entry("%", Operator.REST));

  private final Lines lines;
  private List<String> tokens = List.of();
  private int at;
  private int line;

  SyntaxParser(Lines lines) {
    this.lines = lines;
  }

  /** Reads a function whose first line is next. */
  Syntax.Def def() {
    Lines.Line first = start();
    expect("def");
    String name = peek().equals("(") ? "" : next();
    expect("(");
    List<String> parameters = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    while (!peek().equals(")")) {
      parameters.add(next());
      expect(":");
      types.add(type());
      if (peek().equals(",")) {
        next();
      }
    }
    expect(")");
    expect("->");
    Type result = type();
    expect(":");
    return new Syntax.Def(name, parameters, types, result, block(first.indent()));
  }

  /** Reads an expression that is a whole text. */
  static Syntax.E expression(String text, int line) {
    SyntaxParser parser = new SyntaxParser(new Lines(""));
    parser.line = line;
    parser.tokens = parser.tokens(text);
    Syntax.E read = parser.expression(0);
    parser.end();
    return read;
  }

  private List<Syntax.S> block(int indent) {
    List<Syntax.S> read = new ArrayList<>();
    while (lines.isBelow(indent)) {
      read.add(statement());
    }
    if (read.isEmpty()) {
      throw problem("an empty block");
    }
    return read;
  }

  private Lines.Line start() {
    Lines.Line read = lines.next();
    line = read.number();
    tokens = tokens(read.text());
    at = 0;
    return read;
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch") // cases that read line after line
  private Syntax.S statement() {
    Lines.Line first = start();
    int indent = first.indent();
    switch (peek()) {
      case "choose":
        next();
        List<List<Syntax.S>> options = new ArrayList<>();
        options.add(block(indent));
        while (lines.hasNext()
            && lines.peek().indent() == indent
            && lines.peek().text().equals("or")) {
          lines.next();
          options.add(block(indent));
        }
        return new Syntax.Choose(options);
      case "let":
      case "var":
        boolean changes = next().equals("var");
        String name = next();
        Optional<Type> type = Optional.empty();
        if (peek().equals(":")) {
          next();
          type = Optional.of(type());
        }
        expect("=");
        return ended(new Syntax.Let(name, type, expression(0), changes));
      case "add":
        next();
        String to = next();
        expect(",");
        return ended(new Syntax.Add(to, expression(0)));
      case "if":
        next();
        return branches(indent);
      case "while":
        next();
        Syntax.E condition = expression(0);
        expect(":");
        return new Syntax.While(condition, block(indent));
      case "for":
        next();
        return loop(indent);
      case "return":
        next();
        return ended(new Syntax.Return(expression(0)));
      case "break":
        next();
        return ended(new Syntax.Break());
      case "continue":
        next();
        return ended(new Syntax.Continue());
      case "fail":
        next();
        return ended(new Syntax.Fail(unquoted(next())));
      default:
        Syntax.E target = expression(0);
        String sign = next();
        Syntax.E value = expression(0);
        return ended(
            switch (sign) {
              case "=" -> new Syntax.Assign(target, value);
              case "+=" -> new Syntax.Update(target, Operator.PLUS, value);
              case "-=" -> new Syntax.Update(target, Operator.MINUS, value);
              case "*=" -> new Syntax.Update(target, Operator.TIMES, value);
              case "//=" -> new Syntax.Update(target, Operator.DIVIDE, value);
              default -> throw problem("not a statement: '" + sign + "'");
            });
    }
  }

  private Syntax.S branches(int indent) {
    Syntax.E condition = expression(0);
    expect(":");
    List<Syntax.S> then = block(indent);
    List<Syntax.S> otherwise = List.of();
    if (lines.hasNext() && lines.peek().indent() == indent) {
      if (lines.peek().text().equals("else:")) {
        lines.next();
        otherwise = block(indent);
      } else if (lines.peek().text().startsWith("elif ")) {
        start();
        next();
        otherwise = List.of(branches(indent));
      }
    }
    return new Syntax.If(condition, then, otherwise);
  }

  private Syntax.S loop(int indent) {
    List<String> names = new ArrayList<>();
    names.add(next());
    if (peek().equals(",")) {
      next();
      names.add(next());
    }
    expect("in");
    Syntax.E first = expression(0);
    if (!peek().equals("..") && !peek().equals("down")) {
      expect(":");
      return new Syntax.For(names, first, block(indent));
    }
    boolean down = next().equals("down");
    if (down) {
      expect("to");
    }
    Syntax.E to = expression(0);
    Optional<Syntax.E> step = Optional.empty();
    if (peek().equals("by")) {
      next();
      step = Optional.of(expression(0));
    }
    expect(":");
    return new Syntax.Range(names.get(0), first, to, step, down, block(indent));
  }

  private Type type() {
    String name = next();
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
      default -> throw problem("not a type: '" + name + "'");
    };
  }

  private Syntax.E expression(int binds) {
    Syntax.E left = unary();
    while (true) {
      String sign = peek();
      Operator operator = OPERATORS.get(sign);
      if (operator != null && operator.binds() > binds) {
        next();
        left = new Syntax.Bin(operator, left, expression(operator.binds()));
      } else if (sign.equals("if") && binds == 0) {
        next();
        Syntax.E condition = expression(0);
        expect("else");
        left = new Syntax.IfElse(condition, left, expression(0));
      } else {
        return left;
      }
    }
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch")
  private Syntax.E unary() {
    switch (peek()) {
      case "not":
        next();
        return new Syntax.Not(expression(Operator.AND.binds()));
      case "-":
        next();
        return new Syntax.Neg(expression(Operator.TIMES.binds()));
      default:
        return postfix();
    }
  }

  private Syntax.E postfix() {
    Syntax.E read = primary();
    while (peek().equals("[")) {
      next();
      Optional<Syntax.E> from = peek().equals(":") ? Optional.empty() : Optional.of(expression(0));
      if (peek().equals("]")) {
        next();
        read = new Syntax.Index(read, from.orElseThrow());
        continue;
      }
      expect(":");
      Optional<Syntax.E> to = peek().equals("]") ? Optional.empty() : Optional.of(expression(0));
      expect("]");
      read = new Syntax.Slice(read, from, to);
    }
    return read;
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch")
  private Syntax.E primary() {
    String token = next();
    char first = token.charAt(0);
    if (Character.isDigit(first)) {
      return new Syntax.Num(Long.parseLong(token));
    }
    switch (token) {
      case "(":
        Syntax.E inner = expression(0);
        expect(")");
        return inner;
      case "[":
        return list();
      case "true":
        return new Syntax.Bool(true);
      case "false":
        return new Syntax.Bool(false);
      case "map", "list":
        at--;
        Type type = type();
        expect("(");
        expect(")");
        return new Syntax.Empty(type);
      default:
    }
    if (first == '\'') {
      return new Syntax.Chr(token.charAt(1));
    }
    if (first == '"') {
      return new Syntax.Str(unquoted(token));
    }
    if (!Character.isLetter(first) && first != '_') {
      throw problem("not an expression: '" + token + "'");
    }
    if (!peek().equals("(")) {
      return new Syntax.Name(token);
    }
    next();
    return call(token);
  }

  private Syntax.E call(String name) {
    List<Syntax.E> arguments = new ArrayList<>();
    while (!peek().equals(")")) {
      Syntax.E argument = expression(0);
      if (peek().equals("for")) {
        Syntax.E pass = pass(kind(name), argument);
        expect(")");
        return pass;
      }
      arguments.add(argument);
      if (peek().equals(",")) {
        next();
      }
    }
    expect(")");
    return new Syntax.Call(name, arguments);
  }

  private Syntax.E list() {
    List<Syntax.E> items = new ArrayList<>();
    while (!peek().equals("]")) {
      Syntax.E item = expression(0);
      if (peek().equals("for")) {
        Syntax.E pass = pass(Expr.Collect.LIST, item);
        expect("]");
        return pass;
      }
      items.add(item);
      if (peek().equals(",")) {
        next();
      }
    }
    expect("]");
    return new Syntax.Items(items);
  }

  private Syntax.E pass(Expr.Collect kind, Syntax.E item) {
    expect("for");
    String variable = next();
    expect("in");
    Syntax.E over = expression(1);
    Optional<Syntax.E> condition = Optional.empty();
    if (peek().equals("if")) {
      next();
      condition = Optional.of(expression(0));
    }
    return new Syntax.Pass(kind, item, variable, over, condition);
  }

  private Expr.Collect kind(String name) {
    return switch (name) {
      case "sum" -> Expr.Collect.SUM;
      case "count" -> Expr.Collect.COUNT;
      case "any" -> Expr.Collect.ANY;
      case "all" -> Expr.Collect.ALL;
      default -> throw problem("'" + name + "' takes no 'for'");
    };
  }

  private static String unquoted(String token) {
    return token.substring(1, token.length() - 1);
  }

  private <T> T ended(T read) {
    end();
    return read;
  }

  private void end() {
    if (at < tokens.size()) {
      throw problem("more than was expected: '" + tokens.get(at) + "'");
    }
  }

  private String peek() {
    return at < tokens.size() ? tokens.get(at) : "";
  }

  private String next() {
    if (at == tokens.size()) {
      throw problem("the line ends too early");
    }
    return tokens.get(at++);
  }

  private void expect(String token) {
    if (!peek().equals(token)) {
      throw problem("found '" + peek() + "', expected '" + token + "'");
    }
    at++;
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

  private IllegalArgumentException problem(String what) {
    return new IllegalArgumentException("families, line " + line + ": " + what);
  }
}

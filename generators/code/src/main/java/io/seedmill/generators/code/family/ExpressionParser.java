package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the expressions of a line. */
final class ExpressionParser {

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

  private final Tokens tokens;

  ExpressionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /** Reads an expression that is a whole text. */
  static Syntax.E expression(String text, int line) {
    Tokens tokens = new Tokens(text, line, Map.of());
    Syntax.E read = new ExpressionParser(tokens).expression(0);
    tokens.end();
    return read;
  }

  /** Reads an expression whose operators bind more strongly. */
  Syntax.E expression(int binds) {
    Syntax.E left = unary();
    while (true) {
      String sign = tokens.peek();
      Operator operator = OPERATORS.get(sign);
      if (operator != null && operator.binds() > binds) {
        tokens.next();
        left = new Syntax.Bin(operator, left, expression(operator.binds()));
      } else if (sign.equals("if") && binds == 0) {
        tokens.next();
        Syntax.E condition = expression(0);
        tokens.expect("else");
        left = new Syntax.IfElse(condition, left, expression(0));
      } else {
        return left;
      }
    }
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch")
  private Syntax.E unary() {
    switch (tokens.peek()) {
      case "not":
        tokens.next();
        return new Syntax.Not(expression(Operator.AND.binds()));
      case "-":
        tokens.next();
        return new Syntax.Neg(expression(Operator.TIMES.binds()));
      default:
        return postfix();
    }
  }

  private Syntax.E postfix() {
    Syntax.E read = primary();
    while (tokens.peek().equals("[") || tokens.peek().equals(".")) {
      if (tokens.next().equals(".")) {
        read = new Syntax.Field(read, tokens.next());
        continue;
      }
      Optional<Syntax.E> from =
          tokens.peek().equals(":") ? Optional.empty() : Optional.of(expression(0));
      if (tokens.takes("]")) {
        read = new Syntax.Index(read, from.orElseThrow());
        continue;
      }
      tokens.expect(":");
      Optional<Syntax.E> to =
          tokens.peek().equals("]") ? Optional.empty() : Optional.of(expression(0));
      tokens.expect("]");
      read = new Syntax.Slice(read, from, to);
    }
    return read;
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch")
  private Syntax.E primary() {
    String token = tokens.next();
    char first = token.charAt(0);
    if (Character.isDigit(first)) {
      return new Syntax.Num(Long.parseLong(token));
    }
    switch (token) {
      case "(":
        Syntax.E inner = expression(0);
        tokens.expect(")");
        return inner;
      case "[":
        return list();
      case "true":
        return new Syntax.Bool(true);
      case "false":
        return new Syntax.Bool(false);
      case "map", "list":
        Type type = tokens.type(token);
        tokens.expect("(");
        tokens.expect(")");
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
      throw tokens.problem("not an expression: '" + token + "'");
    }
    if (!tokens.peek().equals("(")) {
      return new Syntax.Name(token);
    }
    tokens.next();
    return call(token);
  }

  private Syntax.E call(String name) {
    List<Syntax.E> arguments = new ArrayList<>();
    while (!tokens.peek().equals(")")) {
      Syntax.E argument = expression(0);
      if (tokens.peek().equals("for")) {
        Syntax.E pass = pass(kind(name), argument);
        tokens.expect(")");
        return pass;
      }
      arguments.add(argument);
      tokens.takes(",");
    }
    tokens.expect(")");
    Type.RecordOf record = tokens.record(name);
    return record == null ? new Syntax.Call(name, arguments) : new Syntax.Make(record, arguments);
  }

  private Syntax.E list() {
    List<Syntax.E> items = new ArrayList<>();
    while (!tokens.peek().equals("]")) {
      Syntax.E item = expression(0);
      if (tokens.peek().equals("for")) {
        Syntax.E pass = pass(Expr.Collect.LIST, item);
        tokens.expect("]");
        return pass;
      }
      items.add(item);
      tokens.takes(",");
    }
    tokens.expect("]");
    return new Syntax.Items(items);
  }

  private Syntax.E pass(Expr.Collect kind, Syntax.E item) {
    tokens.expect("for");
    String variable = tokens.next();
    tokens.expect("in");
    Syntax.E over = expression(1);
    Optional<Syntax.E> condition = Optional.empty();
    if (tokens.takes("if")) {
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
      default -> throw tokens.problem("'" + name + "' takes no 'for'");
    };
  }

  /** Returns a text without its quotes. */
  static String unquoted(String token) {
    return token.substring(1, token.length() - 1);
  }
}

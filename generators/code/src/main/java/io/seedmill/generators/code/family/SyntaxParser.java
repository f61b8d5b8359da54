package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads functions in the notation of the file of families, which looks like Python. */
final class SyntaxParser {

  private final Lines lines;
  private Tokens tokens;
  private ExpressionParser expressions;

  SyntaxParser(Lines lines) {
    this.lines = lines;
  }

  /** Reads a function whose first line is next. */
  Syntax.Def def() {
    Lines.Line first = start();
    tokens.expect("def");
    String name = tokens.peek().equals("(") ? "" : tokens.next();
    tokens.expect("(");
    List<String> parameters = new ArrayList<>();
    List<Type> types = new ArrayList<>();
    while (!tokens.peek().equals(")")) {
      parameters.add(tokens.next());
      tokens.expect(":");
      types.add(tokens.type());
      tokens.takes(",");
    }
    tokens.expect(")");
    tokens.expect("->");
    Type result = tokens.type();
    tokens.expect(":");
    return new Syntax.Def(name, parameters, types, result, block(first.indent()));
  }

  private List<Syntax.S> block(int indent) {
    List<Syntax.S> read = new ArrayList<>();
    while (lines.isBelow(indent)) {
      read.add(statement());
    }
    if (read.isEmpty()) {
      throw tokens.problem("an empty block");
    }
    return read;
  }

  private Lines.Line start() {
    Lines.Line read = lines.next();
    tokens = new Tokens(read.text(), read.number(), lines.records());
    expressions = new ExpressionParser(tokens);
    return read;
  }

  @SuppressWarnings("StatementSwitchToExpressionSwitch") // cases that read line after line
  private Syntax.S statement() {
    Lines.Line first = start();
    int indent = first.indent();
    switch (tokens.peek()) {
      case "choose":
        tokens.next();
        List<List<Syntax.S>> options = new ArrayList<>();
        options.add(block(indent));
        while (lines.hasNext()
            && lines.peek().indent() == indent
            && lines.peek().text().equals("or")) {
          lines.next();
          options.add(block(indent));
        }
        return new Syntax.Choose(lines.name() + ":" + first.number(), options);
      case "let":
      case "var":
        boolean changes = tokens.next().equals("var");
        String name = tokens.next();
        Optional<Type> type = Optional.empty();
        if (tokens.takes(":")) {
          type = Optional.of(tokens.type());
        }
        tokens.expect("=");
        return ended(new Syntax.Let(name, type, expressions.expression(0), changes));
      case "add":
        tokens.next();
        String to = tokens.next();
        tokens.expect(",");
        return ended(new Syntax.Add(to, expressions.expression(0)));
      case "if":
        tokens.next();
        return branches(indent);
      case "while":
        tokens.next();
        Syntax.E condition = expressions.expression(0);
        tokens.expect(":");
        return new Syntax.While(condition, block(indent));
      case "for":
        tokens.next();
        return loop(indent);
      case "return":
        tokens.next();
        return ended(new Syntax.Return(expressions.expression(0)));
      case "break":
        tokens.next();
        return ended(new Syntax.Break());
      case "continue":
        tokens.next();
        return ended(new Syntax.Continue());
      case "fail":
        tokens.next();
        return ended(new Syntax.Fail(ExpressionParser.unquoted(tokens.next())));
      default:
        Syntax.E target = expressions.expression(0);
        String sign = tokens.next();
        Syntax.E value = expressions.expression(0);
        return ended(
            switch (sign) {
              case "=" -> new Syntax.Assign(target, value);
              case "+=" -> new Syntax.Update(target, Operator.PLUS, value);
              case "-=" -> new Syntax.Update(target, Operator.MINUS, value);
              case "*=" -> new Syntax.Update(target, Operator.TIMES, value);
              case "%=" -> new Syntax.Update(target, Operator.REST, value);
              case "//=" -> new Syntax.Update(target, Operator.DIVIDE, value);
              default -> throw tokens.problem("not a statement: '" + sign + "'");
            });
    }
  }

  private Syntax.S branches(int indent) {
    Syntax.E condition = expressions.expression(0);
    tokens.expect(":");
    List<Syntax.S> then = block(indent);
    List<Syntax.S> otherwise = List.of();
    if (lines.hasNext() && lines.peek().indent() == indent) {
      if (lines.peek().text().equals("else:")) {
        lines.next();
        otherwise = block(indent);
      } else if (lines.peek().text().startsWith("elif ")) {
        start();
        tokens.next();
        otherwise = List.of(branches(indent));
      }
    }
    return new Syntax.If(condition, then, otherwise);
  }

  private Syntax.S loop(int indent) {
    List<String> names = new ArrayList<>();
    names.add(tokens.next());
    if (tokens.takes(",")) {
      names.add(tokens.next());
    }
    tokens.expect("in");
    Syntax.E first = expressions.expression(0);
    if (!tokens.peek().equals("..") && !tokens.peek().equals("down")) {
      tokens.expect(":");
      return new Syntax.For(names, first, block(indent));
    }
    boolean down = tokens.next().equals("down");
    if (down) {
      tokens.expect("to");
    }
    Syntax.E to = expressions.expression(0);
    Optional<Syntax.E> step = Optional.empty();
    if (tokens.takes("by")) {
      step = Optional.of(expressions.expression(0));
    }
    tokens.expect(":");
    return new Syntax.Range(names.get(0), first, to, step, down, block(indent));
  }

  private <T> T ended(T read) {
    tokens.end();
    return read;
  }
}

package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Stmt;
import java.util.List;
import java.util.function.UnaryOperator;

/** Puts expressions in the place of others, from the outermost to the innermost. */
final class Replacement {

  private Replacement() {}

  /** Returns a statement with what stands in place of its own expressions. */
  static Stmt in(Stmt statement, UnaryOperator<Expr> with) {
    if (statement instanceof Stmt.Let let) {
      return new Stmt.Let(let.name(), let.type(), in(let.value(), with), let.changes());
    } else if (statement instanceof Stmt.Assign assign) {
      return new Stmt.Assign(assign.name(), in(assign.value(), with));
    } else if (statement instanceof Stmt.Update update) {
      return new Stmt.Update(update.name(), update.operator(), in(update.value(), with));
    } else if (statement instanceof Stmt.SetItem set) {
      return new Stmt.SetItem(
          in(set.list(), with), in(set.position(), with), in(set.value(), with));
    } else if (statement instanceof Stmt.UpdateItem set) {
      return new Stmt.UpdateItem(
          in(set.list(), with), in(set.position(), with), set.operator(), in(set.value(), with));
    } else if (statement instanceof Stmt.Append append) {
      return new Stmt.Append(append.name(), in(append.value(), with));
    } else if (statement instanceof Stmt.Put put) {
      return new Stmt.Put(put.name(), in(put.key(), with), in(put.value(), with));
    } else if (statement instanceof Stmt.If condition) {
      return new Stmt.If(in(condition.condition(), with), condition.then(), condition.otherwise());
    } else if (statement instanceof Stmt.While loop) {
      return new Stmt.While(in(loop.condition(), with), loop.body());
    } else if (statement instanceof Stmt.Count count) {
      return new Stmt.Count(
          count.name(),
          count.type(),
          in(count.from(), with),
          in(count.to(), with),
          in(count.step(), with),
          count.body());
    } else if (statement instanceof Stmt.CountDown count) {
      return new Stmt.CountDown(
          count.name(), count.type(), in(count.from(), with), in(count.to(), with), count.body());
    } else if (statement instanceof Stmt.Each each) {
      return new Stmt.Each(
          each.position(), each.name(), each.type(), in(each.over(), with), each.body());
    } else if (statement instanceof Stmt.Return end) {
      return new Stmt.Return(in(end.value(), with));
    }
    return statement;
  }

  /** Returns a block with what stands in place of all expressions in it. */
  static List<Stmt> in(List<Stmt> block, UnaryOperator<Expr> with) {
    return block.stream()
        .map(statement -> inBlocks(in(statement, with), inner -> in(inner, with)))
        .toList();
  }

  /** Returns a statement with other blocks. */
  static Stmt inBlocks(Stmt statement, UnaryOperator<List<Stmt>> with) {
    if (statement instanceof Stmt.If condition) {
      return new Stmt.If(
          condition.condition(), with.apply(condition.then()), with.apply(condition.otherwise()));
    } else if (statement instanceof Stmt.While loop) {
      return new Stmt.While(loop.condition(), with.apply(loop.body()));
    } else if (statement instanceof Stmt.Count count) {
      List<Stmt> body = with.apply(count.body());
      return new Stmt.Count(
          count.name(), count.type(), count.from(), count.to(), count.step(), body);
    } else if (statement instanceof Stmt.CountDown count) {
      List<Stmt> body = with.apply(count.body());
      return new Stmt.CountDown(count.name(), count.type(), count.from(), count.to(), body);
    } else if (statement instanceof Stmt.Each each) {
      List<Stmt> body = with.apply(each.body());
      return new Stmt.Each(each.position(), each.name(), each.type(), each.over(), body);
    }
    return statement;
  }

  /** Returns an expression with what stands in place of it, or of its parts. */
  static Expr in(Expr expression, UnaryOperator<Expr> with) {
    Expr other = with.apply(expression);
    if (!other.equals(expression)) {
      return other;
    } else if (expression instanceof Expr.Binary binary) {
      return new Expr.Binary(binary.operator(), in(binary.left(), with), in(binary.right(), with));
    } else if (expression instanceof Expr.Not not) {
      return new Expr.Not(in(not.operand(), with));
    } else if (expression instanceof Expr.Negative negative) {
      return new Expr.Negative(in(negative.operand(), with));
    } else if (expression instanceof Expr.Either either) {
      return new Expr.Either(
          in(either.condition(), with), in(either.then(), with), in(either.otherwise(), with));
    } else if (expression instanceof Expr.Call call) {
      return new Expr.Call(call.function(), all(call.arguments(), with), call.type());
    } else if (expression instanceof Expr.Builtin call) {
      return new Expr.Builtin(call.operation(), all(call.arguments(), with), call.type());
    } else if (expression instanceof Expr.Pass pass) {
      return new Expr.Pass(
          pass.kind(),
          pass.variable(),
          in(pass.list(), with),
          in(pass.condition(), with),
          in(pass.item(), with),
          pass.type());
    } else if (expression instanceof Expr.Filled filled) {
      return new Expr.Filled(filled.type(), in(filled.item(), with), in(filled.count(), with));
    } else if (expression instanceof Expr.Collection collection) {
      return new Expr.Collection(collection.type(), all(collection.items(), with));
    }
    return expression;
  }

  private static List<Expr> all(List<Expr> expressions, UnaryOperator<Expr> with) {
    return expressions.stream().map(expression -> in(expression, with)).toList();
  }
}

package io.seedmill.generators.code.run;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes one place of a program to what a person might write by mistake: another comparison, a
 * number that is off by one, plus in place of minus.
 */
public final class Mutation {

  private int left;
  private boolean done;

  private Mutation(int place) {
    this.left = place;
  }

  /**
   * Returns the program with its place number {@code place} changed, or nothing if it has fewer
   * places.
   */
  public static Optional<Program> of(Program program, int place) {
    Mutation mutation = new Mutation(place);
    List<Function> functions = new ArrayList<>();
    for (Function function : program.functions()) {
      functions.add(
          new Function(
              function.name(),
              function.parameters(),
              function.result(),
              function.fails(),
              mutation.block(function.body())));
    }
    return mutation.done ? Optional.of(new Program(functions)) : Optional.empty();
  }

  private List<Stmt> block(List<Stmt> statements) {
    List<Stmt> changed = new ArrayList<>();
    for (Stmt statement : statements) {
      changed.add(statement(statement));
    }
    return changed;
  }

  private Stmt statement(Stmt statement) {
    if (done) {
      return statement;
    } else if (statement instanceof Stmt.Let let) {
      return new Stmt.Let(let.name(), let.type(), value(let.value()), let.changes());
    } else if (statement instanceof Stmt.Assign assign) {
      return new Stmt.Assign(assign.name(), value(assign.value()));
    } else if (statement instanceof Stmt.Update update) {
      return new Stmt.Update(update.name(), update.operator(), value(update.value()));
    } else if (statement instanceof Stmt.Append append) {
      return new Stmt.Append(append.name(), value(append.value()));
    } else if (statement instanceof Stmt.If condition) {
      return new Stmt.If(
          value(condition.condition()), block(condition.then()), block(condition.otherwise()));
    } else if (statement instanceof Stmt.While loop) {
      return new Stmt.While(value(loop.condition()), block(loop.body()));
    } else if (statement instanceof Stmt.Count count) {
      return new Stmt.Count(
          count.name(),
          count.type(),
          value(count.from()),
          value(count.to()),
          count.step(),
          block(count.body()));
    } else if (statement instanceof Stmt.CountDown count) {
      return new Stmt.CountDown(
          count.name(), count.type(), count.from(), count.to(), block(count.body()));
    } else if (statement instanceof Stmt.Each each) {
      return new Stmt.Each(
          each.position(), each.name(), each.type(), each.over(), block(each.body()));
    } else if (statement instanceof Stmt.Return end) {
      return new Stmt.Return(value(end.value()));
    }
    return statement;
  }

  private Expr value(Expr expression) {
    if (done) {
      return expression;
    } else if (expression instanceof Expr.Numeral number) {
      return place() ? new Expr.Numeral(number.value() + 1, number.type()) : number;
    } else if (expression instanceof Expr.Binary binary) {
      if (asksForOneOfTwo(binary)) {
        return new Expr.Binary(
            binary.operator(), unlessCompared(binary.left()), unlessCompared(binary.right()));
      }
      Operator other = other(binary.operator());
      if (other != binary.operator() && place()) {
        return new Expr.Binary(other, binary.left(), binary.right());
      }
      return new Expr.Binary(binary.operator(), value(binary.left()), value(binary.right()));
    } else if (expression instanceof Expr.Either either) {
      return new Expr.Either(
          value(either.condition()), value(either.then()), value(either.otherwise()));
    } else if (expression instanceof Expr.Not not) {
      return new Expr.Not(value(not.operand()));
    } else if (expression instanceof Expr.Pass pass) {
      return new Expr.Pass(
          pass.kind(),
          pass.variable(),
          pass.list(),
          value(pass.condition()),
          pass.kind() == Expr.Collect.COUNT ? pass.item() : value(pass.item()),
          pass.type());
    }
    return expression;
  }

  /** Changes what is no comparison with a value. */
  private Expr unlessCompared(Expr operand) {
    return operand instanceof Expr.Binary binary && comparesWithOne(binary)
        ? operand
        : value(operand);
  }

  private static boolean comparesWithOne(Expr.Binary binary) {
    return binary.operator() == Operator.EQUAL || binary.operator() == Operator.DIFFERENT;
  }

  /**
   * Tells whether a thing is compared with two values. No thing is both, and what is not one of
   * them need not be asked whether it is the other: compilers of Go and TypeScript say so.
   */
  private static boolean asksForOneOfTwo(Expr.Binary both) {
    boolean joins = both.operator() == Operator.AND || both.operator() == Operator.OR;
    Expr left = both.left();
    while (left instanceof Expr.Binary inner && inner.operator() == both.operator()) {
      left = inner.right();
    }
    return joins
        && left instanceof Expr.Binary first
        && both.right() instanceof Expr.Binary second
        && comparesWithOne(first)
        && first.operator() == second.operator()
        && first.left().equals(second.left());
  }

  private boolean place() {
    done = left-- == 0;
    return done;
  }

  private static Operator other(Operator operator) {
    return switch (operator) {
      case LESS -> Operator.AT_MOST;
      case AT_MOST -> Operator.LESS;
      case MORE -> Operator.AT_LEAST;
      case AT_LEAST -> Operator.MORE;
      case EQUAL -> Operator.DIFFERENT;
      case DIFFERENT -> Operator.EQUAL;
      case AND -> Operator.OR;
      case OR -> Operator.AND;
      case PLUS -> Operator.MINUS;
      case MINUS -> Operator.PLUS;
      default -> operator;
    };
  }
}

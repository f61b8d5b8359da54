package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Stmt;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Turns one function of a family into a typed one: draws options, names and pieces. */
final class Elaboration {

  private final UniformRandomProvider random;
  private final Map<String, Filling> gaps;
  private final Map<String, List<String>> synonyms;
  private final Map<String, Long> constants;
  private final List<Function> functions;
  private final List<String> ways;
  private Scope scope;
  private Typing typing;
  private boolean fails;

  /**
   * @param functions receives the functions of pieces
   * @param ways receives the alternatives that are taken
   */
  Elaboration(
      UniformRandomProvider random,
      Map<String, Filling> gaps,
      Map<String, List<String>> synonyms,
      Map<String, Long> constants,
      List<Function> functions,
      List<String> ways) {
    this.random = random;
    this.gaps = gaps;
    this.synonyms = synonyms;
    this.constants = constants;
    this.functions = functions;
    this.ways = ways;
  }

  /** Returns the function under another name. */
  Function function(Syntax.Def def, String name) {
    fails = false;
    scope = new Scope(name, def.result(), random, synonyms, constants, functions);
    typing = new Typing(random, gaps, functions, ways, scope);
    List<Expr.Variable> parameters = new ArrayList<>();
    for (int i = 0; i < def.parameters().size(); i++) {
      parameters.add(scope.declare(def.parameters().get(i), def.types().get(i)));
    }
    List<Stmt> body = block(def.body());
    return new Function(name, parameters, def.result(), fails, body);
  }

  private List<Stmt> block(List<Syntax.S> written) {
    List<Stmt> block = new ArrayList<>();
    for (Syntax.S statement : written) {
      if (statement instanceof Syntax.Choose choose) {
        int option = random.nextInt(choose.options().size());
        ways.add(choose.place() + " " + option);
        block.addAll(block(choose.options().get(option)));
      } else {
        block.add(statement(statement));
      }
    }
    return block;
  }

  private Stmt statement(Syntax.S written) {
    if (written instanceof Syntax.Let let) {
      Expr value = typing.value(let.value(), let.type().orElse(null));
      Expr.Variable variable = scope.declare(let.name(), let.type().orElse(value.type()));
      return new Stmt.Let(variable.name(), variable.type(), value, let.changes());
    } else if (written instanceof Syntax.Assign assign) {
      if (assign.target() instanceof Syntax.Index index) {
        Expr of = typing.value(index.of(), null);
        if (of.type() instanceof Type.MapOf map) {
          return new Stmt.Put(
              ((Expr.Variable) of).name(),
              typing.value(index.position(), map.key()),
              typing.value(assign.value(), map.value()));
        }
        Type.ListOf list = (Type.ListOf) of.type();
        return new Stmt.SetItem(
            of,
            typing.value(index.position(), Type.SIZE),
            typing.value(assign.value(), list.element()));
      }
      String name = ((Syntax.Name) assign.target()).name();
      return new Stmt.Assign(scope.nameOf(name), typing.value(assign.value(), scope.typeOf(name)));
    } else if (written instanceof Syntax.Update update) {
      if (update.target() instanceof Syntax.Index index) {
        Expr of = typing.value(index.of(), null);
        return new Stmt.UpdateItem(
            of,
            typing.value(index.position(), Type.SIZE),
            update.operator(),
            typing.value(update.value(), ((Type.ListOf) of.type()).element()));
      }
      String name = ((Syntax.Name) update.target()).name();
      return new Stmt.Update(
          scope.nameOf(name), update.operator(), typing.value(update.value(), scope.typeOf(name)));
    } else if (written instanceof Syntax.Add add) {
      Type type = scope.typeOf(add.name());
      Type item = type instanceof Type.ListOf list ? list.element() : null;
      return new Stmt.Append(scope.nameOf(add.name()), typing.value(add.value(), item));
    } else if (written instanceof Syntax.If condition) {
      return new Stmt.If(
          typing.value(condition.condition(), Type.BOOL),
          block(condition.then()),
          block(condition.otherwise()));
    } else if (written instanceof Syntax.While loop) {
      return new Stmt.While(typing.value(loop.condition(), Type.BOOL), block(loop.body()));
    } else if (written instanceof Syntax.For loop) {
      return each(loop);
    } else if (written instanceof Syntax.Range range) {
      return count(range);
    } else if (written instanceof Syntax.Return end) {
      return new Stmt.Return(typing.value(end.value(), scope.result));
    } else if (written instanceof Syntax.Fail fail) {
      fails = true;
      return new Stmt.Fail(fail.message());
    } else if (written instanceof Syntax.Break) {
      return new Stmt.Break();
    }
    return new Stmt.Continue();
  }

  private Stmt each(Syntax.For loop) {
    Expr over = typing.value(loop.over(), null);
    Type item = over.type() instanceof Type.ListOf list ? list.element() : Type.CHAR;
    String position = "";
    if (loop.names().size() == 2) {
      position = scope.declare(loop.names().get(0), Type.SIZE).name();
    }
    Expr.Variable variable = scope.declare(loop.names().get(loop.names().size() - 1), item);
    return new Stmt.Each(position, variable.name(), item, over, block(loop.body()));
  }

  private Stmt count(Syntax.Range range) {
    Expr to = typing.value(range.to(), null);
    Expr from = typing.value(range.from(), to.type());
    if (from.type() != to.type()) {
      to = typing.value(range.to(), from.type());
    }
    Expr.Variable variable = scope.declare(range.name(), from.type());
    Expr step =
        range.step().isPresent()
            ? typing.value(range.step().get(), from.type())
            : new Expr.Numeral(1, from.type());
    List<Stmt> body = block(range.body());
    return range.down()
        ? new Stmt.CountDown(variable.name(), variable.type(), from, to, body)
        : new Stmt.Count(variable.name(), variable.type(), from, to, step, body);
  }
}

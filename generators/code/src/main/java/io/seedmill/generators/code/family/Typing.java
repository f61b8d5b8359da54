package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Gives the expressions of one function their types, and fills their gaps. */
final class Typing {

  private final UniformRandomProvider random;
  private final Map<String, Filling> gaps;
  private final List<Function> functions;
  private final List<String> ways;
  private final Scope scope;
  private final BuiltinTyping builtins;

  /**
   * @param functions receives the functions of pieces
   * @param ways receives the alternatives that are taken
   */
  Typing(
      UniformRandomProvider random,
      Map<String, Filling> gaps,
      List<Function> functions,
      List<String> ways,
      Scope scope) {
    this.random = random;
    this.gaps = gaps;
    this.functions = functions;
    this.ways = ways;
    this.scope = scope;
    this.builtins = new BuiltinTyping(this, scope);
  }

  /**
   * Returns an expression with types.
   *
   * @param wanted what its surroundings want, or null
   */
  Expr value(Syntax.E written, Type wanted) {
    if (written instanceof Syntax.Num number) {
      return new Expr.Numeral(number.value(), wanted == Type.SIZE ? Type.SIZE : Type.INT);
    } else if (written instanceof Syntax.Bool truth) {
      return new Expr.Truth(truth.value());
    } else if (written instanceof Syntax.Chr letter) {
      return new Expr.Letter(letter.value());
    } else if (written instanceof Syntax.Str text) {
      return new Expr.Text(text.value());
    } else if (written instanceof Syntax.Name name) {
      return named(name.name(), wanted);
    } else if (written instanceof Syntax.Not not) {
      return new Expr.Not(value(not.operand(), Type.BOOL));
    } else if (written instanceof Syntax.Neg negative) {
      return new Expr.Negative(value(negative.operand(), Type.INT));
    } else if (written instanceof Syntax.Bin binary) {
      return binary(binary, wanted);
    } else if (written instanceof Syntax.IfElse either) {
      Expr then = value(either.then(), wanted);
      return new Expr.Either(
          value(either.condition(), Type.BOOL), then, value(either.otherwise(), then.type()));
    } else if (written instanceof Syntax.Items items) {
      List<Expr> values = new ArrayList<>();
      Type element = wanted instanceof Type.ListOf list ? list.element() : null;
      for (Syntax.E item : items.items()) {
        values.add(value(item, element));
      }
      Type type = element == null ? new Type.ListOf(values.get(0).type()) : wanted;
      return new Expr.Collection(type, values);
    } else if (written instanceof Syntax.Empty empty) {
      return new Expr.Collection(empty.type(), List.of());
    } else if (written instanceof Syntax.Index index) {
      return index(index);
    } else if (written instanceof Syntax.Field field) {
      Expr of = value(field.of(), null);
      Type type = ((Type.RecordOf) of.type()).typeOf(field.name());
      return BuiltinTyping.of(Operation.FIELD, type, of, new Expr.Text(field.name()));
    } else if (written instanceof Syntax.Make made) {
      List<Expr> values = new ArrayList<>();
      for (int i = 0; i < made.values().size(); i++) {
        values.add(value(made.values().get(i), made.type().fields().get(i).type()));
      }
      return new Expr.Builtin(Operation.MAKE, values, made.type());
    } else if (written instanceof Syntax.Slice slice) {
      Expr of = value(slice.of(), null);
      Expr from =
          slice.from().isPresent()
              ? value(slice.from().get(), Type.SIZE)
              : new Expr.Numeral(0, Type.SIZE);
      Expr to =
          slice.to().isPresent()
              ? value(slice.to().get(), Type.SIZE)
              : BuiltinTyping.of(Operation.LENGTH, Type.SIZE, of);
      return BuiltinTyping.of(Operation.PART, of.type(), of, from, to);
    } else if (written instanceof Syntax.Pass pass) {
      return pass(pass);
    }
    return call((Syntax.Call) written, wanted);
  }

  private Expr named(String name, Type wanted) {
    Expr variable = scope.get(name);
    if (variable != null) {
      return variable;
    }
    Long constant = scope.constant(name);
    if (constant == null) {
      throw scope.problem("no variable '" + name + "'");
    }
    return new Expr.Numeral(constant, wanted == Type.SIZE ? Type.SIZE : Type.INT);
  }

  /** Returns an operation; an operand without a type of its own takes that of the other. */
  Expr binary(Syntax.Bin written, Type wanted) {
    Type operand =
        written.operator().isArithmetic()
            ? wanted
            : written.operator().isComparison() ? null : Type.BOOL;
    Expr left;
    Expr right;
    if (isBare(written.left())) {
      right = value(written.right(), operand);
      left = value(written.left(), right.type());
    } else {
      left = value(written.left(), operand);
      right = value(written.right(), left.type());
    }
    if (!left.type().equals(right.type())) {
      throw scope.problem(
          "operands of " + written.operator() + ": " + left.type() + ", " + right.type());
    }
    return new Expr.Binary(written.operator(), left, right);
  }

  /** Tells whether an expression takes its type from its surroundings. */
  private boolean isBare(Syntax.E written) {
    return written instanceof Syntax.Num
        || (written instanceof Syntax.Name name && scope.constant(name.name()) != null)
        || (written instanceof Syntax.Bin binary
            && binary.operator().isArithmetic()
            && isBare(binary.left())
            && isBare(binary.right()));
  }

  private Expr index(Syntax.Index index) {
    Expr of = value(index.of(), null);
    if (of.type() instanceof Type.MapOf map) {
      return BuiltinTyping.of(Operation.VALUE, map.value(), of, value(index.position(), map.key()));
    }
    Expr position = value(index.position(), Type.SIZE);
    return of.type() instanceof Type.ListOf list
        ? BuiltinTyping.of(Operation.ITEM, list.element(), of, position)
        : BuiltinTyping.of(Operation.CHARACTER, Type.CHAR, of, position);
  }

  private Expr pass(Syntax.Pass pass) {
    Expr over = value(pass.list(), null);
    Type item = over.type() instanceof Type.ListOf list ? list.element() : Type.CHAR;
    Expr before = scope.get(pass.variable());
    Expr.Variable variable = scope.declare(pass.variable(), item);
    Expr condition =
        pass.condition().isPresent()
            ? value(pass.condition().get(), Type.BOOL)
            : new Expr.Truth(true);
    Expr value = value(pass.item(), null);
    scope.put(pass.variable(), before);
    Type type =
        switch (pass.kind()) {
          case LIST -> new Type.ListOf(value.type());
          case SUM -> Type.INT;
          case COUNT -> Type.SIZE;
          case ANY, ALL -> Type.BOOL;
        };
    return new Expr.Pass(pass.kind(), variable, over, condition, value, type);
  }

  private Expr call(Syntax.Call call, Type wanted) {
    String name = call.name();
    Filling filling = gaps.get(name);
    if (filling != null) {
      return fill(filling, call.arguments());
    }
    if (name.equals("self")) {
      List<Expr> arguments = new ArrayList<>();
      for (Syntax.E argument : call.arguments()) {
        arguments.add(value(argument, null));
      }
      return new Expr.Call(scope.function, arguments, scope.result);
    }
    return builtins.value(call, wanted);
  }

  private Expr fill(Filling filling, List<Syntax.E> written) {
    Piece piece = filling.piece();
    List<Expr> arguments = new ArrayList<>();
    boolean plain = true;
    for (int i = 0; i < written.size(); i++) {
      Expr argument = value(written.get(i), piece.types().get(i));
      plain &= argument instanceof Expr.Variable || argument instanceof Expr.Numeral;
      arguments.add(argument);
    }
    boolean inline = piece.value().isPresent() && plain && !filling.asFunction();
    if (inline) {
      Scope inner =
          new Scope(piece.name(), piece.result(), random, Map.of(), filling.constants(), functions);
      for (int i = 0; i < arguments.size(); i++) {
        inner.put(piece.parameters().get(i), arguments.get(i));
      }
      return new Typing(random, Map.of(), functions, ways, inner)
          .value(piece.value().get(), piece.result());
    }
    String name = piece.name();
    for (Function known : functions) {
      if (known.name().equals(name)) {
        return new Expr.Call(name, arguments, piece.result());
      }
    }
    Syntax.Def def =
        piece
            .body()
            .orElseGet(
                () ->
                    new Syntax.Def(
                        name,
                        piece.parameters(),
                        piece.types(),
                        piece.result(),
                        List.of(new Syntax.Return(piece.value().get()))));
    functions.add(
        new Elaboration(random, Map.of(), piece.synonyms(), filling.constants(), functions, ways)
            .function(def, name));
    return new Expr.Call(name, arguments, piece.result());
  }
}

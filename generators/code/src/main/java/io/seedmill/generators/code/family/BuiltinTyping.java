package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Expr.Operation;
import io.seedmill.generators.code.tree.Expr.Operator;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;

/** Gives calls of operations that every language has their types. */
final class BuiltinTyping {

  private final Typing typing;
  private final Scope scope;

  BuiltinTyping(Typing typing, Scope scope) {
    this.typing = typing;
    this.scope = scope;
  }

  /** Returns a call of an operation that every language has. */
  Expr value(Syntax.Call call, Type wanted) {
    List<Syntax.E> given = call.arguments();
    return switch (call.name()) {
      case "len" -> alike(Operation.LENGTH, Type.SIZE, given, null);
      case "empty" -> alike(Operation.IS_EMPTY, Type.BOOL, given, null);
      case "last" -> {
        Expr list = typing.value(given.get(0), null);
        yield of(Operation.LAST, ((Type.ListOf) list.type()).element(), list);
      }
      case "pop" -> {
        Expr list = typing.value(given.get(0), null);
        yield of(Operation.POP, ((Type.ListOf) list.type()).element(), list);
      }
      case "get" -> {
        Expr map = typing.value(given.get(0), null);
        Type.MapOf type = (Type.MapOf) map.type();
        yield of(
            Operation.VALUE_OR,
            type.value(),
            map,
            typing.value(given.get(1), type.key()),
            typing.value(given.get(2), type.value()));
      }
      case "has" -> {
        Expr map = typing.value(given.get(0), null);
        yield of(
            Operation.HAS_KEY,
            Type.BOOL,
            map,
            typing.value(given.get(1), ((Type.MapOf) map.type()).key()));
      }
      case "filled" -> {
        Type element = wanted instanceof Type.ListOf list ? list.element() : null;
        Expr item = typing.value(given.get(0), element);
        yield new Expr.Filled(
            new Type.ListOf(item.type()), item, typing.value(given.get(1), Type.SIZE));
      }
      case "min" -> pair(Operation.MIN, given, wanted);
      case "max" -> pair(Operation.MAX, given, wanted);
      case "abs" -> alike(Operation.ABSOLUTE, Type.INT, given, Type.INT);
      case "int" -> alike(Operation.TO_INT, Type.INT, given, Type.SIZE);
      case "size" -> alike(Operation.TO_SIZE, Type.SIZE, given, Type.INT);
      case "is_digit" -> alike(Operation.IS_DIGIT, Type.BOOL, given, Type.CHAR);
      case "is_letter" -> alike(Operation.IS_LETTER, Type.BOOL, given, Type.CHAR);
      case "is_upper" -> alike(Operation.IS_UPPER, Type.BOOL, given, Type.CHAR);
      case "upper" -> alike(Operation.UPPER, Type.CHAR, given, Type.CHAR);
      case "lower" -> alike(Operation.LOWER, Type.CHAR, given, Type.CHAR);
      case "code" -> alike(Operation.CODE, Type.INT, given, Type.CHAR);
      case "letter_of" -> alike(Operation.FROM_CODE, Type.CHAR, given, Type.INT);
      case "digit" -> alike(Operation.DIGIT, Type.INT, given, Type.CHAR);
      case "decimal" -> alike(Operation.DECIMAL, Type.TEXT, given, Type.INT);
      case "join" -> alike(Operation.JOINED, Type.TEXT, given, Type.TEXT);
      case "text" -> alike(Operation.AS_TEXT, Type.TEXT, given, Type.CHAR);
      case "band" -> alike(Operation.BIT_AND, Type.INT, given, Type.INT);
      case "bxor" -> alike(Operation.BIT_XOR, Type.INT, given, Type.INT);
      case "shr" -> alike(Operation.SHIFT_RIGHT, Type.INT, given, Type.INT);
      case "shl" -> alike(Operation.SHIFT_LEFT, Type.INT, given, Type.INT);
      case "split" ->
          of(
              Operation.SPLIT,
              new Type.ListOf(Type.TEXT),
              typing.value(given.get(0), Type.TEXT),
              typing.value(given.get(1), Type.CHAR));
      case "joined" -> alike(Operation.JOIN, Type.TEXT, given, null);
      case "sorted" -> {
        Expr list = typing.value(given.get(0), null);
        if (given.size() == 1) {
          yield of(Operation.SORTED, list.type(), list);
        }
        Expr field = new Expr.Text(((Syntax.Name) given.get(1)).name());
        yield of(Operation.SORTED, list.type(), list, field);
      }
      case "number" -> alike(Operation.NUMBER, Type.INT, given, Type.TEXT);
      default -> throw scope.problem("nothing is called '" + call.name() + "'");
    };
  }

  private Expr alike(Operation operation, Type type, List<Syntax.E> given, Type wanted) {
    List<Expr> arguments = new ArrayList<>();
    for (Syntax.E argument : given) {
      arguments.add(typing.value(argument, wanted));
    }
    return new Expr.Builtin(operation, arguments, type);
  }

  private Expr pair(Operation operation, List<Syntax.E> given, Type wanted) {
    Expr.Binary both =
        (Expr.Binary)
            typing.binary(new Syntax.Bin(Operator.PLUS, given.get(0), given.get(1)), wanted);
    return of(operation, both.type(), both.left(), both.right());
  }

  /** Returns an operation on arguments. */
  static Expr of(Operation operation, Type type, Expr... arguments) {
    return new Expr.Builtin(operation, List.of(arguments), type);
  }
}

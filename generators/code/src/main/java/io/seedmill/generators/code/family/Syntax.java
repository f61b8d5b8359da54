package io.seedmill.generators.code.family;

import io.seedmill.generators.code.tree.Expr;
import io.seedmill.generators.code.tree.Type;
import java.util.List;
import java.util.Optional;

/** A function as it is written in the file of families: without types of expressions, with gaps. */
final class Syntax {

  private Syntax() {}

  /** An expression. */
  sealed interface E {}

  record Num(long value) implements E {}

  record Bool(boolean value) implements E {}

  record Chr(char value) implements E {}

  record Str(String value) implements E {}

  record Name(String name) implements E {}

  record Bin(Expr.Operator operator, E left, E right) implements E {}

  record Not(E operand) implements E {}

  record Neg(E operand) implements E {}

  record IfElse(E condition, E then, E otherwise) implements E {}

  record Call(String name, List<E> arguments) implements E {}

  record Index(E of, E position) implements E {}

  record Field(E of, String name) implements E {}

  record Make(Type.RecordOf type, List<E> values) implements E {}

  record Slice(E of, Optional<E> from, Optional<E> to) implements E {}

  record Items(List<E> items) implements E {}

  record Empty(Type type) implements E {}

  record Pass(Expr.Collect kind, E item, String variable, E list, Optional<E> condition)
      implements E {}

  /** A statement. */
  sealed interface S {}

  record Let(String name, Optional<Type> type, E value, boolean changes) implements S {}

  record Assign(E target, E value) implements S {}

  record Update(E target, Expr.Operator operator, E value) implements S {}

  record Add(String name, E value) implements S {}

  record If(E condition, List<S> then, List<S> otherwise) implements S {}

  record While(E condition, List<S> body) implements S {}

  record For(List<String> names, E over, List<S> body) implements S {}

  record Range(String name, E from, E to, Optional<E> step, boolean down, List<S> body)
      implements S {}

  record Break() implements S {}

  record Continue() implements S {}

  record Return(E value) implements S {}

  record Fail(String message) implements S {}

  /** One of several blocks, at random; {@code place} tells it from others. */
  record Choose(String place, List<List<S>> options) implements S {}

  /** A function; its name and parameters may be gaps. */
  record Def(String name, List<String> parameters, List<Type> types, Type result, List<S> body) {}
}

package io.seedmill.generators.code.tree;

import java.util.List;

/** A statement. */
public sealed interface Stmt {

  /** Declares a variable; {@code changes} tells whether anything is assigned to it, or added. */
  record Let(String name, Type type, Expr value, boolean changes) implements Stmt {}

  /** Gives a variable another value. */
  record Assign(String name, Expr value) implements Stmt {}

  /** Adds to a number, or takes from it. */
  record Update(String name, Expr.Operator operator, Expr value) implements Stmt {}

  /** Replaces an item of a list. */
  record SetItem(Expr list, Expr position, Expr value) implements Stmt {}

  /** Adds to an item of a list, or takes from it. */
  record UpdateItem(Expr list, Expr position, Expr.Operator operator, Expr value) implements Stmt {}

  /** Adds an item to the end of a list, or a character or text to the end of a text. */
  record Append(String name, Expr value) implements Stmt {}

  /** Puts a value into a map. */
  record Put(String name, Expr key, Expr value) implements Stmt {}

  /** Does one of the blocks; the last block may have no condition. */
  record If(Expr condition, List<Stmt> then, List<Stmt> otherwise) implements Stmt {}

  /** Repeats a block while a condition holds. */
  record While(Expr condition, List<Stmt> body) implements Stmt {}

  /** Counts from a number up to another one, which is left out. */
  record Count(String name, Type type, Expr from, Expr to, Expr step, List<Stmt> body)
      implements Stmt {}

  /** Counts from a number down to another one, which is included. */
  record CountDown(String name, Type type, Expr from, Expr to, List<Stmt> body) implements Stmt {}

  /** Goes through a list or a text; {@code position} is empty where it is not needed. */
  record Each(String position, String name, Type type, Expr over, List<Stmt> body)
      implements Stmt {}

  /** Ends the loop. */
  record Break() implements Stmt {}

  /** Goes on with the next round of the loop. */
  record Continue() implements Stmt {}

  /** Ends the function. */
  record Return(Expr value) implements Stmt {}

  /** Ends the program's work with an error. */
  record Fail(String message) implements Stmt {}
}

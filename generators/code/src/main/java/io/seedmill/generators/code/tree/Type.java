package io.seedmill.generators.code.tree;

/** The type of a value in a program. */
public sealed interface Type {

  /** Whole numbers of 32 bits; a program whose numbers leave that range is never published. */
  Type INT = Plain.INT;

  /** Lengths and positions: whole numbers from 0. */
  Type SIZE = Plain.SIZE;

  /** True or false. */
  Type BOOL = Plain.BOOL;

  /** One character of ASCII. */
  Type CHAR = Plain.CHAR;

  /** Text of ASCII characters. */
  Type TEXT = Plain.TEXT;

  /** The type of a function that returns nothing. */
  Type NOTHING = Plain.NOTHING;

  /** A type without parts. */
  enum Plain implements Type {
    INT,
    SIZE,
    BOOL,
    CHAR,
    TEXT,
    NOTHING
  }

  /** A list that can grow. */
  record ListOf(Type element) implements Type {}

  /** A map in which the order of the keys does not matter. */
  record MapOf(Type key, Type value) implements Type {}
}

package io.seedmill.generators.code.tree;

import java.util.List;

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

  /** A record, which stays as it is made; its name is written with underscores. */
  record RecordOf(String name, List<Field> fields) implements Type {

    /** Returns the place of a field among the others. */
    public int position(String field) {
      for (int i = 0; i < fields.size(); i++) {
        if (fields.get(i).name().equals(field)) {
          return i;
        }
      }
      throw new IllegalArgumentException("no field " + field + " in " + name);
    }

    /** Returns the type of a field. */
    public Type typeOf(String field) {
      return fields.get(position(field)).type();
    }
  }

  /** A field of a record. */
  record Field(String name, Type type) {}

  /** A map in which the order of the keys does not matter. */
  record MapOf(Type key, Type value) implements Type {}
}

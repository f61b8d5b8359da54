package io.seedmill.generators.code.tree;

import java.util.List;

/** An expression. Its operands are evaluated from left to right, once each. */
public sealed interface Expr {

  /** Returns the type of its value. */
  Type type();

  /** A number, of type {@code INT} or {@code SIZE}. */
  record Numeral(long value, Type type) implements Expr {}

  /** True or false. */
  record Truth(boolean value) implements Expr {
    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  /** A character. */
  record Letter(char value) implements Expr {
    @Override
    public Type type() {
      return Type.CHAR;
    }
  }

  /** A text. */
  record Text(String value) implements Expr {
    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /** A list of given items, or an empty map. */
  record Collection(Type type, List<Expr> items) implements Expr {}

  /** A list of equal items. */
  record Filled(Type type, Expr item, Expr count) implements Expr {}

  /** The value of a variable. */
  record Variable(String name, Type type) implements Expr {}

  /** Two operands of equal type. */
  record Binary(Operator operator, Expr left, Expr right) implements Expr {
    @Override
    public Type type() {
      return operator.isArithmetic() ? left.type() : Type.BOOL;
    }
  }

  /** The opposite of a truth value. */
  record Not(Expr operand) implements Expr {
    @Override
    public Type type() {
      return Type.BOOL;
    }
  }

  /** The negative of a number. */
  record Negative(Expr operand) implements Expr {
    @Override
    public Type type() {
      return Type.INT;
    }
  }

  /** One of two values; only that one is evaluated. */
  record Either(Expr condition, Expr then, Expr otherwise) implements Expr {
    @Override
    public Type type() {
      return then.type();
    }
  }

  /** A call of a function of the program. */
  record Call(String function, List<Expr> arguments, Type type) implements Expr {}

  /** A call of something that every language has in a form of its own. */
  record Builtin(Operation operation, List<Expr> arguments, Type type) implements Expr {
    /** Returns an argument. */
    public Expr argument(int position) {
      return arguments.get(position);
    }
  }

  /**
   * One pass over a list: the items that fulfil the condition, changed by {@code item}, and
   * collected by {@code kind}.
   *
   * @param condition may be {@code true}
   */
  record Pass(Collect kind, Variable variable, Expr list, Expr condition, Expr item, Type type)
      implements Expr {}

  /** The ways to collect the items of a {@link Pass}. */
  enum Collect {
    LIST,
    SUM,
    COUNT,
    ANY,
    ALL
  }

  /** The operators. A division and its rest have operands from 0, and no divisor is 0. */
  enum Operator {
    OR("||", 1),
    AND("&&", 2),
    EQUAL("==", 3),
    DIFFERENT("!=", 3),
    LESS("<", 4),
    AT_MOST("<=", 4),
    MORE(">", 4),
    AT_LEAST(">=", 4),
    PLUS("+", 5),
    MINUS("-", 5),
    TIMES("*", 6),
    DIVIDE("/", 6),
    REST("%", 6);

    private final String symbol;
    private final int binds;

    Operator(String symbol, int binds) {
      this.symbol = symbol;
      this.binds = binds;
    }

    /** Returns the symbol that most languages have. */
    public String symbol() {
      return symbol;
    }

    /** Returns how strongly it binds, from 1. */
    public int binds() {
      return binds;
    }

    /** Tells whether its value is a number. */
    public boolean isArithmetic() {
      return binds >= PLUS.binds;
    }

    /** Tells whether it compares two values. */
    public boolean isComparison() {
      return binds == EQUAL.binds || binds == LESS.binds;
    }
  }

  /** The operations of {@link Builtin}. */
  enum Operation {
    /** The number of items of a list or of characters of a text. */
    LENGTH,
    /** Tells whether a list or text has no items. */
    IS_EMPTY,
    /** The item of a list at a position. */
    ITEM,
    /** The character of a text at a position. */
    CHARACTER,
    /** The last item of a list that is not empty. */
    LAST,
    /** Takes the last item out of a list and returns it. */
    POP,
    /** Part of a list or text, from a position up to another one. */
    PART,
    /** The value of a key that is there. */
    VALUE,
    /** The value of a key, or another value if there is none. */
    VALUE_OR,
    /** Tells whether a map has a key. */
    HAS_KEY,
    /** The smaller of two numbers. */
    MIN,
    /** The larger of two numbers. */
    MAX,
    /** A number without its sign. */
    ABSOLUTE,
    /** A length or position as a number. */
    TO_INT,
    /** A number that is not negative as a position. */
    TO_SIZE,
    /** Tells whether a character is from 0 to 9. */
    IS_DIGIT,
    /** Tells whether a character is a letter. */
    IS_LETTER,
    /** Tells whether a character is a capital letter. */
    IS_UPPER,
    /** A letter as a capital letter. */
    UPPER,
    /** A letter as a small letter. */
    LOWER,
    /** The number of a character in ASCII. */
    CODE,
    /** The character with a number in ASCII. */
    FROM_CODE,
    /** The value of a digit. */
    DIGIT,
    /** The digits of a number, as text. */
    DECIMAL,
    /** Two texts joined. */
    JOINED,
    /** A character as text. */
    AS_TEXT,
    /** Bits that two numbers share. */
    BIT_AND,
    /** Bits in which two numbers differ. */
    BIT_XOR,
    /** A number shifted to the right. */
    SHIFT_RIGHT,
    /** A number shifted to the left. */
    SHIFT_LEFT,
    /** The parts of a text between a character that is given; the text does not end in it. */
    SPLIT,
    /** The texts of a list with a text between them. */
    JOIN,
    /**
     * A list in ascending order, or by a field of its records, whose name comes as a text: those
     * that are equal in it stay in their order. It is the whole value of a variable.
     */
    SORTED,
    /** A field of a record, whose name comes as a text. */
    FIELD,
    /** A record that is made of the values of its fields. */
    MAKE,
    /** The number that digits stand for. */
    NUMBER
  }
}

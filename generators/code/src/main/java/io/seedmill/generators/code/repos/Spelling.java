package io.seedmill.generators.code.repos;

import java.util.Locale;

/** A language that repositories are written in, and its spelling of names. */
enum Spelling {
  PYTHON("python", "Python", "Python"),
  TYPESCRIPT("typescript", "TypeScript", "Node.js"),
  GO("go", "Go", "Go"),
  JAVA("java", "Java", "Java 17");

  private final String id;
  private final String title;
  private final String platform;

  Spelling(String id, String title, String platform) {
    this.id = id;
    this.title = title;
    this.platform = platform;
  }

  static Spelling of(String id) {
    for (Spelling spelling : values()) {
      if (spelling.id.equals(id)) {
        return spelling;
      }
    }
    throw new IllegalArgumentException(id);
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  /** Returns what has to be installed for a program to run. */
  String platform() {
    return platform;
  }

  boolean hasSqlite() {
    return this == PYTHON;
  }

  String variable(Name name) {
    if (this == GO) {
      String go = name.go();
      return go.substring(0, 1).toLowerCase(Locale.ROOT) + go.substring(1);
    }
    return this == PYTHON ? name.snake() : name.camel();
  }

  /** Returns a name as a part of the name of a function: add_order_line, addOrderLine. */
  String part(Name name) {
    return this == PYTHON ? name.snake() : name.pascal();
  }

  /** Returns the name of a field in JSON. */
  String key(Name name) {
    return this == PYTHON || this == GO ? name.snake() : name.camel();
  }

  /** Returns the name of a field of a record. */
  String field(Name name) {
    return this == GO ? name.go() : variable(name);
  }
}

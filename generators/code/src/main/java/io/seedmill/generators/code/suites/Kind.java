package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A kind of tests. */
enum Kind {
  UNIT("unit", "unit tests", UnitSuite::new),
  FUZZ("fuzz", "a fuzz test", FuzzSuite::new);

  private final String id;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // it makes new ones at each call
  private final Supplier<Suites> suites;

  Kind(String id, String title, Supplier<Suites> suites) {
    this.id = id;
    this.title = title;
    this.suites = suites;
  }

  /** Returns a kind by its name. */
  static Kind of(String id) {
    return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst().orElseThrow();
  }

  /** Returns the names of all kinds. */
  static List<String> ids() {
    return Arrays.stream(values()).map(Kind::id).toList();
  }

  /** Returns the languages that it is made for. */
  List<Language> languages() {
    return List.of(Language.values());
  }

  /** Returns its name in parameters and samples. */
  String id() {
    return id;
  }

  /** Returns its name in sentences. */
  String title() {
    return title;
  }

  /** Returns what makes such tests. */
  Suites suites() {
    return suites.get();
  }
}

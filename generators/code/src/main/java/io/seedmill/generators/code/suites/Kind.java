package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** A kind of tests. */
enum Kind {
  UNIT("unit", "unit tests", true, UnitSuite::new),
  FUZZ("fuzz", "a fuzz test", true, FuzzSuite::new),
  INTEGRATION("integration", "integration tests", false, () -> new ServiceSuite("integration")),
  END_TO_END("end-to-end", "end-to-end tests", false, () -> new ServiceSuite("end-to-end")),
  PERFORMANCE("performance", "performance tests", false, () -> new ServiceSuite("performance")),
  SECURITY("security", "security tests", false, () -> new ServiceSuite("security"));

  private final String id;
  private final String title;
  private final boolean everywhere;

  @SuppressWarnings("ImmutableEnumChecker") // it makes new ones at each call
  private final Supplier<Suites> suites;

  Kind(String id, String title, boolean everywhere, Supplier<Suites> suites) {
    this.id = id;
    this.title = title;
    this.everywhere = everywhere;
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
    return everywhere
        ? Language.ofFiles()
        : List.of(Language.PYTHON, Language.JAVASCRIPT, Language.GO);
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

package io.seedmill.generators.code;

import io.seedmill.generators.code.print.CPrinter;
import io.seedmill.generators.code.print.CppPrinter;
import io.seedmill.generators.code.print.GoPrinter;
import io.seedmill.generators.code.print.JavaPrinter;
import io.seedmill.generators.code.print.JavaScriptPrinter;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.print.PythonPrinter;
import io.seedmill.generators.code.print.RustPrinter;
import io.seedmill.generators.code.print.SwiftPrinter;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A language that programs are written in. */
public enum Language {
  PYTHON("python", "Python", PythonPrinter::new),
  JAVASCRIPT("javascript", "JavaScript", () -> new JavaScriptPrinter(false)),
  TYPESCRIPT("typescript", "TypeScript", () -> new JavaScriptPrinter(true)),
  JAVA("java", "Java", JavaPrinter::new),
  RUST("rust", "Rust", RustPrinter::new),
  CPP("cpp", "C++", CppPrinter::new),
  C("c", "C", CPrinter::new),
  GO("go", "Go", GoPrinter::new),
  SWIFT("swift", "Swift", SwiftPrinter::new);

  private static final List<Language> FILES =
      Arrays.stream(values()).filter(language -> language != SWIFT).toList();

  private final String id;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // it makes a new printer at each call
  private final Supplier<Printer> printer;

  Language(String id, String title, Supplier<Printer> printer) {
    this.id = id;
    this.title = title;
    this.printer = printer;
  }

  /** Returns the names of all languages. */
  static List<String> ids() {
    return Arrays.stream(values()).map(Language::id).toList();
  }

  /** Returns the languages of flaws and of test suites. */
  public static List<Language> ofFiles() {
    return FILES;
  }

  /** Returns the names of the languages of flaws and of test suites. */
  public static List<String> idsOfFiles() {
    return FILES.stream().map(Language::id).toList();
  }

  /** Returns the language of a name in parameters and samples. */
  public static Optional<Language> named(String id) {
    return Arrays.stream(values()).filter(language -> language.id.equals(id)).findFirst();
  }

  /** Returns its name in parameters and samples. */
  public String id() {
    return id;
  }

  /** Returns its name in sentences. */
  public String title() {
    return title;
  }

  /** Returns a new printer, for one thread. */
  public Printer printer() {
    return printer.get();
  }
}

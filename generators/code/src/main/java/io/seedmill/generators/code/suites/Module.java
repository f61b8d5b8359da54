package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.EveryLanguage;
import io.seedmill.generators.code.print.Printer;
import io.seedmill.generators.code.tree.Function;
import io.seedmill.generators.code.tree.Program;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program as a module of a language: one file that tests can use.
 *
 * @param task what the program is meant to do
 * @param program the program, whose main function has a name that says something
 */
record Module(Task task, Program program, Language language, Printer printer) {

  /** Names of functions that tests declare themselves. */
  private static final List<String> TAKEN =
      List.of("equal", "same", "check", "main", "test", "below", "expected", "rng", "next", "got");

  /** Returns the module of a task, unless the names of its functions would say nothing or clash. */
  static Optional<Module> of(Task task, Language language, Printer printer) {
    Program program = task.program();
    List<Function> functions = program.functions();
    if (program.main().name().equals("solve")) {
      String inner = functions.get(functions.size() - 2).name();
      String joined = inner.endsWith("_of") ? inner + "_" : inner + "_of_";
      program = named(program, joined + program.main().parameters().get(0).name());
      functions = program.functions();
    }
    Set<String> names = new HashSet<>(TAKEN);
    if (!functions.stream().allMatch(function -> names.add(function.name()))) {
      return Optional.empty();
    }
    return EveryLanguage.has(program) && isPlain(program)
        ? Optional.of(new Module(task, program, language, printer))
        : Optional.empty();
  }

  /** Tells whether tests can compare what a program takes: no lists of texts, and no records. */
  private static boolean isPlain(Program program) {
    Function function = program.main();
    Type texts = new Type.ListOf(Type.TEXT);
    return program.record().isEmpty()
        && !function.result().equals(texts)
        && function.parameters().stream().noneMatch(each -> each.type().equals(texts));
  }

  /** Returns a program with another name of its main function, which does not call itself. */
  static Program named(Program program, String name) {
    List<Function> functions = new ArrayList<>(program.functions());
    Function last = functions.remove(functions.size() - 1);
    functions.add(new Function(name, last.parameters(), last.result(), last.fails(), last.body()));
    return new Program(functions);
  }

  /** Returns the main function's name with underscores. */
  String snake() {
    return program.main().name();
  }

  /** Returns the main function's name as the language spells it. */
  String name() {
    return printer.nameOf(program.main());
  }

  /** Returns the text of the module's file with this program or a mutant of it. */
  String code(Program written) {
    String code = printer.functions(written);
    return switch (language) {
      case JAVASCRIPT, TYPESCRIPT ->
          code.replaceFirst("(?m)^function (?=" + name() + "\\()", "export function ");
      case RUST ->
          code.replaceFirst("(?m)^fn (?=" + name() + "\\()", "pub fn ")
              + "\n#[cfg(test)]\nmod tests;\n";
      case GO -> "package " + goPackage() + "\n\n" + code;
      case JAVA -> java(code);
      default -> code;
    };
  }

  private String java(String code) {
    StringBuilder text = new StringBuilder(Imports.ofJava(code));
    text.append(text.isEmpty() ? "" : "\n").append("final class ").append(className());
    text.append(" {\n\n    private ").append(className()).append("() {}\n\n");
    code.lines().forEach(l -> text.append(l.isEmpty() ? "" : "    " + l).append('\n'));
    return text.append("}\n").toString();
  }

  String className() {
    String name = CaseNames.pascal(snake());
    return List.of("List", "Map", "Set", "Stream").contains(name) ? name + "s" : name;
  }

  String goPackage() {
    return snake().replace("_", "");
  }

  /** Returns the name of the module's file. */
  String file() {
    return switch (language) {
      case PYTHON -> snake() + ".py";
      case JAVASCRIPT -> dashed() + ".mjs";
      case TYPESCRIPT -> dashed() + ".ts";
      case JAVA -> className() + ".java";
      case RUST -> "src/lib.rs";
      case CPP -> snake() + ".cpp";
      case C -> snake() + ".c";
      case GO -> snake() + ".go";
      case SWIFT -> throw noSuites();
    };
  }

  /** Returns the name of the file with the tests. */
  String testFile() {
    return switch (language) {
      case PYTHON -> "test_" + snake() + ".py";
      case JAVASCRIPT -> dashed() + ".test.mjs";
      case TYPESCRIPT -> dashed() + ".test.ts";
      case JAVA -> className() + "Test.java";
      case RUST -> "src/tests.rs";
      case CPP -> "test_" + snake() + ".cpp";
      case C -> "test_" + snake() + ".c";
      case GO -> snake() + "_test.go";
      case SWIFT -> throw noSuites();
    };
  }

  /** Returns what JavaScript imports the module by. */
  String imported() {
    return dashed() + (language == Language.JAVASCRIPT ? ".mjs" : ".js");
  }

  private String dashed() {
    return snake().replace('_', '-');
  }

  /** Returns the name of the framework that runs tests. */
  static String framework(Language language) {
    return switch (language) {
      case PYTHON -> "pytest";
      case JAVASCRIPT, TYPESCRIPT -> "node:test";
      case JAVA -> "JUnit 5";
      case RUST -> "cargo test";
      case GO -> "go test";
      case C, CPP -> "assert";
      case SWIFT -> throw noSuites();
    };
  }

  /** Returns how the tests are run. */
  String run() {
    return switch (language) {
      case PYTHON -> "python3 -m pytest " + testFile();
      case JAVASCRIPT -> "node --test " + testFile();
      case TYPESCRIPT ->
          "npx tsc --strict --module nodenext --target es2022 "
              + testFile()
              + " && node --test "
              + dashed()
              + ".test.js";
      case JAVA -> "mvn test -Dtest=" + className() + "Test";
      case RUST -> "cargo test";
      case GO -> "go test ./...";
      case CPP -> "g++ -std=c++17 -o tests " + testFile() + " && ./tests";
      case C -> "gcc -std=c17 -o tests " + testFile() + " && ./tests";
      case SWIFT -> throw noSuites();
    };
  }

  /** Returns the name of a type in the language. */
  String type(Type type) {
    boolean grid = type instanceof Type.ListOf list && list.element() instanceof Type.ListOf;
    int at = type == Type.INT ? 0 : type == Type.TEXT ? 1 : type == Type.BOOL ? 2 : grid ? 4 : 3;
    String names =
        switch (language) {
          case PYTHON -> "int str bool list[int] list[list[int]]";
          case JAVASCRIPT, TYPESCRIPT -> "number string boolean number[] number[][]";
          case JAVA -> "int String boolean List<Integer> List<List<Integer>>";
          case RUST -> "i32 &str bool Vec<i32> Vec<Vec<i32>>";
          case GO -> "int string bool []int [][]int";
          case CPP -> "int std::string bool std::vector<int> std::vector<std::vector<int>>";
          case C -> "int char* bool IntList IntLists";
          case SWIFT -> throw noSuites();
        };
    return names.split(" ", -1)[at];
  }

  private static IllegalStateException noSuites() {
    return new IllegalStateException("found Swift; allowed: " + Language.idsOfFiles());
  }

  /** Returns text with each function of a program called something else. */
  String renamed(String text, Program written, String prefix) {
    List<String> names = new ArrayList<>();
    for (Function function : written.functions()) {
      names.add(printer.nameOf(function));
    }
    // A name that is part of a text, or behind a point, is not the function.
    Matcher name =
        Pattern.compile("(?<![.\\w\"])(" + String.join("|", names) + ")(?![\\w\"])").matcher(text);
    boolean camel =
        switch (language) {
          case JAVASCRIPT, TYPESCRIPT, JAVA, GO -> true;
          default -> false;
        };
    return name.replaceAll(
        found -> camel ? prefix + CaseNames.pascal(found.group()) : prefix + "_" + found.group());
  }
}

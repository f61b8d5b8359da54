package io.seedmill.generators.code.flaws;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Does what {@link FlawsRunIT} does for the languages whose compilers make programs. It is a class
 * of its own since it takes as long as the others together, and classes are run side by side.
 */
class NativeFlawsRunIT extends FlawUnits {

  /**
   * Makes the address sanitizer find locals that are gone, and lets an allocation fail. Lines of
   * code are not looked up: nobody reads the reports, and that takes most of a program's time.
   */
  private static final String OPTIONS =
      """
      const char *__asan_default_options(void) {
      return "detect_stack_use_after_return=1:allocator_may_return_null=1:symbolize=0";
      }
      const char *__tsan_default_options(void) {
      return "symbolize=0";
      }
      """;

  @Test
  void go() throws Exception {
    assumeTrue(Tools.isThere("go"), "go is not on the PATH");
    List<Unit> units =
        units(Language.GO, show -> "func Show() {\n" + show.replaceAll("(?m)^(?=.)", "\t") + "}\n");
    for (Unit unit : units) {
      write(unit.id() + "/code.go", unit.text());
    }
    write("go.mod", "module flaws\n\ngo 1.19\n");
    assertThat(Tools.run(folder, "gofmt", "-l", "."), is(List.of()));
    assertThat(Tools.run(folder, "go", "vet", "./..."), is(List.of()));
    Set<String> failed = new TreeSet<>();
    failed.addAll(go(of(units, false), "plain", "-race=false"));
    failed.addAll(go(of(units, true), "threads", "-race"));
    compare(units, failed);
  }

  private Set<String> go(List<Unit> units, String name, String option) throws Exception {
    StringBuilder main = new StringBuilder("package main\n\nimport (\n\t\"os\"\n");
    StringBuilder calls = new StringBuilder();
    for (Unit unit : units) {
      if (unit.isShown()) {
        main.append("\t" + unit.id() + " \"flaws/" + unit.id() + "\"\n");
        calls.append("\tcase \"" + unit.id() + "\":\n\t\t" + unit.id() + ".Show()\n");
      }
    }
    main.append(")\n\nfunc main() {\n\tswitch os.Args[1] {\n").append(calls).append("\t}\n}\n");
    write(name + "/main.go", main);
    Tools.run(folder, "go", "build", option, "-o", "run-" + name, "./" + name);
    return failing(units, folder.resolve("run-" + name).toString());
  }

  @Test
  void rust() throws Exception {
    assumeTrue(Tools.isThere("rustc"), "rustc is not on the PATH");
    List<Unit> units = units(Language.RUST, show -> "pub fn show() {\n" + show.indent(4) + "}\n");
    StringBuilder source = new StringBuilder("#![allow(dead_code)]\n");
    StringBuilder calls = new StringBuilder();
    for (Unit unit : units) {
      source.append("mod ").append(unit.id()).append(" {\n").append(unit.text()).append("}\n");
      if (unit.isShown()) {
        calls.append("\"" + unit.id() + "\" => " + unit.id() + "::show(),\n");
      }
    }
    source.append("fn main() {\nmatch std::env::args().nth(1).unwrap_or_default().as_str() {\n");
    source.append(calls).append("_ => {}\n}\n}\n");
    String program = folder.resolve("program").toString();
    String file = write("main.rs", source).toString();
    assertThat(Tools.run(folder, "rustc", "--edition", "2021", "-o", program, file), is(List.of()));
    compare(units, failing(units, program));
  }

  @Test
  void cpp() throws Exception {
    assumeTrue(Tools.isThere("g++"), "g++ is not on the PATH");
    List<Unit> units = units(Language.CPP, show -> "void show() {\n" + show.indent(2) + "}\n");
    Set<String> failed = new TreeSet<>();
    failed.addAll(cpp(of(units, false), "address,undefined", "plain"));
    failed.addAll(cpp(of(units, true), "thread", "threads"));
    compare(units, failed);
  }

  private Set<String> cpp(List<Unit> units, String sanitizer, String name) throws Exception {
    Set<String> includes = new TreeSet<>(Set.of("#include <string>"));
    StringBuilder source = new StringBuilder();
    StringBuilder calls = new StringBuilder();
    for (Unit unit : units) {
      String code = unit.text().substring(Imports.of(Language.CPP).divide(unit.text(), includes));
      source.append("namespace ").append(unit.id()).append(" {\n").append(code).append("}\n");
      if (unit.isShown()) {
        calls.append("if (id == \"" + unit.id() + "\") " + unit.id() + "::show();\n");
      }
    }
    source.insert(0, String.join("\n", includes) + "\n");
    source.append("extern \"C\" {\n").append(OPTIONS).append("}\n");
    source.append("int main(int, char** arguments) {\nconst std::string id = arguments[1];\n");
    String file = write(name + ".cpp", source.append(calls).append("}\n")).toString();
    String program = folder.resolve(name).toString();
    Tools.run(
        folder, "g++", "-std=c++17", "-pthread", "-fsanitize=" + sanitizer, "-o", program, file);
    return failing(units, program);
  }

  @Test
  void c() throws Exception {
    assumeTrue(Tools.isThere("gcc"), "gcc is not on the PATH");
    List<Unit> units = units(Language.C, show -> "void show(void) {\n" + show.indent(2) + "}\n");
    Set<String> failed = new TreeSet<>();
    failed.addAll(c(of(units, false), "address,undefined", "plain"));
    failed.addAll(c(of(units, true), "thread", "threads"));
    compare(units, failed);
  }

  /** Compiles each file by itself, and hides its names from the others. */
  private Set<String> c(List<Unit> units, String sanitizer, String name) throws Exception {
    Path place = Files.createDirectory(folder.resolve(name + "-files"));
    List<String> command =
        new ArrayList<>(List.of("gcc", "-std=gnu17", "-pthread", "-c", "-fsanitize=" + sanitizer));
    StringBuilder main = new StringBuilder("#include <string.h>\n" + OPTIONS);
    StringBuilder calls = new StringBuilder();
    for (Unit unit : units) {
      String shown = "show_" + unit.id();
      String text = unit.text().replace("\nvoid show(void) {", "\nvoid " + shown + "(void) {");
      command.add(write(name + "-files/" + unit.id() + ".c", text).toString());
      if (unit.isShown()) {
        main.append("void ").append(shown).append("(void);\n");
        calls.append("if (strcmp(arguments[1], \"" + unit.id() + "\") == 0) " + shown + "();\n");
      }
    }
    main.append("int main(int count, char **arguments) {\n(void)count;\n").append(calls);
    command.add(write(name + "-files/main.c", main.append("return 0;\n}\n")).toString());
    Tools.run(place, command.toArray(String[]::new));
    List<String> link =
        new ArrayList<>(List.of("gcc", "-pthread", "-fsanitize=" + sanitizer, "main.o"));
    for (Unit unit : units) {
      if (unit.isShown()) {
        link.add(unit.id() + ".o");
        Tools.run(place, "objcopy", "--keep-global-symbol=show_" + unit.id(), unit.id() + ".o");
      }
    }
    link.addAll(List.of("-o", folder.resolve(name).toString(), "-lm"));
    Tools.run(place, link.toArray(String[]::new));
    return failing(units, folder.resolve(name).toString());
  }

  private static List<Unit> of(List<Unit> units, boolean concurrency) {
    return units.stream()
        .filter(unit -> unit.flaw().category().equals("concurrency") == concurrency)
        .collect(Collectors.toList());
  }
}

package io.seedmill.generators.code.flaws;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Compiles every variant of every flaw, flawed, mended and sound, with the tools of this machine.
 * Where a flaw can be shown by running, it shows in the flawed one and not in the others.
 */
class FlawsRunIT extends FlawUnits {

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
  void python() throws Exception {
    assumeTrue(Tools.isThere("python3"), "python3 is not on the PATH");
    List<Unit> units = units(Language.PYTHON, show -> show);
    runAll(units, ".py", resource("run.py"), "python3");
  }

  @Test
  void javaScript() throws Exception {
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    List<Unit> units = units(Language.JAVASCRIPT, show -> show);
    runAll(units, ".mjs", resource("run.mjs"), "node");
  }

  /** Runs files in one process, which prints the names of those in which the flaw shows. */
  private void runAll(List<Unit> units, String ending, String runner, String command)
      throws Exception {
    for (Unit unit : units) {
      write(unit.id() + ending, unit.text());
    }
    String run = write("run" + ending, runner).toString();
    Set<String> failed = new TreeSet<>();
    List<String> errors = new ArrayList<>();
    for (String line : Tools.run(folder, command, run)) {
      if (line.startsWith("shown ")) {
        failed.add(line.substring(6));
      } else if (line.startsWith("error ")) {
        errors.add(line + " " + named(units, line.split("[ :]", 3)[1]));
      }
    }
    assertThat(String.join("\n", errors), errors, is(List.of()));
    compare(units, failed);
  }

  private static List<Unit> named(List<Unit> units, String id) {
    return units.stream().filter(unit -> unit.id().equals(id)).toList();
  }

  @Test
  void typeScript() throws Exception {
    assumeTrue(Tools.isThere("tsc"), "tsc is not on the PATH");
    List<String> files = new ArrayList<>();
    files.add(write("node.d.ts", resource("node.d.ts")).toString());
    for (Unit unit : units(Language.TYPESCRIPT, show -> "")) {
      files.add(write(unit.id() + ".ts", unit.text() + "export {};\n").toString());
    }
    ObjectNode project = JsonNodeFactory.instance.objectNode();
    ObjectNode options = project.putObject("compilerOptions");
    options.put("strict", true).put("noEmit", true).put("target", "es2022").put("module", "es2022");
    options.put("moduleResolution", "bundler").putArray("types");
    options.putArray("lib").add("es2022").add("dom");
    files.forEach(project.putArray("files")::add);
    write("tsconfig.json", project.toString());
    assertThat(Tools.run(folder, "tsc", "-p", "tsconfig.json"), is(List.of()));
  }

  @Test
  void java() throws Exception {
    List<Unit> units =
        units(
            Language.JAVA,
            show -> "static void show() throws Exception {\n" + show.indent(4) + "}\n");
    StringBuilder files = new StringBuilder();
    StringBuilder shown = new StringBuilder();
    for (Unit unit : units) {
      String type =
          unit.text().replaceAll("(?s).*?\nfinal class (\\w+) .*|final class (\\w+) .*", "$1$2");
      String text = "package " + unit.id() + ";\n\n" + unit.text();
      files.append(write(unit.id() + "/" + type + ".java", text)).append('\n');
      if (unit.isShown()) {
        shown.append(unit.id()).append('.').append(type).append('\n');
      }
    }
    write("shown.txt", shown);
    files.append(write("Run.java", resource("Run.java.txt"))).append('\n');
    String list = "@" + write("files.txt", files);
    assertThat(
        Tools.run(
            folder,
            "javac",
            "-J" + Tools.SHORT_RUN,
            "-Xlint:all,-serial",
            "-d",
            folder.toString(),
            list),
        is(List.of()));
    Set<String> failed = new TreeSet<>();
    for (String line :
        Tools.run(folder, "java", Tools.SHORT_RUN, "-cp", folder.toString(), "Run", "shown.txt")) {
      if (line.startsWith("shown ")) {
        failed.add(line.substring(6));
      }
    }
    compare(units, failed);
  }

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

  private static String resource(String name) throws Exception {
    try (var in = FlawsRunIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

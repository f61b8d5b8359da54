package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.code.family.Composer;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.print.Printer;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs programs with the compilers and interpreters of this machine, all of a language in one
 * process: they print what the interpreter says.
 */
class ProgramsRunTest {

  private static final int PROGRAMS = Integer.getInteger("seedmill.test.programs", 250);

  @TempDir Path folder;

  private final StringBuilder source = new StringBuilder();
  private final List<String> expected = new ArrayList<>();
  private int programs;

  @Test
  void python() throws Exception {
    draw(
        Language.PYTHON,
        (code, calls, fails) -> {
          source.append("def run_").append(programs).append("():\n").append(code.indent(4));
          for (String call : calls) {
            source.append("    try:\n        print(").append(call).append(")\n");
            source.append("    except ValueError as e:\n        print('error', e)\n");
          }
          source.append("\n\nrun_").append(programs).append("()\n\n\n");
        });
    compare(run("python3", write("programs.py", source)));
  }

  @Test
  void javaScript() throws Exception {
    compare(run("node", script(Language.JAVASCRIPT, "programs.js", "value", "e.message")));
  }

  @Test
  void typeScript() throws Exception {
    assumeTrue(isThere("tsc"), "tsc is not on the PATH");
    String file =
        script(Language.TYPESCRIPT, "programs.ts", "value: unknown", "(e as Error).message");
    assertThat(
        run("tsc", "--strict", "--target", "es2022", "--lib", "es2022,dom", file), is(List.of()));
    compare(run("node", folder.resolve("programs.js").toString()));
  }

  @Test
  void java() throws Exception {
    List<String> mains = new ArrayList<>();
    source.append("import java.util.*;\npublic class Programs {\n");
    draw(
        Language.JAVA,
        (code, calls, fails) -> {
          source.append("static class P").append(programs).append(" {\n").append(code);
          source.append("static void main() {\n");
          for (String call : calls) {
            source.append("try { System.out.println(").append(call).append("); }\n");
            source.append("catch (IllegalArgumentException e) {");
            source.append(" System.out.println(\"error \" + e.getMessage()); }\n");
          }
          source.append("}\n}\n");
          mains.add("P" + programs + ".main();\n");
        });
    source.append("public static void main(String[] a) {\n");
    mains.forEach(source::append);
    source.append("}\n}\n");
    String file = write("Programs.java", source);
    assertThat(run("javac", "-Xlint:all", "-d", folder.toString(), file), is(List.of()));
    compare(run("java", "-cp", folder.toString(), "Programs"));
  }

  @Test
  void rust() throws Exception {
    assumeTrue(isThere("rustc"), "rustc is not on the PATH");
    List<String> mains = new ArrayList<>();
    draw(
        Language.RUST,
        (code, calls, fails) -> {
          source.append("mod p").append(programs).append(" {\n").append(code);
          source.append("pub fn run() {\n");
          for (String call : calls) {
            source.append(
                fails
                    ? "match "
                        + call
                        + " { Ok(v) => println!(\"{:?}\", v), Err(e) => println!(\"error {}\", e) }\n"
                    : "println!(\"{:?}\", " + call + ");\n");
          }
          source.append("}\n}\n");
          mains.add("p" + programs + "::run();\n");
        });
    source.append("fn main() {\n");
    mains.forEach(source::append);
    source.append("}\n");
    String program = folder.resolve("programs").toString();
    String file = write("programs.rs", source);
    assertThat("warnings", run("rustc", "--edition", "2021", "-o", program, file), is(List.of()));
    compare(run(program));
  }

  @Test
  void cpp() throws Exception {
    assumeTrue(isThere("g++"), "g++ is not on the PATH");
    List<String> mains = new ArrayList<>();
    source.append(
        """
        #include <iostream>
        #include <string>
        #include <vector>
        void put(bool v) { std::cout << (v ? "true" : "false"); }
        void put(int v) { std::cout << v; }
        void put(char v) { std::cout << v; }
        void put(const std::string& v) { std::cout << v; }
        template <class T> void put(const std::vector<T>& v) {
          const char* before = "[";
          for (const auto& item : v) { std::cout << before; put(item); before = ", "; }
          std::cout << (v.empty() ? "[]" : "]");
        }
        """);
    draw(
        Language.CPP,
        (code, calls, fails) -> {
          source.append(lines(code, line -> line.startsWith("#")));
          source.append("namespace p").append(programs).append(" {\n");
          source.append(lines(code, line -> !line.startsWith("#"))).append("void run() {\n");
          for (String call : calls) {
            source.append("try { put(").append(call).append("); }");
            source.append(
                " catch (const std::exception& e) { std::cout << \"error \" << e.what(); }\n");
            source.append("std::cout << '\\n';\n");
          }
          source.append("}\n}\n");
          mains.add("p" + programs + "::run();\n");
        });
    source.append("int main() {\n");
    mains.forEach(source::append);
    source.append("}\n");
    String program = folder.resolve("programs").toString();
    String file = write("programs.cpp", source);
    List<String> warnings = run("g++", "-std=c++17", "-Wall", "-Wextra", "-o", program, file);
    assertThat("warnings", warnings, is(List.of()));
    compare(run(program));
  }

  @Test
  void clangFormatLeavesCppAsItIs() throws Exception {
    assumeTrue(isThere("clang-format"), "clang-format is not on the PATH");
    draw(Language.CPP, (code, calls, fails) -> source.append("// program\n").append(code));
    String file = write("programs.cpp", source);
    String formatted = String.join("\n", run("clang-format", "--style=Google", file)) + "\n";
    List<String> before = List.of(source.toString().split("// program\n"));
    List<String> after = List.of(formatted.split("// program\n"));
    assertThat(after.size(), is(before.size()));
    int changed = 0;
    for (int i = 0; i < before.size(); i++) {
      changed += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    assertThat("programs that are changed", 100 * changed, is(lessThanOrEqualTo(programs)));
  }

  private static String lines(String code, Predicate<String> kept) {
    return code.lines().filter(kept).map(line -> line + "\n").collect(Collectors.joining());
  }

  private String script(Language language, String name, String parameter, String message)
      throws IOException {
    source.append("function show(").append(parameter).append(") {\n");
    source.append(
        "  console.log(JSON.stringify(value).replaceAll(',', ', ').replaceAll('\"', ''));\n}\n");
    draw(
        language,
        (code, calls, fails) -> {
          source.append("(function () {\n").append(code);
          for (String call : calls) {
            source.append("try { show(").append(call).append("); }");
            source.append(" catch (e) { show('error ' + ").append(message).append("); }\n");
          }
          source.append("})();\n");
        });
    return write(name, source);
  }

  private interface Harness {
    void add(String code, List<String> calls, boolean fails);
  }

  private void draw(Language language, Harness harness) {
    Composer composer = new Composer();
    Printer printer = language.printer();
    for (long seed = 0; programs < PROGRAMS; seed++) {
      Task task = composer.draw(new SplitMix64(seed));
      String code = printer.functions(task.program());
      List<String> calls = new ArrayList<>();
      for (Task.Example example : task.examples()) {
        calls.add(printer.call(task.program(), example.inputs()));
        expected.add(
            example.outcome().failed()
                ? "error " + example.outcome().error()
                : example.outcome().value().toString());
      }
      programs++;
      harness.add(code, calls, task.program().main().fails());
    }
  }

  private void compare(List<String> printed) {
    assertThat(printed.size(), is(expected.size()));
    for (int i = 0; i < printed.size(); i++) {
      assertThat("line " + i, plain(printed.get(i)), is(plain(expected.get(i))));
    }
  }

  /** Returns a line without quotation marks, which some languages print, and truth in one way. */
  private static String plain(String line) {
    String bare = line.replaceAll("[\"']", "");
    return bare.equals("True") || bare.equals("False") ? bare.toLowerCase(Locale.ROOT) : bare;
  }

  private String write(String name, CharSequence text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private static boolean isThere(String command) {
    for (String place : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(place, command))) {
        return true;
      }
    }
    return false;
  }

  private List<String> run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("no end: " + List.of(command));
    }
    List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
    assertThat(
        String.join("\n", lines.subList(0, Math.min(40, lines.size()))),
        process.exitValue(),
        is(0));
    return lines;
  }
}

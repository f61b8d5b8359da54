package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compiles and runs programs in C and C++, without a warning, and formats them: they print what the
 * interpreter says, and the formatter leaves them as they are.
 */
class ClangProgramsRunTest extends ProgramRuns {

  private static final Pattern TOP_LEVEL =
      Pattern.compile("(?m)^(?! )[\\w ]+?[ *]+(\\w+)\\(|^\\} (\\w+);");

  ClangProgramsRunTest() {
    super(100);
  }

  @Test
  void cpp() throws Exception {
    assumeTrue(Tools.isThere("g++"), "g++ is not on the PATH");
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
  void c() throws Exception {
    assumeTrue(Tools.isThere("gcc"), "gcc is not on the PATH");
    List<String> mains = new ArrayList<>();
    source.append("#include <stdbool.h>\n#include <stdio.h>\n#include <stdlib.h>\n");
    draw(
        Language.C,
        (code, calls, fails) -> {
          // All programs are one unit, so each has names of its own.
          Set<String> names =
              TOP_LEVEL
                  .matcher(code)
                  .results()
                  .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                  .collect(Collectors.toSet());
          source.append(lines(code, line -> line.startsWith("#")));
          names.forEach(name -> source.append("#define " + name + " " + name + programs + "\n"));
          source.append(lines(code, line -> !line.startsWith("#")));
          source.append("static void run").append(programs).append("(void) {\n");
          Type type = program.main().result();
          // A text of the code itself is not freed.
          boolean constant = code.contains("const char *" + program.main().name() + "(");
          String shown = constant ? "printf(\"%s\", result);" : shown("result", type);
          String declared = constant ? "const char *" : cType(type);
          for (String call : calls) {
            source.append("{ const char *error = NULL; (void)error;\n");
            source.append(declared + " result = " + call + ";\n");
            source.append("if (error != NULL) printf(\"error %s\", error); else {");
            source.append(shown + "} puts(\"\"); }\n");
          }
          source.append("}\n");
          names.forEach(name -> source.append("#undef " + name + "\n"));
          mains.add("run" + programs + "();\n");
        });
    source.append("int main(void) {\n");
    mains.forEach(source::append);
    source.append("}\n");
    String binary = folder.resolve("programs").toString();
    String sanitizers = "-fsanitize=address,undefined";
    List<String> command = List.of("gcc", "-std=c17", "-Wall", "-Wextra", sanitizers, "-o", binary);
    List<String> warnings =
        run(
            Stream.concat(command.stream(), Stream.of(write("programs.c", source)))
                .toArray(String[]::new));
    assertThat("warnings", warnings, is(List.of()));
    compare(run(binary)); // a leak, or what C leaves undefined, would be a line more
  }

  private static String cType(Type type) {
    if (type instanceof Type.ListOf list) {
      return word(list.element()) + (list.element() instanceof Type.ListOf ? "s" : "List");
    }
    return type == Type.TEXT ? "char *" : type == Type.BOOL ? "bool" : "int";
  }

  private static String word(Type type) {
    if (type instanceof Type.ListOf list) {
      return word(list.element()) + "List";
    }
    String name = type.toString();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  /** Returns what prints a value and frees it. */
  private static String shown(String value, Type type) {
    if (type instanceof Type.ListOf list) {
      String i = "i" + value.chars().filter(c -> c == '[').count();
      String item = shown(value + ".items[" + i + "]", list.element());
      return "printf(\"[\"); for (size_t %s = 0; %s < %s.count; %s++) {".formatted(i, i, value, i)
          + "if (%s > 0) printf(\", \"); %s} printf(\"]\"); free(%s.items);"
              .formatted(i, item, value);
    } else if (type == Type.TEXT) {
      return "printf(\"%s\", " + value + "); free(" + value + ");";
    }
    return type == Type.BOOL
        ? "printf(\"%s\", " + value + " ? \"true\" : \"false\");"
        : "printf(\"%" + (type == Type.CHAR ? "c" : "d") + "\", (int)" + value + ");";
  }

  @ParameterizedTest
  @CsvSource({"CPP, programs.cpp, Google", "C, programs.c, LLVM"})
  void theFormatterLeavesProgramsAsTheyAre(Language language, String name, String style)
      throws Exception {
    assumeTrue(Tools.isThere("clang-format"), "clang-format is not on the PATH");
    draw(language, (code, calls, fails) -> source.append("// program\n").append(code));
    String file = write(name, source);
    String formatted = String.join("\n", run("clang-format", "--style=" + style, file)) + "\n";
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
}

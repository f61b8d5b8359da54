package io.seedmill.generators.code.suites;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.seedmill.generators.code.Tools;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the tests of samples with their frameworks, many in one process: they pass on the right
 * module and fail on every mutant.
 */
class SuitesRunTest extends SuiteRuns {

  private static final String[] KINDS = {"unit", "fuzz"};

  private final Set<String> ran = new HashSet<>();
  private final Set<String> failed = new HashSet<>();

  @Test
  void python() throws Exception {
    assumeTrue(
        Tools.isThere("python3")
            && Tools.runs(folder, "python3", "-m", "pytest", "--version").exitCode() == 0,
        "pytest is not there");
    List<Version> versions = versions("python", 10, KINDS);
    for (Version version : versions) {
      // Python knows one module of a name.
      String own = version.module() + "_" + version.id();
      write(version.id() + "/" + own + ".py", version.code());
      write(
          version.id() + "/test_" + version.id() + ".py",
          version.tests().replace("from " + version.module() + " ", "from " + own + " "));
    }
    List<String> printed =
        Tools.runs(
                folder, "python3", "-m", "pytest", "-q", "-rA", "--tb=no", "-p", "no:cacheprovider")
            .lines();
    results(printed, "^(?:(PASSED)|FAILED|ERROR) (s\\d+v\\d+)/.*");
    judge(versions, ran, failed);
  }

  @Test
  void javaScript() throws Exception {
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    List<Version> versions = versions("javascript", 10, KINDS);
    for (Version version : versions) {
      write(version.id() + "/" + version.codeFile(), version.code());
      write(version.id() + "/" + version.testFile(), version.tests());
    }
    node(versions, ".mjs");
  }

  @Test
  void typeScript() throws Exception {
    assumeTrue(Tools.isThere("tsc"), "tsc is not on the PATH");
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    List<Version> versions = versions("typescript", 5, KINDS);
    List<String> command =
        new ArrayList<>(
            List.of(
                "tsc",
                "--strict",
                "--module",
                "nodenext",
                "--target",
                "es2022",
                write("node.d.ts", NODE_TYPES).toString()));
    write("package.json", "{\"type\": \"module\"}");
    for (Version version : versions) {
      write(version.id() + "/" + version.codeFile(), version.code());
      command.add(write(version.id() + "/" + version.testFile(), version.tests()).toString());
    }
    Tools.run(folder, command.toArray(String[]::new));
    node(versions, ".js");
  }

  /** What the tests use of Node.js; its own types are a package that may be missing. */
  private static final String NODE_TYPES =
      """
      declare module "node:test" {
        type Body = () => void | Promise<void>;
        function test(name: string, body: Body): void;
        export function describe(name: string, body: Body): void;
        export function it(name: string, body: Body): void;
        export { test };
        export default test;
      }
      declare module "node:assert/strict" {
        interface Assert {
          (value: unknown, message?: string): asserts value;
          equal<T>(actual: T, expected: T, message?: string): void;
          deepEqual<T>(actual: T, expected: T, message?: string): void;
          ok(value: unknown, message?: string): asserts value;
          throws(body: () => unknown, error?: RegExp | object): void;
        }
        const assert: Assert;
        export default assert;
      }
      """;

  private void node(List<Version> versions, String end) throws Exception {
    StringBuilder all = new StringBuilder("import { describe } from 'node:test';\n");
    for (Version version : versions) {
      String file = version.id() + "/" + version.testFile().replaceFirst("\\.\\w+$", end);
      all.append(
          "describe('%s', async () => { await import('./%s'); });\n".formatted(version.id(), file));
    }
    write("all.mjs", all);
    List<String> printed = Tools.runs(folder, "node", "--test-reporter=tap", "all.mjs").lines();
    results(printed, "^(?:(ok)|not ok) \\d+ - (s\\d+v\\d+).*");
    judge(versions, ran, failed);
  }

  @Test
  void java() throws Exception {
    List<Version> versions = versions("java", 10, KINDS);
    List<String> command =
        new ArrayList<>(List.of("javac", "-cp", System.getProperty("java.class.path"), "-d"));
    command.add(Files.createDirectories(folder.resolve("classes")).toString());
    List<String> tests = new ArrayList<>();
    for (Version version : versions) {
      String head = "package " + version.id() + ";\n";
      command.add(write(version.id() + "/" + version.codeFile(), head + version.code()).toString());
      command.add(
          write(version.id() + "/" + version.testFile(), head + version.tests()).toString());
      tests.add(version.id() + "." + version.testFile().replace(".java", ""));
    }
    Tools.run(folder, command.toArray(String[]::new));
    URL[] classes = {folder.resolve("classes").toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
      for (String test : tests) {
        request.selectors(selectClass(loader.loadClass(test)));
      }
      TestExecutionListener listener =
          new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
              String name = test.getSource().map(Object::toString).orElse("");
              Matcher id = Pattern.compile("s\\d+v\\d+").matcher(name);
              if (id.find()) {
                ran.add(id.group());
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                  failed.add(id.group());
                }
              }
            }
          };
      LauncherFactory.create().execute(request.build(), listener);
    }
    judge(versions, ran, failed);
  }

  @Test
  void rust() throws Exception {
    assumeTrue(Tools.isThere("rustc"), "rustc is not on the PATH");
    List<Version> versions = versions("rust", 10, KINDS);
    StringBuilder crate = new StringBuilder("#![allow(dead_code)]\n");
    for (Version version : versions) {
      String inner = "mod tests {\n" + version.tests() + "}\n";
      crate.append("mod ").append(version.id()).append(" {\n");
      crate.append(version.code().replace("mod tests;\n", inner)).append("}\n");
    }
    String file = write("crate.rs", crate).toString();
    Tools.run(
        folder, "rustc", "--test", "--edition", "2021", "-A", "warnings", "-o", "tests", file);
    List<String> printed = Tools.runs(folder, folder.resolve("tests").toString()).lines();
    results(printed, "^test (s\\d+v\\d+)::.* \\.\\.\\. (?:(ok)|FAILED)$");
    judge(versions, ran, failed);
  }

  @Test
  void go() throws Exception {
    assumeTrue(Tools.isThere("go"), "go is not on the PATH");
    List<Version> versions = versions("go", 15, KINDS);
    Set<String> imports = new TreeSet<>();
    StringBuilder code = new StringBuilder();
    StringBuilder tests = new StringBuilder();
    for (Version version : versions) {
      Pattern own =
          Pattern.compile(
              "(?<![.\\w\"])("
                  + Pattern.compile("(?m)^(?:func|type|var) (\\w+)")
                      .matcher(version.code() + version.tests())
                      .results()
                      .map(found -> found.group(1))
                      .collect(Collectors.joining("|"))
                  + ")(?![\\w\"])");
      for (String text : List.of(version.code(), version.tests())) {
        Pattern.compile("(?m)^(?:import |\\t)(\"[\\w/]+\")$")
            .matcher(text)
            .results()
            .forEach(found -> imports.add(found.group(1)));
        String bare =
            text.replaceAll("(?m)^package .*\n|^import \".*\n|^import \\((?:\n\t.*)*\n\\)\n", "");
        (text.equals(version.code()) ? code : tests)
            .append(own.matcher(bare).replaceAll("$1_" + version.id()));
      }
    }
    imports.remove("\"testing\"");
    StringBuilder head = new StringBuilder("package suites\n\nimport (\n\t\"testing\"\n");
    imports.forEach(name -> head.append('\t').append(name).append('\n'));
    write("go.mod", "module suites\n\ngo 1.19\n");
    write("suites_test.go", head + ")\n" + code + tests);
    List<String> printed = Tools.runs(folder, "go", "test", "-v").lines();
    results(printed, "^--- (?:(PASS)|FAIL): (?:Test|Fuzz)\\w*_(s\\d+v\\d+) .*");
    judge(versions, ran, failed);
  }

  @Test
  void c() throws Exception {
    assumeTrue(Tools.isThere("gcc"), "gcc is not on the PATH");
    List<Version> versions = versions("c", 3, KINDS);
    for (Version version : versions) {
      write(version.id() + "/" + version.codeFile(), version.code());
      String file = write(version.id() + "/" + version.testFile(), version.tests()).toString();
      String program = folder.resolve(version.id() + "/tests").toString();
      Tools.run(
          folder,
          "gcc",
          "-std=c17",
          "-Wall",
          "-Wextra",
          "-Werror",
          "-Wno-unused-function",
          "-fsanitize=address,undefined",
          "-o",
          program,
          file);
      ran.add(version.id());
      if (Tools.runs(folder, program).exitCode() != 0) {
        failed.add(version.id());
      }
    }
    judge(versions, ran, failed);
  }

  @Test
  void cpp() throws Exception {
    assumeTrue(Tools.isThere("g++"), "g++ is not on the PATH");
    List<Version> versions = versions("cpp", 5, KINDS);
    Set<String> includes = new TreeSet<>();
    StringBuilder body = new StringBuilder();
    StringBuilder main = new StringBuilder("int main() {\n");
    Pattern include = Pattern.compile("(?m)^#include <.*>$");
    for (Version version : versions) {
      String text =
          version.tests().replace("#include \"" + version.codeFile() + "\"", version.code());
      include.matcher(text).results().forEach(found -> includes.add(found.group()));
      body.append("namespace ").append(version.id()).append(" {\n");
      body.append(include.matcher(text).replaceAll("").replace("int main()", "int run()"));
      if (!text.contains("return failures")) {
        int end = body.lastIndexOf("}");
        body.insert(end, "  return 0;\n");
      }
      body.append("}\n");
      main.append("  child(\"%s\", %s::run);\n".formatted(version.id(), version.id()));
    }
    String all =
        String.join("\n", includes)
            + "\n#include <cstdio>\n#include <sys/wait.h>\n#include <unistd.h>\n"
            + body
            + """
            void child(const char* name, int (*run)()) {
              std::fflush(stdout);
              const pid_t id = fork();
              if (id == 0) {
                std::freopen("/dev/null", "w", stderr);
                std::freopen("/dev/null", "w", stdout);
                _exit(run());
              }
              int status = 0;
              waitpid(id, &status, 0);
              std::printf("%s %s\\n", status == 0 ? "passed" : "failed", name);
            }
            """
            + main
            + "}\n";
    String file = write("all.cpp", all).toString();
    String program = folder.resolve("all").toString();
    Tools.run(folder, "g++", "-std=c++17", "-w", "-o", program, file);
    results(Tools.run(folder, program), "^(?:(passed)|failed) (s\\d+v\\d+)$");
    judge(versions, ran, failed);
  }

  /**
   * Reads lines that tell the result of a test: one group is its version, another is that it
   * passed.
   */
  private void results(List<String> printed, String form) {
    Pattern result = Pattern.compile(form);
    for (String line : printed) {
      Matcher found = result.matcher(line);
      if (found.matches()) {
        boolean idFirst = found.group(1) != null && found.group(1).matches("s\\d+v\\d+");
        String id = found.group(idFirst ? 1 : 2);
        ran.add(id);
        if (found.group(idFirst ? 2 : 1) == null) {
          failed.add(id);
        }
      }
    }
    if (ran.isEmpty()) {
      throw new AssertionError(printed.subList(0, Math.min(30, printed.size())));
    }
  }
}

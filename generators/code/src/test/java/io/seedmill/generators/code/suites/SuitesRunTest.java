package io.seedmill.generators.code.suites;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.seedmill.generators.code.Tools;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

  @Test
  void python() throws Exception {
    assumePytest();
    runPython(versions("python", 6, KINDS));
  }

  @Test
  void javaScript() throws Exception {
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    runJavaScript(versions("javascript", 6, KINDS));
  }

  @Test
  void typeScript() throws Exception {
    assumeTrue(Tools.isThere("tsc"), "tsc is not on the PATH");
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    List<Version> versions = versions("typescript", 4, KINDS);
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

  /** The part of Node.js that tests use; its own types are a package that may be missing. */
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

  @Test
  void java() throws Exception {
    List<Version> versions = versions("java", 6, KINDS);
    List<String> command =
        new ArrayList<>(
            List.of(
                "javac",
                "-J" + Tools.SHORT_RUN,
                "-cp",
                System.getProperty("java.class.path"),
                "-d"));
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
    judge(versions);
  }

  @Test
  void rust() throws Exception {
    assumeTrue(Tools.isThere("rustc"), "rustc is not on the PATH");
    List<Version> versions = versions("rust", 6, KINDS);
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
    judge(versions);
  }

  @Test
  void go() throws Exception {
    assumeTrue(Tools.isThere("go"), "go is not on the PATH");
    runGo(versions("go", 15, KINDS));
  }

  @Test
  void c() throws Exception {
    assumeTrue(Tools.isThere("gcc"), "gcc is not on the PATH");
    List<Version> versions = versions("c", 2, KINDS);
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
    judge(versions);
  }

  @Test
  void cpp() throws Exception {
    assumeTrue(Tools.isThere("g++"), "g++ is not on the PATH");
    List<Version> versions = versions("cpp", 3, KINDS);
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
    judge(versions);
  }
}

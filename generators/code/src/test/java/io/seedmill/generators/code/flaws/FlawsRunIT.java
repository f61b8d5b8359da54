package io.seedmill.generators.code.flaws;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.Tools;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Compiles every variant of every flaw, flawed, mended and sound, with the tools of this machine:
 * those of languages that run in a machine of their own. Where a flaw can be shown by running, it
 * shows in the flawed one and not in the others.
 */
class FlawsRunIT extends FlawUnits {

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
    // With both compilers: digests of passwords take most of it, which the second makes fast.
    for (String line : Tools.run(folder, "java", "-cp", folder.toString(), "Run", "shown.txt")) {
      if (line.startsWith("shown ")) {
        failed.add(line.substring(6));
      }
    }
    compare(units, failed);
  }

  private static String resource(String name) throws Exception {
    try (var in = FlawsRunIT.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs programs with the compilers and interpreters of this machine, all of a language in one
 * process: they print what the interpreter says.
 */
class ProgramsRunTest extends ProgramRuns {

  ProgramsRunTest() {
    super(250);
  }

  @Test
  void python() throws Exception {
    assumeTrue(Tools.isThere("python3"), "python3 is not on the PATH");
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
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    compare(run("node", script(Language.JAVASCRIPT, "programs.js", "value", "e.message")));
  }

  @Test
  void typeScript() throws Exception {
    assumeTrue(Tools.isThere("tsc"), "tsc is not on the PATH");
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
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
    assertThat(
        run("javac", "-J" + Tools.SHORT_RUN, "-Xlint:all", "-d", folder.toString(), file),
        is(List.of()));
    compare(run("java", Tools.SHORT_RUN, "-cp", folder.toString(), "Programs"));
  }

  @Test
  void rust() throws Exception {
    assumeTrue(Tools.isThere("rustc"), "rustc is not on the PATH");
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

  private String script(Language language, String name, String parameter, String message)
      throws IOException {
    source.append("function show(").append(parameter).append(") {\n");
    source.append("  const shown = JSON.stringify(value, (_, part) =>\n");
    source.append("    typeof part === 'string' ? part.replaceAll(',', ';;') : part);\n");
    source.append(
        "  console.log(shown.replaceAll(',', ', ').replaceAll(';;', ',').replaceAll('\"', ''));\n}\n");
    draw(
        language,
        (code, calls, fails) -> {
          source.append("function run").append(programs).append("() {\n").append(code);
          for (String call : calls) {
            source.append("try { show(").append(call).append("); }");
            source.append(" catch (e) { show('error ' + ").append(message).append("); }\n");
          }
          source.append("}\nrun").append(programs).append("();\n");
        });
    return write(name, source);
  }
}

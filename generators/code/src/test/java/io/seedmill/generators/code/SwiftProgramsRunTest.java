package io.seedmill.generators.code;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compiles and runs programs in Swift, each in a function of its own: they print what the
 * interpreter says, and the compiler has no warning.
 */
class SwiftProgramsRunTest extends ProgramRuns {

  private static final String IMPORT = "import Foundation\n";

  SwiftProgramsRunTest() {
    super(250);
  }

  @Test
  void swift() throws Exception {
    assumeTrue(Tools.isThere("swiftc"), "swiftc is not on the PATH");
    StringBuilder main = new StringBuilder();
    source.append(IMPORT);
    draw(
        Language.SWIFT,
        (code, calls, fails) -> {
          source.append("func run").append(programs).append("() {\n");
          source.append(code.replace(IMPORT, ""));
          for (String call : calls) {
            source.append(
                fails
                    ? "do { print(try "
                        + call
                        + ") } catch let e as InvalidInput { print(\"error \\(e.message)\") }"
                        + " catch { print(error) }\n"
                    : "print(" + call + ")\n");
          }
          source.append("}\n");
          main.append("run").append(programs).append("()\n");
        });
    String program = folder.resolve("programs").toString();
    String file = write("main.swift", source.append(main));
    List<String> warnings = run("swiftc", "-o", program, file);
    assertThat("warnings", warnings, is(List.of()));
    compare(run(program));
  }
}

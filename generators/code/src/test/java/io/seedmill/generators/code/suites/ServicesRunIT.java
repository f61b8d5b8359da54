package io.seedmill.generators.code.suites;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.code.Tools;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Runs the tests of small servers and of other things around a program, as a user runs them. */
class ServicesRunIT extends SuiteRuns {

  private static final String[] KINDS =
      Arrays.stream(Kind.values())
          .filter(kind -> kind.languages().size() < 8)
          .map(Kind::id)
          .toArray(String[]::new);

  @Test
  void python() throws Exception {
    assumePytest();
    runPython(versions("python", 1, KINDS));
  }

  @Test
  void javaScript() throws Exception {
    assumeTrue(Tools.isThere("node"), "node is not on the PATH");
    runJavaScript(versions("javascript", 2, KINDS));
  }

  @Test
  void go() throws Exception {
    assumeTrue(Tools.isThere("go"), "go is not on the PATH");
    runGo(versions("go", 2, KINDS));
  }
}

package io.seedmill.generators.sources.program;

import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.generators.sources.secrets.Redaction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Failures show the lines that matter of what a program wrote on standard error. */
class ErrorLogTest {

  private static final String FRAMES =
      String.join("", Collections.nCopies(40, "\tat io.riddles.Maker.make(Maker.java:13)\n"));

  private static String said(String text, OutputStream kept) {
    return said(text.getBytes(StandardCharsets.UTF_8), kept);
  }

  private static String said(byte[] bytes, OutputStream kept) {
    InputStream in = new ByteArrayInputStream(bytes);
    ErrorLog log =
        new ErrorLog(
            in,
            Optional.empty(),
            "e",
            Redaction.of(Set.of("secret-word")),
            new AtomicInteger(),
            () -> Optional.ofNullable(kept));
    try {
      log.awaitEnd();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return log.lastLines();
  }

  static Stream<Arguments> complaints() {
    return Stream.of(
        Arguments.of(
            "warming up\nException in thread \"main\" java.lang.IllegalStateException: no riddle\n"
                + FRAMES
                + "Caused by: java.io.IOException: disk gone\n"
                + FRAMES
                + "\t... 30 more\n",
            "Exception in thread \"main\" java.lang.IllegalStateException: no riddle"
                + " (Caused by: java.io.IOException: disk gone)"),
        Arguments.of(
            "/x/e.js:1\n  throw new Error(\"no riddle\");\n  ^\n\nError: no riddle\n"
                + "    at f (/x/e.js:1:29)\n".repeat(10)
                + "\nNode.js v20.20.2\n",
            "Error: no riddle"),
        Arguments.of(
            "/x/t.js:1\nthrow \"plain\"\n^\nplain text\n(Use `node --trace-uncaught ...` to show where"
                + " the exception was thrown)\n\nNode.js v20.20.2\n",
            "plain text"),
        Arguments.of(
            "node:internal/modules/cjs/loader:1210\n  throw err;\n  ^\n\n"
                + "Error: Cannot find module 'nothing'\nRequire stack:\n- /x\n"
                + "    at f (node:1)\n".repeat(9)
                + "    at g {\n  code: 'MODULE_NOT_FOUND',\n  requireStack: [ '/x' ]\n}\n\nNode.js v20.20.2",
            "Error: Cannot find module 'nothing'"),
        Arguments.of(
            "Traceback (most recent call last):\n"
                + "  File \"e.py\", line 3, in f\n    raise Riddle(\"no\")\n".repeat(9)
                + "riddles.Riddle: no riddle\n",
            "riddles.Riddle: no riddle"),
        Arguments.of(
            """
            Traceback (most recent call last):
              File "e.py", line 3
            KeyError: 'a'

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "e.py", line 5
            RuntimeError: no riddle
            closing 3 files
            """,
            "RuntimeError: no riddle"),
        Arguments.of(
            "panic: no riddle\n\ngoroutine 1 [running]:\nmain.main()\n\t/x/main.go:5\nexit status 2\n",
            "panic: no riddle"),
        Arguments.of(
            """
            thread 'main' panicked at src/main.rs:2:5:
            no riddle
            note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
            """,
            "no riddle"),
        Arguments.of(
            "e.rb:1:in `f': no riddle (RuntimeError)\n" + "\tfrom e.rb:3:in `<main>'\n".repeat(20),
            "e.rb:1:in `f': no riddle (RuntimeError)"),
        Arguments.of(
            """
            terminate called after throwing an instance of 'std::runtime_error'
              what():  no riddle
            Aborted (core dumped)
            """,
            "what():  no riddle"),
        Arguments.of("Error in f() : no riddle\nCalls: f\nExecution halted\n", "Error in f() : no"),
        Arguments.of(
            "gen.c:3:5: error: expected ';'\nmake: *** [Makefile:2: all] Error 1\n",
            "gen.c:3:5: error: expected ';'"),
        Arguments.of(
            "Unhandled exception. System.InvalidOperationException: no riddle\n"
                + "   at P.Main()\n".repeat(15),
            "Unhandled exception. System.InvalidOperationException: no riddle"),
        Arguments.of(
            "ERROR: LoadError: no riddle\nStacktrace:\n [1] f()\n", "ERROR: LoadError: no"),
        Arguments.of("loading\nno riddle at x.pl line 3.\n", "no riddle at x.pl line 3."),
        Arguments.of("x.sh: 3: riddle: not found\n", "x.sh: 3: riddle: not found"),
        Arguments.of("x.sh: line 3: riddle: command not found\n", "x.sh: line 3: riddle: command"),
        Arguments.of("\033[1m\033[31mError\033[0m: no riddle\n", "Error: no riddle"),
        Arguments.of("x.sh: line 1: 17 Killed\nKilled\n", "Killed"),
        Arguments.of("Segmentation fault (core dumped)\n", "Segmentation fault (core dumped)"),
        Arguments.of(
            "2026/11/28 10:00:00 open riddles.txt: no such file or directory\nexit status 1\n",
            "2026/11/28 10:00:00 open riddles.txt: no such file or directory"),
        Arguments.of(
            "Can't locate Riddle.pm in @INC (@INC contains: /x) at x.pl line 1.\nBEGIN"
                + " failed--compilation aborted at x.pl line 1.\n",
            "Can't locate Riddle.pm in @INC"),
        Arguments.of(
            "lua: x.lua:1: no riddle\nstack traceback:\n\t[C]: in function"
                + " 'error'\n\tx.lua:1: in main chunk\n\t[C]: in ?\n",
            "lua: x.lua:1: no riddle"),
        Arguments.of(
            "** (RuntimeError) no riddle\n    x.exs:1: (file)\n    (elixir 1.16) lib/code.ex:1\n",
            "** (RuntimeError) no riddle"),
        Arguments.of(
            "node:internal/process/promises:288\n    trigger(err,"
                + " true);\n    ^\n\n[UnhandledPromiseRejection: This error originated either by throwing. The promise"
                + " rejected with the reason \"no riddle\".] {\n  code:"
                + " 'ERR_UNHANDLED_REJECTION'\n}\n\nNode.js v20.20.2\n",
            "[UnhandledPromiseRejection: This error originated"),
        Arguments.of(
            "KeyError: 'r'\n\nDuring handling of the above exception, another exception"
                + " occurred:\n\nTraceback (most recent call last):\n  File \"e.py\", line"
                + " 3\nValueError: no riddle\nexpected: one\n",
            "ValueError: no riddle"),
        Arguments.of(
            "Error: A JNI error has occurred\nException in thread \"main\""
                + " java.lang.UnsupportedClassVersionError: Riddle\n\tat java.base/x\n",
            "Exception in thread \"main\" java.lang.UnsupportedClassVersionError"),
        Arguments.of(
            """
              + Exception Group Traceback (most recent call last):
              |   File "e.py", line 3, in <module>
              | ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)
              +-+---------------- 1 ----------------
                | Exception Group Traceback (most recent call last):
                |   File "e.py", line 5, in f
                | ExceptionGroup: inner (1 sub-exception)
                +-+---------------- 1 ----------------
                  | Traceback (most recent call last):
                  |   File "e.py", line 7, in g
                  | riddles.Riddle: no riddle
                  +------------------------------------
                +---------------- 2 ----------------
                | TypeError: late
                +------------------------------------
            """,
            "ExceptionGroup: unhandled errors in a TaskGroup (2 sub-exceptions)"
                + " (first: riddles.Riddle: no riddle)"),
        Arguments.of(
            """
            no riddle in this folder
            Exception ignored in: <function Riddle.__del__ at 0x7f>
            Traceback (most recent call last):
              File "e.py", line 3, in __del__
            AttributeError: 'NoneType' object has no attribute 'close'
            """,
            "no riddle in this folder"),
        Arguments.of(
            """
            Traceback (most recent call last):
              File "e.py", line 3
            KeyError: 'a'

            The above exception was the direct cause of the following exception:

            Traceback (most recent call last):
              File "e.py", line 5
            RuntimeError: no riddle
            """,
            "RuntimeError: no riddle (Caused by: KeyError: 'a')"),
        Arguments.of(
            """
            Traceback (most recent call last):
              File "inner.py", line 1
            LookupError: no riddle
            Traceback (most recent call last):
              File "subprocess.py", line 571, in run
            subprocess.CalledProcessError: Command '['x']' returned non-zero exit status 1.
            """,
            "LookupError: no riddle"),
        Arguments.of(
            """
            TypeError: no riddle
                at f (e.js:1:2)
            error Command failed with exit code 1.
            """,
            "TypeError: no riddle"),
        Arguments.of(
            """
            e.mjs:4
              throw e;
              ^

            ConfigError: no riddle
                at file:///e.mjs:4:49 {
              code: 'E_CONF',
              [cause]: SyntaxError: Expected property name
                  at JSON.parse (<anonymous>)
            }

            Node.js v20.20.2
            """,
            "ConfigError: no riddle (Caused by: SyntaxError: Expected property name)"),
        Arguments.of(
            """
            AggregateError: no riddle
                at Socket.<anonymous> (e.js:1:2) {
              [errors]: [
                Error: first inner
                    at Socket.<anonymous> (e.js:1:2),
                TypeError: second inner
                    at Socket.<anonymous> (e.js:1:2)
              ]
            }
            """,
            "AggregateError: no riddle (first: Error: first inner)"),
        Arguments.of(
            """
            thread 'main' (17) panicked at main.rs:9:13:
            assertion `left == right` failed: no riddle
              left: 129
             right: 1
            stack backtrace:
               0: rust_begin_unwind
                         at /rustc/1/library/std/src/panicking.rs:1
               1: main::main
            """,
            "assertion `left == right` failed: no riddle"),
        Arguments.of(
            """
            thread '<unnamed>' panicked at main.rs:10:35:
            no riddle
            thread 'main' panicked at main.rs:10:65:
            called `Result::unwrap()` on an `Err` value: Any { .. }
            """,
            "called `Result::unwrap()` on an `Err` value: Any { .. } (after: no riddle)"),
        Arguments.of(
            "thread 'main' panicked at 'no riddle', src/main.rs:2:5\nnext\n",
            "thread 'main' panicked at 'no riddle'"),
        Arguments.of(
            """
            Error: no riddle

            Caused by:
                0: rules.toml is missing
                1: No such file or directory (os error 2)

            Stack backtrace:
               0: anyhow::error
            """,
            "Error: no riddle (Caused by: No such file or directory (os error 2))"),
        Arguments.of(
            "error: Failed to spawn: `gen`\n  Caused by: No such file or directory (os error 2)\n",
            "error: Failed to spawn: `gen` (Caused by: No such file or directory (os error 2))"),
        Arguments.of(
            "12:00:01 [main] ERROR io.Riddles - no riddle\nshutting down\n",
            "12:00:01 [main] ERROR io.Riddles - no riddle"),
        Arguments.of("\rstep 1\rstep 2\rError: no riddle\rdone\r\n", "Error: no riddle"),
        Arguments.of(
            "{\"data\":\"" + "y".repeat(1 << 20) + "\",\"error\":\"no riddle\"}\n",
            "{\"data\":\""
                + "y".repeat(291)
                + " … "
                + "y".repeat(78)
                + "\",\"error\":\"no riddle\"}"),
        Arguments.of(
            "e.py: error: unrecognized arguments: --riddle\n", "e.py: error: unrecognized"));
  }

  @ParameterizedTest
  @MethodSource("complaints")
  void theCauseComesFirst(String text, String first) {
    String line = said(text, null).lines().findFirst().orElseThrow();
    assertThat(line.replaceFirst("; standard error (says|ends with): ", ""), startsWith(first));
    assertThat(said(text + "all files are closed\n", null), containsString(first));
  }

  @Test
  void aCauseFarAboveTheEndIsShownWithTheLinesBehindIt() {
    String said = said("RuntimeError: no riddle\nnext\n" + "tidying up\n".repeat(50), null);
    assertThat(
        said,
        startsWith(
            """
            ; standard error says: RuntimeError: no riddle
            as in:
            RuntimeError: no riddle
            next
            tidying up
            tidying up
            tidying up
            …
            """));
  }

  @Test
  void aSecretOverSeveralLinesIsNotShown() {
    for (String text :
        List.of(
            "the key is secret-\nword, they say\n",
            "s\necret-word\n",
            "the key is sec\r\n  ret-w\r\nord and so\n",
            "see c2VjcmV0LX\ndvcmQ= there\n",
            "of 5% secret-\rword\n")) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      String said = said(text, kept) + kept.toString(StandardCharsets.UTF_8);
      assertThat(said, not(containsString("ret")));
      assertThat(said, not(containsString("word")));
      assertThat(said, not(containsString("dvcmQ")));
      assertThat(said, containsString("***"));
    }
    assertThat(said("ends in s\nand goes on\n", null), containsString("that:\nends in s"));
    assertThat(said("ends in secre", null), containsString("ends with: ends in secre"));
  }

  @Test
  void noPartOfASecretIsLeftWhereALongLineIsCut() {
    for (int shift = 0; shift < 11; shift++) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      said(" ".repeat(shift) + "secret-word".repeat(9_000) + "\n", kept);
      assertThat(kept.toString(StandardCharsets.UTF_8).replaceAll("[*…\\s]", ""), is(""));
    }
  }

  @Test
  void aProgressBarIsItsLastStateAndHidesNoMessage() {
    StringBuilder bar = new StringBuilder("loading the model\n");
    for (int i = 0; i <= 5000; i++) {
      bar.append("\rmaking: ").append(i / 50).append("%|").append("#".repeat(i / 500)).append(" |");
    }
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    String said = said(bar + "\rOSError: disk gone\rbye\r\n", kept);
    assertThat(said, startsWith("; standard error says: OSError: disk gone\nas in:"));
    assertThat(
        kept.toString(StandardCharsets.UTF_8).lines().toList(),
        is(List.of("loading the model", "making: 100%|########## |", "OSError: disk gone", "bye")));
    assertThat(said("10%\r20%\r", null), is("; standard error ends with: 20%"));
    assertThat(said("50%\r    \r\n", null), is("; standard error ends with: 50%"));
    assertThat(said("one\r\r\ntwo\r\n", null), containsString("ends with: two"));
  }

  @Test
  void allOfItIsKeptWithoutSecrets() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    said("first\nhas secret-word in it\n" + "line\n".repeat(500) + "größer", kept);
    List<String> lines = kept.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines.size(), is(503));
    assertThat(lines.subList(0, 2), is(List.of("first", "has *** in it")));
    assertThat(lines.get(502), is("größer"));
  }

  @Test
  void aFloodIsNotKeptForEver() {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    said(("x".repeat(1 << 14) + "\n").repeat(4_200) + "no riddle\n", kept);
    assertThat(kept.size(), is(lessThan(66 << 20)));
    String all = kept.toString(StandardCharsets.UTF_8);
    assertThat(all, containsString("\n… all but the last lines is not kept\nxxx"));
    assertThat(all, endsWith("x\nno riddle\n"));
  }

  @Test
  void aProgressBarLeavesTheLinesThatMatter() {
    String bar = IntStream.range(0, 500).mapToObj(i -> "\r" + i + " of 500").collect(joining());
    String said = said("loading rules\n" + bar + "\r\nno riddle\r\n", null);
    assertThat(
        said,
        is("; standard error ends with: no riddle\nand before that:\nloading rules\n499 of 500"));
  }

  @Test
  void otherEncodingsCanBeRead() {
    byte[] latin = "Größe ungültig\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(said(latin, null), endsWith("ends with: Größe ungültig"));
    byte[] utf16 = "\uFEFFError: größe\r\n".getBytes(StandardCharsets.UTF_16LE);
    assertThat(said(utf16, null), endsWith("ends with: Error: größe"));
    byte[] cut = Arrays.copyOf("naïve größe …".getBytes(StandardCharsets.UTF_8), 17);
    assertThat(said(cut, null), endsWith("ends with: naïve größe \u00e2\\u0080"));
  }

  @Test
  void noSecretHidesInAnotherEncodingOrInTheMiddleOfALongLine() {
    byte[] utf16 = "has secret-word\n".getBytes(StandardCharsets.UTF_16BE);
    assertThat(said(utf16, null), endsWith("has ***"));
    for (int before = 65_500; before < 65_560; before++) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream();
      said("x".repeat(before) + "secret-word" + "y".repeat(40_000) + "\n", kept);
      assertThat(kept.toString(StandardCharsets.UTF_8), not(containsString("secret")));
    }
  }

  @Test
  void standardOutputIsKeptWhereItHoldsNoAnswers() throws Exception {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    ErrorLog log =
        new ErrorLog(
            new ByteArrayInputStream("a warning\n".getBytes(StandardCharsets.UTF_8)),
            Optional.of(
                new ByteArrayInputStream("3 of 4 drawn\nhalf".getBytes(StandardCharsets.UTF_8))),
            "e",
            Redaction.of(Set.of()),
            new AtomicInteger(),
            () -> Optional.of(kept));
    log.awaitEnd();
    assertThat(
        kept.toString(StandardCharsets.UTF_8).lines().toList(),
        containsInAnyOrder("a warning", "3 of 4 drawn", "half"));
  }
}

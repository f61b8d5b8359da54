package io.seedmill.pipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs are run in turn, and each is compared with the first of its round. */
class ComparisonTest {

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  @TempDir private Path logs;

  private final List<String> cleanups = new ArrayList<>();
  private final StringWriter out = new StringWriter();

  @Test
  void everyRoundIsALineAndTheWarmUpDoesNotCount() throws Exception {
    Comparison comparison =
        comparison(program('a', "-version"), program('b', "-Xmx64m", "-version"));
    comparison.run(2);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.size(), is(8));
    assertThat(lines.get(0), matchesPattern("round +\\(a\\) java +\\(b\\) java +b / a"));
    for (int i = 0; i < 4; i++) {
      String name = List.of("warm-up", "1", "2", "median").get(i);
      assertThat(
          lines.get(i + 1), matchesPattern(name + " +[\\d.]+ s +[\\d.]+ s +([\\d.]+|unclear)"));
    }
    assertThat(lines.get(7), matchesPattern("memory +\\d+ MB +\\d+ MB"));
    assertThat(cleanups, is(List.of("a", "b", "a", "b", "a", "b")));
    assertThat(comparison.medianSeconds(1), greaterThan(0.0));
    assertThat(comparison.spread(seconds -> seconds.length).median(), is(2.0));
  }

  @Test
  void aFigureThatSpreadsTooWidelyIsNotMeasurable() {
    assertThat(
        Spread.of(0.83, 0.51, 1.08, 0.8, 0.9).toString(),
        is("not measurable: 0.51 to 1.08 in the rounds"));
    assertThat(Spread.of(1.0, 1.1, 0.9, 1.2).toString(), is("1.05 (0.90 to 1.20 in the rounds)"));
    assertThat(Spread.of(1, 1, -1).isMeasurable(), is(false));
    assertThat(Spread.of(1, Double.NaN, 1).isMeasurable(), is(false));
    assertThat(Spread.of(1, Double.POSITIVE_INFINITY, 1).isMeasurable(), is(false));
  }

  /** Two differences below 0 would make a ratio that looks right. */
  @Test
  void aDifferenceOfTimesThatIsNotAboveZeroGivesNoFigure() {
    String expected = "not measurable: in some rounds the difference of two times was not above 0";
    assertThat(Comparison.quotient(3, 2), is(1.5));
    assertThat(Spread.of(1, Comparison.quotient(-1, -1), 1).toString(), is(expected));
    assertThat(Spread.of(1, Comparison.quotient(1, 0), 1).toString(), is(expected));
    assertThat(Spread.of(1, -0.2, 1).toString(), is(expected));
  }

  @Test
  void aProgramThatFailsEndsTheComparisonWithWhatItPrinted() {
    Comparison comparison = comparison(program('a', "-no-such-option"));
    IOException failed = assertThrows(IOException.class, () -> comparison.run(1));
    assertThat(
        failed.getMessage(),
        allOf(containsString("exit code 1"), containsString("-no-such-option")));
  }

  @Test
  void aProgramThatFailsByItselfIsNotTakenForAFastOne() throws Exception {
    ProgramTasks tasks = ProgramTasks.in(logs, 2);
    Contender alone = tasks.alone('p', "alone", 2_000);
    Measurement.of(alone.command(), logs.resolve("p.log"));
    Files.writeString(logs.resolve("tasks-p-0.out"), "{}\n");
    IOException few = assertThrows(IOException.class, () -> alone.cleanup().run());
    assertThat(few.getMessage(), containsString("gave 1001 of 2000 samples"));

    Files.writeString(logs.resolve("sums.py"), "import absent\n");
    IOException failed =
        assertThrows(
            IOException.class, () -> Measurement.of(alone.command(), logs.resolve("p.log")));
    assertThat(failed.getMessage(), containsString("exit code 1"));
  }

  @Test
  void aBareLoopThatFailsEnds() throws Exception {
    Path spec =
        Files.writeString(
            logs.resolve("spec.yaml"),
            "{name: f, generators: [{generator: test-breaking, samples: 30000}]}");
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    assertThrows(
        ExecutionException.class,
        () -> PlainLoop.main(new String[] {spec.toString(), logs.resolve("out").toString()}));
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && !thread.isDaemon() && thread.getName().startsWith("pool-")) {
        thread.join(10_000);
        assertThat(thread.getName(), thread.isAlive(), is(false));
      }
    }
  }

  private Comparison comparison(Contender... contenders) {
    return new Comparison(List.of(contenders), logs, new PrintWriter(out));
  }

  private Contender program(char letter, String... options) {
    List<String> command = new ArrayList<>(List.of(JAVA));
    command.addAll(List.of(options));
    return new Contender(letter, "java", command, () -> cleanups.add("" + letter));
  }
}

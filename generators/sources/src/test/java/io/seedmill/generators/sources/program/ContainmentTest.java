package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.seedmill.generators.testing.CollectingSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a program does keeps a worker waiting, grows its memory or outlives it. */
@Timeout(60)
class ContainmentTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void aFloodOnStandardErrorIsReadAndForgotten() throws Exception {
    String flood =
        ShellPrograms.answering(
            "[ $index = 2 ] && { yes 'a complaint that says nothing at all' | head -c 100000000 >&2;"
                + " echo at last >&2; }");
    try (ProgramRun run = ProgramRun.sh(folder, flood)) {
      run.make(0, 1);
      long before = usedMemory();
      assertThat(run.ask(0, 5, ProgramRun.QUICK).samples(), hasSize(5));
      assertThat(usedMemory() - before, is(lessThan(20_000_000L)));
      assertThat(run.lines("started"), hasSize(1));
    }
  }

  @Test
  void aFloodWithoutAnEndOfLineIsReadAndForgotten() throws Exception {
    String flood =
        ShellPrograms.answering(
            "[ $index = 2 ] && { head -c 100000000 /dev/zero | tr '\\0' x >&2; }; [ $index = 3 ] && exit 1");
    try (ProgramRun run = ProgramRun.sh(folder, flood)) {
      long before = usedMemory();
      CollectingSink sink = run.ask(0, 5, ProgramRun.QUICK);
      assertThat(sink.failures(), hasSize(1));
      assertThat(sink.failures().get(0).message().length(), is(lessThan(6_000)));
      assertThat(usedMemory() - before, is(lessThan(20_000_000L)));
    }
  }

  private static long usedMemory() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void programsThatIgnoreTheEndOfTheirInputAreEnded() throws Exception {
    String deaf = ShellPrograms.answering("") + "while :; do sleep 1000; done\n";
    long start;
    try (ProgramRun run = ProgramRun.sh(folder, "echo $$ >> \"$(dirname \"$0\")/pids\"\n" + deaf)) {
      run.make(0, 3);
      start = System.nanoTime();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start), is(lessThan(Duration.ofSeconds(6))));
    assertAllGone("pids");
  }

  @Test
  void aProgramThatEndsWithItsInputIsLetEndByItself() throws Exception {
    String tidy = ShellPrograms.answering("") + "echo bye >> \"$here/bye\"\n";
    ProgramRun run = ProgramRun.sh(folder, tidy);
    run.make(0, 3);
    run.close();
    assertThat(run.lines("bye"), hasSize(1));
  }

  @Test
  void childrenAreGoneOnceItIsClosed() throws Exception {
    try (ProgramRun run = ProgramRun.sh(folder, leavingChildren(""))) {
      assertThat(run.ask(0, 3, ProgramRun.QUICK).samples(), hasSize(3));
    }
    assertAllGone("pids");
  }

  @Test
  void childrenAreGoneOnceTheirParentHasFailed() throws Exception {
    try (ProgramRun run = ProgramRun.sh(folder, leavingChildren("[ $index = 1 ] && exit 5"))) {
      CollectingSink sink = run.ask(1, 2, ProgramRun.QUICK);
      assertThat(sink.failures(), hasSize(1));
      assertThat(sink.failures().get(0).message(), containsString("exit code 5"));
      assertAllGone("pids");
    }
  }

  /** Each process leaves children behind that hold its output open and are hard to end. */
  private static String leavingChildren(String step) {
    return """
        here=$(dirname "$0")
        sleep 1001 &
        echo $! >> "$here/pids"
        nohup sleep 1002 > /dev/null 2>&1 &
        echo $! >> "$here/pids"
        sh -c "trap '' TERM HUP INT; sleep 1003; sleep 1004" &
        echo $! >> "$here/pids"
        """
        + ShellPrograms.answering(step);
  }

  @Test
  void aChildInASessionOfItsOwnThatHoldsTheOutputKeepsNobodyWaiting() throws Exception {
    String script =
        """
        setsid sh -c 'echo $$ >> "$1/pids"; sleep 1005' sh "$(dirname "$0")" &
        """
            + ShellPrograms.answering("[ $index = 1 ] && exit 5");
    try (ProgramRun run = ProgramRun.sh(folder, script, "'timeoutPerSample': '1s'")) {
      CollectingSink sink = run.ask(0, 3, ProgramRun.QUICK);
      assertThat(sink.samples(), hasSize(2));
      assertThat(sink.failures(), hasSize(1));
    }
    assertAllGone("pids");
  }

  /** A child in a session of its own, without the environment, whose parent has ended. */
  private static final String DAEMON =
      """
      here=$(cd "$(dirname "$0")" && pwd)
      (cd / && env -i setsid sh -c 'echo $$ >> "$1/pids"; exec sleep 1006' sh "$here" \\
        < /dev/null > /dev/null 2>&1 &)
      while [ ! -s "$here/pids" ]; do :; done
      """;

  @Test
  void aDaemonWithoutItsEnvironmentIsGoneOnceItIsClosed() throws Exception {
    Assumptions.assumeTrue(Reaper.isPossible(), "this machine has no reaper");
    try (ProgramRun run = ProgramRun.sh(folder, DAEMON + ShellPrograms.answering(""))) {
      assertThat(run.ask(0, 3, ProgramRun.QUICK).samples(), hasSize(3));
    }
    assertAllGone("pids");
  }

  @Test
  void aDaemonWithoutItsEnvironmentIsGoneOnceItsProgramHasEndedOrHangs() throws Exception {
    Assumptions.assumeTrue(Reaper.isPossible(), "this machine has no reaper");
    for (String step : new String[] {"exit 5", "kill -9 $$", "sleep 1000", "echo no answer"}) {
      String script = DAEMON + ShellPrograms.answering("[ $index = 1 ] && { " + step + "; }");
      try (ProgramRun run = ProgramRun.sh(folder, script, "'timeoutPerSample': '300ms'")) {
        assertThat(run.ask(0, 2, ProgramRun.QUICK).failures(), hasSize(1));
      }
      assertAllGone("pids");
    }
  }

  @Test
  void aDaemonOfAProgramThatWritesAFolderIsGone() throws Exception {
    Assumptions.assumeTrue(Reaper.isPossible(), "this machine has no reaper");
    try (ProgramRun run =
        ProgramRun.sh(folder, DAEMON + "exit 3", "'mode': 'files'", "'taskSize': 5")) {
      assertThat(run.make(0, 1).get(0L), containsString("exit code 3"));
    }
    assertAllGone("pids");
  }

  private void assertAllGone(String file) throws Exception {
    List<String> pids = Files.readAllLines(folder.resolve(file));
    assertThat(pids, is(not(empty())));
    long end = System.nanoTime() + SOON.toNanos();
    List<String> left = new ArrayList<>(pids);
    while (!left.isEmpty() && System.nanoTime() < end) {
      left.removeIf(ContainmentTest::isGone);
      Thread.sleep(10);
    }
    assertThat("processes that are left", left, is(empty()));
  }

  /** A process that is dead and that nobody has asked about yet is gone, too. */
  private static boolean isGone(String pid) {
    try {
      String state = Files.readString(Path.of("/proc", pid, "stat")).replaceFirst(".*\\) ", "");
      return state.startsWith("Z");
    } catch (IOException e) {
      return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
    }
  }

  @Test
  void anInterruptEndsWhoeverWaits() throws Exception {
    try (ProgramRun run = ProgramRun.sh(folder, hanging())) {
      Waiting waiting = new Waiting(() -> run.ask(0, 5, ProgramRun.QUICK));
      awaitFile(run);
      long start = System.nanoTime();
      waiting.thread.interrupt();
      assertThat(waiting.outcome(), is(instanceOf(InterruptedException.class)));
      assertThat(Duration.ofNanos(System.nanoTime() - start), is(lessThan(Duration.ofSeconds(3))));
      assertAllGone("pids");
    }
  }

  @Test
  void closingFromAnotherThreadEndsWhoeverWaits() throws Exception {
    try (ProgramRun other = ProgramRun.sh(folder, hanging())) { // shares the processes
      ProgramRun run = ProgramRun.sh(folder, hanging());
      Waiting waiting = new Waiting(() -> run.ask(0, 5, ProgramRun.QUICK));
      awaitFile(run);
      run.close();
      assertThat(waiting.outcome(), is(instanceOf(CancellationException.class)));
      assertAllGone("pids");
      assertThat(run.lines("started"), hasSize(1));
      assertThat(other.lines("started"), hasSize(1));
    }
  }

  @Test
  void closingEndsWhoeverWaitsForAFolderOfFiles() throws Exception {
    String script = "echo $$ >> \"$(dirname \"$0\")/pids\"; exec sleep 1000";
    ProgramRun run = ProgramRun.sh(folder, script, "'mode': 'files'", "'taskSize': 5");
    Waiting waiting = new Waiting(() -> run.ask(0, 5, ProgramRun.QUICK));
    awaitFile(run);
    run.close();
    assertThat(waiting.outcome(), is(instanceOf(CancellationException.class)));
    assertAllGone("pids");
  }

  private static String hanging() {
    return ShellPrograms.answering("[ $index = 2 ] && { echo $$ >> $here/pids; exec sleep 1000; }");
  }

  private static void awaitFile(ProgramRun run) throws Exception {
    long end = System.nanoTime() + SOON.toNanos();
    while (run.lines("pids").isEmpty() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(run.lines("pids").size(), is(greaterThan(0)));
  }

  /** A thread that asks a program. */
  private static final class Waiting {

    private final CompletableFuture<Exception> outcome = new CompletableFuture<>();
    private final Thread thread;

    Waiting(Callable<?> work) {
      thread =
          new Thread(
              () -> {
                try {
                  work.call();
                  outcome.complete(null);
                } catch (Exception e) {
                  outcome.complete(e);
                }
              });
      thread.start();
    }

    Exception outcome() throws Exception {
      Exception exception = outcome.get(SOON.toSeconds(), TimeUnit.SECONDS);
      assertThat(exception, is(not(nullValue())));
      return exception;
    }
  }
}

package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.testing.CollectingSink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Failures of one sample do not affect the others. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class MisbehaviourTest {

  @TempDir Path folder;

  @Test
  void anExitWithAnErrorMidwayCostsOneSample() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && { echo 'out of luck' >&2; exit 3; }",
        "program-exited: exit code 3; standard error ends with: out of luck");
  }

  @Test
  void theLastLineOfAComplaintComesFirst() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && { echo Traceback >&2; echo ValueError >&2; exit 1; }",
        "program-exited: exit code 1; standard error ends with: ValueError\nand before that:\nTraceback");
  }

  @Test
  void aCrashMidwayCostsOneSample() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && { echo last words >&2; kill -9 $$; }",
        "program-exited: ended by signal 9; standard error ends with: last words");
  }

  @Test
  void aSampleThatNeverEndsCostsTheTimeAllowedForIt() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && { echo thinking >&2; sleep 1000; }",
        "program-timed-out: no answer within ",
        "'timeoutPerSample': '500ms'");
  }

  @Test
  void aTaskThatNeverEndsCostsTheTimeAllowedForIt() throws Exception {
    long start = System.nanoTime();
    assertOnlyTheThirteenthFails(
        "while [ $index = 13 ]; do echo; sleep 0.05; done", // speaks, so that it seems to work
        "program-timed-out: no answer within ",
        "'timeoutPerTask': '1s'");
    assertThat(Duration.ofNanos(System.nanoTime() - start), is(lessThan(Duration.ofSeconds(30))));
  }

  @Test
  void aLineThatIsNoAnswerCostsOneSample() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && { echo hello; continue; }",
        "program-answer-invalid: found the line 'hello'; allowed: {\"index\"");
  }

  @Test
  void halfALineAtTheEndCostsOneSample() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && { printf '{\"index\": 13, \"sam'; exit 0; }",
        "program-answer-invalid: found half a line at the end");
  }

  @Test
  void aLineThatIsTooLongCostsOneSampleAndNoMemory() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && exec sh -c 'yes | tr -d \"\\n\"'",
        "program-answer-invalid: found a line of more than 197608 bytes");
  }

  @Test
  void anAnswerToAnotherQuestionCostsOneSample() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && index=7777",
        "program-answer-invalid: index 7777 was answered, but 13 to 13 were asked for");
  }

  @Test
  void aSecondAnswerInPlaceOfAnotherCostsOneSample() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && [ $start != 13 ] && index=12; [ $start = 13 ] && exit 1",
        "program-exited: exit code 1");
  }

  @Test
  void aSampleThatIsLeftOutCostsOneSample() throws Exception {
    assertOnlyTheThirteenthFails(
        "[ $index = 13 ] && continue", "program-timed-out", "'timeoutPerSample': '500ms'");
  }

  @Test
  void moreAnswersThanWereAskedForCostNoSample() throws Exception {
    String script = ShellPrograms.answering("[ $index = 1005 ] && { answer; answer; continue; }");
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      assertThat(run.ask(0, 3000, ProgramRun.QUICK).failures(), hasSize(lessThanOrEqualTo(1)));
      CollectingSink sink = run.ask(0, 1000, ProgramRun.QUICK);
      assertThat(sink.samples(), hasSize(1000));
    }
  }

  @Test
  void tooManyBareLinesAreNoTask() throws Exception {
    assertBareLinesFail(4, "it gave more than the 3 samples that were asked for");
  }

  @Test
  void aBareSampleOverSeveralLinesIsNamed() throws Exception {
    String script = "read -r task; printf '{\\n  \"prompt\": \"a\"\\n}\\n'; exit 0";
    try (ProgramRun run = ProgramRun.sh(folder, script, "'lines': 'bare'")) {
      assertThat(
          run.make(0, 1).get(0L),
          startsWith(
              "failed: program-answer-invalid: found the line '{'; allowed: a whole sample in each"));
    }
  }

  @Test
  void tooFewBareLinesAreNoTask() throws Exception {
    assertBareLinesFail(2, "it ended after 2 of 3 samples");
  }

  @Test
  void outputThatIsNotFlushedIsNamedOnce() throws Exception {
    String script = ProtocolTest.PYTHON.replace("    sys.stdout.flush()\n", "");
    try (ProgramRun run =
        ProgramRun.python(
            folder, script, "'env': {'PYTHONUNBUFFERED': ''}", "'startTimeout': '1s'")) {
      CollectingSink sink = run.ask(0, 100, ProgramRun.QUICK);
      assertThat(sink.failures().get(99).message(), containsString("flush standard output"));
      assertThat(run.lines("started"), hasSize(1));
    }
  }

  @Test
  void aProgramThatFlushesOnlyFullBlocksIsGivenUp() throws Exception {
    String script = ProtocolTest.PYTHON.replace("    sys.stdout.flush()\n", "");
    try (ProgramRun run =
        ProgramRun.python(
            folder, script, "'env': {'PYTHONUNBUFFERED': ''}", "'timeoutPerSample': '500ms'")) {
      CollectingSink sink = run.ask(0, 10_000, ProgramRun.QUICK);
      assertThat(sink.failures().get(0).message(), containsString("flush standard output"));
      assertThat(run.lines("started"), hasSize(lessThanOrEqualTo(2)));
    }
  }

  @Test
  void aProgramThatNeverSpeaksIsGivenUpAfterASecondOne() throws Exception {
    String script = "echo x >> \"$(dirname \"$0\")/started\"; cat > /dev/null; sleep 100";
    try (ProgramRun run = ProgramRun.sh(folder, script, "'startTimeout': '300ms'")) {
      CollectingSink sink = run.ask(0, 3000, ProgramRun.QUICK);
      assertThat(
          sink.failures().get(0).message(),
          containsString(
              "no answer within 300 ms ('startTimeout'); unless it takes so long to start, it does not flush"));
      assertThat(run.lines("started"), hasSize(2));
    }
  }

  /** Neither the first process nor one that follows another that was killed. */
  @Test
  void aSlowStartIsNoSlowSample() throws Exception {
    String script = "sleep 1\n" + ShellPrograms.answering("[ $index = 3 ] && sleep 1000");
    try (ProgramRun run = ProgramRun.sh(folder, script, "'timeoutPerSample': '300ms'")) {
      CollectingSink sink = run.ask(0, 10, ProgramRun.QUICK);
      assertThat(sink.samples(), hasSize(9));
      assertThat(sink.failures(), hasSize(1));
      assertThat(sink.failures().get(0).index(), is(3L));
    }
  }

  @Test
  @Timeout(60)
  void blankLinesAreNoAnswers() throws Exception {
    String script = "while :; do echo; done";
    try (ProgramRun run = ProgramRun.sh(folder, script, "'startTimeout': '300ms'")) {
      CollectingSink sink = run.ask(0, 3000, ProgramRun.QUICK);
      assertThat(
          sink.failures().get(0).message(),
          containsString("no answer within 300 ms ('startTimeout')"));
      assertThat(sink.failures(), hasSize(3000));
    }
  }

  @Test
  void blankLinesBehindAnAnswerAreNoMoreThanOutputTooMuch() throws Exception {
    String script = ShellPrograms.answering("[ $index = 3 ] && { answer; yes ''; }");
    try (ProgramRun run = ProgramRun.sh(folder, script, "'timeoutPerSample': '1s'")) {
      assertThat(run.ask(0, 4, ProgramRun.QUICK).samples(), hasSize(4));
      assertThat(run.ask(0, 3, ProgramRun.QUICK).samples(), hasSize(3));
      assertThat(run.lines("started"), hasSize(2));
    }
  }

  @Test
  void aFirstSampleThatNeverEndsCostsNoOther() throws Exception {
    String script = ShellPrograms.answering("[ $index = 0 ] && sleep 1000");
    String limits = "'startTimeout': '300ms', 'timeoutPerSample': '300ms'";
    try (ProgramRun run = ProgramRun.sh(folder, script, limits)) {
      assertThat(run.ask(0, 100, ProgramRun.QUICK).samples(), hasSize(99));
    }
  }

  @Test
  void aGreetingIsToldWhereItBelongs() throws Exception {
    String message = "found the line 'hello'; allowed: {\"index\": …, \"sample\": {…}}";
    try (ProgramRun run = ProgramRun.sh(folder, ShellPrograms.answering("echo hello"))) {
      String failure = run.ask(0, 30, ProgramRun.QUICK).failures().get(0).message();
      assertThat(failure, containsString(message));
      assertThat(failure, containsString("print everything else to standard error"));
    }
    String bare = "echo hello; while read -r task; do echo '{\"a\": 1}'; done";
    try (ProgramRun run = ProgramRun.sh(folder, bare, "'lines': 'bare'", "'taskSize': 1")) {
      assertThat(
          run.make(0, 1).get(0L),
          containsString(
              "found the line 'hello'; allowed: a sample, as {…}; standard output is for"));
    }
  }

  private void assertBareLinesFail(int lines, String message) throws Exception {
    String script =
        "read -r task; for i in $(seq %d); do echo '{\"prompt\": \"a\", \"answer\": 1}'; done; exit 0"
            .formatted(lines);
    try (ProgramRun run = ProgramRun.sh(folder, script, "'lines': 'bare'", "'taskSize': 3")) {
      Map<Long, String> made = run.make(0, 3);
      assertThat(made, is(aMapWithSize(3)));
      assertThat(
          made.values(), everyItem(startsWith("failed: program-answer-invalid: " + message)));
    }
  }

  @Test
  void theSampleThatKillsAProcessIsFoundAmongAThousandAndAllOthersAreKept() throws Exception {
    try (ProgramRun run =
        ProgramRun.sh(folder, ShellPrograms.answering("[ $index = 613 ] && kill -9 $$"))) {
      assertOneDeadLetter(run, 613);
      assertThat(run.lines("started"), hasSize(lessThanOrEqualTo(5)));
    }
  }

  @Test
  void itIsFoundEvenIfItsProcessKeepsAllAnswersToItself() throws Exception {
    String script =
        ProtocolTest.PYTHON.replace(
            "        print(", "        if index == 613: os.kill(os.getpid(), 9)\n        print(");
    try (ProgramRun run = ProgramRun.python(folder, script, "'env': {'PYTHONUNBUFFERED': ''}")) {
      assertOneDeadLetter(run, 613);
      assertThat(run.lines("started"), hasSize(lessThanOrEqualTo(20)));
    }
  }

  @Test
  void severalKillersAreFound() throws Exception {
    String script = ShellPrograms.answering("case $index in 0|1|2|500|999) exit 4 ;; esac");
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      CollectingSink sink = run.ask(0, 1000, ProgramRun.QUICK);
      assertThat(
          sink.failures().stream().map(SampleFailure::index).toList(),
          is(List.of(0L, 1L, 2L, 500L, 999L)));
      assertThat(sink.samples(), hasSize(995));
    }
  }

  @Test
  void aFailureThatDoesNotComeAgainCostsNothing() throws Exception {
    String script =
        ShellPrograms.answering(
            "[ $index = 13 ] && [ $(wc -l < \"$here/started\") = 1 ] && exit 1");
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      assertThat(run.ask(0, 20, ProgramRun.QUICK).samples(), hasSize(20));
      assertThat(run.lines("started"), hasSize(2));
    }
  }

  @Test
  void aProgramThatNeverWorksIsGivenUp() throws Exception {
    String script = "echo x >> \"$(dirname \"$0\")/started\"; echo no licence >&2; exit 9";
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      CollectingSink sink = run.ask(0, 3000, ProgramRun.QUICK);
      assertThat(sink.failures(), hasSize(3000));
      assertThat(sink.failures().get(2999).message(), containsString("no licence"));
      assertThat(run.lines("started"), hasSize(lessThanOrEqualTo(11)));
    }
  }

  @Test
  void aProgramOfWholeTasksThatNeverWorksIsGivenUpWithoutWaiting() throws Exception {
    String script = "echo x >> \"$(dirname \"$0\")/started\"; exit 9";
    try (ProgramRun run = ProgramRun.sh(folder, script, "'taskSize': 5")) {
      long start = System.nanoTime();
      CollectingSink sink = run.ask(0, 3000, ProgramRun.QUICK);
      assertThat(sink.failures(), hasSize(3000));
      assertThat(run.lines("started"), hasSize(lessThanOrEqualTo(11)));
      assertThat(Duration.ofNanos(System.nanoTime() - start), is(lessThan(Duration.ofSeconds(5))));
    }
  }

  private void assertOneDeadLetter(ProgramRun run, long killer) throws Exception {
    CollectingSink sink = run.ask(0, 1000, ProgramRun.QUICK);
    assertThat(sink.failures().stream().map(SampleFailure::index).toList(), is(List.of(killer)));
    assertThat(sink.failures().get(0).message(), containsString("ended by signal 9"));
    assertThat(sink.failures().get(0).attempts(), is(3));
    assertThat(
        sink.samples().stream().map(CollectingSink.Collected::index).toList(),
        is(LongStream.range(0, 1000).filter(index -> index != killer).boxed().toList()));
  }

  private void assertOnlyTheThirteenthFails(String step, String message, String... keys)
      throws Exception {
    try (ProgramRun run = ProgramRun.sh(folder, ShellPrograms.answering(step), keys)) {
      Map<Long, String> made = run.make(0, 30);
      assertThat(made, is(aMapWithSize(30)));
      made.forEach(
          (index, text) ->
              assertThat(
                  "sample " + index,
                  text,
                  index == 13
                      ? startsWith("failed: " + message)
                      : allOf(startsWith("{\"answer\":"), containsString("\"p" + index + "\""))));
    }
  }
}

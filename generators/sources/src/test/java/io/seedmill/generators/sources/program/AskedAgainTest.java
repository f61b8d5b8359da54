package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.testing.CollectingSink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a program that has answered, when it is asked again, then it is a process as good as new.
 */
@Timeout(60)
class AskedAgainTest {

  @TempDir private Path folder;

  @Test
  void whatAProgramSaysTooMuchIsNotTakenForAnAnswerToTheNextTask() throws Exception {
    String chatty =
        ShellPrograms.answering(
            "[ $next -lt $((start + count)) ] || { answer; index=$((index + 1)); }");
    try (ProgramRun run = ProgramRun.sh(folder, chatty)) {
      CollectingSink made = run.ask(0, 5_000, ProgramRun.QUICK);

      assertThat(made.failures(), is(empty()));
      assertThat(
          made.samples().stream().map(CollectingSink.Collected::index).toList(),
          is(LongStream.range(0, 5_000).boxed().toList()));
      assertThat(
          "some processes a task, for what comes late is found late, but not one a sample",
          run.lines("started").size(),
          is(lessThanOrEqualTo(250)));
    }
  }

  /** It looks alive, and has no answer to the next task. */
  @Test
  void aProgramThatClosesItsOutputAfterATaskLosesNothing() throws Exception {
    String script =
        """
        import json, os, time
        while True:
            task = json.loads(input())
            for i in range(task["num_samples"]):
                print(json.dumps({"index": task["start_index"] + i, "sample": {"q": i}}), flush=True)
            os.close(1)
        """;
    FailurePolicy once = new FailurePolicy(0, Duration.ofMillis(1), Duration.ofMillis(2), false);
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      for (int first = 0; first < 6; first += 2) {
        assertThat(run.make(first, first + 2, once).values(), contains("{\"q\":0}", "{\"q\":1}"));
      }
    }
  }

  @Test
  void anErrorThatIsReportedKeepsItsCharacters() throws Exception {
    String script =
        """
        import json, sys
        for line in sys.stdin:
            index = json.loads(line)["start_index"]
            text = 'größe 日本 😀 "x"'
            for i in range(2):
                print(json.dumps({"index": index + i, "error": text}, ensure_ascii=i == 0), flush=True)
        """;
    FailurePolicy once = new FailurePolicy(0, Duration.ofMillis(1), Duration.ofMillis(2), false);
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      String failed = "failed: program-said-error: größe 日本 😀 \"x\"";
      assertThat(run.make(0, 2, once).values(), contains(failed, failed));
    }
  }

  @Test
  void aSecretAtTheCutOfALineIsNotShownInPart() throws Exception {
    String script = "import os\ninput()\nprint('x' * 110 + os.environ['KEY'], flush=True)\n";
    String keys = ProgramRun.keys("python3", "program.py", "'env': {'KEY': '${env:KEY}'}");
    ProgramRun.needsPython();
    Files.writeString(folder.resolve("program.py"), script);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("KEY", "s3cr3t-token-0815");
    try (ProgramRun run = ProgramRun.in(folder, keys, environment)) {
      assertThat(
          run.make(0, 1).get(0L), allOf(containsString("x***'"), not(containsString("s3cr3t"))));
    }
  }

  @Test
  void anAnswerInAnotherEncodingIsNamed() throws Exception {
    String script =
        """
        import json, sys
        for line in sys.stdin:
            answer = json.dumps({"index": json.loads(line)["start_index"], "sample": {}})
            sys.stdout.buffer.write((answer + "\\r\\n").encode("utf-16"))
        """;
    for (String lines : new String[] {"indexed", "bare"}) {
      try (ProgramRun run = ProgramRun.python(folder, script, "'lines': '" + lines + "'")) {
        assertThat(
            run.make(0, 1).get(0L), containsString("found a line in UTF-16; allowed: UTF-8"));
      }
    }
  }

  @Test
  void aSampleThatCannotBeOneIsAskedForAgainLikeAnyOther() throws Exception {
    String once =
        ShellPrograms.answering(
            "if [ $index = 3 ] && mkdir \"$here/once\" 2>/dev/null; then"
                + " echo '{\"index\": 3, \"sample\": [1]}'; continue; fi");
    String always =
        ShellPrograms.answering(
            "if [ $index = 3 ]; then echo x >> \"$here/asked\";"
                + " echo '{\"index\": 3, \"sample\": {\"prompt\": nothing}}'; continue; fi");
    try (ProgramRun run = ProgramRun.sh(folder, once)) {
      assertThat(run.make(0, 6).get(3L), is("{\"answer\":3,\"prompt\":\"p3\"}"));
    }
    try (ProgramRun run = ProgramRun.sh(folder, always)) {
      SampleFailure failure = run.ask(0, 6, ProgramRun.QUICK).failures().get(0);

      assertThat(failure.error(), is("invalid-sample"));
      assertThat(failure.attempts(), is(3));
      assertThat(run.lines("asked"), hasSize(3));
    }
  }

  @Test
  void everyIndexBeginsBeforeItIsHandedOver() throws Exception {
    Files.writeString(
        folder.resolve("program.sh"),
        """
        while read -r task; do
          for i in 4 2 3 0 1; do echo "{\\"index\\": $i, \\"sample\\": {\\"n\\": $i}}"; done
        done
        """);
    List<String> heard = new ArrayList<>();
    SampleSink sink =
        new SampleSink() {
          @Override
          public void begin(long index) {
            heard.add("begin " + index);
          }

          @Override
          public void accept(long index, Sample sample) {
            heard.add("accept " + index);
          }

          @Override
          public void fail(SampleFailure failure) {
            heard.add("fail " + failure.index());
          }
        };
    String keys = ProgramRun.keys("sh", "program.sh");
    CommandFactory factory = new CommandFactory();
    try (Generator generator =
        factory.open(
            ProgramRun.parameters(keys),
            ProgramRun.prepared(folder, keys, System.getenv()),
            new WorkerOf("e", System.getenv()))) {
      generator.generate(new GenerationTask(new IndexRange(0, 5), ProgramRun.SEEDS, 1000), sink);
    }

    assertThat(
        heard,
        is(
            LongStream.range(0, 5)
                .boxed()
                .flatMap(i -> List.of("begin " + i, "accept " + i).stream())
                .toList()));
  }

  @Test
  void whatAProgramWasToldInConfidenceIsInNoFailure() throws Exception {
    String careless =
        ShellPrograms.answering(
            "case $index in 1) echo \"$TOKEN\" >&2; exit 1;; 2) echo \"bad $TOKEN\";;"
                + " 3) echo \"{\\\"index\\\": 3, \\\"error\\\": \\\"$TOKEN\\\"}\"; continue;; esac");
    Files.writeString(folder.resolve("program.sh"), careless);
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("MY_TOKEN", "tok-8f3a");
    String keys = ProgramRun.keys("sh", "program.sh", "'env': {'TOKEN': '${env:MY_TOKEN}'}");
    try (ProgramRun run = ProgramRun.in(folder, keys, environment)) {
      List<SampleFailure> failures = run.ask(0, 5, ProgramRun.QUICK).failures();

      assertThat(failures, hasSize(3));
      assertThat(failures.toString(), not(containsString("tok-8f3a")));
    }
  }

  @Test
  void aFolderThatIsCalledLikeAWordIsNotMeant() throws Exception {
    Files.createDirectory(folder.resolve("maze"));
    Files.writeString(folder.resolve("program.sh"), "");
    String keys = "{'command': ['sh', 'program.sh', 'maze', './maze']}";

    List<String> words = new ArrayList<>();
    ProgramRun.prepared(folder, keys, System.getenv())
        .place()
        .get("words")
        .forEach(word -> words.add(word.asText()));

    assertThat(
        words,
        is(
            List.of(
                "sh",
                folder.resolve("program.sh").toString(),
                "maze",
                folder.resolve("maze").toString())));
  }
}

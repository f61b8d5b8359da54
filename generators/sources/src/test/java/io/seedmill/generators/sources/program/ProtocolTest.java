package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.testing.CollectingSink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolTest {

  /** OrderedResults every sample of a task, with the number of the process that made it. */
  static final String PYTHON =
      """
      import json, os, sys
      open(os.path.dirname(os.path.abspath(__file__)) + "/started", "a").write("x\\n")
      for line in sys.stdin:
          task = json.loads(line)
          for i, seed in enumerate(task["seeds"]):
              index = task["start_index"] + i
              print(json.dumps({"index": index, "sample": {"prompt": "p%d" % index, "answer": seed}}))
          sys.stdout.flush()
      """;

  @TempDir Path folder;

  @Test
  void aTaskIsALineWithAllThatAProgramNeedsToKnow() throws Exception {
    String script =
        """
        import sys, json, os
        for line in sys.stdin:
            open(os.path.dirname(os.path.abspath(__file__)) + "/asked", "a").write(line)
            task = json.loads(line)
            for i in range(task["num_samples"]):
                print(json.dumps({"index": task["start_index"] + i, "sample": {"prompt": str(i), "answer": 1}}), flush=True)
        """;
    try (ProgramRun run =
        ProgramRun.python(folder, script, "'params': {'size': 9, 'of': ['a', {'b': null}]}")) {
      run.make(7, 10);
      assertThat(run.lines("asked"), hasSize(1));
      ObjectNode task = ProgramRun.json(run.lines("asked").get(0));
      assertThat(task.get("type").asText(), is("riddles"));
      assertThat(task.get("start_index").asLong(), is(7L));
      assertThat(task.get("num_samples").asLong(), is(3L));
      assertThat(task.get("seed").asLong(), is(ProgramRun.SEED));
      assertThat(
          task.get("params"), is(ProgramRun.json("{\"size\":9,\"of\":[\"a\",{\"b\":null}]}")));
      assertThat(
          LongStream.range(0, 3).mapToObj(i -> task.get("seeds").get((int) i).asLong()).toList(),
          is(LongStream.range(7, 10).mapToObj(ProgramRun.SEEDS::portableSeedOf).toList()));
      assertThat(task.get("task_seed"), is(task.get("seeds").get(0)));
      assertThat(task.size(), is(7));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"index\": 0, \"sample\": {\"a\": {}}, \"metadata\": {\"m\": {}}}",
        "{\"index\":0,\"sample\":{\"a\":\"}\"} , \"metadata\":{\"m\":\"\ud83d\ude00\"}}",
        "{\"index\": 0, \"sample\": {\"\u00fc\": 1e400}, \"metadata\": {}}"
      })
  void whatStandsBehindTheSampleIsNamed(String line) throws Exception {
    String script = "import sys\nfor line in sys.stdin:\n    print(r'" + line + "', flush=True)\n";
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      assertThat(
          run.make(0, 1).get(0L),
          startsWith(
              "failed: invalid-sample: the line has 'metadata' behind the sample; allowed: {"));
    }
  }

  @Test
  void aProcessIsStartedOnceAndAnswersManyTasks() throws Exception {
    try (ProgramRun run = ProgramRun.python(folder, PYTHON)) {
      Map<Long, String> made = run.make(0, 3500);
      made.putAll(run.make(3500, 3600));
      assertThat(made, aMapWithSize(3600));
      assertThat(
          made.get(3599L),
          is(
              "{\"answer\":%d,\"prompt\":\"p3599\"}"
                  .formatted(ProgramRun.SEEDS.portableSeedOf(3599))));
      assertThat(run.lines("started"), hasSize(1));
    }
  }

  @Test
  void whatAProgramKeepsFromOneEntryChangesNoOther() throws Exception {
    String leaking =
        """
        import json, sys
        calls = 0
        for line in sys.stdin:
            task = json.loads(line)
            calls += 1
            for i in range(task["num_samples"]):
                print(json.dumps({"index": task["start_index"] + i, "sample": {"calls": calls}}))
        """;
    for (String[] keys : new String[][] {{}, {"'params': {'size': 1}"}}) {
      try (ProgramRun one = ProgramRun.python(folder, leaking, keys);
          ProgramRun sameEntry = ProgramRun.pythonAgain(folder, "e", keys);
          ProgramRun other = ProgramRun.pythonAgain(folder, "other", keys)) {
        assertThat(one.make(0, 1).values(), contains("{\"calls\":1}"));
        assertThat(other.make(0, 1).values(), contains("{\"calls\":1}"));
        assertThat(sameEntry.make(1, 2).values(), contains("{\"calls\":2}"));
        assertThat(other.make(1, 2).values(), contains("{\"calls\":2}"));
      }
    }
  }

  @Test
  void reservedNamesInASampleBecomeItsSource() throws Exception {
    String script =
        """
        while read -r task; do
          echo '{"id": "x", "index": 99, "generator": "g", "a": 1, "metadata": {"m": 1, "parameters": {"p": 2}}}'
        done
        """;
    for (String lines : new String[] {"bare", "indexed"}) {
      String indexed =
          script.replace("echo '{", "echo '{\"index\": 0, \"sample\": {").replace("}}'", "}}}'");
      try (ProgramRun run =
          ProgramRun.sh(
              folder,
              lines.equals("bare") ? script : indexed,
              "'lines': '" + lines + "'",
              "'taskSize': 1",
              "'params': {'size': 9}")) {
        CollectingSink.Collected sample = run.ask(0, 1, ProgramRun.QUICK).samples().get(0);
        assertThat(sample.content(), is("{\"a\":1}"));
        assertThat(
            ProgramRun.json(sample.metadata()),
            is(
                ProgramRun.json(
                    "{\"m\":1,\"source\":{\"generator\":\"g\",\"id\":\"x\",\"index\":99,"
                        + "\"parameters\":{\"p\":2}},\"parameters\":{\"size\":9}}")));
      }
    }
  }

  @Test
  void fieldsOfASampleAreChosenAndRenamed() throws Exception {
    String script =
        "while read -r task; do echo '{\"id\": \"x\", \"q\": {\"text\": \"a\"}, \"more\": 1}'; done";
    try (ProgramRun run =
        ProgramRun.sh(
            folder,
            script,
            "'lines': 'bare'",
            "'taskSize': 1",
            "'fields': {'prompt': '/q/text'}")) {
      CollectingSink.Collected sample = run.ask(0, 1, ProgramRun.QUICK).samples().get(0);
      assertThat(sample.content(), is("{\"prompt\":\"a\"}"));
      assertThat(sample.metadata(), is("{\"source\":{\"id\":\"x\"},\"parameters\":{}}"));
    }
    try (ProgramRun run =
        ProgramRun.sh(folder, script, "'lines': 'bare'", "'taskSize': 1", "'fields': ['none']")) {
      assertThat(run.make(0, 1).get(0L), startsWith("failed: invalid-sample: it has no 'none'"));
    }
  }

  @Test
  void aLastLineNeedsNoLineFeed() throws Exception {
    String script =
        """
        import json, sys
        for line in sys.stdin:
            task = json.loads(line)
            sys.stdout.write("\\n".join(
                json.dumps({"index": task["start_index"] + i, "sample": {"a": {"b": i}}})
                for i in range(task["num_samples"])))
            sys.stdout.flush()
            END
        """;
    for (String end : new String[] {"pass", "sys.exit()"}) {
      try (ProgramRun run = ProgramRun.python(folder, script.replace("END", end))) {
        CollectingSink sink = run.ask(0, 2500, ProgramRun.QUICK);
        assertThat(sink.failures(), is(empty()));
        assertThat(sink.samples(), hasSize(2500));
      }
      String bare = script.replace("\"index\": task[\"start_index\"] + i, \"sample\": ", "\"s\": ");
      try (ProgramRun run =
          ProgramRun.python(folder, bare.replace("END", end), "'lines': 'bare'")) {
        assertThat(run.ask(0, 2500, ProgramRun.QUICK).failures(), is(empty()));
      }
    }
  }

  @Test
  void aByteOrderMarkBeforeTheFirstAnswerIsDropped() throws Exception {
    for (String lines : List.of("indexed", "bare")) {
      String sample = "{\"a\": 1}";
      String answer = lines.equals("bare") ? sample : "{\"index\": 0, \"sample\": " + sample + "}";
      String script =
          "import sys\nsys.stdin.readline()\n"
              + "sys.stdout.reconfigure(encoding='utf-8-sig')\nprint('"
              + answer
              + "', flush=True)\n";
      try (ProgramRun run = ProgramRun.python(folder, script, "'lines': '" + lines + "'")) {
        assertThat(run.make(0, 1).values(), contains("{\"a\":1}"));
      }
    }
  }

  @Test
  void answersMayComeInAnyOrderAndAreHandedOnInTheirOwn() throws Exception {
    String script =
        PYTHON.replace("enumerate(task[\"seeds\"])", "reversed(list(enumerate(task[\"seeds\"])))");
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      CollectingSink sink = run.ask(0, 1500, ProgramRun.QUICK);
      List<Long> order = sink.samples().stream().map(CollectingSink.Collected::index).toList();
      assertThat(order, is(LongStream.range(0, 1500).boxed().toList()));
      assertThat(sink.failures(), is(empty()));
      assertThat(run.lines("started"), hasSize(1));
    }
  }

  @Test
  void aBareLineIsASample() throws Exception {
    String script =
        """
        while read -r task; do
          for i in 1 2 3; do echo "{\\"prompt\\": \\"$i\\", \\"answer\\": $i}"; done
        done
        """;
    try (ProgramRun run = ProgramRun.sh(folder, script, "'lines': 'bare'")) {
      assertThat(
          run.make(4, 7).values(),
          contains(
              "{\"answer\":1,\"prompt\":\"1\"}",
              "{\"answer\":2,\"prompt\":\"2\"}",
              "{\"answer\":3,\"prompt\":\"3\"}"));
    }
  }

  @Test
  void aProgramThatEndsAfterEachTaskIsStartedAgain() throws Exception {
    String script = PYTHON + "    sys.exit(0)\n";
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      CollectingSink sink = run.ask(0, 4000, ProgramRun.QUICK);
      assertThat(sink.samples(), hasSize(4000));
      assertThat(sink.failures(), is(empty()));
      assertThat(run.lines("started"), hasSize(4));
    }
  }

  @ParameterizedTest
  @CsvSource({"é, 32000", "🙂, 16000", "x, 65000"})
  void aTextOfEscapesMayBeAsLongAsOneOfLetters(String letter, int length) throws Exception {
    String script = PYTHON.replace("\"p%d\" % index", "\"" + letter + "\" * " + length);
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      assertThat(run.ask(0, 2, ProgramRun.QUICK).samples(), hasSize(2));
    }
    assertThat(ProgramClient.longestLine(1 << 16) > 3 << 16, is(true));
  }

  @Test
  void aNullBesideASampleOrAnErrorIsNone() throws Exception {
    String lines =
        "{'sample': {'a': 1}, 'error': None}, {'error': None, 'sample': {'a': 1}}, {'error': None},"
            + " {'sample': None, 'error': 'e'}, {'sample': None}, {'sample': None, 'error': None}";
    String script =
        PYTHON.replace(
            "        print(",
            "        line = ["
                + lines
                + "][index]; print(json.dumps(dict(index=index, **line))); continue; print(");
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      CollectingSink sink = run.ask(0, 6, ProgramRun.QUICK);
      assertThat(sink.samples(), hasSize(2));
      assertThat(
          sink.failures().stream().map(f -> f.error() + " " + f.message()).toList(),
          contains(
              "program-said-error null",
              "program-said-error e",
              "invalid-sample not a JSON object",
              "invalid-sample not a JSON object"));
    }
  }

  @Test
  void aProgramMaySayThatThereIsNoSample() throws Exception {
    String script =
        PYTHON.replace(
            "        print(",
            "        print(json.dumps({\"index\": index, \"error\": \"no \" + str(index)}) if index % 2 else ");
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      CollectingSink sink = run.ask(0, 10, ProgramRun.QUICK);
      assertThat(sink.samples(), hasSize(5));
      assertThat(
          sink.failures().stream()
              .map(f -> f.index() + " " + f.error() + " " + f.message())
              .toList(),
          contains(
              "1 program-said-error no 1",
              "3 program-said-error no 3",
              "5 program-said-error no 5",
              "7 program-said-error no 7",
              "9 program-said-error no 9"));
      assertThat(sink.failures().stream().map(f -> f.attempts()).toList(), everyItem(is(3)));
      assertThat(run.lines("started"), hasSize(1));
    }
  }

  /** A summary shows the beginning, and the first line of a traceback names no cause. */
  @Test
  void theCauseInATracebackComesFirst() throws Exception {
    String told = "'Traceback (most recent call last):\\n  File 1\\nKeyError: 7\\n'";
    String script =
        PYTHON.replace(
            "        print(",
            "        print(json.dumps({\"index\": index, \"error\": "
                + told
                + "}) if index % 2 else ");
    try (ProgramRun run = ProgramRun.python(folder, script)) {
      CollectingSink sink = run.ask(0, 2, ProgramRun.QUICK);
      assertThat(
          sink.failures().get(0).message(),
          is("KeyError: 7\nas in:\nTraceback (most recent call last):\n  File 1\nKeyError: 7\n"));
    }
  }

  /** The sample is the same, and is refused for the same reason, wherever the index stands. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"q\": \"half \\ud83d\"}",
        "{\"q\": 1e400}",
        "{\"q\": 1, \"\\ude00\": 1}",
        "{\"q\": {\"\\ud83d\": \"\\ud83d\\ude00\"}}",
        "{\"q\": NaN}",
        "{\"q\": -Infinity}",
        "{\"q\": 1, \"q\": 2}",
        "{\"q\": [9007199254740993, 1.7e18, 0.1e1]}",
        "{\"q\": \"é一\", \"a\": {\"index\": 4, \"sample\": {}}}",
        "{\"metadata\": 1, \"q\": 1}",
        "[1]",
        "null"
      })
  void aSampleMeansTheSameBeforeAndBehindItsIndex(String sample) throws Exception {
    String script =
        """
        sample=$(cat <<'END'
        %s
        END
        )
        while read -r task; do
          index=${task#*'"start_index":'}; index=${index%%%%,*}
          count=${task#*'"num_samples":'}; count=${count%%%%,*}
          end=$((index + count))
          while [ $index -lt $end ]; do
            case $index in
              0) printf '{"index": 0, "sample": %%s}\n' "$sample" ;;
              1) printf '{ "index" : 1, "sample" :%%s }\n' "$sample" ;;
              2) printf '{"sample": %%s, "index": 2}\n' "$sample" ;;
              3) printf '{ "sample" : %%s , "index" : 3 }\n' "$sample" ;;
            esac
            index=$((index + 1))
          done
        done
        """
            .formatted(sample);
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      Map<Long, String> made = run.make(0, 4);
      for (long index = 1; index < 4; index++) {
        assertThat(made.get(index), is(made.get(0L)));
      }
    }
  }

  @Test
  void aRefusedValueIsNamedByItsPlace() throws Exception {
    String script =
        """
        while read -r task; do
          case $task in
            *'"start_index":0'*) echo '{"sample": {"a": [0, {"q": 1e400}]}, "index": 0}' ;;
          esac
          case $task in
            *'"start_index":1'*|*'"num_samples":2'*)
              printf '%s\n' '{"index": 1, "sample": {"q": "\\ud83d"}}' ;;
          esac
        done
        """;
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      Map<Long, String> made = run.make(0, 2);
      assertThat(made.get(0L), containsString("/a/1/q: a number beyond the range of doubles"));
      assertThat(made.get(1L), containsString("/q: half a surrogate pair at position 0"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"a\": [0, {\"q/r\": [NaN]}]} | /a/1/q~1r/0: Non-standard token 'NaN'",
        "{\"b\": 1, \"a\": -Infinity} | /a: Non-standard token '-Infinity'",
        "{\"a\": [1, {\"k\\ud83d\": 1}]} | /a/1/k\\ud83d: a member's name has half a surrogate pair",
        "{\"\\ud83d\\ude00\": {\"\\ude00\": 1}} | /😀/\\ude00: a member's name has half a surrogate"
      })
  void aRefusedPlaceIsNamedWhereverTheIndexStands(String sample, String message) throws Exception {
    String script =
        """
        while read -r task; do
          case $task in
            *'"start_index":0'*) printf '%%s\n' '{"index": 0, "sample": %1$s}' ;;
          esac
          case $task in
            *'"start_index":1'*|*'"num_samples":2'*)
              printf '%%s\n' '{"sample": %1$s, "index": 1}' ;;
          esac
        done
        """
            .formatted(sample);
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      Map<Long, String> made = run.make(0, 2);
      assertThat(made.get(0L), containsString(message));
      assertThat(made.get(1L), containsString(message));
    }
    String bare = "while read -r task; do printf '%%s\\n' '%s'; done".formatted(sample);
    try (ProgramRun run = ProgramRun.sh(folder, bare, "'lines': 'bare', 'taskSize': 1")) {
      assertThat(run.make(0, 1).get(0L), containsString(message));
    }
  }

  @Test
  void aSampleThatCannotBeOneFailsAlone() throws Exception {
    String script =
        """
        while read -r task; do
          echo '{"index": 0, "sample": {"prompt": "a", "answer": 1}}'
          echo '{"index": 1, "sample": {"prompt": "a", "metadata": 1}}'
          echo '{"index": 2, "sample": ["prompt"]}'
          echo '{"index": 3, "sample": {"prompt": "a", "answer": 1e400}}'
          echo '{"index": 4, "sample": {"prompt": "a", "prompt": "b"}}'
          echo '{"index": 5, "sample": {"prompt": "b", "answer": 2}, "more": {"x": {}}}'
          echo '{"sample": {"answer": 3, "prompt": "c"}, "index": 6}'
        done
        """;
    try (ProgramRun run = ProgramRun.sh(folder, script)) {
      Map<Long, String> made = run.make(0, 7);
      assertThat(made.get(0L), is("{\"answer\":1,\"prompt\":\"a\"}"));
      assertThat(made.get(6L), is("{\"answer\":3,\"prompt\":\"c\"}"));
      assertThat(made.get(1L), is("{\"prompt\":\"a\"}"));
      for (long index = 2; index <= 5; index++) {
        assertThat(made.get(index), startsWith("failed: "));
      }
    }
  }
}

package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.seedmill.generators.SampleSeeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that are run for each task and leave a folder of files. */
@Timeout(60)
class FolderModeTest {

  @TempDir Path folder;

  private ProgramRun run(String script, String words, String... keys) throws Exception {
    Files.writeString(folder.resolve("generate.sh"), script);
    StringBuilder all = new StringBuilder("{'command': ['sh', 'generate.sh'" + words + "]");
    all.append(", 'mode': 'files', 'taskSize': 12");
    for (String key : keys) {
      all.append(", ").append(key);
    }
    return ProgramRun.in(folder, all.append('}').toString());
  }

  private static final String ITEMS =
      """
      for i in $(seq 1 12); do
        mkdir -p "$2/item_$i"
        printf "p$i" > "$2/item_$i/prompt.txt"
        printf "{\\"x\\": [$i, $1]}" > "$2/item_$i/answer.json"
        printf "video$i" > "$2/item_$i/film.mp4"
      done
      """;

  @Test
  void aFolderIsASampleAndItsFilesAreItsFieldsInNaturalOrder() throws Exception {
    try (ProgramRun run = run(ITEMS, ", '{seed}', '{output}'")) {
      Map<Long, String> made = run.make(0, 24);
      assertThat(made.size(), is(24));
      var ninth = ProgramRun.json(made.get(8L));
      assertThat(ninth.get("prompt").asText(), is("p9"));
      assertThat(ninth.get("answer").get("x").get(0).asInt(), is(9));
      assertThat(
          ninth.get("answer").get("x").get(1).asLong(),
          is(ProgramRun.SEEDS.portableSeedOf(0) >>> 22));
      assertThat(ninth.get("film").get("$asset").get("mediaType").asText(), is("video/mp4"));
      assertThat(ProgramRun.json(made.get(9L)).get("prompt").asText(), is("p10"));
      assertThat(
          ProgramRun.json(made.get(12L)).get("answer").get("x").get(1).asLong(),
          is(ProgramRun.SEEDS.portableSeedOf(12) >>> 22));
    }
  }

  @Test
  void partOfATaskIsPartOfTheSameTask() throws Exception {
    try (ProgramRun run = run(ITEMS, ", '{seed}', '{output}'")) {
      Map<Long, String> parts = new TreeMap<>(run.make(0, 3));
      parts.putAll(run.make(3, 13));
      assertThat(parts, is(run.make(0, 13)));
    }
  }

  @Test
  void placeholdersAreFilledInEveryWord() throws Exception {
    String script = "echo \"$*\" > \"$(dirname \"$0\")/words\"; " + ITEMS;
    try (ProgramRun run =
        run(
            script,
            ", '7', '{output}', 'n={num_samples}', '{seed53}', '{start_index}', '{type}', '{params.size}'",
            "'params': {'size': 31}")) {
      run.make(12, 13);
      SampleSeeds seeds = ProgramRun.SEEDS;
      String words = run.lines("words").get(0);
      assertThat(words, startsWith("7 /"));
      assertThat(
          words.replaceFirst("7 \\S+ ", ""),
          is("n=12 %d 12 riddles 31".formatted(seeds.portableSeedOf(12))));
    }
  }

  @Test
  void fieldsCanBeChosenByTheNamesOfFiles() throws Exception {
    try (ProgramRun run =
        run(
            ITEMS,
            ", '1', '{output}'",
            "'collect': {'sample': 'folder', 'fields': {'question': 'prompt.*', 'clip': '*.mp4'}}")) {
      var first = ProgramRun.json(run.make(0, 1).get(0L));
      assertThat(first.size(), is(2));
      assertThat(first.get("question").asText(), is("p1"));
      assertThat(first.get("clip").get("$asset").get("bytes").asInt(), is(6));
    }
  }

  @Test
  void eachFileMayBeASample() throws Exception {
    String script =
        "for i in $(seq 1 12); do echo \"{\\\"prompt\\\": \\\"$i\\\"}\" > \"$1/s$i.json\"; done";
    try (ProgramRun run = run(script, ", '{output}'", "'collect': {'sample': 'file'}")) {
      assertThat(run.make(0, 12).get(9L), is("{\"prompt\":\"10\"}"));
    }
  }

  @Test
  void whatGoesWrongFailsTheTaskWithASentence() throws Exception {
    assertFails("mkdir \"$2/a\"; printf x > \"$2/a/p.txt\"", "it left 1 sample; allowed: the 12");
    assertFails(ITEMS + "echo tired >&2; exit 3", "exit code 3; it ends with: tired");
    assertFails(ITEMS + "echo 'Error: no ink'; exit 3", "code 3; it ends with: Error: no ink");
    assertFails(ITEMS + "ln -s /etc/passwd \"$2/item_3/secret.txt\"", "which is a link");
    assertFails(ITEMS + "ln -s /etc \"$2/item_13\"", "which is a link");
    assertFails("kill -9 $$", "ended by signal 9");
    assertFails("exit 255", "exit code 255");
  }

  private void assertFails(String script, String message) throws Exception {
    try (ProgramRun run = run(script, ", '{seed}', '{output}'")) {
      assertThat(
          run.make(0, 12).values(),
          everyItem(allOf(startsWith("failed"), containsString(message))));
    }
  }

  @Test
  void whatIsWrongWithOneSampleFailsNoOther() throws Exception {
    assertThirdFails("printf '\\377' > \"$2/item_3/prompt.txt\"", "is not UTF-8");
    assertThirdFails("printf '{' > \"$2/item_3/answer.json\"", "is not JSON");
    assertThirdFails(
        "printf '' > \"$2/item_3/answer.json\"", "item_3/answer.json' is not JSON: it is empty");
    assertThirdFails("truncate -s 1G \"$2/item_3/prompt.txt\"", "more bytes than the sample may");
    assertThirdFails("truncate -s 1G \"$2/item_3/film.mp4\"", "an asset of 1,073,741,824 bytes");
    assertThirdFails("printf x > \"$2/item_3/prompt.md\"", "two files for the field 'prompt'");
  }

  private void assertThirdFails(String step, String message) throws Exception {
    try (ProgramRun run = run(ITEMS + step, ", '{seed}', '{output}'")) {
      Map<Long, String> made = run.make(0, 12);
      assertThat(
          made.remove(2L), allOf(startsWith("failed: invalid-sample"), containsString(message)));
      assertThat(made.values(), everyItem(startsWith("{\"answer\"")));
    }
  }

  @Test
  void anyOtherFileIsAnAsset() throws Exception {
    String script = ITEMS + "printf x > \"$2/item_3/thing.bin\"; printf y > \"$2/item_3/LICENSE\"";
    try (ProgramRun run = run(script, ", '{seed}', '{output}'")) {
      var third = ProgramRun.json(run.make(2, 3).get(2L));
      assertThat(third.at("/thing/$asset/mediaType").asText(), is("application/octet-stream"));
      assertThat(third.at("/LICENSE/$asset/base64").asText(), is("eQ=="));
    }
  }

  @Test
  void aFolderWithAllBelowItMayBeASample() throws Exception {
    String script =
        ITEMS
            + "for i in $(seq 1 12); do mkdir -p \"$2/item_$i/repo/src/deep\";"
            + " printf $i > \"$2/item_$i/repo/src/deep/a.py\"; printf z > \"$2/item_$i/repo/Makefile\"; done";
    try (ProgramRun run = run(script, ", '{seed}', '{output}'", "'collect': {'sample': 'tree'}")) {
      var tenth = ProgramRun.json(run.make(0, 12).get(9L));
      assertThat(tenth.get("prompt").asText(), is("p10"));
      assertThat(tenth.at("/repo/src~1deep~1a.py/$asset/base64").asText(), is("MTA="));
      assertThat(tenth.at("/repo/Makefile/$asset/bytes").asInt(), is(1));
    }
    try (ProgramRun run =
        run(
            script,
            ", '{seed}', '{output}'",
            "'collect': {'sample': 'tree', 'fields': {'code': 'repo', 'q': 'prompt.txt'}}")) {
      var first = ProgramRun.json(run.make(0, 12).get(0L));
      assertThat(first.size(), is(2));
      assertThat(first.get("code").size(), is(2));
    }
  }

  @Test
  void theRowsOfAFileMayBeSamples() throws Exception {
    String csv =
        "echo prompt,answer > $1/a.csv; for i in $(seq 1 12); do echo \"p$i,$i\" >> $1/a.csv; done";
    try (ProgramRun run = run(csv, ", '{output}'", "'collect': {'sample': 'row'}")) {
      assertThat(run.make(0, 12).get(9L), is("{\"answer\":\"10\",\"prompt\":\"p10\"}"));
      assertThat(run.make(12, 14).size(), is(2));
    }
    String lines =
        "for i in $(seq 1 12); do [ $i = 3 ] && echo no || echo \"{\\\"a\\\": $i}\"; done > $1/a.jsonl; echo > $1/log.txt";
    try (ProgramRun run =
        run(lines, ", '{output}'", "'collect': {'sample': 'row', 'files': '*.jsonl'}")) {
      Map<Long, String> made = run.make(0, 12);
      assertThat(made.get(2L), startsWith("failed: invalid-sample: no JSON"));
      assertThat(made.get(2L), containsString("in line 3 of 'a.jsonl'"));
      assertThat(made.get(3L), is("{\"a\":4}"));
    }
    try (ProgramRun run = run(lines, ", '{output}'", "'collect': {'sample': 'row'}")) {
      assertThat(run.make(0, 1).get(0L), containsString("found 'log.txt'; allowed: .jsonl"));
    }
    try (ProgramRun run =
        run(csv, ", '{output}'", "'collect': {'sample': 'row'}", "'fields': {'q': 'prompt'}")) {
      assertThat(run.make(0, 1).get(0L), is("{\"q\":\"p1\"}"));
    }
  }

  @Test
  void aProgramThatNeverEndsIsEnded() throws Exception {
    String script = "sleep 1000";
    try (ProgramRun run = run(script, "", "'timeoutPerTask': '300ms'", "'startTimeout': '100ms'")) {
      assertThat(run.make(0, 1).get(0L), startsWith("failed: program-timed-out"));
    }
  }

  @Test
  void theTimeForASampleCountsForEachSampleOfATask() throws Exception {
    try (ProgramRun run =
        run(
            "sleep 1; " + ITEMS,
            ", '{seed}', '{output}'",
            "'timeoutPerSample': '500ms'",
            "'startTimeout': '100ms'")) {
      assertThat(run.make(0, 12).values(), everyItem(not(startsWith("failed"))));
    }
  }
}

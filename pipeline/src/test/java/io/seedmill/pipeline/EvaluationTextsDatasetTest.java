package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.CrateGenerator;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.Counts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given samples that repeat the texts of evaluation files. */
class EvaluationTextsDatasetTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      String leaked = i % 10 == 3 ? "which city is the capital of region %d".formatted(i) : "no";
      made.append("{\"prompt\": \"q%d\", \"answer\": \"%s\"}\n".formatted(i / 2, leaked));
    }
    Files.writeString(folder.resolve("made.jsonl"), made);
    Files.createDirectory(folder.resolve("benchmark"));
    Files.writeString(
        folder.resolve("benchmark/a.jsonl"),
        """
        {"question": "Unrelated text of some more words", "answer": "no"}
        {"question": "In 1990: Which city is the Capital of Region 3?", "answer": "q1"}
        {"question": "which city is the capital, of region 13", "choices": ["which city is the"]}
        """);
    Files.writeString(folder.resolve("benchmark/b.csv"), "id,text\n1,the capital of region 23\n");
  }

  @Test
  void samplesThatRepeatThemAreLeftOutCountedAndListed() throws Exception {
    String dedupe = "dedupe: {fields: [prompt], against: [\"benchmark/*\"], ngrams: 5}";
    PublishedRun run = run(dedupe);

    assertThat(run.printed(), run.exitCode(), is(0));
    Counts counts = run.manifest().counts();
    assertThat(counts, is(new Counts(30, 30, 15, 12, 0, 0, 0, 3L, null)));
    assertThat("a sample that repeats none wins", text(run), not(containsString("capital")));
    Manifest.AgainstReport against = run.manifest().dedupe().against();
    assertThat(against.files(), is(List.of("benchmark/a.jsonl", "benchmark/b.csv")));
    assertThat(against.texts(), is(8L));
    assertThat(against.tooShort(), is(3L));
    assertThat(against.removed().records(), is(3L));
    List<String> found = new ArrayList<>();
    for (String line : Files.readAllLines(run.file(against.removed().path()))) {
      JsonNode one = JSON.readTree(line);
      found.add(
          "%s %s: %s"
              .formatted(one.get("index"), one.get("file").asText(), one.get("place").asText()));
      assertThat(line, one.get("words").asText(), not(is("")));
    }
    found.sort(null);
    assertThat(
        found,
        is(
            List.of(
                "13 benchmark/a.jsonl: line 2",
                "23 benchmark/a.jsonl: line 2",
                "3 benchmark/a.jsonl: line 2")));
    assertThat(run.printed(), containsString("contaminated"));
    assertThat(run.printed(), containsString("contaminated.jsonl"));
    assertThat(run.printed(), containsString("3 of 8 texts have fewer than 4 words"));

    PublishedRun other = run(dedupe, "--checkpoint", "--buckets=16", "--shard-size=1");
    assertThat(Arrays.equals(other.bytes(), run.bytes()), is(true));
    assertThat(other.manifest().dedupe(), is(run.manifest().dedupe()));
    CommandResult valid = validate(run);
    assertThat(valid.out() + valid.err(), valid.exitCode(), is(0));
    assertThat(valid.out(), containsString("15 records compared with evaluation texts"));
    Files.writeString(run.file(against.removed().path()), "{}\n");
    assertThat(
        CommandResult.seedmill("validate", "" + run.file("")).out(),
        containsString("contaminated.jsonl"));
  }

  /** A validation reads the texts again: those of another time say nothing of the run. */
  @Test
  void aRecordThatRepeatsThemIsFoundAndOtherTextsAreNotTakenForThem() throws Exception {
    PublishedRun run = run("dedupe: {against: [\"benchmark/*\"], ngrams: 5}");
    Path manifest = run.file("metadata/" + run.manifest().run() + "/manifest.json");
    JsonNode read = JSON.readTree(Files.readString(manifest));
    PublishedRun leaky = run("");
    Path other = leaky.file("metadata/" + leaky.manifest().run() + "/manifest.json");
    ObjectNode forged = (ObjectNode) JSON.readTree(Files.readString(other));
    ((ObjectNode) forged.get("dedupe")).set("against", read.at("/dedupe/against"));
    ((ObjectNode) forged.at("/dedupe/against")).remove("removed");
    ((ObjectNode) forged.get("spec")).set("dedupe", read.at("/spec/dedupe"));
    forged.remove("digest"); // as of an old version
    Files.writeString(other, forged.toString());

    CommandResult invalid = validate(leaky);
    assertThat(
        invalid.out(),
        containsString(
            "it repeats 'which city is the capital' of benchmark/a.jsonl, line 2, which its run was to leave out"));
    assertThat(invalid.exitCode(), is(4));

    Files.writeString(folder.resolve("benchmark/b.csv"), "id,text\n1,another text of five words\n");
    assertThat(
        validate(run).out(),
        containsString(
            "not compared with its evaluation texts: those of benchmark/* have changed; --spec-folder names the folder of its spec"));
    Files.delete(folder.resolve("benchmark/b.csv"));
    Files.delete(folder.resolve("benchmark/a.jsonl"));
    assertThat(
        validate(run).out(),
        containsString("not compared with its evaluation texts: found 'benchmark/*', which"));
  }

  private CommandResult validate(PublishedRun run) throws IOException {
    return CommandResult.seedmill("validate", "" + run.file(""), "--spec-folder=" + folder);
  }

  /** A sample that was left out is in no file of the run, so a retry has to judge it again. */
  @Test
  void aRetryHasWhatARunWithoutFailuresHas() throws Exception {
    String yaml =
        """
        maxFailureRate: 1
        generators:
          - {crates: plain}
          - {files: made.jsonl}
        dedupe: {fields: [prompt], against: "benchmark/*", ngrams: 5}
        """;
    Path spec = Files.writeString(folder.resolve("crates.yaml"), yaml);
    Path mended = folder.resolve("mended");
    System.setProperty(CrateGenerator.MENDED, "" + mended);
    try {
      PublishedRun failed = PublishedRun.of(spec, folder.resolve("a"), "failed", "--fresh");
      assertThat(failed.printed(), failed.manifest().counts().failed(), is(not(is(0L))));
      Files.createFile(mended);
      PublishedRun whole = PublishedRun.of(spec, folder.resolve("b"), "whole", "--fresh");
      CommandResult retried =
          CommandResult.seedmill(
              "retry",
              "--dataset=" + spec,
              "--run-id=failed",
              "--as=again",
              "--output=" + folder.resolve("a"));
      assertThat(retried.err(), retried.exitCode(), is(0));
      PublishedRun again = PublishedRun.in(folder.resolve("a"), "again");
      assertThat(Arrays.equals(again.bytes(), whole.bytes()), is(true));
      assertThat(again.manifest().counts(), is(whole.manifest().counts()));
      assertThat(
          again.manifest().dedupe().against().removed().sha256(),
          is(whole.manifest().dedupe().against().removed().sha256()));
    } finally {
      System.clearProperty(CrateGenerator.MENDED);
    }
  }

  @Test
  void thePlanIsThatOfTheTextsAndNotOfTheirFiles() throws Exception {
    String first = digest("against: benchmark/a.jsonl");
    Files.move(folder.resolve("benchmark/a.jsonl"), folder.resolve("moved.jsonl"));
    assertThat(digest("against: moved.jsonl"), is(first));
    assertThat(digest("against: moved.jsonl, ngrams: 12"), is(not(first)));
    assertThat(digest("against: moved.jsonl, againstFields: [question]"), is(not(first)));
    Files.writeString(folder.resolve("moved.jsonl"), "{\"question\": \"one two three four\"}");
    assertThat(digest("against: moved.jsonl"), is(not(first)));
    assertThat(run("").manifest().dedupe().against(), is(nullValue()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "against: nothing/*.jsonl | dedupe.against | which no file matches",
        "against: [] | dedupe.against | a list of them",
        "ngrams: 13 | dedupe.ngrams | with 'against'",
        "against: made.jsonl, ngrams: 2 | dedupe.ngrams | from 3 to 100",
        "against: 'benchmark/*', againstFields: [qestion] | dedupe.againstFields[0] | did you mean 'question'",
        "against: bad.jsonl | dedupe.against | line 2: no JSON",
        "against: bad.csv | dedupe.against | line 3",
        "against: notes.md | dedupe.against | tells no format",
        "against: short.txt | dedupe.against | no text of at least 4 words",
        "against: empty.jsonl | dedupe.against | no text of at least 4 words",
        "against: damaged.jsonl.gz | dedupe.against | damaged.jsonl.gz",
        "against: latin.txt | dedupe.against | UTF-8",
      })
  void filesThatCannotBeUsedAreRefusedBeforeTheRun(String dedupe, String place, String said)
      throws Exception {
    Files.writeString(folder.resolve("bad.jsonl"), "{\"a\": \"one two three four\"}\n{\"a\": \n");
    Files.writeString(folder.resolve("bad.csv"), "a,b\n1,2\n1,2,3\n");
    Files.writeString(folder.resolve("notes.md"), "one two three four\n");
    Files.writeString(folder.resolve("short.txt"), "yes\n\nno\n");
    Files.writeString(folder.resolve("empty.jsonl"), "");
    Files.write(folder.resolve("damaged.jsonl.gz"), new byte[] {31, (byte) 139, 8, 0, 1, 2, 3});
    Files.write(folder.resolve("latin.txt"), new byte[] {'a', ' ', (byte) 0xe9, ' ', 'b'});
    CommandResult result = CommandResult.seedmill("plan", "--dataset=" + spec(dedupe(dedupe)));
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString(place + ": found"));
    assertThat(result.err(), containsString(said));
  }

  private static String dedupe(String inside) {
    return "dedupe: {" + inside + "}";
  }

  private static String text(PublishedRun run) throws IOException {
    return new String(run.bytes(), StandardCharsets.UTF_8);
  }

  private String digest(String inside) throws Exception {
    CommandResult result =
        CommandResult.seedmill("plan", "--dataset=" + spec(dedupe(inside)), "--format=json");
    assertThat(result.err(), result.exitCode(), is(0));
    return JSON.readTree(result.out()).get("plan").asText();
  }

  private PublishedRun run(String dedupe, String... options) throws IOException {
    Path output = Files.createTempDirectory(folder, "out").resolve("in");
    return PublishedRun.of(spec(dedupe), output, "run", options);
  }

  private Path spec(String dedupe) throws IOException {
    return Files.writeString(
        folder.resolve("made.yaml"), "generators: [{files: made.jsonl}]\n" + dedupe + "\n");
  }
}

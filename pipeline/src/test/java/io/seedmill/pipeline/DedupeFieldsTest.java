package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given entries with equal samples, and samples without the fields that make samples equal. */
class DedupeFieldsTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    StringBuilder gold = new StringBuilder();
    StringBuilder silver = new StringBuilder();
    StringBuilder notes = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      gold.append("{\"prompt\": \"p%d\", \"answer\": \"gold\"}\n".formatted(i));
      silver.append("{\"prompt\": \"p%d\", \"answer\": \"silver\"}\n".formatted(19 - i));
      notes.append("{\"text\": \"n%d\", \"answer\": null}\n".formatted(i / 2));
    }
    Files.writeString(folder.resolve("gold.jsonl"), gold);
    Files.writeString(folder.resolve("silver.jsonl"), silver);
    Files.writeString(folder.resolve("notes.jsonl"), notes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[promt]", "[prompt, promt]", "[\"Prompt\"]", "[\"prompt \"]"})
  void aFieldThatNoSampleHasPublishesNothing(String fields) throws Exception {
    PublishedRun run = run("gold", "dedupe: {fields: %s}".formatted(fields));

    assertThat(run.printed(), run.exitCode(), is(2));
    assertThat(run.printed(), containsString("dedupe.fields: found '"));
    assertThat(run.printed(), containsString(", which none of 20 samples has; allowed: "));
    assertThat(Files.exists(run.file("metadata")), is(false));
    assertThat(Files.exists(run.file("consolidated")), is(false));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maze | {generator: maze, samples: 4}",
        "matrix | {generator: maze, samples: 4, matrix: {x: [1, 2]}, params: {size: 5}}",
        "table | {generator: tabular, samples: 4}",
        "csv | {files: table.csv}",
        "selected | {files: gold.jsonl, fields: [answer, prompt]}",
        "renamed | {files: gold.jsonl, fields: {prompt: answer}}",
        "program | {command: [cat], samples: 4, fields: [prompt]}",
        "folders | {command: [cat, '{output}'], samples: 4, mode: files, taskSize: 2,"
            + " collect: {fields: {prompt: prompt.txt}}}",
        "api | {http: {url: 'http://localhost:1/${query}', fields: {prompt: /a}}, queries: [a]}",
        "two | [{generator: maze, samples: 4}, {generator: chess-mate-in-one, samples: 2}]",
      })
  void aFieldThatNoSampleCanHaveIsRefusedBeforeTheRun(String name, String entries)
      throws IOException {
    Files.writeString(folder.resolve("table.csv"), "prompt,answer\n1,2\n");
    String list = entries.startsWith("[") ? entries : "[" + entries + "]";
    Path spec = folder.resolve(name + ".yaml");
    Files.writeString(spec, "generators: %s%ndedupe: {fields: [prompt, promt]}%n".formatted(list));

    CommandResult result = CommandResult.seedmill("plan", "--dataset=" + spec);

    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString(":2:27: dedupe.fields[1]: found 'promt'"));
    assertThat(result.err(), containsString("prompt"));
  }

  @Test
  void nothingIsClaimedOfSamplesWhoseFieldsAreNotKnown() throws IOException {
    assertThat(plan("gold", "dedupe: {fields: [promt]}"), containsString("gold"));
    Path spec = folder.resolve("mixed.yaml");
    Files.writeString(
        spec,
        """
        generators:
          - {generator: maze, samples: 4}
          - {generator: chess-mate-in-one, samples: 4}
        dedupe: {fields: [fen]}
        """);
    CommandResult result =
        CommandResult.seedmill("plan", "--dataset=" + spec, "--only=generator=maze");
    assertThat(result.err(), result.exitCode(), is(0));
  }

  @Test
  void samplesThatLackAllFieldsAreNoDuplicatesAndAreCounted() throws Exception {
    String dedupe = "dedupe: {fields: [prompt, answer]}";
    PublishedRun run = run("gold, silver, notes", dedupe);

    assertThat(run.printed(), run.exitCode(), is(0));
    assertThat(run.manifest().generators().get("notes").unique(), is(20L));
    assertThat(run.manifest().counts().duplicates(), is(0L));
    assertThat(run.manifest().dedupe().lacking(), is(Map.of("prompt", 20L, "answer", 20L)));
    assertThat(run.manifest().dedupe().lackingAll(), is(20L));
    assertThat(run.printed(), containsString("dedupe.fields: 20 of 60 samples lack 'prompt'"));
    assertThat(run.printed(), containsString("dedupe.fields: 20 samples lack all of them"));

    PublishedRun kept = run("gold, silver, notes", dedupe, "--checkpoint", "--buckets=16");
    assertThat(Arrays.equals(kept.bytes(), run.bytes()), is(true));
    assertThat(kept.keys(), is(run.keys()));
    assertThat(kept.manifest().dedupe(), is(run.manifest().dedupe()));
  }

  @Test
  void aFieldThatSomeLackIsSaidAndOneThatAllHaveIsNot() throws Exception {
    PublishedRun some = run("gold, notes", "dedupe: {fields: [text, prompt]}");
    assertThat(some.manifest().dedupe().lacking(), is(Map.of("prompt", 20L, "text", 20L)));
    assertThat(some.manifest().dedupe().lackingAll(), is(0L));
    assertThat(some.manifest().counts().duplicates(), is(10L));
    assertThat(some.printed(), not(containsString("lack all of them")));

    PublishedRun none = run("gold, silver", "dedupe: {fields: [prompt]}");
    assertThat(none.manifest().dedupe().lacking(), is(nullValue()));
    assertThat(none.printed(), not(containsString("lack")));
  }

  @Test
  void theEntryListedFirstIsKeptWhereThatIsPreferred() throws Exception {
    PublishedRun usual = run("gold, silver", "dedupe: {fields: [prompt]}");
    PublishedRun listed = run("gold, silver", "dedupe: {fields: [prompt], prefer: listed}");
    PublishedRun silver =
        run("silver, gold", "dedupe: {prefer: listed, fields: [prompt]}", "--buckets=16");

    assertThat(answers(usual), is(Map.of("gold", 10, "silver", 10)));
    assertThat(answers(listed), is(Map.of("gold", 20)));
    assertThat(answers(silver), is(Map.of("silver", 20)));
    assertThat(listed.manifest().plan(), is(not(usual.manifest().plan())));
    assertThat(listed.manifest().dedupe().prefer(), is("listed"));
    assertThat(listed.manifest().spec().at("/dedupe/prefer").asText(), is("listed"));
  }

  @Test
  void thePlanSaysWhichOfEqualSamplesIsKept() throws Exception {
    assertThat(plan("gold, silver", ""), containsString("the one with the lowest index is kept"));
    assertThat(
        plan("gold, silver", "dedupe: {prefer: listed}"),
        containsString("that of the entry listed first is kept"));
    assertThat(plan("gold", ""), not(containsString("equal")));
  }

  private String plan(String entries, String dedupe) throws IOException {
    CommandResult result = CommandResult.seedmill("plan", "--dataset=" + spec(entries, dedupe));
    assertThat(result.err(), result.exitCode(), is(0));
    return result.out();
  }

  private PublishedRun run(String entries, String dedupe, String... options) throws IOException {
    Path output = Files.createTempDirectory(folder, "out").resolve("in");
    return PublishedRun.of(spec(entries, dedupe), output, "run", options);
  }

  private Path spec(String entries, String dedupe) throws IOException {
    StringBuilder yaml = new StringBuilder("name: merged\ngenerators:\n");
    for (String entry : entries.split(", ", -1)) {
      yaml.append("  - {files: %s.jsonl, name: %1$s}\n".formatted(entry));
    }
    return Files.writeString(folder.resolve("merged.yaml"), yaml + dedupe + "\n");
  }

  private static Map<String, Integer> answers(PublishedRun run) throws IOException {
    Map<String, Integer> answers = new TreeMap<>();
    for (String line : new String(run.bytes(), StandardCharsets.UTF_8).lines().toList()) {
      JsonNode record = new ObjectMapper().readTree(line);
      answers.merge(record.get("answer").asText(), 1, Integer::sum);
    }
    return answers;
  }
}

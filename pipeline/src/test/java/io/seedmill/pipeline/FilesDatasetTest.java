package io.seedmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given files that exist already, when a dataset is made of them, then... */
class FilesDatasetTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  FilesDatasetTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theyAreDeduplicatedAndMergedWithNewSamples() throws Exception {
    write(
        "data/a.jsonl",
        "{\"q\": \"1\", \"a\": 1.0}\n{\"a\":2,\"q\":\"2\"}\n{\"q\":\"1\",\"a\":1}\n");
    write("data/b.csv", "q,a\n3,x\n2,\n");
    write("data/c.json", "[{\"a\":1,\"q\":\"1\"}, {\"a\":\"x\",\"q\":\"3\"}]");
    Path spec =
        spec(
            """
              - {files: data/*.jsonl, name: lines}
              - {files: [data/b.csv, data/c.json], name: others}
              - {generator: arithmetic, samples: 10}
            """);
    PublishedRun run = PublishedRun.of(spec, folder.resolve("out"), "one");
    assertThat(run.printed(), run.exitCode(), is(0));
    Manifest.Counts counts = run.manifest().counts();
    assertThat(counts.requested(), is(17L));
    assertThat("of 1, 2, 3 and an empty answer", counts.unique(), is(14L));
    assertThat(counts.duplicates(), is(3L));
    assertThat(
        text(run), containsString("\"generator\":\"lines\",\"index\":0,\"a\":1,\"q\":\"1\""));
    assertThat(text(run), containsString("\"generator\":\"others\",\"index\":0,\"a\":\"x\""));
    assertThat(text(run), not(containsString("\"index\":2,\"a\":1,")));
  }

  @Test
  void shardsAndCheckpointsChangeNoByte() throws Exception {
    optionsChangeNoByte("--shard-size=17", "--checkpoint");
  }

  /** Asserts that runs with any of these options make the same bytes. */
  void optionsChangeNoByte(String... options) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      lines.append(i % 7 == 3 ? "" : "{\"n\": %d}".formatted(i % 1_000)).append('\n');
    }
    write("data/a.jsonl", lines.toString());
    Path spec = spec("  - {files: data/a.jsonl}\n");
    Path out = folder.resolve("out");
    PublishedRun expected = PublishedRun.of(spec, out, "expected");
    assertThat(expected.printed(), expected.exitCode(), is(0));
    for (String option : options) {
      PublishedRun run =
          PublishedRun.of(spec, out, "with" + option.replaceAll("\\W+", "-"), option);
      assertThat(run.printed(), run.exitCode(), is(0));
      assertThat(option, text(run), is(text(expected)));
      assertThat(option, run.manifest().plan(), is(expected.manifest().plan()));
    }
  }

  @Test
  void anIndexWithoutANameIsLeftOutAndCounted() throws Exception {
    write("data/a.csv", ",q,a\n0,1,x\n1,2,y\n");
    write("data/b.csv", "q,a\n1,x\n3,z\n");
    PublishedRun run =
        PublishedRun.of(spec("  - {files: data/*.csv}\n"), folder.resolve("out"), "run");
    assertThat(run.printed(), run.exitCode(), is(0));
    assertThat(run.manifest().counts().unique(), is(3L));
    assertThat(run.manifest().generators().get("files").withoutIndex(), is(1L));
    assertThat(
        run.printed(),
        containsString("columns without a name before the first one are left out in 1 file of"));
    PublishedRun without =
        PublishedRun.of(spec("  - {files: data/b.csv}\n"), folder.resolve("out"), "without");
    assertThat(without.manifest().generators().get("files").leftOut(), is(0L));
    assertThat(run.keys().containsAll(without.keys()), is(true));
  }

  @Test
  void aLineFeedInANameCutsNoCause() throws Exception {
    write("data/a\nb.jsonl", "{\"n\": 1}\nbroken\n");
    PublishedRun run =
        PublishedRun.of(spec("  - {files: 'data/a*.jsonl'}\n"), folder.resolve("out"), "run");
    assertThat(
        run.printed(), containsString("1  invalid-sample: data/a b.jsonl:2: not valid JSON"));
  }

  @Test
  void aPublishedDatasetThatIsReadKeepsItsIdsAndItsMetadata() throws Exception {
    Path out = folder.resolve("out");
    Path first = spec("  - {generator: maze, samples: 20, params: {size: 5}}\n");
    PublishedRun published = PublishedRun.of(first, out, "first");
    Path second =
        spec(
            """
              - {files: out/consolidated/consolidated-first.jsonl, name: old}
              - {generator: maze, samples: 30, params: {size: 5}}
            """);
    PublishedRun merged = PublishedRun.of(second, out, "second");
    assertThat(merged.printed(), merged.exitCode(), is(0));
    assertThat(merged.manifest().counts().unique(), is(30L));
    assertThat(merged.manifest().counts().duplicates(), is(20L));
    Set<String> ids = new HashSet<>(merged.keys());
    for (String line : text(merged).lines().toList()) {
      JsonNode record = JSON.readTree(line);
      if (record.path("generator").asText().equals("old")) {
        assertThat(record.at("/metadata/source/generator").asText(), is("maze"));
        assertThat(record.at("/metadata/source/id"), is(record.get("id")));
        assertThat(record.at("/metadata/parameters/size").asInt(), is(5));
      }
    }
    assertThat(ids.containsAll(published.keys()), is(true));
  }

  @Test
  void aBadLineIsADeadLetterThatIsReplayed() throws Exception {
    write("data/a.jsonl", "{\"n\":1}\n\n{\"n\":\n{\"n\":3}\n");
    Path spec = spec("  - {files: data/a.jsonl}\n");
    PublishedRun run = PublishedRun.of(spec, folder.resolve("out"), "bad");
    assertThat("more failed than is allowed", run.exitCode(), is(3));
    assertThat(
        Files.readString(run.file("failures/failures-bad.jsonl")), containsString("\"index\":1"));
    assertThat(
        Files.readString(run.file("failures/failures-bad.jsonl")),
        containsString("data/a.jsonl:3: not valid JSON: Unexpected end-of-input"));
    CommandResult good =
        CommandResult.seedmill("replay", "--dataset=" + spec, "--generator=files", "--index=2");
    assertThat(good.out() + good.err(), good.exitCode(), is(0));
    assertThat(good.out(), containsString("\"n\":3"));
    CommandResult bad =
        CommandResult.seedmill("replay", "--dataset=" + spec, "--generator=files", "--index=1");
    assertThat(bad.exitCode(), is(3));
    assertThat(bad.out(), containsString("data/a.jsonl:3: "));
  }

  @Test
  void aSpecTakesTheFirstSamplesAndAMatrixChoosesFiles() throws Exception {
    write("data/en.jsonl", "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
    write("data/de.jsonl", "{\"n\":4}\n{\"n\":5}\n");
    Path spec =
        spec(
            """
              - files: data/${matrix.language}.jsonl
                name: texts-${matrix.language}
                samples: 2
                matrix: {language: [en, de]}
            """);
    PublishedRun run = PublishedRun.of(spec, folder.resolve("out"), "some");
    assertThat(run.printed(), run.exitCode(), is(0));
    assertThat(run.manifest().counts().unique(), is(4L));
    assertThat(text(run), not(containsString("\"n\":3")));
  }

  @Test
  void newFilesAreTakenByTheNextRun() throws Exception {
    write("data/b.jsonl", "{\"n\":1}\n{\"n\":2}\n");
    Path spec = spec("  - files: data/*.jsonl\n");
    Path out = folder.resolve("out");
    assertThat(PublishedRun.of(spec, out, "monday").exitCode(), is(0));
    write("data/a.jsonl", "{\"n\":3}\n{\"n\":1}\n");
    PublishedRun next = PublishedRun.of(spec, out, "tuesday", "--incremental");
    assertThat(next.printed(), next.exitCode(), is(0));
    assertThat(next.manifest().counts().unique(), is(1L));
    assertThat(next.manifest().counts().known(), is(3L));
    assertThat(text(next), containsString("\"n\":3"));
  }

  @Test
  void aMistakeIsOneSentenceWithItsLine() throws Exception {
    mistake(
        "  - files: data/none*.jsonl\n",
        "spec.yaml:4:12: generators[0].files: found 'data/none*.jsonl', which no file matches");
    mistake("  - {files: a.jsonl, formt: csv}\n", "did you mean 'format'?");
    mistake("  - {files: 7}\n", "a pattern of file names");
    mistake("  - {files: a.jsonl, delimiter: ';;'}\n", "one character of ASCII");
    mistake("  - {files: a.jsonl, fields: {id: x}}\n", "the name 'id'");
    mistake("  - {files: 's3://B/*.jsonl'}\n", "names no place in S3");
  }

  private void mistake(String generators, String expected) throws Exception {
    CommandResult result = CommandResult.seedmill("plan", "--dataset=" + spec(generators));
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString(expected));
  }

  private Path spec(String generators) throws IOException {
    return Files.writeString(
        folder.resolve("spec.yaml"), "name: mine\nseed: 1\ngenerators:\n" + generators);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String text(PublishedRun run) throws IOException {
    return new String(run.bytes(), UTF_8);
  }
}

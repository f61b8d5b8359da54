package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.EntryReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries that end when they have a number of unique samples. */
class UniqueSamplesTest {

  /** The two kinds of sums have the same questions now and then. */
  private static final String SPEC =
      """
      name: exact
      seed: 3
      generators:
        - {generator: arithmetic, name: small, %s, params: {operations: 1, maxOperand: 15}}
        - {generator: arithmetic, name: large, %s, params: {operations: 1, maxOperand: 20}}
        - {generator: arithmetic, name: fixed, samples: 50, params: {operations: 1, maxOperand: 9}}
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void everyEntryHasAsManyAsItWantsAndEndsWithTheLastOfThemHoweverItIsMade() throws IOException {
    Path spec = spec("unique: 400", "unique: 500");
    PublishedRun first = PublishedRun.of(spec, folder.resolve("a"), "a");

    assertThat(first.printed(), first.exitCode(), is(0));
    Map<String, EntryReport> counts = first.manifest().generators();
    assertThat(counts.get("small").unique(), is(400L));
    assertThat(counts.get("large").unique(), is(500L));
    long small = counts.get("small").requested();
    long large = counts.get("large").requested();
    assertThat("the last one counts", places(first).contains("small " + (small - 1)), is(true));
    assertThat("the last one counts", places(first).contains("large " + (large - 1)), is(true));
    assertThat(
        first.printed(),
        containsString("900 unique samples take %,d indices".formatted(small + large)));

    String bytes = text(first);
    PublishedRun shards =
        PublishedRun.of(spec, folder.resolve("b"), "b", "--shard-size=7", "--buckets=16");
    assertThat(text(shards), is(bytes));
    PublishedRun kept = PublishedRun.of(spec, folder.resolve("c"), "c", "--checkpoint");
    assertThat(text(kept), is(bytes));
    assertThat("none is made twice", kept.printed(), containsString("reused"));
    PublishedRun counted =
        PublishedRun.of(spec("samples: " + small, "samples: " + large), folder.resolve("d"), "d");
    assertThat(text(counted), is(bytes));
    assertThat("the same plan", counted.manifest().plan(), is(first.manifest().plan()));
  }

  /** The expected samples are chosen here, from a run of more indices without evaluation texts. */
  @Test
  void samplesThatRepeatEvaluationTextsDoNotCount() throws IOException {
    Path plain = spec("samples: 3000", "samples: 40");
    PublishedRun all = PublishedRun.of(plain, folder.resolve("all"), "all");
    List<JsonNode> samples = new ArrayList<>();
    for (String line : text(all).lines().toList()) {
      samples.add(JSON.readTree(line));
    }
    List<JsonNode> small =
        samples.stream()
            .filter(sample -> sample.get("generator").asText().equals("small"))
            .sorted(Comparator.comparingLong(sample -> sample.get("index").asLong()))
            .toList();
    List<JsonNode> texts = small.stream().filter(sample -> sample.hashCode() % 3 == 0).toList();
    StringBuilder lines = new StringBuilder();
    texts.forEach(sample -> lines.append(sample.get("prompt")).append('\n'));
    Files.writeString(
        folder.resolve("texts.jsonl"), lines.toString().replaceAll("(.+)", "{\"t\":$1}"));
    String dedupe = "dedupe: {against: texts.jsonl, ngrams: 8}\n";
    Path spec = spec("unique: 100", "samples: 0");
    Files.writeString(spec, Files.readString(spec).replace("samples: 50", "samples: 0") + dedupe);

    PublishedRun run = PublishedRun.of(spec, folder.resolve("u"), "u");

    assertThat(run.printed(), run.exitCode(), is(0));
    EntryReport count = run.manifest().generators().get("small");
    assertThat(count.unique(), is(100L));
    assertThat(count.contaminated(), is(greaterThan(0L)));
    assertThat("ends with one", places(run).contains("small " + (count.requested() - 1)), is(true));
    for (String line : text(run).lines().toList()) {
      String prompt = JSON.readTree(line).get("prompt").asText();
      assertThat(
          texts.stream().noneMatch(text -> text.get("prompt").asText().equals(prompt)), is(true));
    }
    PublishedRun shards =
        PublishedRun.of(spec, folder.resolve("v"), "v", "--shard-size=7", "--buckets=16");
    assertThat(text(shards), is(text(run)));
    Path counted = spec("samples: " + count.requested(), "samples: 0");
    Files.writeString(
        counted, Files.readString(counted).replace("samples: 50", "samples: 0") + dedupe);
    assertThat(text(PublishedRun.of(counted, folder.resolve("w"), "w")), is(text(run)));
  }

  @Test
  void theSamePlanIsNotCountedAgainAndANextRunBringsAsManyNewOnes() throws IOException {
    Path spec = spec("unique: 40", "unique: 30");
    Path output = folder.resolve("out");
    seedmill("run", "--dataset=" + spec, "--output=" + output, "--run-id=a");
    CommandResult again = seedmill("run", "--dataset=" + spec, "--output=" + output);
    assertThat(again.out(), startsWith("same data as run a"));
    assertThat(again.err(), is(""));

    PublishedRun next = PublishedRun.of(spec, output, "b", "--incremental");
    assertThat(next.manifest().generators().get("small").unique(), is(40L));
    assertThat(next.manifest().generators().get("large").unique(), is(30L));
  }

  @Test
  void aGeneratorThatHasRunDryIsToldWithItsCurveAndNothingIsPublished() throws IOException {
    Path spec = spec("unique: 2000", "unique: 10");
    Files.writeString(spec, Files.readString(spec).replace("maxOperand: 15", "maxOperand: 9"));
    CommandResult run = seedmill("run", "--dataset=" + spec, "--output=" + folder.resolve("out"));
    assertThat(run.exitCode(), is(2));
    assertThat(
        run.err(),
        allOf(
            containsString("generators: the entry 'small' has run dry: found "),
            containsString("; allowed: 'unique' up to about ")));
    assertThat(Files.exists(folder.resolve("out")), is(false));
  }

  @Test
  void batchesCannotCountWhatOthersHave() throws IOException {
    CommandResult generate =
        seedmill(
            "generate",
            "--dataset=" + spec("unique: 40", "unique: 10"),
            "--output=" + folder.resolve("out"),
            "--batch-index=0",
            "--run-id=a");
    assertThat(generate.exitCode(), is(2));
    assertThat(
        generate.err(),
        is(
            "seedmill: generators: found 'unique' with the command 'generate'; allowed: 'seedmill"
                + " run', or 'samples'"
                + System.lineSeparator()));
  }

  private Path spec(String small, String large) throws IOException {
    return Files.writeString(folder.resolve("spec.yaml"), SPEC.formatted(small, large));
  }

  private static String text(PublishedRun run) throws IOException {
    return new String(run.bytes(), StandardCharsets.UTF_8);
  }

  private static Set<String> places(PublishedRun run) throws IOException {
    Set<String> places = new HashSet<>();
    for (String line : text(run).lines().toList()) {
      JsonNode record = JSON.readTree(line);
      places.add(record.get("generator").textValue() + " " + record.get("index").longValue());
    }
    return places;
  }
}

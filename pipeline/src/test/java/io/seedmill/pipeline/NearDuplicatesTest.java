package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.Manifest.NearReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Given prompts that differ in little, within and between two entries. */
class NearDuplicatesTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String ONE = "{files: one.jsonl, name: one}";
  private static final String TWO = "{files: two.jsonl, name: two}";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(1);
    for (String name : List.of("one", "two")) {
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 150; i++) {
        StringBuilder prompt = new StringBuilder();
        int kind = i % 40;
        for (int word = 0; word < 30; word++) {
          boolean other = random.nextInt(40) == 0;
          prompt
              .append(Integer.toString((kind + 7) * (word + 11) * 7919, 36))
              .append(other ? "x " : " ");
        }
        lines.append("{\"prompt\": \"%s\", \"n\": \"%s%d\"}\n".formatted(prompt, name, i));
      }
      lines.append("{\"n\": \"without\"}\n");
      Files.writeString(folder.resolve(name + ".jsonl"), lines);
    }
  }

  @Test
  void samplesThatAreMuchLikeAKeptOneAreLeftOutCountedAndListed() throws Exception {
    PublishedRun run = run("dedupe: {near: {field: prompt}}");

    assertThat(run.printed(), run.exitCode(), is(0));
    Counts counts = run.manifest().counts();
    assertThat(counts.near(), greaterThan(50L));
    assertThat(counts.produced(), is(302L));
    assertThat(counts.unique() + counts.near() + counts.duplicates(), is(302L));
    NearReport near = run.manifest().dedupe().near();
    assertThat(near.removed().records(), is(counts.near()));
    assertThat(near.compared(), is(300L));
    assertThat(run.printed(), containsString("near-duplicates.jsonl"));
    assertThat(run.printed(), containsString("1 of 301 samples lack a text in 'prompt'"));
    Set<String> ids = new HashSet<>();
    for (String line : text(run).lines().toList()) {
      ids.add(JSON.readTree(line).get("id").asText());
    }
    Set<String> clusters = new TreeSet<>();
    for (String line : Files.readAllLines(run.file(near.removed().path()))) {
      JsonNode one = JSON.readTree(line);
      assertThat(line, ids.contains(one.get("id").asText()), is(false));
      assertThat(line, ids.contains(one.at("/kept/id").asText()), is(true));
      assertThat(line, one.get("similarity").asDouble() >= 0.85, is(true));
      clusters.add(one.at("/kept/id").asText());
    }
    assertThat(near.clusters(), is((long) clusters.size()));

    for (String options :
        List.of(
            "--checkpoint --buckets=16 --shard-size=1",
            "--buckets=4 --target-parallelism=8 --parts=3")) {
      PublishedRun other = run("dedupe: {near: {field: prompt}}", options.split(" ", -1));
      assertThat(options, Arrays.equals(other.bytes(), run.bytes()), is(true));
      assertThat(options, other.manifest().counts(), is(counts));
      assertThat(options, other.manifest().datasetId(), is(run.manifest().datasetId()));
      assertThat(options, other.manifest().dedupe(), is(run.manifest().dedupe()));
    }
    CommandResult valid = CommandResult.seedmill("validate", "" + run.file(""));
    assertThat(valid.out() + valid.err(), valid.exitCode(), is(0));
    assertThat(
        valid.out(),
        containsString(
            "%1$d of %1$d records compared with each other for near duplicates"
                .formatted(counts.unique())));
  }

  @Test
  void recordsThatAreNearAlthoughTheManifestSaysTheyAreNotAreFound() throws Exception {
    JsonNode claimed = JSON.valueToTree(run("dedupe: {near: {field: prompt}}").manifest());
    PublishedRun plain = run("");
    Path file = plain.file("metadata/" + plain.manifest().run() + "/manifest.json");
    ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
    manifest.withObject("/dedupe").set("near", claimed.at("/dedupe/near"));
    manifest.remove("digest"); // as manifests of early versions
    Files.writeString(file, manifest.toString());

    CommandResult valid = CommandResult.seedmill("validate", "" + plain.file(""));

    assertThat(valid.out(), valid.exitCode(), is(4));
    assertThat(valid.out(), containsString("near to the record with the id"));
  }

  @Test
  void theEntryListedFirstWinsWhereThatIsPreferred() throws Exception {
    String dedupe = "dedupe: {prefer: listed, near: {field: prompt, threshold: 0.6}}";
    PublishedRun run = run(dedupe);
    PublishedRun other = run(dedupe, "--shard-size=7", "--buckets=16");

    assertThat(run.manifest().generators().get("one").nearDuplicates(), is(110L));
    assertThat(run.manifest().generators().get("two").nearDuplicates(), is(150L));
    assertThat(Arrays.equals(other.bytes(), run.bytes()), is(true));
  }

  /** The samples of an entry that wins do not depend on the one that is added later. */
  @ParameterizedTest
  @ValueSource(strings = {"", "format: parquet", "compression: zstd", "parts: 3"})
  void aRunThatContinuesAnotherLeavesOutWhatIsNearToItsSamples(String output) throws Exception {
    String rule = "dedupe: {prefer: listed, near: {field: prompt}}\noutput: {%s}".formatted(output);
    Path place = folder.resolve("continued");
    PublishedRun first = PublishedRun.of(spec(ONE, rule), place, "first", "--incremental");
    PublishedRun second =
        PublishedRun.of(spec(ONE + ", " + TWO, rule), place, "second", "--incremental");
    assertThat(second.printed(), second.exitCode(), is(0));
    Set<String> keys = new TreeSet<>(first.keys());
    keys.addAll(second.keys());
    assertThat(keys, is(new TreeSet<>(run(rule).keys())));

    NearReport near = second.manifest().dedupe().near();
    assertThat(near.earlier(), is(first.keys().size() - 1L)); // one has no prompt
    assertThat(near.unread(), is(nullValue()));
    boolean namesTheRun = false;
    for (String line : Files.readAllLines(place.resolve(near.removed().path()))) {
      JsonNode kept = JSON.readTree(line).get("kept");
      assertThat(line, keys.contains(kept.get("id").asText()), is(true));
      assertThat(line, kept.path("run").asText("first"), is("first"));
      namesTheRun |= kept.has("run");
    }
    assertThat(namesTheRun, is(true));
    CommandResult valid = CommandResult.seedmill("validate", place.toString());
    assertThat(valid.out() + valid.err(), valid.exitCode(), is(0));
  }

  @Test
  void samplesThatCannotBeReadAgainAreToldAndDamagedOnesRefused() throws Exception {
    String rule = "dedupe: {near: {field: prompt}}\noutput: {format: %s}";
    Path csv = folder.resolve("csv");
    PublishedRun.of(spec(ONE, rule.formatted("csv")), csv, "first");
    PublishedRun second =
        PublishedRun.of(
            spec(ONE + ", " + TWO, rule.formatted("csv")), csv, "second", "--incremental");
    assertThat(second.printed(), second.exitCode(), is(0));
    assertThat(
        second.printed(),
        containsString("not compared with those of earlier runs in CSV, which is not read again:"));
    assertThat(second.manifest().dedupe().near().unread(), is(List.of("first")));

    Path lines = folder.resolve("lines");
    PublishedRun first = PublishedRun.of(spec(ONE, rule.formatted("jsonl")), lines, "first");
    Path part = first.file(first.manifest().parts().get(0).path());
    Files.writeString(part, Files.readString(part).replaceFirst("one", "two"));
    PublishedRun damaged =
        PublishedRun.of(
            spec(ONE + ", " + TWO, rule.formatted("jsonl")), lines, "second", "--incremental");
    assertThat(damaged.exitCode(), is(1));
    assertThat(damaged.printed(), containsString("is damaged: found SHA-256"));
    assertThat(Files.exists(lines.resolve("metadata/second/manifest.json")), is(false));

    Files.delete(part);
    PublishedRun gone =
        PublishedRun.of(
            spec(ONE + ", " + TWO, rule.formatted("jsonl")), lines, "third", "--incremental");
    assertThat(gone.exitCode(), is(2));
    assertThat(
        gone.printed(), containsString("is not there, with samples of run 'first' that 'dedupe."));
  }

  @Test
  void theRuleIsPartOfThePlan() throws Exception {
    String first = digest("field: prompt");
    assertThat(digest("field: prompt, threshold: 0.85, characters: 5"), is(first));
    assertThat(digest("field: prompt, threshold: 0.86"), is(not(first)));
    assertThat(digest("field: prompt, characters: 6"), is(not(first)));
    assertThat(digest("field: n"), is(not(first)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "near: {} | dedupe.near.field",
        "near: {field: prompt, threshold: 0.4} | dedupe.near.threshold",
        "near: {field: prompt, threshold: 1.5} | dedupe.near.threshold",
        "near: {field: prompt, characters: 0} | dedupe.near.characters",
        "near: {field: id} | dedupe.near.field",
        "near: prompt | dedupe.near",
      })
  void rulesThatMakeNoSenseAreRefused(String dedupe, String place) throws Exception {
    CommandResult result =
        CommandResult.seedmill("plan", "--dataset=" + spec("dedupe: {" + dedupe + "}"));
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString(place));
  }

  @ParameterizedTest
  @CsvSource({"'near: {field: prompt}', dedupe.near", "prefer: listed, dedupe.prefer"})
  void aNumberOfUniqueSamplesIsNotPromisedBesideThem(String dedupe, String place) throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("unique.yaml"),
            "generators: [{generator: arithmetic, unique: 10}]\ndedupe: {%s}\n".formatted(dedupe));
    CommandResult result = CommandResult.seedmill("plan", "--dataset=" + spec);
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.err(), containsString(place + ": found"));
    assertThat(result.err(), containsString("beside an entry with 'unique'"));
  }

  private static String text(PublishedRun run) throws IOException {
    return new String(run.bytes(), StandardCharsets.UTF_8);
  }

  private String digest(String near) throws Exception {
    CommandResult result =
        CommandResult.seedmill(
            "plan", "--dataset=" + spec("dedupe: {near: {" + near + "}}"), "--format=json");
    assertThat(result.err(), result.exitCode(), is(0));
    return JSON.readTree(result.out()).get("plan").asText();
  }

  private PublishedRun run(String dedupe, String... options) throws IOException {
    Path output = Files.createTempDirectory(folder, "out").resolve("in");
    return PublishedRun.of(spec(dedupe), output, "run", options);
  }

  private Path spec(String dedupe) throws IOException {
    return spec(ONE + ", " + TWO, dedupe);
  }

  private Path spec(String entries, String dedupe) throws IOException {
    return Files.writeString(
        folder.resolve("near.yaml"), "generators: [%s]\n%s\n".formatted(entries, dedupe));
  }
}

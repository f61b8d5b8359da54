package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest.EntryReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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

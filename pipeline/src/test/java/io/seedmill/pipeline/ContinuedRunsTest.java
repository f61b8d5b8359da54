package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.dataset.CheckedReader;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.ReferenceDataset;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.BaselineRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that continues earlier ones makes what they did not, and says what it left out. */
class ContinuedRunsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WHOLE_CONTENT = "";
  private static final String ANSWER = "dedupe: {fields: [answer]}";

  private static final Map<String, Long> SAMPLES =
      Map.of("sums", 1000L, "more", 300L, "test-flaky", 100L);

  private static final List<String> VARIATIONS =
      List.of(
          "",
          "--shard-size=7",
          "--buckets=16 --parts=4",
          "--buckets=128 --shard-size=1000",
          "--target-parallelism=8 --buckets=64 --shard-size=50");

  private final Path folder;

  ContinuedRunsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {WHOLE_CONTENT, ANSWER})
  void itHasWhatALongerRunHasThereLessWhatIsKnown(String dedupe) throws Exception {
    Path spec = write(yaml(dedupe, 1));
    PublishedRun first = PublishedRun.of(spec, folder.resolve("first"), "first");
    PublishedRun longer =
        PublishedRun.of(write(yaml(dedupe, 2)), folder.resolve("longer"), "longer");

    PublishedRun second = continuing(spec, first, "second");

    ReferenceDataset expected = reference(dedupe, first);
    Set<String> known = new HashSet<>(first.keys());
    List<String> keysOfLonger = longer.keys();
    List<String> linesOfLonger = lines(longer);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < linesOfLonger.size(); i++) {
      JsonNode record = JSON.readTree(linesOfLonger.get(i));
      boolean isNew = record.get("index").longValue() >= SAMPLES.get(generator(record));
      if (isNew && !known.contains(keysOfLonger.get(i))) {
        lines.add(linesOfLonger.get(i));
      }
    }
    assertThat(second.printed(), second.exitCode(), is(ExitCode.DONE));
    assertThat(lines(second), is(lines));
    assertThat(lines.size(), greaterThan(20));
    check(second, expected);
  }

  @TestFactory
  Stream<DynamicTest> theBytesAreTheSameHoweverItIsMade() throws Exception {
    return law(VARIATIONS);
  }

  /** Returns a test for each of the ways to make a dataset, which are options of the command. */
  Stream<DynamicTest> law(List<String> variations) throws Exception {
    Path spec = write(yaml(WHOLE_CONTENT, 1));
    PublishedRun first = PublishedRun.of(spec, folder.resolve("first"), "first");
    ReferenceDataset expected = reference(WHOLE_CONTENT, first);
    return variations.stream()
        .map(
            options ->
                DynamicTest.dynamicTest(
                    options.isEmpty() ? "as planned" : options,
                    () -> {
                      String name = "as" + options.replaceAll("[^A-Za-z0-9]+", "-");
                      String[] more = options.isEmpty() ? new String[0] : options.split(" ", -1);
                      PublishedRun made = continuing(spec, first, name, more);
                      assertThat(made.printed(), made.exitCode(), is(ExitCode.DONE));
                      assertThat(Arrays.equals(made.bytes(), expected.bytes()), is(true));
                      assertThat(String.join("", made.keys()), is(expected.keys()));
                      assertThat(made.manifest().datasetId(), is(expected.datasetId()));
                      check(made, expected);
                    }));
  }

  @Test
  void dailyRunsGoOnWhereTheLastOneEndedAndPublishNothingTwice() throws Exception {
    Path spec = write(yaml(WHOLE_CONTENT, 1));
    Path output = folder.resolve("daily");
    Set<String> keys = new HashSet<>();
    List<BaselineRun> before = new ArrayList<>();
    for (int day = 0; day < 3; day++) {
      PublishedRun run = PublishedRun.of(spec, output, "day-" + day, "--incremental");

      assertThat(run.printed(), run.exitCode(), is(ExitCode.DONE));
      Manifest manifest = run.manifest();
      for (Map.Entry<String, Long> entry : SAMPLES.entrySet()) {
        EntryReport report = manifest.generators().get(entry.getKey());
        assertThat(report.firstIndex(), is(day * entry.getValue()));
        assertThat(report.endIndex(), is((day + 1) * entry.getValue()));
      }
      for (String key : run.keys()) {
        assertThat("a key of an earlier day", keys.add(key), is(true));
      }
      if (day == 0) {
        assertThat(manifest.baseline(), is(nullValue()));
        assertThat(run.printed(), not(containsString("known")));
      } else {
        assertThat(manifest.baseline().runs(), is(before));
        assertThat(
            run.printed(),
            containsString("baseline  " + day + (day == 1 ? " earlier run\n" : " earlier runs\n")));
        assertThat(run.printed(), containsString("known"));
      }
      before.add(new BaselineRun(output.toString(), manifest.run(), manifest.datasetId()));
    }
  }

  @Test
  void theOutputItselfAndAnotherOneCanBothBeContinued() throws Exception {
    Path spec = write(yaml(WHOLE_CONTENT, 1));
    PublishedRun elsewhere = PublishedRun.of(spec, folder.resolve("elsewhere"), "elsewhere");
    Path output = folder.resolve("here");
    PublishedRun here = PublishedRun.of(spec, output, "here", "--seed=5", "--samples=1200");

    PublishedRun both =
        PublishedRun.of(
            spec,
            output,
            "both",
            "--incremental",
            "--baseline=" + folder.resolve("elsewhere") + "/");

    assertThat(both.printed(), both.exitCode(), is(ExitCode.DONE));
    assertThat(
        both.manifest().baseline().runs().stream().map(BaselineRun::run).toList(),
        contains("elsewhere", "here"));
    assertThat(both.manifest().generators().get("sums").firstIndex(), is(1200L));
    Set<String> known = new HashSet<>(elsewhere.keys());
    known.addAll(here.keys());
    assertThat(both.keys().stream().anyMatch(known::contains), is(false));
  }

  @Test
  void aRunWithTooManyFailuresIsNoBaseline() throws Exception {
    Path output = folder.resolve("output");
    Path strict = write(yaml(WHOLE_CONTENT, 1).replace("maxFailureRate: 0.5", ""));
    assertThat(
        PublishedRun.of(strict, output, "failed").exitCode(), is(ExitCode.TOO_MANY_FAILURES));

    PublishedRun next =
        PublishedRun.of(write(yaml(WHOLE_CONTENT, 1)), output, "next", "--incremental");

    assertThat(next.printed(), next.exitCode(), is(ExitCode.DONE));
    assertThat(next.manifest().baseline(), is(nullValue()));
    assertThat(next.manifest().generators().get("sums").firstIndex(), is(0L));
  }

  @Test
  void thePlansDigestTellsApartWhatIsContinued() throws Exception {
    Path spec = write(yaml(WHOLE_CONTENT, 1));
    PublishedRun alone = PublishedRun.of(spec, folder.resolve("alone"), "run");
    PublishedRun ofSeed5 = PublishedRun.of(spec, folder.resolve("five"), "run", "--seed=5");

    String afterAlone = continuing(spec, alone, "a").manifest().plan();

    assertThat(continuing(spec, alone, "b").manifest().plan(), is(afterAlone));
    assertThat(continuing(spec, ofSeed5, "c").manifest().plan(), is(not(afterAlone)));
    assertThat(alone.manifest().plan(), is(not(afterAlone)));
  }

  @Test
  void keysThatWereDamagedAreNamedAndNothingIsPublished() throws Exception {
    damagedKeysAreNamed("DirectRunner");
  }

  /** Asserts that a runner finds damaged keys and publishes nothing. */
  void damagedKeysAreNamed(String runner) throws Exception {
    Path spec = write(yaml(WHOLE_CONTENT, 1));
    PublishedRun first = PublishedRun.of(spec, folder.resolve("first"), "first");
    Path keys = first.file("metadata/first/keys.bin");
    byte[] bytes = Files.readAllBytes(keys);
    Arrays.fill(bytes, 16 * 100, 16 * 102, (byte) 0);
    Files.write(keys, bytes);

    PublishedRun second = continuing(spec, first, "second", "--runner=" + runner);

    assertThat(second.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        second.printed(),
        containsString(
            "'metadata/first/keys.bin' of '%s' is damaged: found %d bytes with SHA-256 "
                .formatted(folder.resolve("first"), bytes.length)));
    assertThat(Files.exists(folder.resolve("second/metadata")), is(false));
  }

  private static void check(PublishedRun made, ReferenceDataset expected) throws Exception {
    Manifest.Counts total = made.manifest().counts();
    assertThat(total.known(), greaterThan(0L));
    for (Map.Entry<String, EntryReport> entry : made.manifest().generators().entrySet()) {
      String name = entry.getKey();
      EntryReport counts = entry.getValue();
      assertThat(name, counts.firstIndex(), is(SAMPLES.get(name)));
      assertThat(name, counts.endIndex(), is(2 * SAMPLES.get(name)));
      assertThat(name, counts.requested(), is(SAMPLES.get(name)));
      assertThat(name, counts.produced(), is(expected.produced(name)));
      assertThat(name, counts.known(), is(expected.known(name)));
      assertThat(name, counts.unique(), is(expected.unique(name)));
      assertThat(name, counts.failed(), is(expected.failed(name)));
      assertThat(
          name, counts.produced(), is(counts.unique() + counts.duplicates() + counts.known()));
    }
  }

  /** The expected result of a run that continues another one. */
  private static ReferenceDataset reference(String dedupe, PublishedRun first) throws Exception {
    DatasetSpec spec = new CheckedReader().read("spec", yaml(dedupe, 1));
    return new ReferenceDataset(spec, SAMPLES, new HashSet<>(first.keys()));
  }

  private PublishedRun continuing(Path spec, PublishedRun first, String run, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("--baseline=" + first.file(""));
    return PublishedRun.of(spec, folder.resolve(run), run, all.toArray(String[]::new));
  }

  private static String yaml(String dedupe, int times) {
    return """
        name: continued
        seed: 11
        maxFailureRate: 0.5
        maxSampleBytes: 1000
        generators:
          - {generator: arithmetic, name: sums, samples: %d, params: {operations: 1, maxOperand: 30}}
          - {generator: arithmetic, name: more, samples: %d, params: {operations: 1, maxOperand: 30}}
          - {generator: test-flaky, samples: %d}
        %s
        """
        .formatted(
            times * SAMPLES.get("sums"),
            times * SAMPLES.get("more"),
            times * SAMPLES.get("test-flaky"),
            dedupe);
  }

  private Path write(String yaml) throws Exception {
    return Files.writeString(Files.createTempFile(folder, "spec", ".yaml"), yaml);
  }

  private static List<String> lines(PublishedRun run) throws Exception {
    return new String(run.bytes(), StandardCharsets.UTF_8).lines().toList();
  }

  private static String generator(JsonNode record) {
    return record.get("generator").textValue();
  }
}

package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.CrateGenerator;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given a run in which samples failed, when they are made again, then the union has the bytes of a
 * run in which nothing failed.
 */
class RetryTest {

  private static final String SPEC =
      """
      name: crates
      seed: 9
      maxFailureRate: 0.6
      maxSampleBytes: 1000
      generators:
        - {generator: arithmetic, samples: 300}
        - {crates: plain}
        - {crates: plain, name: more, samples: 33}
      """;

  private final Path folder;
  private Path mended;
  private Path spec;
  private Path output;

  RetryTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void nothingIsMended() throws IOException {
    mended = folder.resolve("mended");
    System.setProperty(CrateGenerator.MENDED, mended.toString());
    spec = Files.writeString(folder.resolve("spec.yaml"), SPEC);
    output = folder.resolve("out");
  }

  @AfterEach
  void forget() {
    System.clearProperty(CrateGenerator.MENDED);
  }

  @Test
  void theUnionHasTheBytesOfARunWithoutFailures() throws Exception {
    theUnionIsComplete("--runner=DirectRunner");
  }

  @Test
  void samplesOfACompressedRunAreReadAgain() throws Exception {
    Files.writeString(spec, SPEC + "output: {compression: gzip, parts: 2}\n");

    theUnionIsComplete("--runner=DirectRunner");
  }

  /** Asserts that a failed run and its retry make the dataset of a run without failures. */
  void theUnionIsComplete(String runner) throws Exception {
    PublishedRun failed = PublishedRun.of(spec, output, "failed", "--fresh");
    Files.createFile(mended);
    CommandResult result = retry("failed", runner);
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole", "--fresh");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    assertThat(result.err(), containsString("24 of 533 samples of run 'failed' are made again"));
    assertThat(result.err(), not(containsString("has changed")));
    PublishedRun union = PublishedRun.in(output, "again");
    assertThat(Arrays.equals(union.bytes(), whole.bytes()), is(true));
    assertThat(union.manifest().datasetId(), is(whole.manifest().datasetId()));
    assertThat(union.manifest().counts(), is(whole.manifest().counts()));
    assertThat(union.manifest().generators(), is(whole.manifest().generators()));
    assertThat(union.keys(), is(whole.keys()));
    assertThat(union.manifest().failures(), is(nullValue()));
    assertThat(
        union.manifest().retryOf(),
        is(new Manifest.RetryOf("failed", failed.manifest().datasetId())));
    // the failed run is as it was
    assertThat(PublishedRun.in(output, "failed").manifest(), is(failed.manifest()));
  }

  @Test
  void whatFailsAgainIsADeadLetterAgain() throws Exception {
    PublishedRun failed = PublishedRun.of(spec, output, "failed", "--parts=3");
    CommandResult nothingNew = retry("failed");
    assertThat(nothingNew.out(), containsString("same data as run failed "));
    assertThat(Files.exists(output.resolve("metadata/again")), is(false));

    CommandResult result = retry("failed", "--again");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    PublishedRun again = PublishedRun.in(output, "again");
    assertThat(Arrays.equals(again.bytes(), failed.bytes()), is(true));
    assertThat(again.manifest().counts(), is(failed.manifest().counts()));
    assertThat(
        Files.readString(again.file(again.manifest().failures().path())),
        is(Files.readString(failed.file(failed.manifest().failures().path()))));
  }

  @Test
  void aRetryCanBeRetried() throws Exception {
    PublishedRun.of(spec, output, "failed");
    retry("failed", "--again");
    Files.createFile(mended);
    CommandResult result =
        CommandResult.seedmill("retry", "--run-id=again", "--as=third", "--output=" + output);
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole", "--fresh");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    assertThat(Arrays.equals(PublishedRun.in(output, "third").bytes(), whole.bytes()), is(true));
  }

  /** Several tasks of one type, too, of which two have the same indices with other seeds. */
  @Test
  void theTasksOfAFileAreRetried() throws Exception {
    Files.writeString(
        spec, SPEC.replace("{crates: plain, name: more", "{crates: pictures, name: more"));
    Path tasks =
        Files.writeString(
            folder.resolve("tasks.jsonl"),
            """
            {"type": "crates", "start_index": 0, "num_samples": 50, "seed": 9}
            {"type": "crates", "start_index": 100, "num_samples": 25, "seed": 9}
            {"type": "crates", "start_index": 40, "num_samples": 25, "seed": 8}
            {"type": "maze", "start_index": 5, "num_samples": 30, "seed": 9, "params": {"size": 4}}
            {"type": "maze", "start_index": 0, "num_samples": 30, "seed": 9, "params": {"size": 5}}
            {"type": "more", "start_index": 7, "num_samples": 13, "seed": 3}
            """);
    String option = "--tasks=" + tasks;
    PublishedRun failed = PublishedRun.of(spec, output, "failed", option, "--fresh");
    assertThat(failed.printed(), failed.manifest().counts().failed(), is(12L));
    assertThat(failed.printed(), containsString("seedmill retry --run-id=failed"));
    Files.createFile(mended);
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole", option, "--fresh");

    for (String more : List.of("--again", option)) {
      CommandResult result =
          CommandResult.seedmill(
              "retry", "--run-id=failed", "--as=as" + more.length(), "--output=" + output, more);
      assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    }

    PublishedRun union = PublishedRun.in(output, "as7");
    assertThat(Arrays.equals(union.bytes(), whole.bytes()), is(true));
    assertThat(union.manifest().counts(), is(whole.manifest().counts()));
    assertThat(union.manifest().generators(), is(whole.manifest().generators()));
    assertThat(union.manifest().spec(), is(whole.manifest().spec()));
    assertThat(union.manifest().plan(), is(whole.manifest().plan()));
    assertThat(
        "the same data", Files.exists(output.resolve("metadata/as" + option.length())), is(false));

    Files.writeString(
        tasks, "{\"type\": \"maze\", \"start_index\": 0, \"num_samples\": 1, \"seed\": 1}");
    assertThat(
        refused(retry("failed", option)),
        containsString("--tasks: found other tasks in '" + tasks));
  }

  @Test
  void filtersAndBaselinesOfTheRunHold() throws Exception {
    PublishedRun.of(spec, output, "first", "--only=generator=arithmetic", "--samples=100");
    PublishedRun failed =
        PublishedRun.of(spec, output, "failed", "--exclude=generator=more", "--incremental");
    Files.createFile(mended);
    CommandResult result = retry("failed");
    Path whole = folder.resolve("whole");
    PublishedRun.of(spec, whole, "first", "--only=generator=arithmetic", "--samples=100");
    PublishedRun expected =
        PublishedRun.of(spec, whole, "whole", "--exclude=generator=more", "--incremental");

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    assertThat(failed.manifest().generators().get("arithmetic").firstIndex(), is(100L));
    PublishedRun union = PublishedRun.in(output, "again");
    assertThat(Arrays.equals(union.bytes(), expected.bytes()), is(true));
    assertThat(union.manifest().counts(), is(expected.manifest().counts()));
    assertThat(union.manifest().filters(), is(expected.manifest().filters()));
  }

  @Test
  void aMistakeIsOneSentenceAndChangesNothing() throws Exception {
    assertThat(refused(retry("nothing")), containsString("found no published run 'nothing'"));
    PublishedRun.of(spec, output, "good", "--only=generator=arithmetic");
    assertThat(refused(retry("good")), containsString("in which nothing failed"));
    PublishedRun.of(spec, output, "failed");
    assertThat(
        refused(retry("failed", "--tasks=" + spec)),
        containsString("--tasks: found with run 'failed', which made a dataset"));
    Path seed = Files.writeString(folder.resolve("seed.yaml"), SPEC.replace("9", "8"));
    assertThat(
        refused(retry("failed", "--dataset=" + seed)),
        containsString("--dataset: found the seed 8; allowed: 9"));
    Path fewer =
        Files.writeString(folder.resolve("fewer.yaml"), SPEC.replace("name: more", "name: less"));
    assertThat(
        refused(retry("failed", "--dataset=" + fewer)),
        containsString("--dataset: found no generator 'more'"));
    assertThat(
        refused(CommandResult.seedmill("retry", "--output=" + output)),
        containsString("--run-id: found nothing"));
    assertThat(Files.exists(output.resolve("metadata/again")), is(false));
  }

  @Test
  void aPublishedFileThatChangedIsNotTaken() throws Exception {
    PublishedRun failed = PublishedRun.of(spec, output, "failed");
    Path part = failed.file(failed.manifest().parts().get(0).path());
    String text = Files.readString(part);
    Files.writeString(part, text.replaceFirst("\"fruit\":\"f", "\"fruit\":\"g"));
    CommandResult result = retry("failed");
    assertThat(result.exitCode(), is(ExitCode.FAILED));
    assertThat(result.err(), containsString("is damaged"));
    assertThat(Files.exists(output.resolve("metadata/again")), is(false));
  }

  @Test
  void theEndOfARunListsItsFailuresByCauseAndHowTheyAreMadeAgain() throws Exception {
    PublishedRun failed = PublishedRun.of(spec, output, "failed");
    String printed = failed.printed();
    assertThat(printed, containsString("failed, by cause"));
    assertThat(printed, containsString("       24  CrateBroken: crate 0 leaks"));
    assertThat(
        printed,
        containsString(
            "such as sample 0 of 'crates'; seedmill replay --dataset="
                + spec
                + " --generator=crates --index=0"));
    String again = "seedmill retry --run-id=failed --output=" + output + " --dataset=" + spec;
    assertThat(printed, containsString(again));

    CommandResult replayed =
        CommandResult.seedmill("replay", "--dataset=" + spec, "--generator=crates", "--index=0");
    assertThat(replayed.exitCode(), is(ExitCode.TOO_MANY_FAILURES));
    assertThat(replayed.out(), containsString("crate 0 leaks"));
    Files.createFile(mended);
    CommandResult third =
        CommandResult.seedmill("replay", "--dataset=" + spec, "--generator=crates", "--index=3");
    assertThat(third.outLines().size(), is(4)); // the seed, and three samples
  }

  @Test
  void failFastEndsTheRunAtTheFirstFailure() throws Exception {
    Path fast =
        Files.writeString(folder.resolve("fast.yaml"), SPEC + "failures: {failFast: true}\n");
    PublishedRun run = PublishedRun.of(fast, output, "fast", "--targetParallelism=1");
    assertThat(run.exitCode(), is(ExitCode.FAILED));
    assertThat(run.printed(), containsString("failed, and failFast is on: CrateBroken: crate"));
    assertThat(Files.exists(output.resolve("metadata/fast")), is(false));
  }

  @Test
  void thePrintedCommandWorksWithWhatWasGivenInPlaceOfTheSpec() throws Exception {
    Path place = Files.createDirectory(folder.resolve("a place"));
    Files.writeString(
        place.resolve("p.sh"),
        """
        here=$(dirname "$0")
        while read -r line; do
          index=$(echo "$line" | tr -cd '0-9a-z:,' | sed 's/.*index:\\([0-9]*\\).*/\\1/')
          if [ "$index" = 1 ] && [ ! -e "$here/mended" ]; then
            printf '{"index":1,"error":"not yet"}\\n'
          else
            printf '{"index":%s,"sample":{"text":"%s"}}\\n' "$index" "$index"
          fi
        done
        """);
    Path beside =
        Files.writeString(
            place.resolve("p.yaml"),
            """
            name: programs
            maxFailureRate: 0.9
            generators: [{name: p, command: [sh, p.sh], samples: 2}]
            failures: {retries: 0}
            """);
    PublishedRun failed =
        PublishedRun.of(
            beside,
            output,
            "failed",
            "--seed=8",
            "--samples=3",
            "--parts=2",
            "--awsRegion=eu-west-1",
            "--s3-path-style=true",
            "--cache=" + folder);
    assertThat(failed.printed(), failed.manifest().counts().failed(), is(1L));
    String again =
        failed
            .printed()
            .lines()
            .filter(line -> line.startsWith("again "))
            .findFirst()
            .orElseThrow();
    assertThat(
        again,
        is(
            "again     seedmill retry --run-id=failed --output="
                + output
                + " --spec-folder='"
                + place
                + "' --cache="
                + folder
                + " --awsRegion=eu-west-1 --s3-path-style=true"));
    Files.createFile(place.resolve("mended"));
    List<String> words = new ArrayList<>(List.of("--as=again", "retry"));
    Matcher word = Pattern.compile("--[^ ']+('[^']*')?").matcher(again);
    while (word.find()) {
      words.add(word.group().replace("'", ""));
    }
    Collections.swap(words, 0, 1);
    CommandResult result = CommandResult.seedmill(words.toArray(String[]::new));

    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    Manifest union = PublishedRun.in(output, "again").manifest();
    assertThat(union.counts().unique(), is(3L));
    assertThat(union.parts().size(), is(2));
    assertThat(
        refused(retry("failed", "--dataset=" + beside, "--spec-folder=" + place)),
        containsString("--spec-folder: found beside --dataset"));
    assertThat(
        refused(retry("failed", "--spec-folder=" + beside)), containsString("which is no folder"));
  }

  private CommandResult retry(String run, String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("retry", "--run-id=" + run, "--as=again", "--output=" + output));
    arguments.addAll(List.of(options));
    return CommandResult.seedmill(arguments.toArray(String[]::new));
  }

  private static String refused(CommandResult result) {
    assertThat(result.err(), result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(result.err(), result.errLines().size(), is(1));
    return result.err();
  }
}

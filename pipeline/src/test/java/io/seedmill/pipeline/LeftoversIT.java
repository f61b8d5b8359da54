package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule;
import io.seedmill.testing.FaultyProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Given a run that is killed while it publishes, then what it leaves is known and removed. */
class LeftoversIT {

  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int PARTS = 300;

  private static final String SPEC =
      """
      name: left
      seed: 5
      generators:
        - {generator: arithmetic, samples: 3000}
      output: {parts: %d}
      """
          .formatted(PARTS);

  private static final String SMALL = SPEC.replace("3000", "20").replace("" + PARTS, "1");

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.shared("leftovers");

  @TempDir private Path folder;

  private Path spec;
  private Path small;
  private Path output;

  @BeforeEach
  void write() throws IOException {
    spec = Files.writeString(folder.resolve("left.yaml"), SPEC);
    small = Files.writeString(folder.resolve("small.yaml"), SMALL);
    output = folder.resolve("out");
  }

  @Test
  void theNextRunRemovesThem() throws Exception {
    killWhilePublishing("killed");
    assertThat(parts("killed"), is(greaterThan(0L)));

    PublishedRun next = PublishedRun.of(small, output, "next", "--incremental");

    assertThat(next.printed(), next.exitCode(), is(ExitCode.DONE));
    assertThat(visible(), is(published("next")));
  }

  @Test
  void theSameRunReplacesThem() throws Exception {
    killWhilePublishing("killed");

    PublishedRun again = PublishedRun.of(spec, output, "killed");
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");

    assertThat(again.printed(), again.exitCode(), is(ExitCode.DONE));
    assertThat(parts("killed"), is((long) PARTS));
    assertThat(Arrays.equals(again.bytes(), whole.bytes()), is(true));
  }

  @Test
  void cleaningShowsThemAndRemovesThem() throws Exception {
    PublishedRun first = PublishedRun.of(small, output, "first");
    assertThat(first.exitCode(), is(ExitCode.DONE));
    killWhilePublishing("killed");
    long left = parts("killed");

    CommandResult shown = CommandResult.seedmill("clean", output.toString());
    assertThat(shown.err(), shown.exitCode(), is(ExitCode.DONE));
    assertThat(
        shown.out(),
        allOf(containsString("consolidated-killed-"), containsString("; --yes removes them")));
    assertThat("nothing is removed", parts("killed"), is(left));

    CommandResult removed = CommandResult.seedmill("clean", output.toString(), "--yes");
    assertThat(removed.err(), removed.exitCode(), is(ExitCode.DONE));
    assertThat(visible(), is(published("first")));
    assertThat(
        CommandResult.seedmill("clean", output.toString()).out(),
        containsString("0 files, 0 bytes"));
  }

  /** A cluster's job leaves it, whose temporary folder another job has removed. */
  @Test
  void aTurnOfARunThatIsGoneIsRemovedOnceItIsOld() throws Exception {
    assertThat(PublishedRun.of(small, output, "first").exitCode(), is(ExitCode.DONE));
    Path turn = output.resolve(".seedmill/turns/0123abcd/run");
    Files.createDirectories(turn.getParent());
    Files.writeString(turn, "killed");

    CommandResult young = CommandResult.seedmill("clean", output.toString(), "--yes");
    assertThat(
        young.out(),
        containsString("kept  .seedmill/turns/0123abcd/run: the turn of run 'killed' to publish"));
    CommandResult old =
        CommandResult.seedmill("clean", output.toString(), "--older-than=0s", "--yes");

    assertThat(old.out(), containsString(".seedmill/turns/"));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  @Test
  void filesOfALivingRunStay() throws Exception {
    Files.createDirectory(output); // a run that tries whether it may write removes a folder it made
    try (Program living = start(spec, "living")) {
      Poll.until("it begins", LONGEST, () -> Files.exists(output.resolve(".seedmill")));
      while (living.isAlive() && !Files.exists(output.resolve("metadata/living/manifest.json"))) {
        CommandResult clean =
            CommandResult.seedmill("clean", output.toString(), "--older-than=0s", "--yes");
        assertThat(clean.err(), clean.exitCode(), is(ExitCode.DONE));
      }
      assertThat(living.printed(), living.exitCode(LONGEST), is(ExitCode.DONE));
    }
    assertThat(parts("living"), is((long) PARTS));
  }

  @Test
  void filesWhoseManifestIsGoneStayUntilTheyAreOld() throws Exception {
    assertThat(PublishedRun.of(small, output, "first").exitCode(), is(ExitCode.DONE));
    Files.delete(output.resolve("metadata/first/manifest.json"));

    CommandResult young = CommandResult.seedmill("clean", output.toString(), "--yes");
    assertThat(
        young.out(), containsString("kept  consolidated/consolidated-first.jsonl: no manif"));
    assertThat(parts("first"), is(1L));

    CommandResult old =
        CommandResult.seedmill("clean", output.toString(), "--older-than=0s", "--yes");
    assertThat(old.out(), containsString("4 files"));
    assertThat(
        "the link to it is gone, too",
        Files.exists(output.resolve("consolidated/latest.jsonl"), LinkOption.NOFOLLOW_LINKS),
        is(false));
    assertThat(visible(), is(List.of("metadata/latest-run.json", "metadata/registry.json")));
  }

  @Test
  void aStoreIsCleanedToo() throws Exception {
    S3Dataset dataset = BUCKET.dataset("left");
    List<String> args =
        new ArrayList<>(List.of("run", "--dataset=" + spec, "--output=" + dataset.output()));
    args.addAll(BUCKET.options());
    args.add("--run-id=killed");
    try (Program killed = Program.seedmill(folder, args, S3Dataset.environment(BUCKET.server()))) {
      Poll.until(
          "parts are there",
          LONGEST,
          () -> !killed.isAlive() || ofRun(dataset, "consolidated/").size() > 2);
      killed.kill();
    }
    assertThat(dataset.keys().contains("metadata/killed/manifest.json"), is(false));
    assertThat(ofRun(dataset, ".seedmill/"), is(not(empty())));

    args.set(args.size() - 1, "--run-id=next");
    args.set(1, "--dataset=" + small);
    CommandResult next = CommandResult.seedmill(args.toArray(String[]::new));
    assertThat(next.err(), next.exitCode(), is(ExitCode.DONE));
    assertThat(dataset.keys(), is(published("next")));
  }

  @Test
  void aStoreThatFailsAtThePointerAloneIsAskedAgain() throws Exception {
    S3Dataset dataset = BUCKET.dataset("pointer");
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request ->
                request.method().equals("PUT") && request.target().endsWith("latest-run.json"),
            new Fault.SlowDown());
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), rule)) {
      CommandResult failed = run(dataset, proxy.endpoint());
      assertThat(failed.err(), failed.exitCode(), is(ExitCode.FAILED));
      assertThat(failed.err(), containsString("run 'once' is published, but metadata/latest-run"));
    }
    CommandResult again = run(dataset, BUCKET.endpoint());
    assertThat(again.err(), again.exitCode(), is(ExitCode.DONE));
    assertThat(dataset.text("metadata/latest-run.json"), containsString("\"run\" : \"once\""));
    assertThat(dataset.keys(), is(published("once")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "GET"})
  void aStoreThatRefusesOneWayToReadIsBadAccess(String method) throws Exception {
    S3Dataset dataset = BUCKET.dataset("denied-" + method);
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request -> request.method().equals(method) && !request.target().contains("list-type"),
            new Fault.Answer(403, "AccessDenied"));
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), rule)) {
      CommandResult failed = run(dataset, proxy.endpoint());
      assertThat(failed.err(), failed.exitCode(), is(ExitCode.BAD_INPUT));
      assertThat(
          failed.err(), containsString("access to bucket '" + BUCKET.name() + "' is denied"));
    }
  }

  @Test
  void aStoreThatFailsAtTheManifestAloneKeepsNoPartsOfTheRun() throws Exception {
    S3Dataset dataset = BUCKET.dataset("manifest");
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request -> request.method().equals("PUT") && request.target().endsWith("manifest.json"),
            new Fault.Answer(403, "AccessDenied"));
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), rule)) {
      CommandResult failed = run(dataset, proxy.endpoint());
      assertThat(failed.err(), failed.exitCode(), is(ExitCode.FAILED));
      assertThat(failed.err(), containsString("the credentials must allow to get, put, delete"));
    }
    assertThat(dataset.keys(), is(empty()));
  }

  @Test
  void aStoreWhoseAnswerToThePointerIsLostHasIt() throws Exception {
    S3Dataset dataset = BUCKET.dataset("answer");
    FaultRule rule =
        FaultRule.everyNth(
            1,
            request ->
                request.method().equals("PUT") && request.target().endsWith("latest-run.json"),
            new Fault.DropAnswer());
    try (FaultyProxy proxy = FaultyProxy.before(BUCKET.endpoint(), rule)) {
      CommandResult run = run(dataset, proxy.endpoint());
      assertThat(run.err(), run.exitCode(), is(ExitCode.DONE));
    }
    assertThat(dataset.keys(), is(published("once")));
  }

  @Test
  void theNextRunRemovesWhatARunLeftThatWasStopped() throws Exception {
    try (Program stopped = start(spec, "stopped")) {
      Poll.until(
          "work begins",
          LONGEST,
          () -> Files.exists(output.resolve(".seedmill")) || !stopped.isAlive());
      while (stopped.isAlive() && parts("stopped") < 3) {
        LockSupport.parkNanos(1_000_000);
      }
      stopped.terminate();
      stopped.exitCode(LONGEST);
      if (!Files.exists(output.resolve("metadata/stopped/manifest.json"))) {
        assertThat(
            stopped.err(),
            containsString(
                "stopped while run 'stopped' was being published; the same command with"
                    + " --run-id=stopped makes it whole"));
      }
    }
    PublishedRun next = PublishedRun.of(small, output, "next", "--incremental");

    assertThat(next.printed(), next.exitCode(), is(ExitCode.DONE));
    if (!Files.exists(output.resolve("metadata/stopped/manifest.json"))) {
      assertThat(visible(), is(published("next")));
    }
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  private CommandResult run(S3Dataset dataset, URI endpoint) {
    List<String> args =
        new ArrayList<>(List.of("run", "--dataset=" + small, "--output=" + dataset.output()));
    args.addAll(S3Dataset.options(endpoint));
    args.addAll(List.of("--run-id=once", "--s3-retries=1"));
    return CommandResult.seedmill(args.toArray(String[]::new));
  }

  private static List<String> ofRun(S3Dataset dataset, String prefix) {
    return dataset.keys().stream().filter(key -> key.startsWith(prefix)).toList();
  }

  private void killWhilePublishing(String run) throws Exception {
    try (Program killed = start(spec, run)) {
      Path work = output.resolve(".seedmill");
      Poll.until("work begins", LONGEST, () -> Files.exists(work) || !killed.isAlive());
      while (killed.isAlive() && parts(run) < 3) {
        LockSupport.parkNanos(1_000_000);
      }
      killed.kill();
    }
    assertThat(
        "it was killed before its manifest",
        Files.exists(output.resolve("metadata/" + run + "/manifest.json")),
        is(false));
  }

  private Program start(Path dataset, String run) throws IOException {
    return Program.seedmill(
        folder, List.of("run", "--dataset=" + dataset, "--output=" + output, "--run-id=" + run));
  }

  private static List<String> published(String run) {
    return Stream.of(
            "consolidated/consolidated-" + run + ".jsonl",
            "metadata/latest-run.json",
            "metadata/registry.json",
            "metadata/" + run + "/keys.bin",
            "metadata/" + run + "/manifest.json",
            "metadata/" + run + "/report.html")
        .sorted()
        .toList();
  }

  private long parts(String run) throws IOException {
    Path all = output.resolve("consolidated");
    if (!Files.isDirectory(all)) {
      return 0;
    }
    try (Stream<Path> found = Files.list(all)) {
      return found
          .filter(file -> file.getFileName().toString().startsWith("consolidated-" + run))
          .count();
    }
  }

  private List<String> visible() throws IOException {
    try (Stream<Path> found = Files.walk(output)) {
      return found
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> output.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}

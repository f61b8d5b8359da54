package io.seedmill.pipeline;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.LatestRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the same plan into one output: data is published once, and the newest has one name. */
class SameDataTest {

  @TempDir private Path folder;
  private Path output;
  private Path spec;

  @BeforeEach
  void writeASpec() throws IOException {
    output = folder.resolve("out");
    spec =
        Files.writeString(
            folder.resolve("mine.yaml"),
            "{name: mine, seed: 7, generators: [{generator: arithmetic, samples: 30}]}");
  }

  @Test
  void theSecondRunOfAPlanPublishesNothingUnlessItIsAsked() throws IOException {
    CommandResult first = run();
    String published = latest().run();
    assertThat(first.outLines(), hasItem("latest    " + output + "/consolidated/latest.jsonl"));

    CommandResult second = run();

    assertThat(
        second.outLines(),
        contains(
            "same data as run %s (dataset id %s); nothing new is published (--again publishes it)"
                .formatted(published, latest().datasetId()),
            "file      " + output + "/consolidated/consolidated-" + published + ".jsonl",
            "latest    " + output + "/consolidated/latest.jsonl",
            "manifest  " + output + "/metadata/" + published + "/manifest.json"));
    assertThat(run("--run-id=named").out(), containsString("same data as run " + published));
    assertThat(runs(), contains(published));
    assertThat(lines("latest*.jsonl"), is(30L));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));

    run("--again", "--run-id=again");
    assertThat(runs().size(), is(2));
    assertThat(latest().run(), is("again"));
    assertThat("the newest alone", lines("latest*.jsonl"), is(30L));
    assertThat(run().out(), containsString("same data as run again"));
  }

  @Test
  void anotherPlanOrAnotherFormIsPublishedAndTheFirstOneBecomesTheNewestAgain() throws IOException {
    run("--run-id=a");
    run("--run-id=seed", "--seed=8");
    run("--run-id=more", "--samples=31");
    run("--run-id=parts", "--parts=3");
    assertThat(names("latest"), contains(partsOfThree()));
    assertThat(lines("latest*.jsonl"), is(30L));
    Files.writeString(spec, Files.readString(spec).replace("]}", "], output: {format: csv}}"));
    run("--run-id=csv");
    assertThat(names("latest"), contains("latest.csv"));
    assertThat(runs(), contains("a", "csv", "more", "parts", "seed"));

    Files.writeString(spec, Files.readString(spec).replace(", output: {format: csv}", ""));
    CommandResult again = run();

    assertThat(again.out(), containsString("same data as run a "));
    assertThat(again.err(), containsString("metadata/latest-run.json points at it now"));
    assertThat(latest().run(), is("a"));
    assertThat(names("latest"), contains("latest.jsonl"));
    assertThat(
        Files.readSymbolicLink(output.resolve("consolidated/latest.jsonl")),
        is(Path.of("consolidated-a.jsonl")));
  }

  @Test
  void runsOfAPlanThatEndAtTheSameTimePublishItOnce() throws Exception {
    List<Callable<CommandResult>> both = List.of(() -> run("--run-id=a"), () -> run("--run-id=b"));
    ExecutorService threads = Executors.newFixedThreadPool(both.size());
    try {
      for (Future<CommandResult> run : threads.invokeAll(both)) {
        run.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(runs().toString(), runs().size(), is(1));
    assertThat(lines("latest*.jsonl"), is(30L));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));
  }

  @Test
  void linksThatACrashLeftBehindAreToldAndMendedByTheNextRun() throws IOException {
    run("--run-id=a");
    run("--run-id=b", "--seed=8");
    Path link = output.resolve("consolidated/latest.jsonl");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("consolidated-a.jsonl"));

    CommandResult told = seedmill("runs", output.toString());
    run("--seed=8");

    assertThat(told.err(), containsString("do not lead to the run that latest-run.json names"));
    assertThat(Files.readSymbolicLink(link), is(Path.of("consolidated-b.jsonl")));
  }

  @Test
  void aRunWhoseFilesAreNotAsTheyWereWrittenIsMadeAgain() throws IOException {
    run("--run-id=a");
    Path part = output.resolve("consolidated/consolidated-a.jsonl");
    byte[] bytes = Files.readAllBytes(part);
    bytes[40] ^= 1;
    Files.write(part, bytes);

    CommandResult again = run("--run-id=b");

    assertThat(
        again.err(),
        containsString(
            "seedmill: 'consolidated/consolidated-a.jsonl' of an earlier run of the same plan is"
                + " not as it was written, so the dataset is made again"));
    assertThat(runs(), contains("a", "b"));
    Files.delete(output.resolve("consolidated/consolidated-b.jsonl"));
    assertThat("a link whose file is gone", clean(), containsString("consolidated/latest.jsonl"));
    run("--run-id=c");
    assertThat(lines("latest*.jsonl"), is(30L));
  }

  /** Asks sources outside first: they may change in ways that no digest shows. */
  @Test
  void aProgramIsAskedAgainAndItsAnswersAreComparedWithThoseThatArePublished() throws IOException {
    Path answer = Files.writeString(folder.resolve("answer"), "{\"n\": \"1\"}\n");
    Files.writeString(
        spec,
        """
        name: outside
        generators:
          - name: numbers
            samples: 1
            lines: bare
            command: [sh, -c, "while read -r task; do echo asked >> '%1$s.log'; cat '%1$s'; done"]
        """
            .formatted(answer));
    run("--run-id=a");
    assertThat(run("--run-id=b").out(), containsString("same data as run a "));
    assertThat(Files.readAllLines(folder.resolve("answer.log")).size(), is(2));
    assertThat("no run to resume", rawFilesOf("b"), is(List.of()));
    assertThat(Files.exists(output.resolve(".seedmill")), is(false));

    Files.writeString(answer, "{\"n\": \"2\"}\n");
    run("--run-id=c");
    assertThat(runs(), contains("a", "c"));
    assertThat(latest().run(), is("c"));
    assertThat(run("--reuse").out(), containsString("same data as run c "));

    Files.writeString(answer, "{\"n\": \"3\"}\n");
    run("--run-id=b");
    assertThat("the newest", run("--reuse").out(), containsString("same data as run b "));
  }

  @Test
  void aFileOfTheUserThatHasTheNameOfTheLinkStays() throws IOException {
    Path mine = output.resolve("consolidated/latest.jsonl");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    CommandResult result = run("--run-id=a");
    assertThat(Files.readString(mine), is("mine"));
    assertThat(result.out(), not(containsString("latest  ")));
    String warning =
        "seedmill: warning: %s is no link of Seedmill's: it stays, and has nothing of run 'a'"
            .formatted(mine);
    assertThat(result.err(), containsString(warning));
    CommandResult again = run("--run-id=b");
    assertThat(again.out(), containsString("same data as run a "));
    assertThat(again.err(), containsString(warning));
    Files.delete(mine);
    Files.createDirectory(mine);
    assertThat(run("--run-id=c").err(), containsString(warning));
    Files.delete(mine);
    CommandResult mended = run("--run-id=d");
    assertThat(mended.err(), not(containsString("warning")));
    assertThat(mended.out(), containsString("latest  "));
  }

  private CommandResult run(String... options) {
    CommandResult result =
        seedmill(
            Stream.concat(
                    Stream.of("run", spec.toString(), "-o", output.toString()), Stream.of(options))
                .toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(0));
    return result;
  }

  private String clean() {
    return seedmill("clean", output.toString()).out();
  }

  private LatestRun latest() throws IOException {
    return LatestRun.parse(Files.readString(output.resolve("metadata/latest-run.json")));
  }

  private List<String> runs() throws IOException {
    try (Stream<Path> found = Files.list(output.resolve("metadata"))) {
      return found
          .filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  private List<String> names(String begin) throws IOException {
    try (Stream<Path> found = Files.list(output.resolve("consolidated"))) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> name.startsWith(begin))
          .sorted()
          .toList();
    }
  }

  private List<String> rawFilesOf(String run) throws IOException {
    try (Stream<Path> found = Files.list(output.resolve("data/raw"))) {
      return found
          .map(path -> path.getFileName().toString())
          .filter(name -> name.contains("-" + run + "."))
          .toList();
    }
  }

  private long lines(String glob) throws IOException {
    long lines = 0;
    try (var files = Files.newDirectoryStream(output.resolve("consolidated"), glob)) {
      for (Path file : files) {
        lines += Files.readAllLines(file).size();
      }
    }
    return lines;
  }

  private static String[] partsOfThree() {
    return new String[] {
      "latest-00000-of-00003.jsonl", "latest-00001-of-00003.jsonl", "latest-00002-of-00003.jsonl"
    };
  }
}

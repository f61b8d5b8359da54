package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a run does, its folder of assets holds those that published records name, and no other:
 * none of duplicates, of failed samples or of a run that ended early.
 */
@Timeout(300)
class AssetFilesTest {

  private static final Pattern NAMED = Pattern.compile("\"path\":\"(assets/[^\"]+)\"");

  /**
   * Of sample i, prompt and image; some images are those of other samples. Each eleventh sample
   * fails after its first image was kept.
   */
  private static final String PICTURES =
      """
      import json, os, sys
      for line in sys.stdin:
          task = json.loads(line)
          for i in range(task["start_index"], task["start_index"] + task["num_samples"]):
              image = "shared" if i % 7 == 0 else "image %d" % i
              open("%d.png" % i, "w").write(image)
              sample = {"prompt": "p%d" % (i % 30), "image": {"$asset": {"path": "%d.png" % i}}}
              if i % 11 == 5:
                  sample["other"] = {"$asset": {"path": "none.png"}}
              if os.path.exists(FOLDER + "/broken") and i > 50:
                  sys.exit("broken")
              print(json.dumps({"index": i, "sample": sample}))
          sys.stdout.flush()
      """;

  static final String BY_PROMPT = "dedupe: {fields: [prompt]}\n";

  private final Path folder;
  private Path output;

  AssetFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void needsPython() {
    ProgramsTest.needsPython();
  }

  @BeforeEach
  void write() throws Exception {
    output = folder.resolve("out");
    writeProgram(folder);
  }

  static void writeProgram(Path folder) throws IOException {
    Files.writeString(folder.resolve("pictures.py"), "FOLDER = '" + folder + "'\n" + PICTURES);
  }

  private Path spec(String keys) throws IOException {
    return spec(folder, keys);
  }

  /** Writes a spec of 100 samples, beside the program. */
  static Path spec(Path folder, String keys) throws IOException {
    return Files.writeString(
        folder.resolve("pictures.yaml"),
        """
        name: pictures
        seed: 3
        maxFailureRate: 0.2
        output: {assets: files}
        generators:
          - {name: pictures, command: [python3, pictures.py], samples: 100, shardSize: 20}
        """
            + keys);
  }

  @Test
  void thoseOfDuplicatesAndFailedSamplesAreNotThere() throws Exception {
    PublishedRun one = run(spec(BY_PROMPT), "one");

    assertThat(one.manifest().counts().duplicates(), is(greaterThan(50L)));
    assertThat(one.manifest().counts().failed(), is(9L));
    assertThat(one.manifest().assets().files(), is(lessThan(30L)));
    assertThat(one.printed(), containsString("assets    " + one.manifest().assets().files()));
    assertThat(files(), is(named(one)));

    PublishedRun next = run(spec(BY_PROMPT), "next", "--incremental");
    assertThat(next.manifest().counts().known(), is(greaterThan(80L)));
    assertThat(named(next).size(), is(0));
    assertThat(files(), is(named(one)));

    PublishedRun all = run(spec(""), "all", "--reuse"); // with those that were duplicates before
    assertThat(all.manifest().counts().duplicates(), is(0L));
    Set<String> both = named(one);
    both.addAll(named(all));
    assertThat(files(), is(both));
    assertThat(both.size(), is(greaterThan(70)));
  }

  @Test
  void batchesAndOtherFormatsHaveTheSame() throws Exception {
    Path spec = spec(BY_PROMPT + "batches: {dedupe: true}\ncheckpoint: false\n");
    PublishedRun whole = PublishedRun.of(spec, folder.resolve("whole"), "whole");
    for (int batch = 0; batch < 3; batch++) {
      batch(spec, "generate", "--max-batch-size=2", "--batch-index=" + batch);
    }
    assertThat(Files.exists(output.resolve("assets")), is(false));
    batch(spec, "consolidate");

    PublishedRun made = PublishedRun.in(output, "R");
    assertThat(new String(made.bytes(), StandardCharsets.UTF_8), is(text(whole)));
    assertThat(made.manifest().assets(), is(whole.manifest().assets()));
    assertThat(files(), is(named(made)));
    assertThat(Files.exists(folder.resolve("whole/data")), is(false));
    assertThat(Files.exists(folder.resolve("whole/.seedmill")), is(false));

    Files.writeString(
        spec, Files.readString(spec).replace("assets: files", "assets: files, format: csv"));
    assertThat(run(spec, "csv").manifest().assets(), is(whole.manifest().assets()));
    assertThat(files(), is(named(made)));
  }

  @Test
  void aRunThatEndsEarlyLeavesNoneAndGoesOn() throws Exception {
    Files.createFile(folder.resolve("broken"));
    Path spec = spec(BY_PROMPT + "failures: {failFast: true, retries: 0, backoff: 1ms}\n");
    Files.writeString(
        folder.resolve("pictures.py"),
        Files.readString(folder.resolve("pictures.py")).replace("i % 11 == 5", "False"));
    PublishedRun broken = PublishedRun.of(spec, output, "R", "--target-parallelism=1");
    assertThat(broken.printed(), broken.exitCode(), is(1));
    assertThat(Files.exists(output.resolve("assets")), is(false));
    Files.delete(folder.resolve("broken"));

    PublishedRun whole = run(spec, "R");

    assertThat(files(), is(named(whole)));
    assertThat(whole.manifest().counts().unique(), is(30L));
  }

  private PublishedRun run(Path spec, String name, String... options) {
    PublishedRun run = PublishedRun.of(spec, output, name, options);
    assertThat(run.printed(), run.exitCode(), is(0));
    return run;
  }

  private void batch(Path spec, String command, String... options) {
    List<String> all =
        new ArrayList<>(List.of(command, "--dataset=" + spec, "--output=" + output, "--run-id=R"));
    all.addAll(List.of(options));
    CommandResult result = CommandResult.seedmill(all.toArray(String[]::new));
    assertThat(result.err(), result.exitCode(), is(0));
  }

  private static String text(PublishedRun run) throws IOException {
    return new String(run.bytes(), StandardCharsets.UTF_8);
  }

  /** Returns the assets that a run's records name, once its manifest has counted them. */
  static Set<String> named(PublishedRun run) throws IOException {
    Set<String> named = named(text(run));
    long bytes = 0;
    for (String path : named) {
      bytes += Files.size(run.file(path));
    }
    assertThat(run.manifest().assets(), is(new Manifest.AssetReport(named.size(), bytes, null)));
    return named;
  }

  /** Returns the assets that records name. */
  static Set<String> named(String records) {
    Set<String> named = new TreeSet<>();
    Matcher found = NAMED.matcher(records);
    while (found.find()) {
      named.add(found.group(1));
    }
    return named;
  }

  private Set<String> files() throws IOException {
    return files(output);
  }

  /** Returns what lies in the folder of assets. */
  static Set<String> files(Path output) throws IOException {
    Set<String> files = new TreeSet<>();
    try (Stream<Path> all = Files.walk(output.resolve("assets"))) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.add(output.relativize(file).toString()));
    }
    return files;
  }
}

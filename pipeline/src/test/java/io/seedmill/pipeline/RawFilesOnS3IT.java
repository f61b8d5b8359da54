package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.pipeline.testing.S3Dataset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Given a real S3 server, when raw files lie there, then they are as good as in a folder. */
class RawFilesOnS3IT {

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.shared("raw-files");

  private static final String YAML =
      """
      name: kept
      seed: 3
      generators:
        - {generator: arithmetic, samples: 6000, shardSize: 500, params: {operations: 2, maxOperand: 30}}
      """;

  @TempDir private static Path folder;

  private static Path spec;
  private static PublishedRun local;

  @BeforeAll
  static void start() throws Exception {
    spec = Files.writeString(folder.resolve("kept.yaml"), YAML);
    local = PublishedRun.of(spec, folder.resolve("local"), "local");
  }

  @Test
  void batchesArePutTogetherToTheSameBytes() throws Exception {
    S3Dataset dataset = BUCKET.dataset("batches");
    for (int batch : new int[] {1, 0, 2, 1}) {
      done(command(dataset, "generate", "R", "--maxBatchSize=5", "--batchIndex=" + batch));
    }
    done(command(dataset, "consolidate", "R"));

    assertThat(Arrays.equals(dataset.parts("R"), local.bytes()), is(true));
    assertThat(
        dataset.keys(),
        is(
            List.of(
                "consolidated/consolidated-R.jsonl",
                "data/raw/batch-0-R.json",
                "data/raw/batch-0-R.jsonl",
                "data/raw/batch-1-R.json",
                "data/raw/batch-1-R.jsonl",
                "data/raw/batch-2-R.json",
                "data/raw/batch-2-R.jsonl",
                "metadata/R/keys.bin",
                "metadata/R/manifest.json",
                "metadata/R/report.html",
                "metadata/latest-run.json",
                "metadata/registry.json")));
    assertThat(BUCKET.unfinishedUploads(), is(empty()));
  }

  @Test
  void aLongerRunTakesWhatAShorterOneMade() throws Exception {
    S3Dataset dataset = BUCKET.dataset("checkpoints");
    done(command(dataset, "run", "short", "--checkpoint", "--samples=4000"));

    CommandResult result = done(command(dataset, "run", "long", "--checkpoint"));

    assertThat(result.out(), containsString("reused    4,000 of 6,000 samples"));
    assertThat(Arrays.equals(dataset.parts("long"), local.bytes()), is(true));
  }

  @Test
  void assetsOfPublishedRecordsAreThereAndNoOthers() throws Exception {
    AssetFilesTest.needsPython();
    AssetFilesTest.writeProgram(folder);
    Path pictures = AssetFilesTest.spec(folder, AssetFilesTest.BY_PROMPT);
    S3Dataset dataset = BUCKET.dataset("pictures");
    done(command(pictures, dataset, "run", "kept"));
    Set<String> named =
        AssetFilesTest.named(new String(dataset.parts("kept"), StandardCharsets.UTF_8));
    assertThat(named.size(), is(greaterThan(10)));
    assertThat(assets(dataset), is(named));

    S3Dataset other = BUCKET.dataset("pictures-without-raw-files");
    AssetFilesTest.spec(folder, AssetFilesTest.BY_PROMPT + "checkpoint: false\n");
    done(command(pictures, other, "run", "plain"));
    assertThat(assets(other), is(named));
    assertThat(
        other.keys().stream().filter(key -> key.startsWith("data") || key.startsWith(".")).toList(),
        is(empty()));
  }

  private static Set<String> assets(S3Dataset dataset) throws Exception {
    return dataset.keys().stream()
        .filter(key -> key.startsWith("assets/"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static CommandResult done(CommandResult result) {
    assertThat(result.err(), result.exitCode(), is(ExitCode.DONE));
    return result;
  }

  private static CommandResult command(
      S3Dataset dataset, String name, String run, String... options) {
    return command(spec, dataset, name, run, options);
  }

  private static CommandResult command(
      Path spec, S3Dataset dataset, String name, String run, String... options) {
    List<String> args = new ArrayList<>(List.of(name, "--dataset=" + spec));
    args.addAll(List.of("--output=" + dataset.output(), "--run-id=" + run));
    args.addAll(BUCKET.options());
    args.addAll(List.of(options));
    return CommandResult.seedmill(args.toArray(String[]::new));
  }
}

package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.dataset.CheckedReader;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.pipeline.testing.ReferenceDataset;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.publish.EntryReport;
import io.seedmill.transforms.publish.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same files under every shard size, bucket count, parallelism and runner, for random
 * combinations of the keys that choose, divide and write samples.
 */
class CombinedLawsTest {

  private static final int SPECS = 5;

  /** Nothing depends on it but which combinations are tried; all keys have to be among them. */
  private static final long SEED = 32;

  private static final Set<String> KEYS =
      Set.of(
          "splits",
          "splitBy",
          "fields",
          "listed",
          "near",
          "against",
          "unique",
          "csv",
          "parquet",
          "compression",
          "partitionBy",
          "schema",
          "metadata",
          "parts");

  /** A dataset with splits that leaves out near duplicates and evaluation texts. */
  private static final String SPLIT_NEAR_AGAINST =
      """
      name: divided
      seed: 12
      generators:
        - {generator: test-slow, samples: 1000, shardSize: 20}
        - {generator: arithmetic, samples: 600, shardSize: 60, params: {operations: 1, maxOperand: 30}}
      dedupe: {near: {field: prompt, threshold: 0.7}, against: texts.txt, ngrams: 4}
      splits: {train: 0.8, test: 0.2}
      splitBy: answer
      """;

  @TempDir private Path folder;

  /** Writes a spec with splits, near duplicates and evaluation texts; checkpoints make sense. */
  static Path writeDivided(Path folder) throws IOException {
    Files.writeString(folder.resolve("texts.txt"), "and write only the integer\n");
    return Files.writeString(folder.resolve("divided.yaml"), SPLIT_NEAR_AGAINST);
  }

  /** A spec, and the keys in it that are tried. */
  private record Combination(String yaml, Set<String> keys) {

    static Combination of(Random random) {
      Set<String> keys = new TreeSet<>();
      for (String key : List.of("splits", "fields", "against", "partitionBy", "schema", "parts")) {
        chance(random, key, true, keys);
      }
      chance(random, "splitBy", keys.contains("splits"), keys);
      keys.add(List.of("near", "listed", "unique", "equal").get(random.nextInt(4)));
      keys.add(List.of("csv", "parquet", "jsonl").get(random.nextInt(3)));
      chance(random, "compression", true, keys);
      chance(random, "metadata", !keys.contains("jsonl"), keys);
      return new Combination(yaml(keys), keys);
    }

    private static void chance(Random random, String key, boolean isAllowed, Set<String> keys) {
      if (random.nextInt(2) == 0 && isAllowed) {
        keys.add(key);
      }
    }

    private static String yaml(Set<String> keys) {
      List<String> dedupe = new ArrayList<>();
      put(keys, "fields", "fields: [answer]", dedupe);
      put(keys, "listed", "prefer: listed", dedupe);
      put(keys, "near", "near: {field: prompt, threshold: 0.7}", dedupe);
      put(keys, "against", "against: texts.txt, ngrams: 4", dedupe);
      List<String> output = new ArrayList<>();
      for (String format : List.of("csv", "parquet", "jsonl")) {
        put(keys, format, "format: " + format, output);
      }
      String compressed =
          keys.contains("parquet") ? "none" : keys.contains("csv") ? "gzip" : "zstd";
      put(keys, "compression", "compression: " + compressed, output);
      put(keys, "partitionBy", "partitionBy: generator", output);
      put(keys, "parts", "parts: 3", output);
      put(keys, "metadata", "metadata: false", output);
      put(keys, "schema", "schema: {answer: string, prompt: string, steps: [string]}", output);
      List<String> spec = new ArrayList<>();
      put(keys, "splits", "splits: {train: 0.8, test: 0.2}", spec);
      put(keys, "splitBy", "splitBy: [metadata.difficulty, answer]", spec);
      if (!dedupe.isEmpty()) {
        spec.add("dedupe: {" + String.join(", ", dedupe) + "}");
      }
      spec.add("output: {" + String.join(", ", output) + "}");
      return """
      name: combined
      seed: 11
      maxFailureRate: 0.5
      maxSampleBytes: 1000
      generators:
        - {generator: arithmetic, name: a, %s, params: {operations: 1, maxOperand: 30}}
        - {generator: arithmetic, name: b, samples: 300, params: {operations: 1, maxOperand: 30}}
        - {generator: test-flaky, samples: 90}
      """
              .formatted(keys.contains("unique") ? "unique: 200" : "samples: 400")
          + String.join("\n", spec)
          + "\n";
    }

    private static void put(Set<String> keys, String key, String text, List<String> texts) {
      if (keys.contains(key)) {
        texts.add(text);
      }
    }

    /** Returns true if the simplest way to make a dataset knows all that decides its samples. */
    boolean hasReference() {
      return keys.stream().noneMatch(Set.of("near", "against", "unique", "listed")::contains);
    }
  }

  @Test
  void filesAndCountsDependOnTheDataAlone() throws Exception {
    Files.writeString(folder.resolve("texts.txt"), "and write only the integer\n");
    Random random = new Random(SEED);
    Random sizes = new Random(SEED);
    Set<String> tried = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    for (int number = 0; number < SPECS; number++) {
      Combination combination = Combination.of(random);
      tried.addAll(combination.keys());
      Path spec = Files.writeString(folder.resolve(number + ".yaml"), combination.yaml());
      PublishedRun expected = made(spec, number + "-expected", "--shard-size=1000", "--buckets=1");
      checkCounts(expected.manifest(), combination, seen);

      for (String options : options(sizes, number)) {
        String name = number + options.replaceAll("[^A-Za-z0-9]+", "-");
        PublishedRun made = made(spec, name, options.split(" ", -1));

        String reason = combination.yaml() + options;
        assertThat(reason, files(name), is(files(number + "-expected")));
        assertThat(reason, made.manifest().counts(), is(expected.manifest().counts()));
        assertThat(reason, made.manifest().datasetId(), is(expected.manifest().datasetId()));
        assertThat(reason, counts(made.manifest()), is(counts(expected.manifest())));
      }
    }
    tried.removeAll(Set.of("equal", "jsonl"));
    assertThat("every key is in some combination", tried, is(KEYS));
    assertThat(seen, is(Set.of("duplicates", "failed", "contaminated", "near")));
  }

  /** One run in this process, and for the last spec one on Flink, each with sizes of its own. */
  private static List<String> options(Random random, int number) {
    String sizes =
        "--shard-size=%d --buckets=%d"
            .formatted(List.of(7, 30, 111).get(random.nextInt(3)), 1 << (1 + random.nextInt(6)));
    String direct = sizes + " --target-parallelism=" + (1 + random.nextInt(4));
    return number == SPECS - 1
        ? List.of(direct, sizes + " --runner=FlinkRunner --parallelism=2")
        : List.of(direct);
  }

  private PublishedRun made(Path spec, String name, String... options) {
    PublishedRun made = PublishedRun.of(spec, folder.resolve(name), "run", options);
    assertThat(made.printed(), made.exitCode(), is(ExitCode.DONE));
    return made;
  }

  /** The counts add up, and are those of the simplest way to make the dataset, where it can. */
  private static void checkCounts(Manifest manifest, Combination combination, Set<String> seen)
      throws Exception {
    for (EntryReport entry : manifest.generators().values()) {
      long left = zero(entry.contaminated()) + zero(entry.nearDuplicates()) + entry.known();
      assertThat(entry.produced(), is(entry.unique() + entry.duplicates() + left));
      assertThat(entry.requested(), is(entry.produced() + entry.failed() + entry.missing()));
      see("duplicates", entry.duplicates(), seen);
      see("failed", entry.failed(), seen);
      see("contaminated", zero(entry.contaminated()), seen);
      see("near", zero(entry.nearDuplicates()), seen);
    }
    long inParts = manifest.parts().stream().mapToLong(Manifest.FileReport::records).sum();
    assertThat(inParts, is(manifest.counts().unique()));
    assertThat(inParts, is(greaterThan(50L)));
    if (combination.hasReference()) {
      ReferenceDataset reference =
          new ReferenceDataset(new CheckedReader().read("spec", combination.yaml()));
      assertThat(manifest.datasetId(), is(reference.datasetId()));
    }
  }

  private static void see(String what, long count, Set<String> seen) {
    if (count > 0) {
      seen.add(what);
    }
  }

  private static long zero(Long count) {
    return count == null ? 0 : count;
  }

  private static Map<String, List<Long>> counts(Manifest manifest) {
    Map<String, List<Long>> counts = new TreeMap<>();
    manifest
        .generators()
        .forEach(
            (name, entry) ->
                counts.put(
                    name,
                    List.of(
                        entry.requested(),
                        entry.produced(),
                        entry.unique(),
                        entry.duplicates(),
                        entry.failed(),
                        zero(entry.contaminated()),
                        zero(entry.nearDuplicates()))));
    return counts;
  }

  /** Returns the digests of all files but those that say when, where and how they were made. */
  private Map<String, String> files(String output) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder.resolve(output))) {
      for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
        String name = folder.resolve(output).relativize(file).toString();
        if (!name.matches(".*(manifest|latest-run|registry)\\.json|.*report\\.html")) {
          files.put(
              name,
              HexFormat.of().formatHex(ContentHash.sha256().digest(Files.readAllBytes(file))));
        }
      }
    }
    return files;
  }
}

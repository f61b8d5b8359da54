package io.seedmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.PublishedRun;
import io.seedmill.transforms.publish.Manifest;
import io.seedmill.transforms.publish.Manifest.FileReport;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Datasets in several sets of files: a split each, an entry each, or both. */
class SplitsTest {

  private static final String GENERATORS =
      """
      name: split
      seed: 5
      maxFailureRate: 0.9
      generators:
        - {generator: arithmetic, samples: 900, params: {operations: 2}}
        - {generator: arithmetic, name: org/model, samples: 500, params: {operations: 2}}
        - {generator: maze, samples: 60}
        - {generator: test-flaky, samples: 30}
      """;

  private static final String SPLITS = "splits: {train: 0.8, validation: 0.1, test: 0.1}\n";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void theFilesDependOnTheDataAlone(String compression) throws Exception {
    String spec =
        GENERATORS
            + SPLITS
            + "output: {partitionBy: generator, parts: 2, compression: %s}\n"
                .formatted(compression);
    PublishedRun expected = run(spec, "expected");
    for (String options :
        List.of(
            "--shard-size=7 --buckets=64",
            "--buckets=1 --target-parallelism=1",
            "--checkpoint --shard-size=100 --buckets=16",
            "--runner=FlinkRunner --parallelism=2 --buckets=4")) {
      PublishedRun made = run(spec, "made" + options.replace(' ', '-'), options.split(" ", -1));

      assertThat(options, digests(made), is(digests(expected)));
      assertThat(options, made.manifest().splits(), is(expected.manifest().splits()));
    }
  }

  @Test
  void theSetsTogetherAreTheDatasetWithoutThem() throws Exception {
    PublishedRun plain = run(GENERATORS, "plain");
    String records = new String(plain.bytes(), UTF_8);

    for (String sets :
        List.of(
            SPLITS,
            "output: {partitionBy: generator, parts: 3, compression: zstd}\n",
            SPLITS + "output: {partitionBy: generator}\n")) {
      PublishedRun made = run(GENERATORS + sets, "made");

      List<String> lines = new ArrayList<>();
      records(made).values().forEach(lines::addAll);
      assertThat(sets, lines.stream().sorted().toList(), is(records.lines().sorted().toList()));
      assertThat(made.manifest().datasetId(), is(plain.manifest().datasetId()));
      assertThat(
          Files.readAllBytes(made.file(made.manifest().keys().path())),
          is(Files.readAllBytes(plain.file(plain.manifest().keys().path()))));
      CommandResult valid = validate(made);
      assertThat(valid.out() + valid.err(), valid.exitCode(), is(ExitCode.DONE));
    }
  }

  @Test
  void filesFoldersAndCountsSayWhatIsWhere() throws Exception {
    PublishedRun run = run(GENERATORS + SPLITS + "output: {partitionBy: generator}\n", "made");

    Manifest manifest = run.manifest();
    assertThat(
        manifest.parts().stream().map(FileReport::path).toList().subList(0, 6),
        is(
            List.of(
                path(run, "arithmetic/train-00000-of-00001.jsonl"),
                path(run, "arithmetic/test-00000-of-00001.jsonl"),
                path(run, "arithmetic/validation-00000-of-00001.jsonl"),
                path(run, "org_model-c87c0c64/train-00000-of-00001.jsonl"),
                path(run, "org_model-c87c0c64/test-00000-of-00001.jsonl"),
                path(run, "org_model-c87c0c64/validation-00000-of-00001.jsonl"))));
    Map<String, Map<String, Long>> counts = new HashMap<>();
    for (FileReport part : manifest.parts()) {
      if (part.records() > 0) {
        counts
            .computeIfAbsent(part.split(), split -> new HashMap<>())
            .put(part.generator(), part.records());
      }
    }
    manifest
        .splits()
        .forEach((name, split) -> assertThat(split.generators(), is(counts.get(name))));
    assertThat(run.printed(), containsString("       train          test    validation"));
    Path latest = folder.resolve("made/consolidated/latest");
    assertThat(Files.readSymbolicLink(latest), is(Path.of("consolidated-" + manifest.run())));
    assertThat(python(latest), is(manifest.splits().get("train").records() + " in train, alone"));

    PublishedRun next = run(GENERATORS, "made");
    assertThat(Files.exists(latest), is(false));
    assertThat(
        Files.readSymbolicLink(folder.resolve("made/consolidated/latest.jsonl")),
        is(Path.of("consolidated-" + next.manifest().run() + ".jsonl")));
    assertThat(validate(next).exitCode(), is(ExitCode.DONE));
  }

  /** Reads a split as a loader does, with nothing of ours. */
  private static String python(Path latest) throws Exception {
    String script =
        """
        import glob, json, sys
        def load(split):
            files = glob.glob(sys.argv[1] + '/*/' + split + '-*.jsonl')
            return [json.loads(line) for file in sorted(files) for line in open(file, encoding='utf-8')]
        train = load('train')
        others = {r['id'] for r in load('validation') + load('test')}
        print(len(train), 'in train,', 'alone' if not others & {r['id'] for r in train} else 'and')
        """;
    Process python =
        new ProcessBuilder("python3", "-c", script, latest.toString())
            .redirectErrorStream(true)
            .start();
    return new String(python.getInputStream().readAllBytes(), UTF_8).strip();
  }

  @Test
  void noSampleMovesWhenTheDatasetGrowsOrOtherEntriesCome() throws Exception {
    Map<String, String> before = splitById(run(GENERATORS + SPLITS, "before"));
    String more =
        GENERATORS
            .replace("samples: 900", "samples: 1500")
            .replace("seed: 5", "seed: 5\ndedupe: {prefer: listed}")
            .replace("maze, samples: 60", "maze, samples: 90");

    Map<String, String> after =
        splitById(run(more + "splits: {test: 0.1, validation: 0.1, train: 0.8}\n", "after"));

    assertThat(after.size(), greaterThan(before.size() + 500));
    before.forEach((id, split) -> assertThat(id, after.get(id), is(split)));
  }

  @Test
  void equalPromptsStayTogetherAcrossVersionsThatDeduplicateByThem() throws Exception {
    String rows = "{\"prompt\":\"p%d\",\"answer\":\"%s\"}\n";
    Map<String, String> before = byPrompt(rows, "one");
    Map<String, String> after = byPrompt(rows, "another");

    assertThat(after, is(before));
    assertThat(new TreeSet<>(before.values()), is(new TreeSet<>(List.of("test", "train"))));
  }

  private Map<String, String> byPrompt(String row, String answer) throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      rows.append(row.formatted(i, answer));
    }
    Files.writeString(folder.resolve(answer + ".jsonl"), rows);
    PublishedRun run =
        run(
            """
            generators: [{files: %s.jsonl, name: rows}]
            dedupe: {fields: [prompt]}
            splits: {train: 0.5, test: 0.5}
            """
                .formatted(answer),
            answer);
    CommandResult valid = validate(run);
    assertThat(valid.out() + valid.err(), valid.exitCode(), is(ExitCode.DONE));
    Map<String, String> splits = new HashMap<>();
    for (var file : records(run).entrySet()) {
      for (String line : file.getValue()) {
        splits.put(json(line, "prompt"), file.getKey().split());
      }
    }
    return splits;
  }

  @Test
  void groupsStayTogetherAndRecordsWithoutTheFieldAreTold() throws Exception {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      String family = i % 10 == 0 ? "{}" : "{\"family\":\"f" + i % 23 + "\"}";
      rows.append("{\"n\":" + i + ",\"metadata\":" + family + "}\n");
    }
    Files.writeString(folder.resolve("rows.jsonl"), rows);
    String spec = "generators: [{files: rows.jsonl}]\nsplits: {train: 0.7, test: 0.3}\nsplitBy: ";

    PublishedRun run = run(spec + "metadata.family\n", "groups");

    Map<String, TreeSet<String>> splits = new HashMap<>();
    for (var file : records(run).entrySet()) {
      for (String line : file.getValue()) {
        String family = line.contains("family") ? line.replaceFirst(".*\"family\":", "") : "none";
        splits.computeIfAbsent(family, f -> new TreeSet<>()).add(file.getKey().split());
      }
    }
    assertThat(splits.size(), is(24));
    splits.forEach(
        (family, in) -> assertThat(family, in.size(), is(family.equals("none") ? 2 : 1)));
    assertThat(run.manifest().splitBy().lacking(), is(30L));
    assertThat(
        run.printed(),
        containsString("splitBy: 30 of 300 samples lack 'metadata.family', and are split each"));
    assertThat(validate(run).exitCode(), is(ExitCode.DONE));

    CommandResult misspelt = command(spec + "metadata.famly\n", "misspelt");
    assertThat(
        misspelt.err(),
        containsString("seedmill: splitBy: found 'metadata.famly', which none of 300 samples has"));
    assertThat(misspelt.exitCode(), is(ExitCode.BAD_INPUT));
  }

  @Test
  void anEmptySplitIsAFileAndTold() throws Exception {
    PublishedRun run =
        run(
            "generators: [{generator: maze, samples: 5}]\nsplits: {train: 0.9999, test: 0.0001}\n",
            "tiny");

    FileReport test = run.manifest().parts().get(1);
    assertThat(test.split(), is("test"));
    assertThat(Files.size(run.file(test.path())), is(0L));
    assertThat(run.printed(), containsString("seedmill: split 'test' has no samples: its share"));
    assertThat(validate(run).exitCode(), is(ExitCode.DONE));
  }

  @Test
  void earlierRunsWithOtherSplitsAreNotContinued() throws Exception {
    String spec = "generators: [{generator: maze, samples: 30}]\nincremental: true\n";
    run(spec + "splits: {train: 0.9, test: 0.1}\n", "runs");

    PublishedRun same = run(spec + "splits: {test: 0.1, train: 0.9}\n", "runs");
    assertThat(same.manifest().counts().known(), is(0L));
    assertThat(same.manifest().generators().get("maze").firstIndex(), is(30L));

    for (String other :
        List.of(
            "splits: {train: 0.95, test: 0.05}\n",
            "splits: {train: 0.9, holdout: 0.1}\n",
            "splits: {train: 0.9, test: 0.1}\nsplitBy: prompt\n",
            "")) {
      CommandResult refused = command(spec + other, "runs");
      assertThat(refused.exitCode(), is(ExitCode.BAD_INPUT));
      assertThat(
          refused.err(),
          allOf(
              containsString("whose samples are split by {"),
              containsString("begin in another output")));
    }
    PublishedRun whole =
        run(spec.replace("true", "false") + "splits: {train: 0.95, test: 0.05}\n", "runs");
    assertThat(whole.printed(), containsString("so samples move between them"));
  }

  @Test
  void aRecordInTheWrongFileAndAFileThatIsGoneAreFound() throws Exception {
    PublishedRun run = run(GENERATORS + SPLITS + "output: {partitionBy: generator}\n", "made");
    Path train = run.file(path(run, "arithmetic/train-00000-of-00001.jsonl"));
    Path test = run.file(path(run, "arithmetic/test-00000-of-00001.jsonl"));
    byte[] whole = Files.readAllBytes(test);
    List<String> lines = new ArrayList<>(Files.readAllLines(test));
    lines.add(Files.readAllLines(train).get(0));
    lines.sort(null);
    Files.write(test, lines);

    CommandResult moved = validate(run);
    assertThat(
        moved.out(),
        allOf(
            containsString("a record of split 'train' in a file of 'test'"),
            containsString("is in two files")));
    assertThat(moved.exitCode(), is(4));

    Files.write(test, whole);
    Files.move(test, test.resolveSibling("other.jsonl"));
    CommandResult renamed = validate(run);
    assertThat(
        renamed.out(),
        allOf(
            containsString("arithmetic/test-00000-of-00001.jsonl: the file is missing"),
            containsString("arithmetic/other.jsonl: no manifest names it")));
    assertThat(renamed.exitCode(), is(4));
  }

  @Test
  void otherCommandsReadAllSets() throws Exception {
    String spec = "generators: [{generator: maze, samples: %d}]\n" + SPLITS;
    PublishedRun one = run(spec.formatted(40), "out");
    PublishedRun two = run(spec.formatted(45), "out");

    CommandResult difference = CommandResult.seedmill("diff", place(one), place(two), "--show=5");
    assertThat(difference.out(), difference.exitCode(), is(ExitCode.DONE));
    List<String> added = difference.out().lines().filter(line -> line.startsWith("+ {")).toList();
    assertThat(added.size(), is(5));
    added.forEach(line -> assertThat(line, containsString("\"index\":4")));
    String failing =
        "maxFailureRate: 0.9\ngenerators: [{generator: test-flaky, samples: 40}]\n" + SPLITS;
    PublishedRun failed = run(failing, "failing");
    CommandResult again =
        CommandResult.seedmill(
            "retry",
            "--run-id=" + failed.manifest().run(),
            "--output=" + folder.resolve("failing"),
            "--as=again",
            "--again");
    assertThat(again.err(), again.exitCode(), is(ExitCode.DONE));
    PublishedRun retried = PublishedRun.in(folder.resolve("failing"), "again");
    assertThat(List.copyOf(digests(retried).values()), is(List.copyOf(digests(failed).values())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "splits: {train: 0.9, test: 0.2}|splits: found shares that add up to 1.1; allowed: shares"
            + " that add up to 1, such as {train: 0.818182, test: 0.181818}",
        "splits: {train: 90, test: 10}|such as {train: 0.9, test: 0.1}",
        "splits: {a: 0.3333, b: 0.3333, c: 0.3333}|shares that add up to 0.9999",
        "splits: {train: 1, test: 0}|splits.test: found 0; allowed: a number above 0",
        "splits: {train: 1.5, test: -0.5}|splits.test: found -0.5; allowed: a number",
        "splits: {}|a mapping of at least one name to its share",
        "splits: [train, test]|a mapping of at least one name to its share",
        "splits: {tr-ain: 0.5, test: 0.5}|allowed: up to 40 letters, digits and underscores",
        "splits: {all: 0.5, test: 0.5}|and not 'all'",
        "splits: {Test: 0.5, test: 0.5}|differs in capitals alone",
        "splits: {a/b: 0.5, test: 0.5}|letters, digits and underscores",
        "splits: {train: 90%, test: 10%}|splits.train: found \"90%\"; allowed: a number",
        "splitBy: program|splitBy: found it without 'splits'",
        "splits: {train: 1}\nsplitBy: id|not id, index or metadata",
        "splits: {train: 1}\nsplitBy: []|splitBy: found []",
        "splits: {train: 1}\nsplitBy: [prompt, prompt]|a second time",
        "splits: {train: 1}\nsplitBy: promt|splitBy: found 'promt', a field that no sample has",
        "output: {partitionBy: seed}|output.partitionBy: found \"seed\"; allowed: only 'generator'",
        "output: {partitionBy: generator, parts: 9000}|sets of files with 9000 parts each",
      })
  void aMistakeIsToldBeforeAnyWork(String specAndMessage) throws Exception {
    String[] both = specAndMessage.split("\\|", 2);
    String generators =
        "generators: [{generator: maze, samples: 5}, {generator: arithmetic, samples: 5}]\n";

    CommandResult result = command(generators + both[0] + "\n", "refused");

    assertThat(result.err(), containsString(both[1]));
    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(Files.exists(folder.resolve("refused/metadata")), is(false));
  }

  @Test
  void thirdsAndEntriesThatDifferInCapitals() throws Exception {
    PublishedRun thirds =
        run(
            """
            generators: [{generator: maze, samples: 30}]
            splits: {a: 0.333333, b: 0.333333, c: 0.333333}
            """,
            "thirds");
    assertThat(thirds.manifest().splits().size(), is(3));

    String twins =
        "generators: [{generator: maze, samples: 5}, {generator: maze, name: Maze, samples: 5}]\n";
    CommandResult result = command(twins + "output: {partitionBy: generator}\n", "twins");
    assertThat(result.err(), containsString("whose folders would be the same on some systems"));
    assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
  }

  @Test
  void withoutSplitsTheManifestAndItsNamesAreAsBefore() throws Exception {
    PublishedRun run = run("generators: [{generator: maze, samples: 5}]\n", "plain");

    String json = Files.readString(run.file("metadata/" + run.manifest().run() + "/manifest.json"));
    assertThat(json, not(containsString("split")));
    assertThat(
        run.manifest().parts().stream().map(FileReport::path).toList(),
        hasItem("consolidated/consolidated-" + run.manifest().run() + ".jsonl"));
  }

  private PublishedRun run(String spec, String output, String... options) throws Exception {
    Path file = Files.writeString(folder.resolve(output + ".yaml"), spec);
    String id = "r" + Integer.toHexString((spec + String.join(" ", options)).hashCode());
    PublishedRun run = PublishedRun.of(file, folder.resolve(output), id, options);
    assertThat(run.printed(), run.exitCode(), is(ExitCode.DONE));
    return run;
  }

  private CommandResult command(String spec, String output) throws Exception {
    Path file = Files.writeString(folder.resolve(output + ".yaml"), spec);
    return CommandResult.seedmill(
        "run", "--dataset=" + file, "--output=" + folder.resolve(output), "--again");
  }

  private static CommandResult validate(PublishedRun run) throws Exception {
    return CommandResult.seedmill("validate", run.file("").toString());
  }

  private static String place(PublishedRun run) throws Exception {
    return run.file("metadata/" + run.manifest().run()).toString();
  }

  private static String path(PublishedRun run, String name) throws Exception {
    return "consolidated/consolidated-" + run.manifest().run() + "/" + name;
  }

  private static Map<String, String> digests(PublishedRun run) throws Exception {
    Map<String, String> digests = new LinkedHashMap<>();
    for (FileReport part : run.manifest().parts()) {
      String name = part.path().replaceFirst(".*/consolidated-[^/]*/", "");
      digests.put(name, part.sha256());
    }
    return digests;
  }

  private static Map<FileReport, List<String>> records(PublishedRun run) throws Exception {
    Map<FileReport, List<String>> records = new HashMap<>();
    for (FileReport part : run.manifest().parts()) {
      try (InputStream in =
          Compression.ofName(part.path()).inflated(Files.newInputStream(run.file(part.path())))) {
        records.put(part, new String(in.readAllBytes(), UTF_8).lines().toList());
      }
    }
    return records;
  }

  private static Map<String, String> splitById(PublishedRun run) throws Exception {
    Map<String, String> splits = new HashMap<>();
    for (var file : records(run).entrySet()) {
      file.getValue().forEach(line -> splits.put(line.substring(7, 39), file.getKey().split()));
    }
    return splits;
  }

  private static String json(String line, String field) throws Exception {
    return CanonicalJson.parse(line.getBytes(UTF_8)).path(field).asText();
  }
}

package io.seedmill.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.Poll;
import io.seedmill.pipeline.testing.PublishedRun;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs as generators, through the command line. */
@Timeout(300)
class ProgramsTest {

  private static final String HONEST =
      """
      import json, os, random, sys, time
      state = 0
      for line in sys.stdin:
          task = json.loads(line)
          rng = random.Random(task["seeds"][0])
          for i, seed in enumerate(task["seeds"]):
              index = task["start_index"] + i
              state += 1
              answer = random.Random(seed).randint(0, 10**12)
              open("f%d.png" % i, "w").write(str(answer))
              image = {"$asset": {"path": "f%d.png" % i}}
              print(json.dumps({"index": index, "sample": {"prompt": "?", "answer": answer, "image": image}}))
          sys.stdout.flush()
      """;

  /** Python writes what it has compiled beside the code, so a folder is not removed before. */
  private static final Duration PROGRAMS_END = Duration.ofSeconds(60);

  private final Path folder;

  ProgramsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void needsPython() {
    boolean there;
    try {
      there = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (Exception e) {
      there = false;
    }
    if (!there) {
      System.out.println("Skipped: programs in Python, because there is no python3.");
    }
    Assumptions.assumeTrue(there, "there is no python3");
  }

  private Path spec(String program, String keys, String... more) throws Exception {
    Files.writeString(folder.resolve("program.py"), program);
    Path spec =
        folder.resolve("spec-" + Integer.toHexString(keys.hashCode()) + more.length + ".yaml");
    return Files.writeString(
        spec,
        "name: programs\nseed: 3\n"
            + String.join("\n", more)
            + "\ngenerators:\n  - {name: riddles, command: [python3, program.py], "
            + keys
            + "}\n");
  }

  @Test
  void theSizeOfShardsAndThePlaceOfAssetsChangeNoSample() throws Exception {
    String talking = HONEST.replace("state = 0", "state = 0\nprint('begun', file=sys.stderr)");
    PublishedRun small = run(spec(talking, "samples: 300, shardSize: 30"), "small", "--keep-logs");
    try (Stream<Path> logs = Files.list(folder.resolve("small/logs/small"))) {
      Path log = logs.findFirst().orElseThrow();
      assertThat(log.getFileName().toString(), matchesPattern("riddles-[0-9a-f]{8}\\.log"));
      assertThat(Files.readString(log), is("begun\n"));
    }
    assertThat(small.printed(), containsString("logs      " + folder.resolve("small/logs/small")));
    PublishedRun large = run(spec(HONEST, "samples: 300, shardSize: 200"), "large");
    PublishedRun apart = run(spec(HONEST, "samples: 300", "output: {assets: files}"), "apart");
    assertThat(Files.exists(folder.resolve("apart/logs")), is(false));
    assertThat(
        new String(large.bytes(), StandardCharsets.UTF_8),
        is(new String(small.bytes(), StandardCharsets.UTF_8)));
    assertThat(apart.keys(), is(small.keys()));
    assertThat(small.manifest().generators().get("riddles").nearTimeLimit(), is(nullValue()));
    assertThat(apart.manifest().datasetId(), is(small.manifest().datasetId()));
  }

  /** A module is saved while the run goes on; each task has a process of its own. */
  @Test
  void codeThatChangesDuringARunStopsIt() throws Exception {
    Path helper = Files.writeString(folder.resolve("helper.py"), "VALUE = 'old'\n");
    String program =
        """
        import json, helper
        task = json.loads(input())
        for i in range(task["num_samples"]):
            sample = {"value": helper.VALUE, "index": task["start_index"] + i}
            print(json.dumps({"index": task["start_index"] + i, "sample": sample}))
        if task["start_index"] == 40:
            open("%s", "w").write("VALUE = 'new'\\n")
        """
            .formatted(helper);
    Path spec = spec(program, "samples: 100, shardSize: 10");
    Path output = folder.resolve("changed");
    CommandResult stopped =
        CommandResult.seedmill("run", spec.toString(), "-o", output.toString(), "--run-id=one");
    assertThat(stopped.exitCode(), is(1));
    assertThat(stopped.err(), containsString("'" + helper + "' of a program has changed since"));
    assertThat(Files.exists(output.resolve("metadata/latest-run.json")), is(false));
    assertThat(Files.exists(output.resolve("consolidated")), is(false));
    Poll.until("the programs of the run have ended", PROGRAMS_END, () -> !isAtWork("program.py"));
  }

  /** Returns true if a process has this file of the folder in its command. */
  private boolean isAtWork(String file) {
    String path = folder.resolve(file).toString();
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(path));
  }

  /**
   * A program that seeds itself once, by its first task, and counts entries: in a process of
   * several entries, its samples would depend on the order of their shards.
   */
  @Test
  void whatAProgramKeepsFromOneEntryChangesNoOther() throws Exception {
    Files.writeString(
        folder.resolve("program.py"),
        """
        import json, random, sys
        first, seen = None, set()
        for line in sys.stdin:
            task = json.loads(line)
            first = first or task["type"]
            seen.add(task["type"])
            for i, seed in enumerate(task["seeds"]):
                answer = {"first": first, "seen": len(seen), "own": random.Random(seed).random()}
                print(json.dumps({"index": task["start_index"] + i, "sample": answer}))
            sys.stdout.flush()
        """);
    StringBuilder entries = new StringBuilder("name: leaking\ngenerators:\n");
    for (String name : List.of("one", "two", "three")) {
      entries.append(
          "  - {name: %s, command: [python3, program.py], samples: 60}\n".formatted(name));
    }
    Path spec = Files.writeString(folder.resolve("leaking.yaml"), entries.toString());
    List<String> all = records(run(spec, "all", "--shard-size=7"), "two");
    assertThat(
        all, everyItem(allOf(containsString("\"first\":\"two\""), containsString("\"seen\":1"))));

    List<String> alone = records(run(spec, "alone", "--only=generator=two"), "two");
    CommandResult replayed =
        CommandResult.seedmill("replay", "--dataset=" + spec, "--generator=two", "--index=41");

    assertThat(alone, is(all));
    assertThat(all.size(), is(60));
    assertThat(all, hasItem(replayed.outLines().get(1)));
  }

  private static List<String> records(PublishedRun run, String entry) throws Exception {
    return new String(run.bytes(), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> line.contains("\"generator\":\"" + entry + "\""))
        .toList();
  }

  /** Asserts that a runner makes the samples that the DirectRunner makes. */
  void aRunnerChangesNoSample(String runner) throws Exception {
    Path spec = spec(HONEST, "samples: 300, shardSize: 70");
    PublishedRun direct = run(spec, "direct");
    PublishedRun other = run(spec, "other", runner);
    assertThat(
        new String(other.bytes(), StandardCharsets.UTF_8),
        is(new String(direct.bytes(), StandardCharsets.UTF_8)));
  }

  private PublishedRun run(Path spec, String name, String... options) {
    return runInto(name, spec, name, options);
  }

  private PublishedRun runInto(String output, Path spec, String name, String... options) {
    PublishedRun run = PublishedRun.of(spec, folder.resolve(output), name, options);
    assertThat(run.printed(), run.exitCode(), is(0));
    return run;
  }

  @Test
  void anEditOfAnImportedModuleMakesNewSamplesThatPlanForetells() throws Exception {
    Path gen = Files.createDirectories(folder.resolve("gen/lib"));
    Files.writeString(gen.resolve("words.py"), "WORD = 'old'\n");
    Files.writeString(gen.resolve("notes.txt"), "not code\n");
    Files.writeString(
        folder.resolve("gen/make.py"),
        """
        import json, sys
        from lib.words import WORD
        for line in sys.stdin:
            task = json.loads(line)
            for i in range(task["num_samples"]):
                print(json.dumps({"index": task["start_index"] + i, "sample": {"word": WORD,
                    "first": task["start_index"], "seed": task["task_seed"], "of": i}}))
        """);
    Path spec =
        Files.writeString(
            folder.resolve("edited.yaml"),
            """
            name: edited
            seed: 5
            generators:
              - {name: words, command: [python3, gen/make.py], samples: 30, taskSize: 10, shardSize: 10}
            """);
    assertThat(runInto("out", spec, "first").printed(), not(containsString("reused")));

    Files.writeString(gen.resolve("words.py"), "WORD = 'new'\n");
    PublishedRun second = runInto("out", spec, "second");

    List<String> records = records(second, "words");
    assertThat(records.size(), is(30));
    assertThat(records, everyItem(containsString("\"word\":\"new\"")));
    assertThat(second.printed(), not(containsString("taken from")));
    CommandResult plan = CommandResult.seedmill("plan", "--dataset=" + spec, "--sources");
    assertThat(
        plan.outLines(),
        hasItems(
            "sources   words: 2 files in " + folder.resolve("gen"),
            "          lib/words.py",
            "          make.py"));
    assertThat(
        CommandResult.seedmill("plan", "--dataset=" + spec, "--format=json").out(),
        containsString("\"files\" : [ \"lib/words.py\", \"make.py\" ]"));
    List<String> tasks =
        CommandResult.seedmill("plan", "--dataset=" + spec, "--format=tasks").outLines();
    for (String task : tasks) {
      JsonNode planned = new ObjectMapper().readTree(task);
      String received =
          "\"first\":%s,\"of\":7,\"seed\":%s,"
              .formatted(planned.get("start_index"), planned.get("task_seed"));
      assertThat(records, hasItem(containsString(received)));
    }
    assertThat(tasks.size(), is(3));
  }

  @Test
  void answersNearATimeLimitMarkTheRun() throws Exception {
    String slow =
        HONEST.replace(
            "        state += 1",
            "        state += 1\n        if index in (3, 7): time.sleep(1.2 if index == 3 else 9)");
    Path spec =
        spec(
            slow,
            "samples: 10, timeoutPerSample: 2s, shardSize: 5",
            "failures: {retries: 0}\nmaxFailureRate: 0.1");
    PublishedRun run = run(spec, "near");

    assertThat(run.manifest().counts().failed(), is(1L));
    long near = run.manifest().generators().get("riddles").nearTimeLimit();
    assertThat(near, is(greaterThan(1L)));
    assertThat(
        run.printed(),
        containsString(
            "seedmill: " + near + " answers of 'riddles' took more than half of a time limit"));
  }

  @Test
  void aProgramAboveItsLimitsLosesASampleAndTheRunSaysHowTheyAreEnforced() throws Exception {
    String greedy =
        HONEST.replace(
            "        state += 1",
            "        state += 1\n        if index == 3: kept = [bytearray(1 << 20) for _ in range(150)"
                + " if not time.sleep(0.002)]");
    String more = "failures: {retries: 0}\nmaxFailureRate: 0.1";
    PublishedRun limited =
        run(spec(greedy, "samples: 10, maxMemory: 60M, maxDisk: 1G, maxProcesses: 9", more), "a");

    assertThat(limited.manifest().counts().failed(), is(1L));
    assertThat(
        Files.readString(limited.file(limited.manifest().failures().path())),
        containsString("\"error\":\"program-limit-exceeded\""));
    String limits = limited.manifest().generators().get("riddles").limits();
    assertThat(
        limits, anyOf(startsWith("by control groups of Linux"), startsWith("watched in /proc")));
    assertThat(
        limited.printed(),
        allOf(
            containsString("seedmill: limits of 'riddles': " + limits),
            containsString("allowed: 60M ('maxMemory')")));
    PublishedRun free = run(spec(greedy, "samples: 10", more), "b");
    assertThat(free.manifest().plan(), is(limited.manifest().plan()));
    assertThat(free.manifest().generators().get("riddles").limits(), is(nullValue()));
  }

  @Test
  void anHonestProgramPassesTheCheck() throws Exception {
    CommandResult result = check(HONEST, "samples: 50");
    assertThat(result.out() + result.err(), result.exitCode(), is(0));
    assertThat(result.out(), containsString("a sample depends on its index alone"));
  }

  @Test
  void whatDiffersIsShownAsRecordsHaveIt() throws Exception {
    CommandResult result =
        check(
            HONEST.replace("\"answer\": answer", "\"answer\": 123456789.5 + state"), "samples: 5");
    assertThat(result.out(), containsString("sample 0: /answer is 123456790.5, then 12345679"));
  }

  @Test
  void aSeedForAWholeTaskIsFound() throws Exception {
    CommandResult result = check(HONEST.replace("random.Random(seed)", "rng"), "samples: 50");
    assertThat(result.exitCode(), is(1));
    assertThat(result.out(), allOf(containsString("DIFFERENT"), containsString("taskSize")));
    result = check(HONEST.replace("random.Random(seed)", "rng"), "samples: 50, taskSize: 10");
    assertThat(result.out(), result.exitCode(), is(0));
    assertThat(result.out(), containsString("one seed for each task of 10 samples"));
  }

  @Test
  void whatIsLeftOverFromOneTaskToTheNextIsFound() throws Exception {
    CommandResult result =
        check(HONEST.replace("random.Random(seed).randint(0, 10**12)", "state"), "samples: 50");
    assertThat(result.exitCode(), is(1));
    assertThat(result.out(), containsString("left over from one task to the next"));
  }

  @Test
  void theHashSeedIsFound() throws Exception {
    String hashing =
        HONEST.replace("random.Random(seed).randint(0, 10**12)", "hash(str(seed)) % 10**9");
    CommandResult result = check(hashing, "samples: 50");
    assertThat(result.exitCode(), is(1));
    assertThat(result.out(), containsString("depend on the environment"));
    result = check(hashing, "samples: 50, env: {PYTHONHASHSEED: random}");
    assertThat(result.exitCode(), is(1));
    assertThat(result.out(), containsString("not reproducible"));
  }

  @Test
  void whatDiffersInALaterSampleOfAnyCellIsFoundWithItsPointer() throws Exception {
    String late =
        HONEST.replace(
            "\"answer\": answer",
            "\"answer\": {\"of\": [0, 'x' * 200 + str(time.time_ns() if index == 28 and"
                + " task['params']['n'] == 2 else seed)]}");
    CommandResult result =
        check(late, "samples: 50, params: {n: '${matrix.n}'}, matrix: {n: [1, 2]}");
    assertThat(result.exitCode(), is(1));
    assertThat(
        result.out(),
        allOf(
            containsString("riddles[n=1]: the first 50 samples"),
            containsString("riddles[n=2]: the first 50 samples"),
            containsString("sample 28: /answer/of/1 is …xxxx")));
  }

  @Test
  void whatMakesNoSampleIsNotEqual() throws Exception {
    CommandResult result = check("import sys\nsys.exit('no')", "samples: 50");
    assertThat(result.exitCode(), is(1));
    assertThat(result.out(), containsString("nothing to compare"));
    assertThat(result.out().contains("equal"), is(false));
  }

  @Test
  void theClockIsFound() throws Exception {
    CommandResult result =
        check(
            HONEST.replace("random.Random(seed).randint(0, 10**12)", "time.time_ns() % 10**12"),
            "samples: 50");
    assertThat(result.exitCode(), is(1));
    assertThat(result.out(), containsString("not reproducible"));
  }

  @Test
  void theEntryThatIsSuggestedMakesTheDataset() throws Exception {
    String leaving =
        """
        import json, os, sys
        count, seed, output = int(sys.argv[1]), sys.argv[2], sys.argv[3]
        for i in range(count):
            folder = os.path.join(output, f"task_{i}")
            os.makedirs(folder)
            with open(os.path.join(folder, f"task_{i}.png"), "w") as file:
                file.write(seed + str(i))
            with open(os.path.join(folder, "meta.json"), "w") as file:
                json.dump({"n": seed + str(i)}, file)
        """;
    Files.writeString(folder.resolve("leaving.py"), leaving);
    String entry =
        """
        generators:
          - name: leaving
            command: [python3, leaving.py, "{num_samples}", "{seed}", "{output}"]
            mode: files
            taskSize: %d
            samples: 9
        """;
    Path asked = Files.writeString(folder.resolve("asked.yaml"), entry.formatted(3));
    CommandResult suggested = CommandResult.seedmill("check", "--suggest", asked.toString());
    assertThat(suggested.err(), suggested.exitCode(), is(0));
    assertThat(suggested.out(), containsString("collect: {"));

    Path found = Files.writeString(folder.resolve("found.yaml"), "generators:\n" + suggested.out());
    PublishedRun run = PublishedRun.of(found, folder.resolve("found"), "r");
    assertThat(run.printed(), run.exitCode(), is(0));
    assertThat(run.manifest().counts().unique(), is(9L));
    assertThat(new String(run.bytes(), UTF_8), containsString("\"image\":{\"$asset\""));

    Files.writeString(asked, entry.formatted(2));
    CommandResult few = CommandResult.seedmill("check", "--suggest", asked.toString());
    assertThat(few.err(), few.exitCode(), is(2));
    assertThat(
        few.err(), containsString("'taskSize' of 'leaving': found 2; allowed with --suggest"));
  }

  private CommandResult check(String program, String keys) throws Exception {
    return CommandResult.seedmill("check", spec(program, keys).toString());
  }

  /** Every trial would be of a program that finds what the one before it has left. */
  @Test
  void whatAProgramLeavesBesideItsCodeIsNamed() throws Exception {
    String keeping =
        """
        import json, os, sys
        seen = os.path.join(os.path.dirname(os.path.abspath(__file__)), "seen.json")
        for line in sys.stdin:
            task = json.loads(line)
            open(seen, "a").write(line)
            for i in range(task["num_samples"]):
                index = task["start_index"] + i
                print(json.dumps({"index": index, "sample": {"n": index}}))
        """;
    CommandResult named = check(keeping, "samples: 30");
    assertThat(named.err(), named.exitCode(), is(0));
    assertThat(
        named.out(),
        containsString("  wrote      '" + folder.resolve("seen.json") + "', beside its code: "));
    CommandResult none = check(keeping.replace("open(seen", "# open(seen"), "samples: 30");
    assertThat(none.out(), not(containsString("  wrote ")));
  }

  @Test
  void aDeadLetterSaysHowToMakeItsSampleAgain() throws Exception {
    String failing =
        HONEST.replace(
            "        state += 1",
            "        state += 1\n        if index == 7: sys.exit('unlucky ' + str(index))");
    Path spec = spec(failing, "samples: 20", "failures: {backoff: 1ms}");
    PublishedRun run = PublishedRun.of(spec, folder.resolve("out"), "r");
    assertThat(run.printed(), containsString("unlucky 7"));
    assertThat(run.printed(), containsString("replay"));
    assertThat(run.keys().size(), is(19));
  }

  @Test
  void aMistakeInTheSpecIsSaidWithItsLineAndColumn() throws Exception {
    Path spec = spec(HONEST, "samples: 20, taskSize: none");
    CommandResult result = CommandResult.seedmill("plan", "--dataset=" + spec);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.err(),
        allOf(containsString(":5:"), containsString("a whole number from 1 to 1000000")));
    Path none =
        Files.writeString(
            folder.resolve("none.yaml"),
            "name: x\ngenerators:\n  - {name: a, command: [no-such-program], samples: 3}\n");
    result = CommandResult.seedmill("plan", "--dataset=" + none);
    assertThat(result.exitCode(), is(2));
    assertThat(result.err(), allOf(containsString(":3:"), containsString("'no-such-program'")));
  }
}

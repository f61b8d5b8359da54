package io.seedmill.pipeline.cli;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.pipeline.testing.CommandResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The output of 'plan' for people and for programs. */
class PlanCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path spec;

  @BeforeEach
  void writeSpec() throws Exception {
    spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: planned
            seed: 7
            generators:
              - generator: maze
                samples: 60
                params: {size: "${matrix.size}"}
                matrix:
                  size: {from: 5, to: 9, step: 2}
                  form: [wide, "a b"]
              - {generator: arithmetic, name: sums, samples: 1000, shardSize: 100}
            """);
  }

  @Test
  void filtersThatLeaveNothingAreAcceptedWhereThatIsAllowed() {
    assertThat(planOf("--only=size=99").exitCode(), is(2));
    for (String format : List.of("json", "github-matrix")) {
      CommandResult empty = plan("--only=size>9", "--format=" + format, "--allow-empty");
      assertThat(empty.err(), empty.exitCode(), is(0));
      assertThat(empty.outLines(), contains("[]"));
    }
    assertThat(plan("--only=size=99", "--allow-empty", "--get-batch-count").out(), is("0\n"));
    assertThat(planOf("--only=size=5,99", "--allow-empty").exitCode(), is(2));
    assertThat(plan("--only=size<=7", "--get-batch-count").exitCode(), is(0));
  }

  @Test
  void aMatrixWithoutJobsIsRefusedUnlessThatIsAllowed() {
    assertThat(
        mistake("--samples=0", "--format=github-matrix"),
        containsString("a workflow fails at a matrix without jobs"));
    CommandResult allowed = plan("--samples=0", "--format=github-matrix", "--allow-empty");
    assertThat(allowed.exitCode(), is(0));
    assertThat(allowed.outLines(), contains("[]"));
    assertThat(plan("--samples=0").exitCode(), is(0));
  }

  @Test
  void aFileWithoutTasksIsRefusedUnlessThatIsAllowed() {
    assertThat(
        mistake("--samples=0", "--format=tasks"),
        containsString("a run refuses a file without tasks"));
    CommandResult allowed = plan("--samples=0", "--format=tasks", "--allow-empty");
    assertThat(allowed.err(), allowed.exitCode(), is(0));
    assertThat(allowed.out(), is(""));
  }

  private CommandResult planOf(String... filters) {
    List<String> arguments = new ArrayList<>(List.of("plan", "--dataset=" + spec));
    arguments.addAll(List.of(filters));
    return CommandResult.seedmill(arguments.toArray(String[]::new));
  }

  @Test
  void ofManyEntriesTheTableHasTheFirstAndJsonAll() throws Exception {
    StringBuilder text = new StringBuilder("generators:\n");
    for (int entry = 0; entry < 1500; entry++) {
      text.append("  - {generator: arithmetic, samples: 1, name: e%d}\n".formatted(entry));
    }
    Files.writeString(spec, text);

    List<String> lines = plan().outLines();
    assertThat(
        lines.stream()
            .filter(line -> line.matches("e\\d+ .*"))
            .map(line -> line.replaceFirst(" .*", ""))
            .toList(),
        is(IntStream.range(0, 40).mapToObj(entry -> "e" + entry).toList()));
    assertThat(lines.get(41), is("… and 1,460 more; --json lists all"));
    assertThat(lines.get(42), matchesPattern("total +1,500 +1,500 +1,500"));
    assertThat(lines, hasItem(containsString("of 1 sample at most")));
    assertThat(JSON.readTree(plan("--json").out()).path("generators").size(), is(1500));
  }

  @Test
  void theTableSumsCellsByTheirGenerator() {
    CommandResult result = plan();
    assertThat(result.err(), is(emptyString()));
    assertThat(
        result.outLines(),
        contains(
            matchesPattern(" +cells +shards +samples"),
            matchesPattern("maze +6 +18 +360  size \\(3\\) x form \\(2\\)"),
            matchesPattern("sums +1 +10 +1,000"),
            matchesPattern("total +7 +28 +1,360"),
            is(""),
            is(
                "shards    the tasks that cells are cut into for workers, of 100 samples at most;"
                    + " --shard-size sets that, and 'generate' makes a batch of them"),
            is("batches   1, of at most 256 shards"),
            matchesPattern("plan      sha256:[0-9a-f]{64}")));
  }

  @Test
  void jsonSaysTheSameToPrograms() throws Exception {
    JsonNode json = JSON.readTree(plan("--format=json", "--maxBatchSize=10").out());
    assertThat(json.get("dataset").textValue(), is("planned"));
    assertThat(json.get("cells").longValue(), is(7L));
    assertThat(json.get("shards").longValue(), is(28L));
    assertThat(json.get("samples").longValue(), is(1360L));
    assertThat(json.get("batches").longValue(), is(3L));
    assertThat(json.get("maxBatchSize").longValue(), is(10L));
    assertThat(
        json.get("generators").get(0).toString(),
        is(
            "{\"name\":\"maze\",\"generator\":\"maze\",\"axes\":[\"size\",\"form\"],\"cells\":6,"
                + "\"shards\":18,\"samples\":360}"));
    assertThat(json.has("pilot"), is(false));
  }

  @ParameterizedTest
  @CsvSource({"--getBatchCount --maxBatchSize=10,3", "--get-batch-count,1"})
  void theBatchCountIsABareNumber(String arguments, String expected) {
    CommandResult result = plan(arguments.split(" "));
    assertThat(result.out(), is(expected + System.lineSeparator()));
    assertThat(result.err(), is(emptyString()));
  }

  @Test
  void allBatchesTogetherAreThePlan() throws Exception {
    List<Long> shards = new ArrayList<>();
    long samples = 0;
    for (int index = 0; index < 3; index++) {
      CommandResult result = plan("--max-batch-size=10", "--batch-index=" + index);
      assertThat(result.outLines().size(), is(1));
      for (JsonNode shard : JSON.readTree(result.out())) {
        shards.add(shard.get("shard").longValue());
        samples += shard.get("samples").longValue();
      }
    }
    assertThat(shards.size(), is(28));
    assertThat(shards.stream().distinct().count(), is(28L));
    assertThat(samples, is(1360L));
    assertThat(
        JSON.readTree(plan("--max-batch-size=4", "--batchIndex", "1").out()).get(0).toString(),
        is(
            "{\"shard\":4,\"generator\":\"maze[size=5,form=\\\"a b\\\"]\",\"first\":25,\"end\":50,"
                + "\"samples\":25,\"matrix\":{\"size\":5,\"form\":\"a b\"}}"));
  }

  @Test
  void theMatrixForGithubIsOneLine() throws Exception {
    CommandResult result = plan("--format=github-matrix", "--maxBatchSize=12");
    assertThat(
        result.out().strip(),
        is(
            "{\"include\":[{\"batch\":0,\"shards\":12,\"samples\":240},{\"batch\":1,\"shards\":12,"
                + "\"samples\":720},{\"batch\":2,\"shards\":4,\"samples\":400,"
                + "\"generator\":\"sums\"}]}"));
    assertThat(
        result.err(),
        is(
            "seedmill: the values of form, size differ within a batch, so its job does not get"
                + " them; --batch-per=cell makes a job for each cell\n"));
  }

  @Test
  void aJobForEachCellHasTheValuesOfItsCell() throws Exception {
    CommandResult result = plan("--format=github-matrix", "--batch-per=cell");
    assertThat(result.err(), is(emptyString()));
    JsonNode jobs = JSON.readTree(result.out()).get("include");
    assertThat(jobs.size(), is(7));
    assertThat(
        jobs.get(1).toString(),
        is(
            "{\"batch\":1,\"shards\":3,\"samples\":60,"
                + "\"generator\":\"maze[size=5,form=\\\"a b\\\"]\",\"size\":5,\"form\":\"a b\"}"));
    assertThat(jobs.get(6).has("size"), is(false));
  }

  @Test
  void aJobHasTheValuesThatAllOfItsCellsHave() throws Exception {
    JsonNode jobs =
        JSON.readTree(plan("--format=github-matrix", "--max-batch-size=6").out()).get("include");
    assertThat(jobs.get(0).get("size").intValue(), is(5));
    assertThat(jobs.get(0).has("form"), is(false));
    assertThat(jobs.get(3).has("size"), is(false)); // the last six of 10 shards of sums and no axis
  }

  @Test
  void axesWithTheNamesOfWhatAJobHasGetOthers() throws Exception {
    Files.writeString(
        spec,
        """
        generators:
          - generator: maze
            samples: 3
            matrix: {Batch: [x], samples: [7], runner: [gpu], include: [{runner: gpu, note: true}]}
        """);
    assertThat(
        plan("--format=github-matrix").out().strip(),
        is(
            "{\"include\":[{\"batch\":0,\"shards\":1,\"samples\":3,\"generator\":"
                + "\"maze[Batch=x,samples=7,runner=gpu]\",\"axis_Batch\":\"x\",\"axis_samples\":7,"
                + "\"runner\":\"gpu\",\"note\":true}]}"));
  }

  @Test
  void aMatrixThatNoOutputHoldsIsRefused() throws Exception {
    Files.writeString(
        spec,
        "generators: [{generator: maze, samples: 3, name: 'm${matrix.i}', matrix: {i: [1, 2, 3], t: ['"
            + "x".repeat(200_000)
            + "']}}]");
    assertThat(
        mistake("--format=github-matrix", "--batch-per=cell"),
        containsString("and an output of a job has at most 1,048,576; allowed: fewer batches"));
  }

  @ParameterizedTest
  @CsvSource({"1,28", "3,10 9 9", "28,1", "5,6 6 6 5 5"})
  void aPlanIsDividedIntoSoManyBatches(long count, String sizes) throws Exception {
    List<String> found = new ArrayList<>();
    JSON.readTree(plan("--format=github-matrix", "--batches=" + count).out())
        .get("include")
        .forEach(job -> found.add(job.get("shards").asText()));
    assertThat(found.size(), is((int) count));
    assertThat(String.join(" ", found), startsWith(sizes));
  }

  @Test
  void thereAreNotMoreBatchesThanShards() {
    assertThat(plan("--batches=256", "--get-batch-count").out().strip(), is("28"));
    assertThat(plan("--batches=256").outLines(), hasItem("batches   28"));
    assertThat(plan("--batch-per=cell").outLines(), hasItem("batches   7, one for each cell"));
  }

  @Test
  void variablesThatAnApiNeedsAreNotNeededForItsPlan() throws Exception {
    Files.writeString(
        spec,
        """
        generators:
          - name: asked
            http: {url: "${env:SEEDMILL_UNSET}/x", headers: {Authorization: "${env:SEEDMILL_TOKEN}"},
                query: {q: "${query}"}}
            queries: [a, b]
          - {name: told, command: [sh, -c, cat], env: {TOKEN: "${env:SEEDMILL_TOKEN}"}, samples: 3}
        """);
    assertThat(plan("--get-batch-count").out().strip(), is("1"));
    CommandResult run = seedmill("run", "--dataset=" + spec, "--output=" + folder.resolve("out"));
    assertThat(run.exitCode(), is(2));
    assertThat(run.err(), containsString("${env:SEEDMILL_UNSET}, a variable of the environment"));
    assertThat(run.err(), containsString("${env:SEEDMILL_TOKEN}, which is not set"));
    assertThat(planOf("--pilot").exitCode(), is(2));
  }

  @Test
  void moreJobsThanGithubAllowsAreRefusedWithTheSizeThatWouldDo() throws Exception {
    String refusal =
        "--format: found github-matrix for 1,000 batches, and a matrix has at most 256 jobs;"
            + " allowed: --max-batch-size=4 or more, or --batches=256";
    String[] many = {"--samples=1000", "--shardSize=1", "--only=generator=sums"};
    assertThat(
        mistake(many[0], many[1], many[2], "--format=github-matrix", "--maxBatchSize=1"),
        is(refusal));
    assertThat(
        plan(many[0], many[1], many[2], "--maxBatchSize=4", "--getBatchCount").out().strip(),
        is("250"));
  }

  @Test
  void theSizeThatWouldDoIsKnownForGroupsToo() throws Exception {
    Files.writeString(
        spec,
        """
        generators:
          - generator: maze
            samples: 3
            shardSize: 1
            groupBy: [a]
            matrix: {a: {from: 1, to: 300, step: 1}}
        """);
    assertThat(
        mistake("--format=github-matrix", "--maxBatchSize=5"),
        containsString(
            "300 batches, and a matrix has at most 256 jobs; allowed: --max-batch-size=6"));
    assertThat(plan("--maxBatchSize=6", "--getBatchCount").out().strip(), is("150"));
  }

  @Test
  void tasksAreALineForEachShard() throws Exception {
    List<String> lines = plan("--format=tasks").outLines();
    assertThat(lines.size(), is(28));
    long seed = SampleSeeds.of(7, "maze[size=5,form=wide]").portableSeedOf(25);
    assertThat(
        lines.get(1),
        is(
            "{\"type\":\"maze[size=5,form=wide]\",\"start_index\":25,\"num_samples\":25,\"seed\":7,"
                + "\"task_seed\":%d,".formatted(seed)
                + "\"params\":{\"branching\":0.2,\"loops\":2,\"size\":5}}"));
    assertThat(
        plan("--format=tasks", "--maxBatchSize=5", "--batchIndex=5").outLines(),
        is(lines.subList(25, 28)));
  }

  @Test
  void aPilotEstimatesTimeBytesDuplicatesAndMemory() throws Exception {
    JsonNode pilot = JSON.readTree(plan("--pilot", "--format=json").out()).get("pilot");
    JsonNode maze = pilot.get("generators").get(0);
    assertThat(maze.get("ending").textValue(), is("done"));
    assertThat(maze.get("samples").longValue(), greaterThan(19L));
    assertThat(maze.get("bytesEach").doubleValue(), greaterThan(100.0));
    assertThat(maze.get("secondsEach").doubleValue(), greaterThan(0.0));
    assertThat(pilot.get("partial").booleanValue(), is(false));
    assertThat(pilot.get("bytes").longValue(), greaterThan(100_000L));
    assertThat(pilot.get("directRunnerHeapBytes").longValue(), greaterThan(1_000_000L));
    assertThat(
        plan("--pilot=3", "--testMode").outLines(), hasItem(startsWith("duplicates  about ")));
  }

  @Test
  void filtersAreTakenInEverySpellingAndFromAConfigFile() throws Exception {
    Path config =
        Files.writeString(folder.resolve("c.properties"), "only=size=5\ntest-mode=true\n");
    String filters = "filters   {\"only\":{\"size\":[\"5\"]},\"testMode\":true}";
    assertThat(plan("--config=" + config).outLines(), hasItem(filters));
    assertThat(plan("--only", "size=5", "--test-mode").outLines(), hasItem(filters));
    assertThat(plan("--only=size=5", "--testMode").outLines(), hasItem(filters));
    assertThat(
        plan("--config=" + config, "--only=size=7").outLines(),
        hasItem("filters   {\"only\":{\"size\":[\"7\"]},\"testMode\":true}"));
    assertThat(
        plan("--exclude=size=5,7", "--exclude=form=w*").outLines(),
        hasItem(matchesPattern("total +2 +13 +1,060")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--maxBatchSize=0 | --maxBatchSize: found 0; allowed: a whole number of at least 1",
        "--maxBatchSize=x | --maxBatchSize: found 'x'; allowed: a whole number; see 'seedmill help"
            + " plan'",
        "--batchIndex=7 --maxBatchSize=6 | Invalid batch-index 7. Valid range is 0 to 4",
        "--batchIndex=-1 | Invalid batch-index -1. Valid range is 0 to 0",
        "--batchIndex=0 --samples=0 | Invalid batch-index 0. There are no batches",
        "--batchIndex=0 --getBatchCount | --batchIndex: found beside --get-batch-count; allowed:"
            + " one of the two",
        "--format=jsn | --format: found 'jsn'; allowed: one of table, json, github-matrix, tasks (did"
            + " you mean 'json'?)",
        "--batches=0 | --batches: found 0; allowed: a whole number of at least 1",
        "--batches=2 --max-batch-size=3 | --batches: found beside --max-batch-size; allowed: one of"
            + " --max-batch-size, --batches and --batch-per",
        "--batch-per=size | --batch-per: found 'size'; allowed: cell",
        "--batch-per=cell --batches=3 | --batches: found beside --batch-per; allowed: one of"
            + " --max-batch-size, --batches and --batch-per",
        "--pilot=0 | --pilot: found 0; allowed: a whole number from 1 to 1000000",
        "--only=size | --only: found 'size'; allowed: an axis and its values, such as size=9,11",
        "--only=sise=5 | --only: found the axis 'sise'; allowed: one of form, generator, size (did"
            + " you mean 'size'?)",
        "--frobnicate | --frobnicate: there is no such option; see 'seedmill help plan'"
      })
  void aMistakeIsOneSentence(String arguments, String expected) {
    assertThat(mistake(arguments.split(" ")), is(expected));
  }

  @Test
  void theHelpHasExamples() {
    CommandResult result = seedmill("help", "plan");
    assertThat(result.exitCode(), is(0));
    assertThat(result.outLines(), hasItem("  seedmill plan --dataset=mine.yaml"));
  }

  private String mistake(String... arguments) {
    CommandResult result = seedmill(withSpec(arguments));
    assertThat(result.err(), result.exitCode(), is(2));
    assertThat(result.out(), is(emptyString()));
    assertThat(result.errLines().size(), is(1));
    return result.errLines().get(0).substring("seedmill: ".length());
  }

  private CommandResult plan(String... arguments) {
    CommandResult result = seedmill(withSpec(arguments));
    assertThat(result.err(), result.exitCode(), is(0));
    return result;
  }

  private String[] withSpec(String... arguments) {
    List<String> all = new ArrayList<>(List.of("plan", "--dataset=" + spec));
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }
}

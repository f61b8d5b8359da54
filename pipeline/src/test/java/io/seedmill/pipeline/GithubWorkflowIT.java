package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.pipeline.testing.GithubRun;
import io.seedmill.pipeline.testing.GithubWorkflow;
import io.seedmill.pipeline.testing.Program;
import io.seedmill.pipeline.testing.PublishedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given the workflow's file, when its jobs run one after the other, then the dataset is there. */
class GithubWorkflowIT {

  private static final Path FILE =
      Path.of("..", "runner-configs", "github-actions", "dataset.yml").toAbsolutePath();

  /** Seven tasks; sums of small numbers are equal within a batch and across batches. */
  private static final String SPEC =
      """
      name: mine
      seed: 7
      generators:
        - {generator: maze, samples: 5, shardSize: 20, params: {size: 5}}
        - {generator: arithmetic, samples: 5, shardSize: 50, params: {operations: 1, maxOperand: 9}}
      output: {parts: 2}
      """;

  private static final Map<String, Object> INPUTS =
      Map.of(
          "dataset", "datasets/mine.yaml",
          "samples", "100",
          "batch_size", "3",
          "max_parallel", "2",
          "output", "published");

  private static final String RUN = "v7";

  @TempDir static Path folder;

  private static GithubWorkflow workflow;
  private static GithubRun run;

  @BeforeAll
  static void runTheWorkflow() throws Exception {
    Path repository = folder.resolve("repository");
    Files.createDirectories(repository.resolve("datasets"));
    Files.writeString(repository.resolve("datasets/mine.yaml"), SPEC);
    workflow = GithubWorkflow.read(FILE);
    run =
        workflow.run(
            new GithubWorkflow.Start(7, "workflow_dispatch", INPUTS, Map.of()), repository, folder);
  }

  @Test
  void whatIsPublishedHasTheBytesOfASingleRun() throws Exception {
    Path output = folder.resolve("single");
    Path spec = folder.resolve("repository/datasets/mine.yaml");
    List<String> args =
        List.of(
            "run", "--dataset=" + spec, "--samples=100", "--output=" + output, "--run-id=" + RUN);
    try (Program single = Program.seedmill(folder, args)) {
      assertThat(single.printed(), single.exitCode(Duration.ofMinutes(2)), is(0));
    }
    PublishedRun expected = PublishedRun.in(output, RUN);
    assertThat(expected.manifest().counts().duplicates(), is(greaterThan(0L)));
    assertThat(published().bytes(), is(expected.bytes()));
    assertThat(published().manifest().datasetId(), is(expected.manifest().datasetId()));
    assertThat(published().manifest().counts(), is(expected.manifest().counts()));
  }

  @Test
  void eachBatchHasAJobThatHandsOnItsRawFile() throws Exception {
    assertThat(run.jobs(), is(Map.of("plan", 1, "generate", 3, "consolidate", 1)));
    for (int batch = 0; batch < 3; batch++) {
      assertThat(
          run.artifact("batch-" + batch),
          contains("batch-" + batch + "-v7.json", "batch-" + batch + "-v7.jsonl"));
    }
  }

  @Test
  void theSummarySaysWhatIsInTheDataset() throws Exception {
    String summary = Files.readString(run.summary("consolidate"));
    assertThat(summary, containsString(published().manifest().datasetId()));
    assertThat(summary, containsString("| maze | 100 | 100 | 0 | 0 | 0 |"));
    assertThat(summary, containsString(published().manifest().parts().get(1).sha256()));
  }

  @Test
  void theReleaseHasTheDataTheManifestAndWhatANextRunContinues() throws Exception {
    try (var files = Files.list(run.release("mine-v7"))) {
      assertThat(
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          contains(
              "consolidated-v7-00000-of-00002.jsonl",
              "consolidated-v7-00001-of-00002.jsonl",
              "manifest.json",
              "runs.tar"));
    }
  }

  @Test
  void notesOfThousandsOfCellsAreShorterThanGithubAllows() throws Exception {
    Path manifest = run.summary("consolidate").resolveSibling("manifest.json");
    String whole = Files.readString(manifest);
    try {
      ObjectNode json = (ObjectNode) new ObjectMapper().readTree(whole);
      ObjectNode generators = (ObjectNode) json.get("generators");
      JsonNode maze = generators.get("maze");
      for (int cell = 0; cell < 3600; cell++) {
        generators.set("maze[a|b=%d,%s]".formatted(cell, "x".repeat(180)), maze);
      }
      generators.set("worst", ((ObjectNode) maze.deepCopy()).put("failed", 99));
      ArrayNode parts = (ArrayNode) json.get("parts");
      for (int part = 0; part < 3600; part++) {
        parts.add(parts.get(0));
      }
      Files.writeString(manifest, json.toString());
      assertThat(run.again("consolidate", "Describe"), is(0));
      String notes = Files.readString(manifest.resolveSibling("notes.md"));
      assertThat(notes.length(), is(lessThan(125_000)));
      assertThat(notes, containsString("| worst | 100 | 100 | 0 | 0 | 99 |"));
      assertThat(notes, containsString("| … and 3563 more, see manifest.json |"));
      assertThat(notes, containsString("maze[a\\|b=0,"));
    } finally {
      Files.writeString(manifest, whole);
    }
  }

  @Test
  void validationFindsADamagedByteAndAMissingPart() throws Exception {
    assertThat(run.again("consolidate", "Validate"), is(0));
    Path part = published().file(published().manifest().parts().get(1).path());
    byte[] whole = Files.readAllBytes(part);
    try {
      byte[] damaged = whole.clone();
      damaged[damaged.length / 2] ^= 1;
      Files.write(part, damaged);
      assertThat(run.again("consolidate", "Validate"), is(1));
      Files.delete(part);
      assertThat(run.again("consolidate", "Validate"), is(1));
    } finally {
      Files.write(part, whole);
    }
  }

  @Test
  void aScheduledRunHasTheDefaultsOfOneThatIsStartedByHand() {
    assertThat(workflow.environment(Map.of()), is(workflow.environment(workflow.defaults())));
    assertThat(workflow.maxParallel(Map.of()), is(workflow.maxParallel(workflow.defaults())));
  }

  @Test
  void noInputIsWrittenIntoAShellText() {
    for (String script : workflow.scripts()) {
      assertThat(script, not(containsString("${{")));
    }
  }

  @Test
  void nothingIsPipedIntoACommandThatEndsEarlier() {
    for (String script : workflow.scripts()) {
      assertThat(script, not(matchesPattern("(?s).*[|] *(head|grep -[a-z]*q).*")));
    }
  }

  @Test
  void filesInFoldersAndSamplesThatAreLeftOutAsNearAreReleasedToo() throws Exception {
    Path repository = folder.resolve("folders");
    Files.createDirectories(repository.resolve("datasets"));
    Files.writeString(
        repository.resolve("datasets/near.yaml"),
        """
        name: near
        seed: 7
        generators:
          - {generator: arithmetic, samples: 60, params: {operations: 1, maxOperand: 9}}
          - {generator: maze, samples: 10, params: {size: 5}}
        dedupe: {near: {field: prompt, threshold: 0.6}}
        splits: {train: 0.8, test: 0.2}
        output: {partitionBy: generator}
        """);
    GithubRun split =
        workflow.run(
            new GithubWorkflow.Start(
                9, "workflow_dispatch", Map.of("dataset", "datasets/near.yaml"), Map.of()),
            repository,
            folder);
    try (var files = Files.list(split.release("near-v9"))) {
      assertThat(
          files.map(file -> file.getFileName().toString()).sorted().toList(),
          hasItems(
              "consolidated-v9-arithmetic-test-00000-of-00001.jsonl",
              "consolidated-v9-arithmetic-train-00000-of-00001.jsonl",
              "consolidated-v9-maze-train-00000-of-00001.jsonl"));
    }
    assertThat(
        Files.readString(split.summary("consolidate")), containsString("Near duplicates: 5"));
  }

  private static PublishedRun published() {
    return PublishedRun.in(run.workspace("consolidate").resolve("published"), RUN);
  }
}

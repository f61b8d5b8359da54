package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of a workflow: its jobs' workspaces, and what they handed on. */
public final class GithubRun {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final GithubWorkflow workflow;
  private final Map<String, Object> inputs;
  private final Path repository;
  private final Path folder;
  private final GithubArtifacts artifacts;
  private final Map<String, Object> outputs = new HashMap<>();
  private final Map<String, Integer> jobs = new LinkedHashMap<>();

  GithubRun(GithubWorkflow workflow, Map<String, Object> inputs, Path repository, Path folder)
      throws IOException {
    this.workflow = workflow;
    this.inputs = inputs;
    this.repository = repository;
    this.folder = folder;
    this.artifacts = new GithubArtifacts(Files.createDirectories(folder.resolve("artifacts")));
  }

  /** How many jobs there were of each name. */
  public Map<String, Integer> jobs() {
    return jobs;
  }

  /** The workspace of a job that is no matrix. */
  public Path workspace(String job) {
    return folder.resolve(job + "-0");
  }

  /** The files that an artifact has. */
  public List<String> artifact(String name) throws IOException {
    try (var files = Files.list(folder.resolve("artifacts").resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Where a job's steps wrote what GitHub shows as the job's summary. */
  public Path summary(String job) {
    return temporary(workspace(job)).resolve("summary");
  }

  /** Runs one step of a job that has ended once more; the answer is its exit code. */
  public int again(String job, String step) throws Exception {
    Map<String, Object> named =
        workflow.steps(job).stream()
            .filter(each -> step.equals(each.get("name")))
            .findFirst()
            .orElseThrow();
    try (Program program = start(named, contexts(Map.of()), workspace(job))) {
      return program.exitCode(LONGEST);
    }
  }

  void job(String name) throws Exception {
    Object strategy = workflow.job(name).get("strategy");
    List<?> cells = strategy == null ? List.of(Map.of()) : cells(GithubWorkflow.map(strategy));
    for (int number = 0; number < cells.size(); number++) {
      job(name, GithubWorkflow.map(cells.get(number)), folder.resolve(name + "-" + number));
    }
    jobs.put(name, cells.size());
  }

  private List<?> cells(Map<String, Object> strategy) {
    Object matrix =
        GithubExpression.substituted(strategy.get("matrix").toString(), contexts(Map.of()));
    return (List<?>) GithubWorkflow.map(matrix).get("include");
  }

  private void job(String name, Map<String, Object> matrix, Path workspace) throws Exception {
    Files.createDirectories(temporary(workspace));
    Files.createDirectories(workspace);
    Map<String, Object> contexts = contexts(matrix);
    for (Map<String, Object> step : workflow.steps(name)) {
      if (GithubExpression.holds(step.get("if"), contexts)) {
        step(step, contexts, workspace);
      }
    }
    Map<String, String> results = new HashMap<>();
    GithubWorkflow.map(workflow.job(name).getOrDefault("outputs", Map.of()))
        .forEach(
            (output, value) ->
                results.put(
                    output, GithubExpression.substituted(value.toString(), contexts).toString()));
    outputs.put(name, Map.of("outputs", results));
  }

  private void step(Map<String, Object> step, Map<String, Object> contexts, Path workspace)
      throws Exception {
    if (step.containsKey("uses")) {
      use(step, contexts, workspace);
    } else if (GithubWorkflow.isBuild(step)) {
      Path target = workspace.resolve("pipeline/target");
      GithubArtifacts.copy(Program.jar(), target.resolve(Program.jar().getFileName()));
    } else if (!GithubWorkflow.isRelease(step)) {
      try (Program program = start(step, contexts, workspace)) {
        if (program.exitCode(LONGEST) != 0) {
          throw new AssertionError("step '%s': %s".formatted(step.get("name"), program.printed()));
        }
      }
      if (step.containsKey("id")) {
        GithubWorkflow.map(contexts.get("steps"))
            .put(step.get("id").toString(), Map.of("outputs", written(workspace)));
      }
    }
  }

  private void use(Map<String, Object> step, Map<String, Object> contexts, Path workspace)
      throws IOException {
    Map<String, Object> with = new HashMap<>();
    GithubWorkflow.map(step.getOrDefault("with", Map.of()))
        .forEach(
            (key, value) ->
                with.put(
                    key,
                    value instanceof String text
                        ? GithubExpression.substituted(text, contexts)
                        : value));
    switch (step.get("uses").toString().replaceFirst("@v\\d+$", "")) {
      case "actions/checkout" -> GithubArtifacts.copy(repository, workspace);
      case "actions/setup-java" -> {}
      case "actions/upload-artifact" -> artifacts.upload(workspace, with);
      case "actions/download-artifact" -> artifacts.download(workspace, with);
      default -> throw new AssertionError("the test does not know " + step.get("uses"));
    }
  }

  private Program start(Map<String, Object> step, Map<String, Object> contexts, Path workspace)
      throws IOException {
    Path temporary = temporary(workspace);
    Files.writeString(temporary.resolve("output"), "");
    Map<String, String> environment = new HashMap<>(workflow.environment(inputs));
    environment.putAll(GithubWorkflow.strings(step, contexts));
    environment.put("GITHUB_OUTPUT", temporary.resolve("output").toString());
    environment.put("GITHUB_STEP_SUMMARY", temporary.resolve("summary").toString());
    environment.put("GITHUB_SHA", "0123456789abcdef");
    environment.put("RUNNER_TEMP", temporary.toString());
    Path script = Files.writeString(temporary.resolve("step.sh"), step.get("run").toString());
    return Program.script(workflow.shell(), script, workspace, environment);
  }

  private static Map<String, String> written(Path workspace) throws IOException {
    Map<String, String> written = new HashMap<>();
    for (String line : Files.readAllLines(temporary(workspace).resolve("output"))) {
      written.put(line.split("=", 2)[0], line.split("=", 2)[1]);
    }
    return written;
  }

  private Map<String, Object> contexts(Map<String, Object> matrix) {
    Map<String, Object> contexts = new HashMap<>();
    contexts.put("inputs", inputs);
    contexts.put("github", GithubWorkflow.github());
    contexts.put("env", workflow.environment(inputs));
    contexts.put("matrix", matrix);
    contexts.put("needs", outputs);
    contexts.put("steps", new HashMap<String, Object>());
    return contexts;
  }

  /** Beside the workspace, so that no step finds it there. */
  private static Path temporary(Path workspace) {
    return workspace.resolveSibling(workspace.getFileName() + ".temporary");
  }
}

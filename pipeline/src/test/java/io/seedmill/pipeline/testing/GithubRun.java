package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A run of a workflow: its jobs' workspaces, and what they handed on. */
public final class GithubRun {

  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** GitHub's command, as far as the workflow uses it: releases are folders. */
  private static final String COMMAND =
      """
      #!/usr/bin/env bash
      set -euo pipefail
      [ "$1" = release ] || exit 9
      verb=$2 tag=${3:-} files=()
      shift 2
      while [ $# -gt 0 ]; do
        case $1 in
          --pattern) pattern=$2 && shift ;;
          --dir) dir=$2 && shift ;;
          --notes-file) notes=$2 && shift ;;
          --title | --limit | --json | --jq) shift ;;
          --exclude-drafts) ;;
          *) files+=("$1") ;;
        esac
        shift
      done
      case $verb in
        list) ls "$RELEASES" ;;
        view) ls "$RELEASES/$tag" ;;
        download) mkdir -p "$dir" && cp "$RELEASES/$tag/$pattern" "$dir" ;;
        create)
          [ "$(wc -m <"$notes")" -le 125000 ] || { echo "the notes are too long" >&2; exit 1; }
          mkdir "$RELEASES/$tag" && cp "${files[@]:1}" "$RELEASES/$tag" ;;
        *) exit 9 ;;
      esac
      """;

  private final GithubWorkflow workflow;
  private final GithubWorkflow.Start start;
  private final Path repository;

  /** The folder of what outlives a run: releases, caches, the stand-in for GitHub's command. */
  private final Path shared;

  private final Path folder;
  private final GithubArtifacts artifacts;
  private final StringBuilder log = new StringBuilder();
  private final List<Object> machines = new ArrayList<>();
  private final Map<String, Object> outputs = new HashMap<>();
  private final Map<String, Integer> jobs = new LinkedHashMap<>();

  GithubRun(GithubWorkflow workflow, GithubWorkflow.Start start, Path repository, Path shared)
      throws IOException {
    this.workflow = workflow;
    this.start = start;
    this.repository = repository;
    this.shared = shared;
    this.folder = shared.resolve("v" + start.number());
    Files.createDirectories(shared.resolve("releases"));
    Path command = Files.createDirectories(shared.resolve("bin")).resolve("gh");
    Files.writeString(command, COMMAND);
    Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
    this.artifacts = new GithubArtifacts(Files.createDirectories(folder.resolve("artifacts")));
  }

  /** Returns the number of jobs of each name. */
  public Map<String, Integer> jobs() {
    return jobs;
  }

  /** The workspace of a job that is no matrix. */
  public Path workspace(String job) {
    return folder.resolve(job + "-0");
  }

  /** Returns all that the steps printed. */
  public String log() {
    return log.toString();
  }

  /** The kinds of machines that the jobs of the matrix ask for. */
  public List<Object> machines() {
    return machines;
  }

  /** The files of this run's release. */
  public Path release(String tag) {
    return shared.resolve("releases").resolve(tag);
  }

  /** The files that an artifact has. */
  public List<String> artifact(String name) throws IOException {
    try (var files = Files.list(folder.resolve("artifacts").resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Returns the file that GitHub shows as a job's summary. */
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
    try (Program program = start(named, contexts(Map.of(), workspace(job)), workspace(job))) {
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
        GithubExpression.substituted(strategy.get("matrix").toString(), contexts(Map.of(), folder));
    return (List<?>) GithubWorkflow.map(matrix).get("include");
  }

  private void job(String name, Map<String, Object> matrix, Path workspace) throws Exception {
    Files.createDirectories(temporary(workspace));
    Files.createDirectories(workspace);
    Map<String, Object> contexts = contexts(matrix, workspace);
    if (!matrix.isEmpty()) {
      machines.add(
          GithubExpression.substituted(workflow.job(name).get("runs-on").toString(), contexts));
    }
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
    } else {
      try (Program program = start(step, contexts, workspace)) {
        int exitCode = program.exitCode(LONGEST);
        log.append(program.printed());
        if (exitCode != 0) {
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
      case "actions/cache/save" ->
          GithubArtifacts.copy(
              workspace.resolve(with.get("path").toString()),
              shared.resolve("caches").resolve(with.get("key").toString()));
      case "actions/cache/restore" -> restore(workspace, with);
      default -> throw new AssertionError("the test does not know " + step.get("uses"));
    }
  }

  private void restore(Path workspace, Map<String, Object> with) throws IOException {
    Path caches = Files.createDirectories(shared.resolve("caches"));
    String beginning = with.get("restore-keys").toString();
    try (var all = Files.list(caches)) {
      Optional<Path> newest =
          all.filter(cache -> cache.getFileName().toString().startsWith(beginning))
              .max(Comparator.naturalOrder());
      if (newest.isPresent()) {
        GithubArtifacts.copy(newest.get(), workspace.resolve(with.get("path").toString()));
      }
    }
  }

  private Program start(Map<String, Object> step, Map<String, Object> contexts, Path workspace)
      throws IOException {
    Path temporary = temporary(workspace);
    Files.writeString(temporary.resolve("output"), "");
    Map<String, String> environment = new HashMap<>(workflow.environment(start));
    environment.putAll(GithubWorkflow.strings(step, contexts));
    environment.computeIfPresent(
        "SEEDMILL",
        (name, command) -> command.replaceFirst("^java ", "$0" + Program.SHORT_RUN + " "));
    environment.put("GITHUB_OUTPUT", temporary.resolve("output").toString());
    Path added = temporary.resolve("path");
    String path = Files.exists(added) ? String.join(":", Files.readAllLines(added)) + ":" : "";
    environment.put("PATH", path + shared.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("GITHUB_PATH", added.toString());
    environment.put("RELEASES", shared.resolve("releases").toString());
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

  private Map<String, Object> contexts(Map<String, Object> matrix, Path workspace) {
    Map<String, Object> contexts = new HashMap<>();
    contexts.put(GithubExpression.WORKSPACE, workspace);
    contexts.put("inputs", start.inputs());
    contexts.put("secrets", start.secrets());
    contexts.put("github", start.github());
    contexts.put("env", workflow.environment(start));
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

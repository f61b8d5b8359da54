package io.seedmill.pipeline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A workflow of GitHub's, as its file says it. Its jobs run on this machine in the order of their
 * needs, each in a workspace of its own that only artifacts leave.
 *
 * <p>The {@code run} steps are those of the file, in bash, with a stand-in for GitHub's own
 * command. Of the others, checkout, upload, download and caches are copies of files; building the
 * program is replaced by the jar that is there. An action that is not known here fails the test.
 */
public final class GithubWorkflow {

  private static final String BUILD = "Build";
  private final Map<String, Object> file;

  private GithubWorkflow(Map<String, Object> file) {
    this.file = file;
  }

  /** Reads the file. */
  public static GithubWorkflow read(Path file) throws IOException {
    Object parsed = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return new GithubWorkflow(map(parsed));
  }

  /** The inputs that a user may give, and the value that each has otherwise. */
  public Map<String, Object> defaults() {
    Map<String, Object> defaults = new LinkedHashMap<>();
    map(map(map(file.get("on")).get("workflow_dispatch")).get("inputs"))
        .forEach((name, input) -> defaults.put(name, map(input).get("default")));
    return defaults;
  }

  /** The variables that all steps see in a run that is started by hand. */
  public Map<String, String> environment(Map<String, Object> inputs) {
    return environment(new Start(7, "workflow_dispatch", inputs, Map.of()));
  }

  Map<String, String> environment(Start start) {
    return strings(file, Map.of("inputs", start.inputs(), "github", start.github()));
  }

  /**
   * The start of a run.
   *
   * @param number the number of the run
   * @param event {@code workflow_dispatch} or {@code schedule}
   * @param inputs what the user gives
   * @param secrets the secrets of the repository
   */
  public record Start(
      int number, String event, Map<String, Object> inputs, Map<String, Object> secrets) {

    Map<String, Object> github() {
      return Map.of(
          "run_number",
          number,
          "run_id",
          "1000" + number,
          "run_attempt",
          1,
          "event_name",
          event,
          "workflow",
          "dataset",
          "repository",
          "someone/datasets",
          "token",
          "");
    }
  }

  /** Returns the number of jobs of the matrix that run at a time. */
  public Object maxParallel(Map<String, Object> inputs) {
    Object value = map(job("generate").get("strategy")).get("max-parallel");
    return GithubExpression.substituted(value.toString(), Map.of("inputs", inputs));
  }

  /** The shell texts of all steps. */
  public List<String> scripts() {
    return jobs().keySet().stream()
        .flatMap(name -> steps(name).stream())
        .filter(step -> step.containsKey("run"))
        .map(step -> step.get("run").toString())
        .toList();
  }

  /**
   * Runs all jobs.
   *
   * @param repository what a checkout finds
   * @param folder where the workspaces are, and the releases and caches of earlier runs
   */
  public GithubRun run(Start start, Path repository, Path folder) throws Exception {
    GithubRun run = new GithubRun(this, start, repository, folder);
    List<String> waiting = new ArrayList<>(jobs().keySet());
    while (!waiting.isEmpty()) {
      String next =
          waiting.stream()
              .filter(name -> needs(name).stream().noneMatch(waiting::contains))
              .findFirst()
              .orElseThrow(() -> new AssertionError("jobs that wait for each other: " + waiting));
      run.job(next);
      waiting.remove(next);
    }
    return run;
  }

  Map<String, Object> job(String name) {
    return map(jobs().get(name));
  }

  List<String> needs(String name) {
    Object needs = job(name).getOrDefault("needs", List.of());
    return needs instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of(needs.toString());
  }

  List<Map<String, Object>> steps(String job) {
    return ((List<?>) job(job).get("steps")).stream().map(GithubWorkflow::map).toList();
  }

  /** GitHub's command for {@code shell: bash}, which is not that of steps without a shell. */
  List<String> shell() {
    Object shell = map(map(file.get("defaults")).get("run")).get("shell");
    if (!"bash".equals(shell)) {
      throw new AssertionError("the test knows bash only: " + shell);
    }
    return List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail");
  }

  static boolean isBuild(Map<String, Object> step) {
    return BUILD.equals(step.get("name"));
  }

  /** Returns what stands under {@code env}. */
  static Map<String, String> strings(Map<String, Object> owner, Map<String, ?> contexts) {
    Map<String, String> strings = new LinkedHashMap<>();
    map(owner.getOrDefault("env", Map.of()))
        .forEach(
            (name, value) -> {
              Object substituted = GithubExpression.substituted(value.toString(), contexts);
              strings.put(name, substituted == null ? "" : substituted.toString());
            });
    return strings;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> map(Object yaml) {
    return (Map<String, Object>) yaml;
  }

  private Map<String, Object> jobs() {
    return map(file.get("jobs"));
  }
}

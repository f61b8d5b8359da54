package io.seedmill.generators.sources.repository;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The environment of a set-up: that of the user, with what it needs to reach a registry, but
 * without what would lead libraries to another place, or would leave some out.
 */
final class SetupEnvironment {

  private static final String ELSEWHERE =
      "PYTHON(PATH|HOME|USERBASE|STARTUP)|__PYVENV_LAUNCHER__|VIRTUAL_ENV.*|CONDA_PREFIX"
          + "|PIP_(TARGET|PREFIX|ROOT|PYTHON|DRY_RUN|NO_DEPS|REQUIREMENT|CONSTRAINT|EDITABLE)"
          + "|NODE_(PATH|ENV|OPTIONS)"
          + "|(?i:npm_(lifecycle|package|command|config_(prefix|global|omit|production|only|dry_run"
          + "|ignore_scripts|package_lock_only|local_prefix)).*)|INIT_CWD";

  private final Map<String, String> variables;

  SetupEnvironment(Map<String, String> given) {
    variables = new TreeMap<>(given);
    variables.keySet().removeIf(name -> name.matches(ELSEWHERE));
    Git.forget(variables);
    Git.askNobody(variables);
    variables.putAll(
        Map.of(
            "PIP_USER", "0",
            "PIP_NO_INPUT", "1",
            "PIP_DISABLE_PIP_VERSION_CHECK", "1",
            "PIP_REQUIRE_VIRTUALENV", "0",
            "npm_config_fund", "false",
            "npm_config_audit", "false",
            "npm_config_update_notifier", "false",
            "PYTHONUNBUFFERED", "1",
            "CI", "1"));
  }

  /** Returns the variables, with folders before those of the PATH. */
  Map<String, String> with(List<Path> programs) {
    Map<String, String> all = new TreeMap<>(variables);
    add(programs, all);
    return all;
  }

  /** Puts folders before those of the PATH. */
  static void add(List<Path> programs, Map<String, String> environment) {
    if (programs.isEmpty()) {
      return;
    }
    String others = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    environment.put(
        "PATH",
        programs.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
            + File.pathSeparator
            + others);
    for (Path folder : programs) {
      if (Files.exists(folder.resolveSibling("pyvenv.cfg"))) {
        environment.put("VIRTUAL_ENV", folder.getParent().toString());
      }
    }
  }
}

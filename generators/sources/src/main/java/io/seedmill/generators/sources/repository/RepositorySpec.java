package io.seedmill.generators.sources.repository;

import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The repository of a program, as a spec names it.
 *
 * @param path a local folder
 * @param git an address that git can clone, with secrets as references to the environment
 * @param ref a branch, a tag or a commit of it; its default branch, unless given
 * @param setup the commands that set it up; empty where its files say what it needs
 */
public record RepositorySpec(
    Optional<String> path,
    Optional<String> git,
    Optional<String> ref,
    Optional<List<String>> setup) {

  private static final int MOST_COMMANDS = 100;
  private static final Pattern TEXT = Pattern.compile("[^\\s-][\\s\\S]*");
  private static final Pattern COMMAND = Pattern.compile("[\\s\\S]*\\S[\\s\\S]*");

  /** The declaration. */
  public static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .optional("path", "a local folder", ValueType.text("a folder", TEXT))
          .optional(
              "git",
              "an address that git can clone, in which ${env:NAME} stands for a secret",
              ValueType.text("an address, or a local folder", TEXT))
          .optional(
              "ref",
              "a branch, a tag or a commit; the default branch, unless given",
              ValueType.text("a branch, a tag or a commit", TEXT).orScalar())
          .optional(
              "setup",
              "the commands of the shell that set it up; unless given, requirements.txt and"
                  + " package-lock.json say what it needs",
              ValueType.list(
                  "a list of commands", ValueType.text("a command", COMMAND), 0, MOST_COMMANDS))
          .rule(RepositorySpec::checkTogether);

  private static Optional<InputProblem> checkTogether(Parameters given) {
    boolean path = given.has("path");
    if (path == given.has("git")) {
      String found = path ? "'git' beside 'path'" : "neither 'path' nor 'git'";
      return Optional.of(new InputProblem(path ? "/git" : "", found, "one of the two"));
    }
    return path && given.has("ref")
        ? Optional.of(new InputProblem("/ref", "'ref' beside 'path'", "'ref' beside 'git'"))
        : Optional.empty();
  }

  /** Returns the repository that keys name, which {@link #SCHEMA} has accepted. */
  public static RepositorySpec of(Parameters given) {
    return new RepositorySpec(
        given.optional("path", Parameters::text),
        given.optional("git", Parameters::text),
        given.optional("ref", Parameters::text),
        given.optional("setup", Parameters::texts));
  }

  /** Returns a short name for messages: the last part of the folder or the address. */
  public String name() {
    String place = path.or(() -> git).orElseThrow().replaceAll("[/\\s]+$", "");
    String last = place.substring(place.lastIndexOf('/') + 1).replaceFirst("\\.git$", "");
    return last.isEmpty() || last.contains("@") || last.contains("$") ? "repository" : last;
  }
}

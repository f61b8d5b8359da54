package io.seedmill.generators.sources.repository;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.sources.cache.CacheFolder;
import io.seedmill.generators.sources.repository.CommandRunner.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The folder of a repository on this machine.
 *
 * @param folder its absolute path
 * @param commit the commit that is checked out; empty where git knows of none
 * @param changed whether files differ from the commit
 * @param files the names of the files that git does not ignore; empty where git does not know them,
 *     so that all count
 */
public record RepositoryFolder(
    Path folder, Optional<String> commit, boolean changed, Optional<List<String>> files) {

  /**
   * Checks what a spec says of a repository, whatever the state of servers.
   *
   * @throws UnusableException if its author made a mistake
   */
  public static void require(RepositorySpec spec, Path at, Map<String, String> environment)
      throws UnusableException {
    GitAddress.requireNoPassword(spec.setup().orElse(List.of()));
    if (spec.path().isPresent()) {
      localFolder(spec, at);
    } else {
      GitAddress.of(spec.git().orElseThrow(), at, environment);
    }
  }

  /**
   * Finds a repository, which is fetched if it is not on this machine.
   *
   * @param at where names of local folders begin
   * @param commit the commit that is wanted, where that is known
   */
  public static RepositoryFolder find(
      RepositorySpec spec,
      Path at,
      Map<String, String> environment,
      Optional<String> commit,
      CommandRunner runner)
      throws IOException, UnusableException, InterruptedException {
    if (spec.path().isPresent()) {
      return local(spec, at, environment, runner);
    }
    Path cache = CacheFolder.of(environment).resolve("repositories");
    GitCheckout checkout = new GitCheckout(spec, at, cache, environment, runner);
    String wanted = commit.isPresent() ? commit.get() : checkout.commit();
    Path folder = checkout.folder(wanted);
    List<String> files = checkout.files(folder);
    return new RepositoryFolder(folder, Optional.of(wanted), false, Optional.of(files));
  }

  private static Path localFolder(RepositorySpec spec, Path at) throws UnusableException {
    Path folder;
    String given = spec.path().orElseThrow();
    try {
      folder = at.resolve(given).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new UnusableException("/repository/path", "'" + given + "'", "a folder");
    }
    if (!Files.isDirectory(folder)) {
      throw new UnusableException(
          "/repository/path",
          "'%s', which is no folder as '%s'".formatted(given, folder),
          "a folder beside the spec, or its absolute path");
    }
    return folder;
  }

  private static RepositoryFolder local(
      RepositorySpec spec, Path at, Map<String, String> variables, CommandRunner runner)
      throws IOException, UnusableException, InterruptedException {
    Path folder = localFolder(spec, at);
    Git git = new Git(runner, variables);
    if (!Files.exists(folder.resolve(".git")) || git.run(folder, "--version").isMissing()) {
      return new RepositoryFolder(folder, Optional.empty(), false, Optional.empty());
    }
    String names =
        git.read(folder, spec, "ls-files", "-z", "--cached", "--others", "--exclude-standard");
    List<String> files =
        Arrays.stream(names.split("\0", 0)).filter(name -> !name.isEmpty()).toList();
    Answer head = git.run(folder, "rev-parse", "--verify", "--quiet", "HEAD");
    Answer status = git.run(folder, "status", "--porcelain");
    return new RepositoryFolder(
        folder,
        head.isGood() ? Optional.of(head.out().strip()) : Optional.empty(),
        head.isGood() && !status.out().isEmpty(),
        Optional.of(List.copyOf(new TreeSet<>(files))));
  }

  /** Returns what a manifest says of it. */
  public ObjectNode toJson(RepositorySpec spec) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    spec.ref().ifPresent(ref -> json.put("ref", ref));
    commit.ifPresent(id -> json.put("commit", id));
    if (changed) {
      json.put("changed", true);
    }
    return json;
  }
}

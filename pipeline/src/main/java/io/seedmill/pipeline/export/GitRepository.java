package io.seedmill.pipeline.export;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Writes samples as git repositories, by the command {@code git}. No configuration of the user or
 * the machine is read, nothing is signed, no hook runs; author and dates are those of the patches,
 * so the same sample has the same commit ids everywhere.
 */
public final class GitRepository {

  private static final long MOST_SECONDS = 120;
  private static final int SHOWN = 300;
  private static final List<String> GIT =
      List.of(
          "git", "-c", "core.autocrlf=false", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0");

  private GitRepository() {}

  /** Returns whether there is a command {@code git}. */
  public static boolean isThere() {
    for (String place : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (!place.isEmpty() && Files.isExecutable(Path.of(place, "git"))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Writes the files of a sample into a new folder, with their history where there are patches.
   *
   * @param withGit whether git may be used
   * @throws IOException if it cannot be written, or the patches do not lead to the files
   */
  public static void write(SampleFiles sample, Path target, boolean withGit) throws IOException {
    Files.createDirectories(target);
    if (!withGit || sample.patches().isEmpty()) {
      sample.write(target);
      return;
    }
    git(target, "", "init", "--quiet", "--template=", "--initial-branch=main");
    git(
        target,
        String.join("", sample.patches()),
        "am",
        "--quiet",
        "--keep-cr",
        "--committer-date-is-author-date");
    Map<String, String> found = new TreeMap<>();
    for (String path : git(target, "", "ls-files", "-z").split("\0", -1)) {
      if (!path.isEmpty()) {
        found.put(path, Files.readString(target.resolve(path)));
      }
    }
    if (!found.equals(sample.files())) {
      throw new IOException(
          "the patches of sample '%s' do not lead to its files; what they lead to is in '%s'"
              .formatted(sample.folder(), target));
    }
  }

  private static String git(Path folder, String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(GIT);
    command.addAll(List.of(arguments));
    Path in = Files.createTempFile("seedmill-git", ".in");
    Path out = Files.createTempFile("seedmill-git", ".out");
    try {
      Files.writeString(in, input);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(in.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile());
      builder.environment().keySet().removeIf(name -> !name.equals("PATH"));
      builder
          .environment()
          .putAll(
              Map.of(
                  "GIT_CONFIG_GLOBAL", File.separatorChar == '/' ? "/dev/null" : "NUL",
                  "GIT_CONFIG_NOSYSTEM", "1",
                  "GIT_COMMITTER_NAME", "maintainers",
                  "GIT_COMMITTER_EMAIL", "maintainers@example.org",
                  "GIT_TERMINAL_PROMPT", "0",
                  "GIT_CEILING_DIRECTORIES", folder.toAbsolutePath().getParent().toString(),
                  "LC_ALL", "C"));
      Process process = builder.start();
      boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String said = Files.readString(out);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(
            "'git %s' in '%s' %s: %s"
                .formatted(
                    arguments[0],
                    folder,
                    ended ? "ended with " + process.exitValue() : "did not end",
                    said.substring(0, Math.min(SHOWN, said.length())).strip()));
      }
      return said;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("interrupted").initCause(e);
    } finally {
      Files.delete(in);
      Files.delete(out);
    }
  }
}

package io.seedmill.generators.sources.repository;

import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.sources.repository.CommandRunner.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A commit of a repository that is cloned into the cache, without its history. */
final class GitCheckout {

  private static final Logger LOG = LoggerFactory.getLogger(GitCheckout.class);
  private static final String HEAD = "HEAD";
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern SHORTENED = Pattern.compile("[0-9a-f]{4,39}");
  private static final String POINTER = "version https://git-lfs.github.com/spec/";
  private static final int LONGEST_POINTER = 1024;

  private final RepositorySpec spec;
  private final GitAddress address;
  private final Git git;
  private final Path cache;

  /**
   * @param folder where names of local repositories begin
   * @param cache the folder of checkouts
   */
  GitCheckout(
      RepositorySpec spec,
      Path folder,
      Path cache,
      Map<String, String> environment,
      CommandRunner runner)
      throws UnusableException {
    this.spec = spec;
    this.address = GitAddress.of(spec.git().orElseThrow(), folder, environment);
    this.cache = cache;
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(address.configuration());
    this.git = new Git(runner, all);
  }

  /**
   * Returns the commit that the spec means now, as its full id.
   *
   * @throws UnusableException if there is none, or more than one
   */
  String commit() throws IOException, UnusableException, InterruptedException {
    String ref = spec.ref().orElse(HEAD);
    if (COMMIT.matcher(ref.toLowerCase(Locale.ROOT)).matches()) {
      return ref.toLowerCase(Locale.ROOT);
    }
    Map<String, String> refs = new LinkedHashMap<>();
    for (String line : read(cache(), "ls-remote", "--", address.plain()).lines().toList()) {
      String[] columns = line.split("\t", 2);
      refs.put(columns[1], columns[0]);
    }
    Optional<String> branch = Optional.ofNullable(refs.get("refs/heads/" + ref));
    Optional<String> tag =
        Optional.ofNullable(refs.get("refs/tags/" + ref + "^{}"))
            .or(() -> Optional.ofNullable(refs.get("refs/tags/" + ref)));
    if (branch.isPresent() && tag.isPresent() && !branch.equals(tag)) {
      throw new UnusableException(
          "/repository/ref",
          "'%s', which is a branch and a tag of %s".formatted(ref, address.shown()),
          "refs/heads/%1$s or refs/tags/%1$s".formatted(ref));
    }
    Optional<String> named =
        Optional.ofNullable(refs.get(ref + "^{}")).or(() -> Optional.ofNullable(refs.get(ref)));
    Optional<String> found = named.or(() -> branch).or(() -> tag);
    if (found.isEmpty() && SHORTENED.matcher(ref).matches()) {
      return completed(ref);
    }
    return found.orElseThrow(() -> unknown(ref, refs));
  }

  private UnusableException unknown(String ref, Map<String, String> refs) {
    List<String> names =
        refs.keySet().stream()
            .filter(name -> name.matches("refs/(heads|tags)/.*") && !name.endsWith("^{}"))
            .map(name -> name.replaceFirst("refs/(heads|tags)/", ""))
            .distinct()
            .toList();
    return names.isEmpty()
        ? new UnusableException(
            "/repository/git", address.shown() + ", which has no commit", "one that has")
        : new UnusableException(
            "/repository/ref",
            "'%s', which is no branch or tag of %s".formatted(ref, address.shown()),
            NearestName.advice(ref, names));
  }

  /** Returns the full id of a commit of which the first digits are given. */
  private String completed(String digits)
      throws IOException, UnusableException, InterruptedException {
    Path folder = Files.createTempDirectory(cache(), "commits-");
    try {
      read(folder, "init", "--quiet", "--bare", "--template=");
      read(
          folder,
          "fetch",
          "--quiet",
          "--tags",
          "--",
          address.plain(),
          "+refs/heads/*:refs/heads/*");
      Answer answer = git.run(folder, "rev-parse", "--verify", "--quiet", digits + "^{commit}");
      if (!answer.isGood()) {
        throw new UnusableException(
            "/repository/ref",
            "'%s', which is no branch, tag or commit of %s".formatted(digits, address.shown()),
            "one of these; of a commit all digits, or enough of them");
      }
      return answer.out().strip();
    } finally {
      OnceFolder.remove(folder);
    }
  }

  /** Returns the folder of a commit, which is fetched unless it is there. */
  Path folder(String commit) throws IOException, UnusableException, InterruptedException {
    String place = Digests.of(address.plain()).substring(0, 12);
    String key =
        spec.name().replaceAll("[^\\w.-]", "_") + "-" + place + "-" + commit.substring(0, 12);
    return new OnceFolder(cache(), key, this::isUnchanged)
        .get(
            folder -> {
              LOG.info("fetching {} of {}", commit.substring(0, 12), address.shown());
              fetch(folder, commit);
            });
  }

  private void fetch(Path folder, String commit)
      throws IOException, UnusableException, InterruptedException {
    read(folder, "init", "--quiet", "--template=");
    read(folder, "remote", "add", "origin", address.plain());
    if (!git.run(folder, "fetch", "--quiet", "--no-tags", "--depth=1", "origin", commit).isGood()) {
      // some servers give only what a branch or a tag names
      read(folder, "fetch", "--quiet", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
    }
    Answer checkout = git.run(folder, "checkout", "--quiet", "--detach", commit);
    if (!checkout.isGood()) {
      boolean absent = !git.run(folder, "cat-file", "-e", commit + "^{commit}").isGood();
      throw absent
          ? new UnusableException(
              "/repository/ref",
              "'%s', which is no commit of %s".formatted(commit, address.shown()),
              "a branch, a tag or a commit")
          : failure(checkout);
    }
    if (Files.exists(folder.resolve(".gitmodules"))
        && !git.run(folder, "submodule", "--quiet", "update", "--init", "--recursive", "--depth=1")
            .isGood()) {
      read(folder, "submodule", "--quiet", "update", "--init", "--recursive");
    }
    for (String name : files(folder)) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)
          && Files.size(file) <= LONGEST_POINTER
          && Files.readString(file, StandardCharsets.ISO_8859_1).startsWith(POINTER)) {
        throw new UnusableException(
            "/repository/git",
            "%s, of whose file '%s' only the pointer of Git LFS is there"
                .formatted(address.shown(), name),
            "a machine on which 'git lfs install' was run");
      }
    }
  }

  /** Returns the names of the files of the commit. */
  List<String> files(Path folder) throws IOException, UnusableException, InterruptedException {
    return List.of(
        read(folder, "ls-files", "-z", "--cached", "--recurse-submodules").split("\0", 0));
  }

  /** Returns true if a program that ran there has changed no file of the commit. */
  private boolean isUnchanged(Path folder) {
    try {
      Answer status = git.run(folder, "status", "--porcelain", "--untracked-files=no");
      if (status.isGood() && status.out().isEmpty()) {
        return true;
      }
      LOG.info("a file of {} in {} was changed, so it is fetched again", address.shown(), folder);
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Path cache() throws UnusableException {
    return OnceFolder.create(cache);
  }

  private String read(Path folder, String... arguments)
      throws IOException, UnusableException, InterruptedException {
    Answer answer = git.run(folder, arguments);
    if (!answer.isGood()) {
      throw failure(answer);
    }
    return answer.out();
  }

  private UnusableException failure(Answer answer) {
    UnaryOperator<String> redacted = address.redaction()::of;
    return Git.failure(answer, "git", address.shown(), redacted);
  }
}

package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a program that count for its identity by their content, besides those that its
 * command names: code and lists of libraries in the folder of the script and below, and the {@link
 * NamedFiles} of these, or the files that the spec names. Outputs, logs and data may lie in the
 * same folder, so others do not count.
 */
final class ProgramSources {

  /** The rule, in words. */
  static final String ALLOWED =
      "at most %,d files of code in the folder of the program, or 'sources: [...]', which names those"
              .formatted(ProgramSources.MOST_FILES)
          + " that count";

  private static final String REPOSITORY = "/repository";
  private static final int MOST_FILES = 5_000;
  private static final int MOST_VISITED = 100_000;
  private static final long MOST_BYTES = 256L << 20;

  private static final Pattern CODE =
      Pattern.compile(
          ".*\\.(py|pyi|pyx|js|mjs|cjs|jsx|ts|mts|cts|tsx|sh|bash|zsh|rb|pl|pm|r|R|jl|lua|php|java|kt"
              + "|kts|scala|groovy|go|rs|c|h|cc|cpp|hpp|cs|fs|swift|hs|ml|ex|exs|erl|clj|sql|j2|jinja"
              + "|jinja2|tmpl|so|jar|wasm|lock|mod|sum)"
              + "|(requirements|constraints).*\\.txt|pyproject\\.toml|setup\\.cfg|Pipfile|Gemfile"
              + "|package\\.json|package-lock\\.json|pnpm-lock\\.yaml|environment\\.ya?ml|Cargo\\.toml"
              + "|DESCRIPTION|Makefile");

  /**
   * Folders of libraries, caches and version control; so are those whose names begin with a dot.
   */
  static final Set<String> IGNORED =
      Set.of("__pycache__", "node_modules", "venv", "env", "site-packages");

  /** The same in a repository, in which any other folder may hold code. */
  private static final Set<String> IGNORED_IN_REPOSITORIES =
      Set.of("__pycache__", "node_modules", "site-packages");

  /** The JVM's temporary folder, into which libraries unpack their own. */
  private static final Path TEMPORARY =
      Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();

  private final Path folder;
  private final PathMatcher counts;
  private final Set<String> ignored;
  private final Map<String, String> digests = new TreeMap<>();
  private long bytes;
  private int visited;

  private ProgramSources(Path folder, PathMatcher counts) {
    this(folder, counts, IGNORED);
  }

  private ProgramSources(Path folder, PathMatcher counts, Set<String> ignored) {
    this.folder = folder;
    this.counts = counts;
    this.ignored = ignored;
  }

  /** Reads the code in a folder, and below. */
  static ProgramSources in(Path folder) throws IOException, UnusableException {
    ProgramSources sources = new ProgramSources(folder, ProgramSources::isCode);
    sources.read("/command");
    return sources;
  }

  /** Returns true if a file has the name of code, or of a list of libraries. */
  static boolean isCode(Path file) {
    return CODE.matcher(file.getFileName().toString()).matches();
  }

  /** Reads all files of a repository but for libraries, caches and outputs. */
  static ProgramSources repository(Path folder) throws IOException, UnusableException {
    ProgramSources sources = new ProgramSources(folder, file -> true, IGNORED_IN_REPOSITORIES);
    sources.read(REPOSITORY);
    return sources;
  }

  /** Reads those files of a repository that have these names, and what is in such folders. */
  static ProgramSources repository(Path folder, List<String> names)
      throws IOException, UnusableException {
    ProgramSources sources = new ProgramSources(folder, file -> true, IGNORED_IN_REPOSITORIES);
    Map<Path, Boolean> folders = new HashMap<>();
    for (String name : names) {
      Path file = folder.resolve(name);
      if (!sources.isBelowPrograms(file.getParent(), folders)) {
        continue;
      }
      if (Files.isDirectory(file)) {
        if (sources.isProgram(file)) {
          ProgramSources inner = repository(file);
          inner.digests.forEach((each, sha256) -> sources.digests.put(name + "/" + each, sha256));
          sources.bytes += inner.bytes;
        }
      } else if (Files.isRegularFile(file) && Files.isReadable(file)) {
        sources.bytes += Files.size(file);
        sources.requireFew();
        sources.digests.put(name, FileDigests.read(file));
      }
    }
    sources.requireFew();
    return sources;
  }

  /** Returns true if neither a folder nor one above it, in the repository, is ignored. */
  private boolean isBelowPrograms(Path inner, Map<Path, Boolean> known) {
    if (inner.equals(folder)) {
      return true;
    }
    Boolean before = known.get(inner);
    if (before == null) {
      before = isProgram(inner) && isBelowPrograms(inner.getParent(), known);
      known.put(inner, before);
    }
    return before;
  }

  private void requireFew() throws UnusableException {
    if (digests.size() > MOST_FILES || bytes > MOST_BYTES) {
      throw tooMany(REPOSITORY);
    }
  }

  private UnusableException tooMany(String path) {
    return new UnusableException(
        path, "'%s', which holds too many files to read".formatted(folder), ALLOWED);
  }

  /** Reads the files that match patterns, relative to the folder of the spec. */
  static ProgramSources named(List<String> patterns, Path folder)
      throws IOException, UnusableException {
    ProgramSources all = new ProgramSources(folder, file -> false);
    for (int i = 0; i < patterns.size(); i++) {
      String pattern = patterns.get(i);
      Path given = folder.resolve(pattern.replaceFirst("(^|/)[^/]*[*?\\[{].*", "$1")).normalize();
      PathMatcher matcher =
          Files.isDirectory(folder.resolve(pattern))
              ? file -> true
              : FileSystems.getDefault()
                  .getPathMatcher("glob:" + folder.resolve(pattern).normalize());
      ProgramSources found =
          new ProgramSources(Files.isDirectory(given) ? given : given.getParent(), matcher);
      found.read("/sources/" + i);
      if (found.digests.isEmpty()) {
        throw new UnusableException(
            "/sources/" + i, "'" + pattern + "', which no file matches", "files beside the spec");
      }
      found.digests.forEach(
          (name, sha256) ->
              all.digests.put(
                  folder.relativize(found.folder.resolve(name)).normalize().toString(), sha256));
      all.bytes += found.bytes;
    }
    return all;
  }

  private void read(String path) throws IOException, UnusableException {
    boolean[] tooMuch = new boolean[1];
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            return each.equals(folder) || isProgram(each)
                ? visited()
                : FileVisitResult.SKIP_SUBTREE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (attributes.isRegularFile() && counts.matches(file) && Files.isReadable(file)) {
              bytes += attributes.size();
              if (bytes <= MOST_BYTES) {
                digests.put(folder.relativize(file).toString(), FileDigests.read(file));
              }
            }
            return visited();
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE; // the program cannot read it either
          }

          private FileVisitResult visited() {
            visited++;
            tooMuch[0] =
                visited > MOST_VISITED || digests.size() > MOST_FILES || bytes > MOST_BYTES;
            return tooMuch[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
          }
        });
    if (tooMuch[0]) {
      throw tooMany(path);
    }
  }

  private boolean isProgram(Path folder) {
    String name = folder.getFileName().toString();
    boolean output =
        Files.isDirectory(folder.resolve("metadata"))
            && (Files.isDirectory(folder.resolve("consolidated"))
                || Files.isDirectory(folder.resolve("data")));
    return !name.startsWith(".")
        && !ignored.contains(name)
        && !output
        && !folder.toAbsolutePath().equals(TEMPORARY)
        && !Files.exists(folder.resolve("pyvenv.cfg"));
  }

  /** Returns the digest of all that counts. */
  String digest() {
    ObjectNode files = JsonNodeFactory.instance.objectNode();
    digests.forEach(files::put);
    MessageDigest digest = FileDigests.sha256();
    digest.update(files.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the digest of each file, by its absolute path. */
  Map<String, String> absoluteDigests() {
    Map<String, String> absolute = new TreeMap<>();
    digests.forEach((name, sha256) -> absolute.put(absolute(name).toString(), sha256));
    return absolute;
  }

  private Path absolute(String name) {
    return folder.resolve(name).toAbsolutePath().normalize();
  }

  /** Returns true if a file of this name in the folder counts. */
  boolean has(String name) {
    return digests.containsKey(name);
  }

  /** Returns the digest of each file, by its name in the folder. */
  Map<String, String> digests() {
    return Map.copyOf(digests);
  }

  /** Leaves out files as long as they have these digests. */
  ProgramSources without(Map<String, String> files) {
    ProgramSources others = copy();
    others.digests.entrySet().removeAll(files.entrySet());
    return others;
  }

  /** Leaves out a file that counts already. */
  ProgramSources without(Path file) {
    ProgramSources others = copy();
    others.digests.remove(folder.relativize(file).toString());
    return others;
  }

  /**
   * Adds the files that the code names.
   *
   * @param others files that count besides, whose code is read, too
   * @param python where the program finds other modules
   */
  ProgramSources withNamed(List<Path> others, PythonPath python) throws IOException {
    List<Path> code = new ArrayList<>(others);
    files().stream().filter(ProgramSources::isCode).forEach(code::add);
    ProgramSources all = copy();
    Path root = folder.toAbsolutePath().normalize();
    NamedFiles.of(root, code, python.folders()).forEach(all.digests::putIfAbsent);
    for (Path library : python.libraries()) {
      all.digests.put(root.relativize(library).toString(), FileDigests.read(library));
    }
    return all;
  }

  private ProgramSources copy() {
    ProgramSources copy = new ProgramSources(folder, counts, ignored);
    copy.digests.putAll(digests);
    copy.bytes = bytes;
    return copy;
  }

  /**
   * Waits, if a module of Python was changed in this second, until the second is over. Python keeps
   * a compiled copy of a module, and takes it for current while the module's size and the second of
   * its last change are the same. So a later change in the same second would go unseen.
   */
  void awaitEndOfSecond() throws IOException {
    long now = System.currentTimeMillis();
    for (Path file : files()) {
      boolean isModule = file.toString().endsWith(".py");
      if (isModule && Files.getLastModifiedTime(file).toMillis() / 1000 == now / 1000) {
        try {
          Thread.sleep(1000 - now % 1000);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        return;
      }
    }
  }

  /** Returns the files, as absolute paths. */
  List<Path> files() {
    return digests.keySet().stream().map(this::absolute).toList();
  }

  /** Adds how many files there are and their digest; nothing if there are none. */
  void addTo(ObjectNode identity) {
    if (!digests.isEmpty()) {
      identity.putObject("sources").put("files", digests.size()).put("sha256", digest());
    }
  }
}

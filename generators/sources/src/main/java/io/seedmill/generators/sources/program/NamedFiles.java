package io.seedmill.generators.sources.program;

import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that the code of a program names, although they are no code beside it: code that it
 * loads from other folders, such as {@code ../lib/words.py}, and data, such as {@code words.txt}.
 *
 * <p>Code is read as text, not understood: a path with {@code ..}, a quoted name, and a module that
 * is imported count if there is such a file. So too many may count, but seldom too few. A name that
 * is put together while the program runs is not found.
 */
final class NamedFiles {

  private static final int MOST_SCANNED_BYTES = 1 << 20;
  private static final int MOST_FILES = 2_000;
  private static final int MOST_FOLDERS = 100;
  private static final int MOST_ABOVE = 3;
  private static final long MOST_BYTES = 64L << 20;

  private static final Pattern BINARY = Pattern.compile(".*\\.(so|jar|wasm|lock|sum)");
  private static final Pattern DATA =
      Pattern.compile(
          ".*\\.(json|jsonl|ndjson|csv|tsv|txt|ya?ml|toml|xml|md|html|ini|cfg|conf|properties)");

  /** A path that leads up, where a word begins, or behind a variable or an expression. */
  private static final Pattern UPWARDS =
      Pattern.compile(
          "(?:^|[^\\w./-]|\\$\\w{1,60}/|[)}\"'`]/)"
              + "((?:\\.\\./){1,9}[\\w.@+-]{0,200}(?:/[\\w.@+-]{1,200}){0,20})");

  private static final Pattern QUOTED =
      Pattern.compile("[\"'`]/?([\\w.@+-]{1,200}(?:/[\\w.@+-]{1,200}){0,20})/?[\"'`]");

  /** A path behind a variable or an expression. */
  private static final Pattern BEHIND_VARIABLE =
      Pattern.compile("(?:\\$\\w{1,60}|[})])/([\\w.@+-]{1,200}(?:/[\\w.@+-]{1,200}){0,20})");

  /** A word of a shell that stands by itself. */
  private static final Pattern BARE =
      Pattern.compile("(?:^|[\\s<(])([\\w.@+-]{1,200}(?:/[\\w.@+-]{1,200}){0,20})(?=[\\s;)|]|$)");

  private static final List<Pattern> OF_OTHERS = List.of(QUOTED, BEHIND_VARIABLE);
  private static final List<Pattern> OF_SHELLS = List.of(QUOTED, BEHIND_VARIABLE, BARE);

  private static final String MODULE = "[\\w.]{1,200}(?:\\s{1,9}as\\s{1,9}\\w{1,200})?";

  private static final Pattern IMPORT =
      Pattern.compile(
          "(?:from|import)\\s{1,9}(%1$s(?:\\s{0,9},\\s{0,9}%1$s){0,20}).*".formatted(MODULE));

  private static final Pattern ABOVE = Pattern.compile("\\.\\.[/\"']|\\.parents\\[[1-9]");

  private static final Pattern WRITTEN =
      Pattern.compile("[\"'][wax][bt]?\\+?[\"']|write|dump|to_(?:csv|json)|savefig|FileHandler");

  private static final Pattern REDIRECTED = Pattern.compile(">>?\\s{0,9}[\"'$\\w./]");
  private static final Pattern READ = Pattern.compile("read|load|open|parse|require|import");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\s{0,200}(?:const |let |var |my |local |export )?\\$?(\\w{1,100})\\s{0,9}=[^=].*");

  private static final Pattern WORD = Pattern.compile("\\w{1,100}");

  private static final List<String> ENDINGS =
      List.of("", ".js", ".mjs", ".cjs", ".ts", ".json", ".py", ".rb", ".pl", ".sh", "/index.js");

  private final Path root;
  private final Set<Path> known;
  private final Map<String, String> found = new TreeMap<>();
  private final Queue<Path> unread = new ArrayDeque<>();
  private final Set<Path> folders = new LinkedHashSet<>();
  private final Set<Path> modules = new LinkedHashSet<>();
  private final Map<Path, Optional<Set<String>>> entries = new HashMap<>();

  private NamedFiles(Path root, Collection<Path> code) {
    this.root = root;
    this.known = new TreeSet<>(code);
    this.unread.addAll(code);
  }

  /**
   * Finds the files.
   *
   * @param root the folder of the program
   * @param code the files that count without being named
   * @param modules other folders in which the program looks for modules
   * @return their digests, by their names relative to the folder of the program
   */
  static Map<String, String> of(Path root, Collection<Path> code, List<Path> modules)
      throws IOException {
    NamedFiles named = new NamedFiles(root, code);
    for (Path folder : modules) {
      named.modules.add(folder);
    }
    for (Path file : code) {
      named.followLink(file);
    }
    while (!named.unread.isEmpty() && named.found.size() < MOST_FILES) {
      named.scan(named.unread.remove());
    }
    return named.found;
  }

  /** Adds what lies beside a script that is a link, since interpreters look there for modules. */
  private void followLink(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      Path folder = file.toRealPath().getParent();
      if (!folder.startsWith(root.toRealPath())) {
        modules.add(folder);
      }
    }
  }

  private void scan(Path file) throws IOException {
    boolean isText =
        !BINARY.matcher(file.toString()).matches()
            && Files.isRegularFile(file)
            && Files.size(file) <= MOST_SCANNED_BYTES;
    if (!isText) {
      return;
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    List<Path> beside = List.of(file.getParent(), root);
    List<Path> above = looksAbove(text) ? above() : List.of();
    Set<String> names = new LinkedHashSet<>();
    Set<String> data = new LinkedHashSet<>();
    Map<String, String> ofVariables = new TreeMap<>();
    Set<Path> upwards = new LinkedHashSet<>();
    boolean isShell = file.toString().endsWith("sh");
    List<String> lines = text.lines().toList();
    for (String line : lines) {
      if (line.contains("../")) {
        upwards(line, beside, upwards);
      }
      Set<String> dataOfLine = new LinkedHashSet<>();
      for (Pattern pattern : isShell ? OF_SHELLS : OF_OTHERS) {
        Matcher matcher = pattern.matcher(line);
        while (matcher.find()) {
          String name = matcher.group(1);
          (DATA.matcher(name).matches() ? dataOfLine : names).add(name);
        }
      }
      if (!dataOfLine.isEmpty() && !isWritten(line, isShell)) {
        data.addAll(dataOfLine);
        Matcher variable = VARIABLE.matcher(line);
        if (variable.matches() && !READ.matcher(line).find()) {
          dataOfLine.forEach(name -> ofVariables.put(name, variable.group(1)));
        }
      }
    }
    Set<String> written = ofVariables.isEmpty() ? Set.of() : written(lines, isShell);
    data.removeIf(name -> written.contains(ofVariables.getOrDefault(name, "")));
    Set<Path> own = new LinkedHashSet<>(beside);
    Set<Path> elsewhere = new LinkedHashSet<>(upwards);
    for (String name : names) {
      for (Path at : beside) {
        addFolder(own, at.resolve(name));
      }
      for (Path at : above) {
        addFolder(elsewhere, at.resolve(name));
      }
    }
    search(names, above, true);
    search(names, elsewhere, true);
    search(data, own, false);
    search(data, above, false);
    search(data, elsewhere, false);
    elsewhere.stream().limit(MOST_FOLDERS).forEach(folders::add);
    if (file.toString().endsWith(".py")) {
      boolean changesPath = text.contains("sys.path") || text.contains("addsitedir");
      imports(text, changesPath ? above : List.of());
    }
  }

  /** Returns true if a file speaks of two folders above itself, or of one by a path. */
  private static boolean looksAbove(String text) {
    return ABOVE.matcher(text).find() || hasTwo(text, ".parent") || hasTwo(text, "dirname");
  }

  private static boolean hasTwo(String text, String word) {
    int first = text.indexOf(word);
    return first >= 0 && text.indexOf(word, first + 1) >= 0;
  }

  private static boolean isWritten(String line, boolean isShell) {
    return WRITTEN.matcher(line).find() || (isShell && REDIRECTED.matcher(line).find());
  }

  /** Returns the words of lines that write. */
  private static Set<String> written(List<String> lines, boolean isShell) {
    Set<String> words = new HashSet<>();
    for (String line : lines) {
      if (isWritten(line, isShell)) {
        WORD.matcher(line).results().map(MatchResult::group).forEach(words::add);
      }
    }
    return words;
  }

  private void upwards(String line, List<Path> beside, Set<Path> found) throws IOException {
    Matcher matcher = UPWARDS.matcher(line);
    while (matcher.find()) {
      for (Path at : beside) {
        Path path = at.resolve(matcher.group(1)).normalize();
        if (isNear(path) && exists(path) && Files.isDirectory(path)) {
          addFolder(found, path);
          if (!root.startsWith(path)) {
            addAll(path);
          }
        } else {
          addWithEnding(path);
        }
      }
    }
  }

  private void addFolder(Set<Path> all, Path folder) {
    Path normal = folder.normalize();
    if (all.size() < MOST_FOLDERS && exists(normal) && Files.isDirectory(normal)) {
      all.add(normal);
    }
  }

  /** Returns false if a path is not there; each folder is read once, since most names are not. */
  private boolean exists(Path path) {
    Path folder = path.getParent();
    return folder == null
        || entries(folder).map(names -> names.contains(path.getFileName().toString())).orElse(true);
  }

  /** Returns the names in a folder; none if it is not there, empty if it cannot be read. */
  private Optional<Set<String>> entries(Path folder) {
    Optional<Set<String>> known = entries.get(folder);
    if (known == null) {
      known = exists(folder) ? names(folder) : Optional.of(Set.of());
      entries.put(folder, known);
    }
    return known;
  }

  private static Optional<Set<String>> names(Path folder) {
    Set<String> names = new HashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
      all.forEach(each -> names.add(each.getFileName().toString()));
      return Optional.of(names);
    } catch (NotDirectoryException e) {
      return Optional.of(names);
    } catch (IOException | DirectoryIteratorException e) {
      return Optional.empty();
    }
  }

  /** Looks for files of these names in folders. */
  private void search(Set<String> names, Collection<Path> in, boolean withEndings)
      throws IOException {
    for (Path folder : List.copyOf(in)) {
      for (String name : names) {
        if (withEndings) {
          addWithEnding(folder.resolve(name).normalize());
        } else {
          add(folder.resolve(name).normalize());
        }
      }
    }
  }

  /** Returns the folders above the program, up to that of its repository. */
  private List<Path> above() {
    Set<Path> above = new LinkedHashSet<>();
    Path at = root;
    while (above.size() < MOST_ABOVE && !Files.exists(at.resolve(".git"))) {
      at = at.getParent();
      if (at == null || at.getParent() == null || isShared(at)) {
        break;
      }
      above.add(at);
    }
    return List.copyOf(above);
  }

  private static boolean isShared(Path folder) {
    return folder.equals(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath())
        || folder.equals(Path.of(System.getProperty("user.home")).toAbsolutePath());
  }

  private void imports(String text, List<Path> above) throws IOException {
    for (String each : text.lines().toList()) {
      String line = each.strip();
      boolean mayImport = line.startsWith("from ") || line.startsWith("import ");
      Matcher matcher = IMPORT.matcher(line);
      if (!mayImport || !matcher.matches()) {
        continue;
      }
      for (String module : matcher.group(1).split("\\s*,\\s*", -1)) {
        String first = module.replaceFirst("[. ].*", "");
        if (first.isEmpty() || isOwn(first)) {
          continue;
        }
        for (Set<Path> all : List.of(modules, folders, new LinkedHashSet<>(above))) {
          for (Path at : List.copyOf(all)) {
            module(at, first);
          }
        }
      }
    }
  }

  private boolean isOwn(String module) {
    return exists(root.resolve(module + ".py"))
        || exists(root.resolve(module).resolve("__init__.py"));
  }

  private void module(Path at, String name) throws IOException {
    if (add(at.resolve(name + ".py").normalize())) {
      modules.add(at); // what it imports in turn lies beside it
    }
    Path folder = at.resolve(name).normalize();
    if (exists(folder) && Files.isDirectory(folder) && !root.startsWith(folder)) {
      modules.add(at);
      addAll(folder);
    } else if (root.startsWith(folder) && Files.exists(folder.resolve("__init__.py"))) {
      modules.add(at);
      addAll(folder);
    }
  }

  private void addAll(Path folder) throws IOException {
    try {
      for (Path file : ProgramSources.in(folder).files()) {
        add(file);
      }
    } catch (UnusableException e) {
      return; // it holds more than any program loads
    }
  }

  private void addWithEnding(Path path) throws IOException {
    boolean isOutside = !path.startsWith(root);
    for (String ending : isOutside ? ENDINGS : List.<String>of()) {
      if (add(Path.of(path + ending))) {
        return;
      }
    }
  }

  /** Adds a file; returns true if there is one that counts. */
  private boolean add(Path file) throws IOException {
    try {
      if (known.contains(file)) {
        return true;
      }
      boolean counts =
          exists(file)
              && Files.isRegularFile(file)
              && Files.isReadable(file)
              && Files.size(file) <= MOST_BYTES
              && isNear(file)
              && !isLibrary(root.relativize(file))
              && found.size() < MOST_FILES;
      if (counts) {
        known.add(file);
        found.put(root.relativize(file).toString(), FileDigests.read(file));
        if (ProgramSources.isCode(file)) {
          unread.add(file);
        }
      }
      return counts;
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Returns false if a path and the program have nothing in common but the root of all files. */
  private boolean isNear(Path path) {
    boolean isModule = modules.stream().anyMatch(path::startsWith);
    return isModule || (path.getNameCount() > 0 && path.getName(0).equals(root.getName(0)));
  }

  /** Returns true if a file is in a folder of libraries, or in one whose name begins with a dot. */
  private static boolean isLibrary(Path name) {
    for (Path part : name) {
      boolean isHidden = part.toString().startsWith(".") && !part.toString().equals("..");
      if (isHidden || ProgramSources.IGNORED.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }
}

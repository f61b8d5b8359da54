package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The places, besides the folder of its script, in which a program in Python finds modules.
 *
 * @param folders folders with modules: those that its environment names, and those of libraries
 *     that are installed as links
 * @param libraries a file of each library in its virtual environment, which names the version
 */
record PythonPath(List<Path> folders, List<Path> libraries) {

  static final PythonPath NONE = new PythonPath(List.of(), List.of());

  PythonPath {
    folders = List.copyOf(folders);
    libraries = List.copyOf(libraries);
  }

  /**
   * Looks for them.
   *
   * @param program the path of the program, which may be the interpreter of a virtual environment
   * @param variable the value of {@code PYTHONPATH}; empty for none
   * @param cwd the folder in which the program runs
   */
  static PythonPath of(Path program, String variable, Path cwd) throws IOException {
    Set<Path> folders = new TreeSet<>();
    for (String each : variable.split(File.pathSeparator, -1)) {
      add(folders, each, cwd);
    }
    List<Path> libraries = new ArrayList<>();
    Path bin = program.toAbsolutePath().normalize().getParent();
    Path environment = bin == null ? null : bin.getParent();
    if (environment != null && Files.isRegularFile(environment.resolve("pyvenv.cfg"))) {
      for (Path version : list(environment.resolve("lib"), "python*")) {
        look(version.resolve("site-packages"), folders, libraries);
      }
    }
    return new PythonPath(List.copyOf(folders), libraries);
  }

  private static void look(Path installed, Set<Path> folders, List<Path> libraries)
      throws IOException {
    for (Path entry : list(installed, "*.{dist-info,pth,egg-link}")) {
      if (!Files.isDirectory(entry)) {
        for (String line : Files.readString(entry, StandardCharsets.ISO_8859_1).split("\\R", -1)) {
          add(folders, line.strip(), installed);
        }
        continue;
      }
      Path metadata = entry.resolve("METADATA");
      if (Files.isRegularFile(metadata)) {
        libraries.add(metadata);
      }
      Path origin = entry.resolve("direct_url.json");
      if (Files.isRegularFile(origin)) {
        addLink(origin, folders);
      }
    }
    libraries.sort(null);
  }

  /** Adds the folder of a library that is a link, where its modules lie or the folder src. */
  private static void addLink(Path origin, Set<Path> folders) throws IOException {
    try {
      JsonNode json = CanonicalJson.parse(Files.readAllBytes(origin));
      String url = json.path("url").asText();
      if (json.path("dir_info").path("editable").asBoolean() && url.startsWith("file:///")) {
        String folder = URI.create(url).getPath();
        add(folders, folder, origin);
        add(folders, folder + "/src", origin);
      }
    } catch (IOException | IllegalArgumentException e) {
      return; // Python does not read it
    }
  }

  private static void add(Set<Path> folders, String name, Path at) {
    try {
      Path folder = at.resolve(name).normalize();
      if (!name.isBlank() && Files.isDirectory(folder) && folder.getParent() != null) {
        folders.add(folder);
      }
    } catch (InvalidPathException e) {
      return; // a line of code
    }
  }

  private static List<Path> list(Path folder, String pattern) throws IOException {
    List<Path> entries = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
        found.forEach(entries::add);
      }
    }
    entries.sort(null);
    return entries;
  }
}

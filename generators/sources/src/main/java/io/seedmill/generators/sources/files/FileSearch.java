package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.UnusableException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the files that a spec names: pattern by pattern, those of one in ascending order of their
 * paths, none twice.
 */
final class FileSearch {

  private static final String ALLOWED =
      "files, such as 'data/*.jsonl', '/folder/**/*.csv.gz' or 's3://bucket/data/*.json'";

  private final Preparation at;
  private final String key;

  /** Finds the files that an entry names. */
  FileSearch(Preparation at) {
    this(at, FilesSchema.FILES);
  }

  /**
   * @param key the key that names the files
   */
  FileSearch(Preparation at, String key) {
    this.at = at;
    this.key = key;
  }

  /**
   * The files, and what messages call them.
   *
   * @param patterns one, or a list
   * @throws UnusableException if one finds nothing
   */
  Map<InputFile, String> find(JsonNode patterns) throws UnusableException, IOException {
    Map<InputFile, String> found = new LinkedHashMap<>();
    if (!patterns.isArray()) {
      find(patterns.asText(), "/" + key, found);
    }
    for (int i = 0; i < patterns.size(); i++) {
      find(patterns.get(i).asText(), "/" + key + "/" + i, found);
    }
    if (found.isEmpty()) {
      throw new UnusableException("/" + key, "nothing", ALLOWED);
    }
    return found;
  }

  private void find(String pattern, String place, Map<InputFile, String> found)
      throws UnusableException, IOException {
    boolean isLocal = !pattern.contains("://");
    Path folder = at.folder().toAbsolutePath().normalize();
    String absolute = isLocal ? absolute(folder, pattern) : pattern;
    int before = found.size();
    boolean any = false;
    try {
      for (InputFile file : at.inputs().find(absolute)) {
        any = true;
        found.putIfAbsent(file, isLocal ? shown(folder, file.path()) : file.path());
      }
    } catch (IllegalArgumentException e) {
      throw new UnusableException(place, "'" + pattern + "' (" + e.getMessage() + ")", ALLOWED);
    }
    if (!any && found.size() == before) {
      throw nothing(pattern, place, isLocal ? folder.resolve(pattern) : null);
    }
  }

  /** Returns why a pattern finds nothing. */
  private static UnusableException nothing(String pattern, String place, Path path)
      throws IOException {
    if (path != null && Files.isDirectory(path)) {
      return new UnusableException(
          place,
          "'" + pattern + "', which is a folder",
          "files: '%s/*' are those in it, '%1$s/**' also those in folders of it"
              .formatted(pattern.replaceFirst("/+$", "")));
    }
    String why = ", which no file matches";
    if (path != null && Files.isSymbolicLink(path) && !Files.exists(path)) {
      why = ": " + LocalInputs.brokenLink(path);
    } else if (path != null && Files.exists(path)) {
      why = ", which is no regular file";
    } else if (path != null) {
      try {
        path.getFileSystem().provider().checkAccess(path);
      } catch (AccessDeniedException e) {
        why = ", which cannot be read (" + LocalInputs.reason(e) + ")";
      } catch (IOException e) {
        // it is not there
      }
    }
    boolean isHome = pattern.startsWith("~");
    return new UnusableException(
        place,
        "'" + pattern + "'" + why,
        isHome ? "a path without '~', which only a shell replaces" : ALLOWED);
  }

  /** The folder's own name may look like a pattern; a leading ../ is taken off. */
  private static String absolute(Path folder, String pattern) {
    if (pattern.startsWith("/")) {
      return pattern;
    }
    Path start = folder;
    String rest = pattern;
    while (rest.startsWith("./") || rest.startsWith("../")) {
      start = rest.startsWith("../") && start.getParent() != null ? start.getParent() : start;
      rest = rest.substring(rest.indexOf('/') + 1);
    }
    String prefix = start.toString().replaceAll("[*?\\[{\\\\]", "\\\\$0");
    return prefix + (prefix.endsWith("/") ? "" : "/") + rest;
  }

  private static String shown(Path folder, String path) {
    Path file = Path.of(path);
    return file.startsWith(folder) ? folder.relativize(file).toString() : path;
  }
}

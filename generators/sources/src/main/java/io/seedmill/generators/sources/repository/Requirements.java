package io.seedmill.generators.sources.repository;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A list of Python's libraries and the lists that it includes.
 *
 * @param texts the text of each file, by its name
 * @param isLocal whether libraries lie in the repository, so that its files count, too
 */
record Requirements(Map<String, String> texts, boolean isLocal) {

  static final String FILE = "requirements.txt";

  private static final Pattern INCLUDED =
      Pattern.compile("\\s*(?:-r|--requirement|-c|--constraint)(?:\\s+|=)?(\\S+).*");
  private static final Pattern LOCAL =
      Pattern.compile(
          "\\s*(-e\\b|--editable\\b|[./]|file:).*|.*@\\s*file:.*"
              + "|\\s*(-f|--find-links)(\\s+|=)(?!https?:|file:|/).*");

  static Requirements read(Path repository) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    read(repository.resolve(FILE), texts);
    boolean isLocal =
        texts.values().stream()
            .flatMap(String::lines)
            .anyMatch(line -> LOCAL.matcher(line).matches() || isFolder(repository, line.strip()));
    return new Requirements(texts, isLocal);
  }

  private static void read(Path file, Map<String, String> texts) throws IOException {
    if (!Files.isRegularFile(file) || texts.containsKey(file.toString())) {
      return; // pip says what is wrong with it
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    texts.put(file.toString(), text);
    for (String line : text.lines().toList()) {
      Matcher included = INCLUDED.matcher(line);
      if (included.matches() && !included.group(1).contains("://")) {
        read(file.resolveSibling(included.group(1)).normalize(), texts);
      }
    }
  }

  private static boolean isFolder(Path repository, String line) {
    try {
      return line.contains("/") && Files.exists(repository.resolve(line.replaceFirst("\\[.*", "")));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}

package io.seedmill.pipeline.cli;

import io.seedmill.pipeline.run.Reason;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A file of options in the format of {@link Properties}, in UTF-8: each option at most once, by the
 * name that it has on the command line, without dashes in front.
 */
final class ConfigFile {

  /** The option that names such a file. */
  static final String OPTION = "config";

  private static final int MOST_BYTES = 1 << 20;

  private final String file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /**
   * One option.
   *
   * @param line where it begins, from 1
   * @param name in camel case
   */
  record Entry(int line, String name, String value) {}

  private ConfigFile(String file) {
    this.file = file;
  }

  /** Reads a file; whether there are options of these names is left to who uses them. */
  static ConfigFile read(String file) throws BadInputException {
    ConfigFile config = new ConfigFile(file);
    config.parse(text(file));
    return config;
  }

  /** The options in the order of the file, by name. */
  Map<String, Entry> entries() {
    return entries;
  }

  /** Returns the place of an option, as {@code file:line}. */
  String place(Entry entry) {
    return file + ":" + entry.line();
  }

  private static String text(String file) throws BadInputException {
    try {
      if (Files.isDirectory(Path.of(file))) {
        throw new FileSystemException(file, null, "it is a folder");
      }
      String text = InputText.read("--config", Path.of(file), MOST_BYTES, "a line per option");
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (IOException | InvalidPathException e) {
      throw new BadInputException(
          "--config: cannot be read (%s); allowed: a file of lines such as samples=1000"
              .formatted(Reason.of(e)),
          e);
    }
  }

  /** {@link Properties} neither tells lines nor sees repetitions, so it is given an option each. */
  private void parse(String text) throws BadInputException {
    List<String> lines = text.lines().toList();
    for (int first = 0; first < lines.size(); first++) {
      StringBuilder whole = new StringBuilder(lines.get(first));
      int last = first;
      while (goesOn(whole) && last + 1 < lines.size()) {
        last++;
        whole.append('\n').append(lines.get(last));
      }
      add(first + 1, whole.toString());
      first = last;
    }
  }

  /** Returns true if a line ends with a backslash that is not escaped, and is no comment. */
  private static boolean goesOn(CharSequence line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1 && !line.toString().stripLeading().matches("(?s)[#!].*");
  }

  private void add(int line, String text) throws BadInputException {
    Properties option = new Properties();
    try {
      option.load(new StringReader(text));
    } catch (IOException | IllegalArgumentException e) {
      throw mistake(line, "found '%s'; allowed: a line such as samples=1000".formatted(text), e);
    }
    for (String name : option.stringPropertyNames()) {
      Entry entry = new Entry(line, named(line, name), option.getProperty(name).strip());
      Entry earlier = entries.putIfAbsent(entry.name(), entry);
      if (earlier != null) {
        throw mistake(
            line,
            "%s: found again, after line %d; allowed: once".formatted(name, earlier.line()),
            null);
      }
    }
  }

  private String named(int line, String name) throws BadInputException {
    if (!OptionName.isName(name)) {
      String found = "found the name '%s'; allowed: an option's name without dashes in front";
      throw mistake(line, found.formatted(name) + ", such as samples=1000", null);
    }
    String camelCase = OptionName.camelCase(name);
    if (camelCase.equals(OPTION)) {
      throw mistake(
          line, "config: found in a config file; allowed: only on the command line", null);
    }
    return camelCase;
  }

  private BadInputException mistake(int line, String sentence, Exception cause) {
    return new BadInputException(file + ":" + line + ": " + sentence, cause);
  }
}

package io.seedmill.generators.code.flaws;

import io.seedmill.generators.code.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds what code has to import, and writes it: by one line for each thing that is imported. */
final class Imports {

  private static final Map<Language, Imports> ALL = read();

  /** The headers that declare size_t. */
  private static final List<String> SIZE =
      List.of("#include <stdio.h>", "#include <stdlib.h>", "#include <string.h>");

  private final Language language;
  private final Map<String, String> known = new HashMap<>(); // only looked up

  private Imports(Language language) {
    this.language = language;
  }

  static Imports of(Language language) {
    return ALL.get(language);
  }

  private static Map<Language, Imports> read() {
    Map<Language, Imports> all = new EnumMap<>(Language.class);
    for (Language each : Language.ofFiles()) {
      all.put(each, new Imports(each));
    }
    List<Imports> current = List.of();
    for (String line : resource().split("\n", -1)) {
      if (line.startsWith("  ")) {
        int colon = line.indexOf(": ");
        for (String word : line.substring(colon + 2).strip().split(" +", -1)) {
          String plain = word.replaceAll("\\W+$", "");
          String imported =
              line.substring(2, colon).replace("*", plain.substring(plain.lastIndexOf(':') + 1));
          current.forEach(imports -> imports.known.put(word, imported));
        }
      } else if (!line.isBlank() && !line.startsWith("#")) {
        List<String> ids = List.of(line.strip().split(" +", -1));
        current = all.values().stream().filter(each -> ids.contains(each.language.id())).toList();
      }
    }
    return all;
  }

  private static String resource() {
    try (InputStream in = Imports.class.getResourceAsStream("imports.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds the names in a code, and what it has to import. */
  void scan(String code, Set<String> names, Set<String> imported) {
    int length = code.length();
    int i = 0;
    while (i < length) {
      if (!Character.isJavaIdentifierStart(code.charAt(i))) {
        i++;
        continue;
      }
      int start = i;
      while (i < length && Character.isJavaIdentifierPart(code.charAt(i))) {
        i++;
      }
      String word = code.substring(start, i);
      names.add(word);
      if (code.startsWith("std::", start - 5)) {
        add(known.get("std::" + word), imported);
      } else if (start == 0 || ".:".indexOf(code.charAt(start - 1)) < 0) {
        add(known.get(word), imported);
        if (code.startsWith(".", i)) {
          add(known.get(word + "."), imported);
        } else if (code.startsWith("::", i)) {
          add(known.get(word + "::"), imported);
        }
      }
    }
  }

  private static void add(String line, Set<String> imported) {
    if (line != null) {
      imported.add(line);
    }
  }

  /** Returns how many lines at the beginning of a code are imports, or blank. */
  int divide(String code, Set<String> imported) {
    int from = 0;
    boolean inBlock = false;
    while (from < code.length()) {
      int end = code.indexOf('\n', from);
      String line = code.substring(from, end).strip();
      if (inBlock && line.equals(")")) {
        inBlock = false;
      } else if (inBlock) {
        imported.add("import " + line);
      } else if (line.equals("import (")) {
        inBlock = true;
      } else if (isImport(line)) {
        imported.addAll(single(line));
      } else if (!line.isEmpty()) {
        break;
      }
      from = end + 1;
    }
    return from;
  }

  private boolean isImport(String line) {
    return switch (language) {
      case C, CPP -> line.startsWith("#include");
      case RUST -> line.startsWith("use ");
      case PYTHON -> line.startsWith("import ") || line.startsWith("from ");
      default -> line.startsWith("import ");
    };
  }

  private static List<String> single(String line) {
    int brace = line.indexOf('{');
    int names = line.startsWith("from ") ? line.indexOf(" import ") + 8 : brace + 1;
    if (names == 0) {
      return List.of(line);
    }
    boolean braced = brace > 0;
    List<String> lines = new ArrayList<>();
    int end = braced ? line.indexOf('}') : line.length();
    for (String name : line.substring(names, end).split(",", -1)) {
      lines.add(line.substring(0, braced ? brace : names) + name.strip() + (braced ? ";" : ""));
    }
    return lines;
  }

  /** Returns imports as the language has them at the top of a file, with a blank line behind. */
  String write(Collection<String> sorted) {
    if (sorted.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    switch (language) {
      case C -> {
        boolean hasSize = SIZE.stream().anyMatch(sorted::contains);
        for (String line : sorted) {
          out.append(hasSize && line.equals("#include <stddef.h>") ? "" : line + "\n");
        }
      }
      case PYTHON -> python(sorted, out);
      case RUST -> grouped(sorted, "::", "{", "};", out);
      case GO -> {
        out.append(sorted.size() == 1 ? "import " : "import (\n");
        String indent = sorted.size() == 1 ? "" : "\t";
        sorted.forEach(line -> out.append(indent).append(line.substring(7)).append('\n'));
        out.append(sorted.size() == 1 ? "" : ")\n");
      }
      default -> sorted.forEach(line -> out.append(line).append('\n'));
    }
    return out.append('\n').toString();
  }

  private static void python(Collection<String> sorted, StringBuilder out) {
    List<String> from = new ArrayList<>();
    for (String line : sorted) {
      if (line.startsWith("from ")) {
        from.add(line);
      } else {
        out.append(line).append('\n');
      }
    }
    grouped(from, " import ", "", "", out);
  }

  /** Writes imports from one place as one line. */
  private static void grouped(
      Collection<String> lines, String divider, String open, String close, StringBuilder out) {
    Map<String, List<String>> groups = new TreeMap<>();
    for (String line : lines) {
      int end = line.lastIndexOf(divider) + divider.length();
      String name = line.substring(end).replace(";", "");
      groups.computeIfAbsent(line.substring(0, end), place -> new ArrayList<>()).add(name);
    }
    List<String> written = new ArrayList<>();
    groups.forEach(
        (place, names) -> {
          String joined = String.join(", ", names);
          String end = close.isEmpty() ? "" : ";";
          written.add(place + (names.size() > 1 ? open + joined + close : joined + end) + '\n');
        });
    written.stream().sorted().forEach(out::append);
  }
}

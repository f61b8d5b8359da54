package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds what a file imports from the words that it uses. */
final class Imports {

  /** Stands for the imports of a test file until it is known what it uses. */
  static final String PLACE = "@IMPORTS@";

  private static final Map<Language, List<String>> KNOWN =
      Map.of(
          Language.JAVA,
          List.of(
              "java.util.ArrayDeque",
              "java.util.ArrayList",
              "java.util.Arrays",
              "java.util.Collections",
              "java.util.Comparator",
              "java.util.Deque",
              "java.util.HashMap",
              "java.util.HashSet",
              "java.util.List",
              "java.util.Map",
              "java.util.Random",
              "java.util.Set",
              "java.util.TreeSet",
              "java.util.stream.Collectors",
              "java.util.stream.IntStream",
              "java.util.stream.Stream"),
          Language.GO,
          List.of(
              "bytes",
              "encoding/json",
              "errors",
              "fmt",
              "io",
              "math",
              "net",
              "net/http",
              "net/http/httptest",
              "os",
              "path/filepath",
              "reflect",
              "sort",
              "strconv",
              "strings",
              "sync",
              "testing",
              "unicode"),
          Language.C,
          List.of(
              "<assert.h> assert",
              "<stdbool.h> bool",
              "<stdint.h> uint32_t",
              "<stdio.h> puts|printf|fprintf",
              "<stdlib.h> free|EXIT_FAILURE",
              "<string.h> strcmp"),
          Language.CPP,
          List.of(
              "<algorithm> std::sort|std::unique|std::is_sorted",
              "<cassert> assert",
              "<cstddef> std::size_t",
              "<iostream> std::cout|std::cerr",
              "<random> std::minstd_rand",
              "<string> std::string",
              "<vector> std::vector"));

  private Imports() {}

  /** Returns a test file with its imports in place of what stands for them. */
  static String in(Language language, String text, Map<String, Object> gaps) {
    int at = text.indexOf(PLACE);
    if (at < 0) {
      return text;
    }
    String imports =
        switch (language) {
          case JAVA -> ofJava(text);
          case GO -> ofGo(text);
          default -> included(language, text, (Collection<?>) gaps.get("included"));
        };
    return text.substring(0, at) + imports.strip() + text.substring(at + PLACE.length());
  }

  /** Returns the imports of code in Java, each with a line end. */
  static String ofJava(String code) {
    StringBuilder imports = new StringBuilder();
    for (String type : KNOWN.get(Language.JAVA)) {
      if (has(code, type.substring(type.lastIndexOf('.') + 1))) {
        imports.append("import ").append(type).append(";\n");
      }
    }
    return imports.toString();
  }

  /** Returns the imports of code in Go. */
  static String ofGo(String code) {
    List<String> used = new ArrayList<>();
    for (String name : KNOWN.get(Language.GO)) {
      if (Pattern.compile("(?<![./\\w\"])" + name.substring(name.lastIndexOf('/') + 1) + "\\.[A-Z]")
          .matcher(code)
          .find()) {
        used.add("\"" + name + "\"");
      }
    }
    return used.size() == 1
        ? "import " + used.get(0) + "\n"
        : "import (\n\t" + String.join("\n\t", used) + "\n)\n";
  }

  private static String included(Language language, String code, Collection<?> more) {
    TreeSet<String> included = new TreeSet<>();
    more.forEach(file -> included.add(file.toString()));
    for (String known : KNOWN.get(language)) {
      String[] words = known.split(" ", 2);
      if (has(code, words[1])) {
        included.add(words[0]);
      }
    }
    StringBuilder lines = new StringBuilder();
    included.forEach(file -> lines.append("#include ").append(file).append('\n'));
    return lines.toString();
  }

  private static boolean has(String code, String words) {
    return Pattern.compile("\\b(?:" + words + ")\\b").matcher(code).find();
  }
}

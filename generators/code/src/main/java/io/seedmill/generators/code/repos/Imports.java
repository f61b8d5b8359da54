package io.seedmill.generators.code.repos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The imports that a file needs, by the names that it uses. They take the place of the line {@code
 * @imports}, after which may stand where the modules of the package are found from there.
 *
 * <p>The template 'imports' has a line each: {@code name < module}, or only a module that is used
 * with its name. A module with {@code @} belongs to the package.
 */
final class Imports {

  private static final Pattern PLACE = Pattern.compile("(?m)^@imports ?(.*)\\n");
  private static final Pattern NO_CODE =
      Pattern.compile("\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`|//[^\n]*");
  private static final Pattern BASE_NAME = Pattern.compile("([^/]+?)\\.[a-z]+$");

  private record Rule(String use, String name, String module) {}

  private final List<Rule> rules;
  private final Spelling spelling;

  private Imports(List<Rule> rules, Spelling spelling) {
    this.rules = rules;
    this.spelling = spelling;
  }

  static Imports parse(String text, Spelling spelling) {
    List<Rule> rules = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      String[] parts = line.trim().split(" < ", -1);
      String use = parts[0];
      String name = use.replaceAll("[.(]+$", "");
      rules.add(new Rule(use, name, parts.length > 1 ? parts[1] : ""));
    }
    return new Imports(rules, spelling);
  }

  String add(String path, String text) {
    Matcher place = PLACE.matcher(text);
    if (!place.find()) {
      return text;
    }
    Matcher base = BASE_NAME.matcher(path);
    String own = base.find() ? base.group(1) : "";
    String code = text.substring(place.end());
    if (spelling == Spelling.GO) {
      code = NO_CODE.matcher(code).replaceAll("\"\"");
    }
    Set<String> uses = uses(code);
    List<Rule> used = new ArrayList<>();
    for (Rule rule : rules) {
      if (!rule.module().replaceAll("^[@./]+", "").equals(own) && uses.contains(rule.use())) {
        used.add(rule);
      }
    }
    return text.substring(0, place.start())
        + lines(used, place.group(1))
        + text.substring(place.end());
  }

  /** Returns the names that are not members of others, also with the dot or bracket after them. */
  private static Set<String> uses(String code) {
    Set<String> uses = new HashSet<>();
    int i = 0;
    while (i < code.length()) {
      if (!Character.isJavaIdentifierStart(code.charAt(i))) {
        i++;
        continue;
      }
      int end = i;
      while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
        end++;
      }
      char before = i > 0 ? code.charAt(i - 1) : ' ';
      boolean spread = i > 1 && code.startsWith("..", i - 2);
      if ((before != '.' || spread) && !Character.isDigit(before)) {
        uses.add(code.substring(i, end));
        add(code, i, end, uses);
      }
      i = end;
    }
    return uses;
  }

  /** Adds a name with the bracket after it, or with the names of members up to a dot. */
  private static void add(String code, int start, int from, Set<String> uses) {
    if (from < code.length() && code.charAt(from) == '(') {
      uses.add(code.substring(start, from + 1));
    }
    int end = from;
    while (end < code.length()
        && (code.charAt(end) == '.' || Character.isJavaIdentifierPart(code.charAt(end)))) {
      end++;
      if (code.charAt(end - 1) == '.') {
        uses.add(code.substring(start, end));
      }
    }
  }

  private String lines(List<Rule> used, String prefix) {
    return switch (spelling) {
      case PYTHON -> python(used, prefix);
      case TYPESCRIPT -> typescript(used, prefix);
      case GO -> go(used);
      case JAVA -> java(used);
    };
  }

  private static String python(List<Rule> used, String prefix) {
    Set<String> plain = new TreeSet<>();
    Map<String, Set<String>> library = new TreeMap<>();
    Map<String, Set<String>> own = new TreeMap<>();
    for (Rule rule : used) {
      String module = rule.module();
      if (module.isEmpty()) {
        plain.add("import " + rule.name() + "\n");
      } else {
        boolean local = module.startsWith("@") || module.startsWith(".");
        String from = module.startsWith("@") ? prefix + module.substring(1) : module;
        (local ? own : library).computeIfAbsent(from, key -> new TreeSet<>()).add(rule.name());
      }
    }
    StringBuilder out = new StringBuilder(String.join("", plain));
    library.forEach((module, names) -> from(module, names, out));
    Map<String, Set<String>> relative = new TreeMap<>();
    StringBuilder absolute = new StringBuilder();
    own.forEach(
        (module, names) -> {
          if (module.startsWith(".")) {
            relative.put(module, names);
          } else {
            from(module, names, absolute);
          }
        });
    StringBuilder last = new StringBuilder();
    relative.forEach((module, names) -> from(module, names, last));
    for (StringBuilder group : List.of(absolute, last)) {
      if (!group.isEmpty()) {
        out.append(out.isEmpty() ? "" : "\n").append(group);
      }
    }
    return out.toString();
  }

  private static void from(String module, Set<String> names, StringBuilder out) {
    out.append("from ").append(module).append(" import ");
    out.append(String.join(", ", names)).append('\n');
  }

  private static String typescript(List<Rule> used, String prefix) {
    Set<String> whole = new TreeSet<>();
    Map<String, Set<String>> library = new TreeMap<>();
    Map<String, Set<String>> own = new TreeMap<>();
    for (Rule rule : used) {
      String module = rule.module();
      if (module.startsWith("@") || module.startsWith("./")) {
        String from =
            module.startsWith("@") ? prefix + module.substring(1) + ".js" : module + ".js";
        own.computeIfAbsent(from, key -> new TreeSet<>()).add(rule.name());
      } else if (module.startsWith("* ")) {
        whole.add("import * as %s from \"%s\";\n".formatted(rule.name(), module.substring(2)));
      } else if (module.startsWith("default ")) {
        whole.add("import %s from \"%s\";\n".formatted(rule.name(), module.substring(8)));
      } else {
        library.computeIfAbsent(module, key -> new TreeSet<>()).add(rule.name());
      }
    }
    StringBuilder out = new StringBuilder(String.join("", whole));
    for (Map<String, Set<String>> group : List.of(library, own)) {
      if (group == own && !out.isEmpty() && !own.isEmpty()) {
        out.append('\n');
      }
      group.forEach(
          (module, names) ->
              out.append("import { ")
                  .append(String.join(", ", names))
                  .append(" } from \"")
                  .append(module)
                  .append("\";\n"));
    }
    return out.toString();
  }

  private static String go(List<Rule> used) {
    Set<String> library = new TreeSet<>();
    Set<String> own = new TreeSet<>();
    for (Rule rule : used) {
      String module = rule.module().isEmpty() ? rule.name() : rule.module();
      (module.startsWith("@") ? own : library).add(module.replace("@", ""));
    }
    if (library.size() + own.size() == 0) {
      return "";
    }
    if (library.size() + own.size() == 1) {
      return "import \"" + (library.isEmpty() ? own : library).iterator().next() + "\"\n";
    }
    StringBuilder out = new StringBuilder("import (\n");
    library.forEach(module -> out.append("\t\"").append(module).append("\"\n"));
    if (!library.isEmpty() && !own.isEmpty()) {
      out.append('\n');
    }
    own.forEach(module -> out.append("\t\"").append(module).append("\"\n"));
    return out.append(")\n").toString();
  }

  private static String java(List<Rule> used) {
    Set<String> statics = new TreeSet<>();
    Set<String> classes = new TreeSet<>();
    for (Rule rule : used) {
      (rule.module().startsWith("static ") ? statics : classes)
          .add("import " + rule.module() + ";\n");
    }
    String gap = statics.isEmpty() || classes.isEmpty() ? "" : "\n";
    return String.join("", statics) + gap + String.join("", classes);
  }
}

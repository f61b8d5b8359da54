package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The functions and types that C programs need, since the standard library lacks them. */
final class CHelpers {

  private static final List<Helper> HELPERS = read();

  private static final Map<String, String> HEADERS = new LinkedHashMap<>();

  static {
    for (String name : List.of("isalpha(", "isdigit(", "isupper(", "tolower(", "toupper(")) {
      HEADERS.put(name, "ctype");
    }
    for (String name : List.of("bool ", "true", "false")) {
      HEADERS.put(name, "stdbool");
    }
    for (String name : List.of("abort(", "abs(", "calloc(", "free(", "realloc(")) {
      HEADERS.put(name, "stdlib");
    }
    HEADERS.put("snprintf(", "stdio");
    for (String name : List.of("memcpy(", "strcat(", "strcmp(", "strcpy(", "strlen(")) {
      HEADERS.put(name, "string");
    }
    HEADERS.put("size_t", "stddef");
    HEADERS.put("NULL", "stddef");
  }

  private final Map<String, Map<String, String>> instances = new LinkedHashMap<>();

  /** One helper: {@code kind} says what it is made for. */
  private record Helper(String kind, String name, boolean type, String code) {}

  /** Forgets the types of the program before. */
  void clear() {
    instances.clear();
  }

  /** Returns the name of a type as part of others. */
  static String word(Type type) {
    if (type instanceof Type.ListOf list) {
      return list.element() instanceof Type.ListOf
          ? word(list.element()) + "s"
          : word(list.element()) + "List";
    }
    return switch ((Type.Plain) type) {
      case INT -> "Int";
      case SIZE -> "Size";
      case BOOL -> "Bool";
      case CHAR -> "Char";
      default -> "Text";
    };
  }

  /** Returns the name of the type of lists of a type. */
  String list(Type element) {
    String name = word(new Type.ListOf(element));
    boolean text = element == Type.TEXT;
    Map<String, String> given = new LinkedHashMap<>();
    given.put("$list", snake(name));
    given.put("$List", name);
    given.put("$T", text ? "char *" : element(element));
    given.put("$C", text ? "char *const" : "const " + element(element));
    String copied = text ? "copy_text(items[i])" : "items[i]";
    String free = "free(list->items[i])";
    if (element instanceof Type.ListOf inner) {
      String of = snake(list(inner.element()));
      copied = of + "_copy(items[i].items, items[i].count)";
      free = isDeep(inner) ? of + "_free(&list->items[i])" : "free(list->items[i].items)";
    }
    given.put("$copied", copied);
    given.put("$free", free);
    instances.putIfAbsent("list " + name, given);
    return name;
  }

  /** Returns the name of the type of sets of a type. */
  String set(Type item) {
    String name = word(item) + "Set";
    Map<String, String> given = keyed(item, "set->items[i]", "item");
    given.put("$set", snake(name));
    given.put("$Set", name);
    instances.putIfAbsent("set " + name, given);
    return name;
  }

  /** Returns the name of the type of maps of a type. */
  String map(Type.MapOf type) {
    String value = type.value() == Type.INT ? "" : word(type.value());
    String name = word(type.key()) + value + "Map";
    Map<String, String> given = keyed(type.key(), "map->entries[i].key", "key");
    given.put("$map", snake(name));
    given.put("$Map", name);
    given.put("$Entry", word(type.key()) + value + "Entry");
    given.put("$V", element(type.value()));
    instances.putIfAbsent("map " + name, given);
    return name;
  }

  private static Map<String, String> keyed(Type key, String place, String name) {
    boolean text = key == Type.TEXT;
    Map<String, String> given = new LinkedHashMap<>();
    given.put("$same", text ? "strcmp(" + place + ", " + name + ") == 0" : place + " == " + name);
    given.put("$kept", text ? "copy_text(" + name + ")" : name);
    given.put("$T", text ? "char *" : element(key));
    given.put("$K", text ? "const char *" : element(key));
    return given;
  }

  private static String element(Type type) {
    if (type instanceof Type.ListOf) {
      return word(type);
    }
    return switch ((Type.Plain) type) {
      case INT -> "int";
      case SIZE -> "size_t";
      case BOOL -> "bool";
      case CHAR -> "char";
      default -> throw new UnsupportedOperationException("a map of texts");
    };
  }

  /** Tells whether the items of a list have memory of their own. */
  static boolean isDeep(Type list) {
    return list instanceof Type.ListOf of
        && (of.element() == Type.TEXT || of.element() instanceof Type.ListOf);
  }

  /** Returns a name of a type as the beginning of the names of its functions. */
  static String snake(String name) {
    return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** Returns the headers and helpers that code needs. */
  String before(String code) {
    List<Helper> all = new ArrayList<>();
    for (Helper helper : HELPERS) {
      if (helper.kind.isEmpty()) {
        all.add(helper);
      }
    }
    // Lists of lists are made of lists, and were named after them.
    List<Map.Entry<String, Map<String, String>>> made = new ArrayList<>(instances.entrySet());
    made.sort(Comparator.comparingInt(each -> each.getKey().endsWith("Lists") ? 1 : 0));
    for (Map.Entry<String, Map<String, String>> each : made) {
      for (Helper helper : HELPERS) {
        if (each.getKey().startsWith(helper.kind + " ") && !helper.kind.isEmpty()) {
          all.add(filled(helper, each.getValue()));
        }
      }
    }
    StringBuilder needed = new StringBuilder();
    for (int i = all.size() - 1; i >= 0; i--) {
      Helper helper = all.get(i);
      String sought = helper.type ? helper.name + " " : helper.name + "(";
      if (uses(code, sought) || uses(needed, sought)) {
        needed.insert(0, helper.code + "\n");
      }
    }
    return headers(needed + code) + needed;
  }

  private static boolean uses(CharSequence code, String sought) {
    String text = code.toString();
    for (int at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1)) {
      if (at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1))) {
        return true;
      }
    }
    return false;
  }

  private static String headers(String code) {
    TreeSet<String> headers = new TreeSet<>();
    HEADERS.forEach(
        (name, header) -> {
          if (!headers.contains(header) && uses(code, name)) {
            headers.add(header);
          }
        });
    if (headers.contains("stdlib") || headers.contains("string") || headers.contains("stdio")) {
      headers.remove("stddef");
    }
    StringBuilder lines = new StringBuilder();
    headers.forEach(header -> lines.append("#include <").append(header).append(".h>\n"));
    return headers.isEmpty() ? "" : lines.append('\n').toString();
  }

  private static Helper filled(Helper helper, Map<String, String> with) {
    String code = helper.code;
    String name = helper.name;
    for (Map.Entry<String, String> each : with.entrySet()) {
      String gap = each.getKey();
      code = code.replace(gap, each.getValue());
      name = name.replace(gap, each.getValue());
    }
    return new Helper(
        helper.kind,
        name,
        helper.type,
        code.replace("char * *", "char **").replace("char * ", "char *"));
  }

  private static List<Helper> read() {
    String text;
    try (InputStream in = CHelpers.class.getResourceAsStream("c-helpers.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<Helper> helpers = new ArrayList<>();
    for (String section : text.split("(?m)^@ ", -1)) {
      if (!section.isEmpty()) {
        String head = section.substring(0, section.indexOf('\n'));
        List<String> words = new ArrayList<>(List.of(head.split(" ", -1)));
        String name = words.remove(words.size() - 1);
        boolean type = words.remove("type");
        String code = section.substring(head.length() + 1);
        helpers.add(new Helper(String.join("", words), name, type, code));
      }
    }
    return helpers;
  }
}

package io.seedmill.generators.code.print;

import io.seedmill.generators.code.tree.Type;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The functions and types that C programs need, since the standard library lacks them. */
final class CHelpers {

  private static final List<Helper> HELPERS = read();

  private static final Map<String, String> HEADERS = new HashMap<>();

  static {
    List.of("isalpha(", "isdigit(", "isupper(", "tolower(", "toupper(")
        .forEach(name -> HEADERS.put(name, "ctype"));
    List.of("bool", "true", "false").forEach(name -> HEADERS.put(name, "stdbool"));
    List.of("abort(", "abs(", "atoi(", "calloc(", "free(", "qsort(", "realloc(")
        .forEach(name -> HEADERS.put(name, "stdlib"));
    HEADERS.put("snprintf(", "stdio");
    List.of("memcpy(", "strcat(", "strchr(", "strcmp(", "strcpy(", "strlen(")
        .forEach(name -> HEADERS.put(name, "string"));
    HEADERS.put("size_t", "stddef");
    HEADERS.put("NULL", "stddef");
  }

  private static final List<Helper> GENERAL =
      HELPERS.stream().filter(helper -> helper.kind.isEmpty()).toList();

  private final Map<String, Map<String, String>> instances = new LinkedHashMap<>();
  private final Map<String, List<Helper>> filled = new HashMap<>();

  /** One helper: {@code kind} says what it is made for. */
  private record Helper(String kind, String name, boolean type, String code, Set<String> words) {

    Helper(String kind, String name, boolean type, String code) {
      this(kind, type ? name : name + "(", type, code, ClangPrinter.words(code));
    }
  }

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
    if (type instanceof Type.RecordOf record) {
      return Printer.title(record);
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
    if (instances.containsKey("list " + name)) {
      return name;
    }
    boolean text = element == Type.TEXT;
    Map<String, String> given = new LinkedHashMap<>();
    given.put("$list", snake(name));
    given.put("$List", name);
    given.put("$T", text ? "char *" : element(element));
    given.put("$C", text ? "char *const" : "const " + element(element));
    String copied = text ? "copy_text(items[i])" : "items[i]";
    String filling = text ? "copy_text(item)" : "item";
    String free = "free(list->items[i])";
    if (element instanceof Type.ListOf inner) {
      String of = snake(list(inner.element()));
      copied = of + "_copy(items[i].items, items[i].count)";
      filling = of + "_copy(item.items, item.count)";
      free = isDeep(inner) ? of + "_free(&list->items[i])" : "free(list->items[i].items)";
    }
    given.put("$copied", copied);
    given.put("$filling", filling);
    given.put("$compare", text ? "compare_texts" : "compare_numbers");
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
    if (!(type instanceof Type.Plain plain)) {
      return word(type);
    }
    return switch (plain) {
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
  String before(CharSequence code, String declared) {
    Set<String> words = ClangPrinter.words(code);
    words.addAll(ClangPrinter.words(declared));
    String needed = needed(words, false);
    return headers(words) + declared + needed;
  }

  /** Returns the types that a function's head names. */
  String types(String head) {
    return needed(ClangPrinter.words(head), true);
  }

  /** Returns the helpers that words name, and adds the words of those. */
  private String needed(Set<String> words, boolean types) {
    List<Helper> all = new ArrayList<>(GENERAL);
    // Lists of lists are made of lists, and were named after them.
    List<String> made = new ArrayList<>(instances.keySet());
    made.sort(Comparator.comparingInt(name -> name.endsWith("Lists") ? 1 : 0));
    made.forEach(name -> all.addAll(filled.computeIfAbsent(name, this::filled)));
    List<String> needed = new ArrayList<>();
    for (int i = all.size() - 1; i >= 0; i--) {
      Helper helper = all.get(i);
      if (words.contains(helper.name) && (helper.type || !types)) {
        words.addAll(helper.words);
        needed.add(0, helper.code + "\n");
      }
    }
    return String.join("", needed);
  }

  private static String headers(Set<String> words) {
    TreeSet<String> headers = new TreeSet<>();
    for (String word : words) {
      String header = HEADERS.get(word);
      if (header != null) {
        headers.add(header);
      }
    }
    if (headers.contains("stdlib") || headers.contains("string") || headers.contains("stdio")) {
      headers.remove("stddef");
    }
    return ClangPrinter.includes(headers, ".h");
  }

  private List<Helper> filled(String instance) {
    return HELPERS.stream()
        .filter(
            helper ->
                !helper.kind.isEmpty()
                    && (instance + " ").startsWith(helper.kind.replace('/', ' ') + " "))
        .map(helper -> filled(helper, instances.get(instance)))
        .toList();
  }

  private static Helper filled(Helper helper, Map<String, String> with) {
    String code = helper.code;
    String name = helper.type ? helper.name : helper.name.substring(0, helper.name.length() - 1);
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

package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.Subject;
import io.seedmill.generators.code.family.Domain;
import io.seedmill.generators.code.family.Task;
import io.seedmill.generators.code.tree.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Fills the gaps of services and of their tests: fields, bodies of requests, and bad input. */
final class ServiceGaps {

  private static final int WORDS_LENGTH = 80;

  private ServiceGaps() {}

  /** Returns the gaps for a module and its cases. */
  static Map<String, Object> of(String kind, Module module, List<Domain> domains, Cases cases) {
    Map<String, Object> gaps = UnitSuite.common(module);
    List<Expr.Variable> parameters = module.program().main().parameters();
    List<String> names = List.of(gaps.get("params").toString().split(", ", -1));
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (int i = 0; i < domains.size(); i++) {
      inputs.add(input(domains.get(i), names.get(i)));
    }
    gaps.put("inputs", inputs);
    gaps.put(
        "fieldset", names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", ")));
    gaps.put(
        "fieldlist",
        (names.size() == 1 ? "the field " : "the fields ") + String.join(" and ", names));
    gaps.put(
        "dataargs",
        names.stream()
            .map(
                name ->
                    switch (module.language()) {
                      case PYTHON -> "data[\"" + name + "\"]";
                      case GO -> "in." + CaseNames.pascal(name);
                      default -> "data." + name;
                    })
            .collect(Collectors.joining(", ")));
    gaps.put("fields", fields(module, names, parameters));
    gaps.put("included", List.of());
    gaps.put("imports", Imports.PLACE);
    gaps.put("maxbody", 1_000 + 100 * (module.snake().length() % 9));
    gaps.put("route", module.snake().replace('_', '-'));
    String end =
        kind.equals("security") || kind.equals("end-to-end")
            ? "server"
            : kind.equals("performance") ? "cache" : "log";
    gaps.put("module", module.snake() + "_" + end);
    String dashed = module.snake().replace('_', '-') + "-" + end;
    switch (module.language()) {
      case PYTHON -> {
        gaps.put("codefile", gaps.get("module") + ".py");
        gaps.put("testfile", "test_" + gaps.get("module") + ".py");
      }
      case GO -> {
        gaps.put("codefile", "main.go");
        gaps.put("testfile", "main_test.go");
      }
      default -> {
        gaps.put("codefile", dashed + ".mjs");
        gaps.put("testfile", dashed + ".test.mjs");
      }
    }
    List<Map<String, Object>> values = new ArrayList<>();
    List<Map<String, Object>> errors = new ArrayList<>();
    for (int i = 0; i < cases.examples().size(); i++) {
      Task.Example example = cases.examples().get(i);
      Map<String, Object> one = UnitSuite.gaps(module, example, cases.phrases().get(i));
      String body = body(names, example.inputs());
      one.put("json", body);
      one.put("comma", names.size() == 1 ? "," : "");
      one.put("body", body);
      one.put("compact", Subject.value(example.outcome()));
      (example.outcome().failed() ? errors : values).add(one);
    }
    gaps.put("values", values);
    gaps.put("errors", errors);
    gaps.put(
        "inputlist",
        values.stream()
            .limit(3)
            .map(value -> value.get("json").toString())
            .collect(Collectors.joining(", ")));
    List<Map<String, Object>> several = values.subList(0, Math.min(3, values.size()));
    gaps.put("several", several);
    gaps.put("firstargs", values.get(0).get("args"));
    gaps.put("firstwant", values.get(0).get("want"));
    gaps.put("capacity", 16 + 8 * (module.snake().length() % 4));
    int small = 20 + 10 * (module.snake().length() % 3);
    gaps.put("small", small);
    gaps.put("large", 4 * small);
    boolean go = module.language() == Language.GO;
    gaps.put(
        "jsonargs",
        several.stream()
            .map(
                value -> go ? "`" + value.get("json") + "`" : quoted("[" + value.get("args") + "]"))
            .collect(Collectors.joining(", ")));
    gaps.put(
        "printed",
        several.stream()
            .map(value -> go ? plain(value) : value.get("compact").toString().replace("\"", "\\\""))
            .collect(Collectors.joining("\\n", "\"", "\\n\"")));
    String type = module.type(module.program().main().result());
    gaps.put("wantpad", type + " ".repeat(Math.max(0, "input".length() - type.length())));
    gaps.put("inputpad", "input" + " ".repeat(Math.max(0, type.length() - "input".length())));
    Task.Example good =
        cases.examples().stream()
            .filter(each -> !each.outcome().failed())
            .findFirst()
            .orElseThrow();
    gaps.put("good", body(names, good.inputs()));
    gaps.put("attacks", attacks(module.language(), names, domains, good.inputs()));
    return gaps;
  }

  private static String quoted(String text) {
    return text.contains("\"") ? "'" + text + "'" : '"' + text + '"';
  }

  private static String plain(Map<String, Object> value) {
    return value.get("compact").toString().replace("\"", "");
  }

  private static Map<String, Object> input(Domain domain, String name) {
    Map<String, Object> gaps = new HashMap<>();
    gaps.put("numbers", domain.kind().equals("numbers"));
    gaps.put("number", domain.kind().equals("number") || domain.kind().equals("given"));
    boolean text = !gaps.containsValue(true);
    gaps.put("text", text);
    gaps.put("param", name);
    gaps.put("Param", CaseNames.pascal(name));
    gaps.put("low", domain.least());
    gaps.put("high", domain.most());
    gaps.put("min", domain.shortest());
    gaps.put("hasmin", domain.shortest() > 0);
    gaps.put("max", domain.longest());
    gaps.put("longest", longest(domain));
    gaps.put("alphabet", alphabet(domain));
    return gaps;
  }

  private static int longest(Domain domain) {
    return domain.kind().equals("words") ? WORDS_LENGTH : domain.longest();
  }

  private static String alphabet(Domain domain) {
    if (domain.kind().equals("words")) {
      return "abcdefghijklmnopqrstuvwxyz ";
    }
    StringBuilder letters = new StringBuilder();
    TreeSet<Character> known = new TreeSet<>();
    for (char letter : domain.letters().toCharArray()) {
      known.add(letter);
    }
    known.forEach(letters::append);
    return letters.toString();
  }

  /** Returns the fields of a struct in Go, in columns. */
  private static List<Map<String, Object>> fields(
      Module module, List<String> names, List<Expr.Variable> parameters) {
    int width = names.stream().mapToInt(String::length).max().orElse(0);
    int types =
        parameters.stream().mapToInt(each -> module.type(each.type()).length()).max().orElse(0);
    List<Map<String, Object>> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = CaseNames.pascal(names.get(i));
      String type = module.type(parameters.get(i).type());
      fields.add(
          Map.of(
              "plainfield",
              name + " ".repeat(width + 1 - name.length()) + type,
              "field",
              name
                  + " ".repeat(width + 1 - name.length())
                  + type
                  + " ".repeat(types + 1 - type.length())
                  + "`json:\""
                  + names.get(i)
                  + "\"`"));
    }
    return fields;
  }

  private static String body(List<String> names, List<Object> inputs) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Object input = inputs.get(i);
      String json = input instanceof String text ? '"' + text + '"' : input.toString();
      fields.add('"' + names.get(i) + "\": " + json);
    }
    return "{" + String.join(", ", fields) + "}";
  }

  /** Returns bodies that a server refuses, with the status that it answers. */
  private static List<Map<String, Object>> attacks(
      Language language, List<String> names, List<Domain> domains, List<Object> good) {
    List<Map<String, Object>> attacks = new ArrayList<>();
    String body = body(names, good);
    attack(attacks, "malformed JSON", body.substring(0, body.length() - 1), 400);
    attack(attacks, "an empty body", "", 400);
    attack(attacks, "a list in place of an object", "[1, 2]", 400);
    if (language != Language.GO) { // it reads null as an object without fields
      attack(attacks, "null in place of an object", "null", 400);
    }
    attack(
        attacks,
        "an unknown field",
        body.substring(0, body.length() - 1) + ", \"admin\": true}",
        400);
    for (int i = 0; i < domains.size(); i++) {
      Domain domain = domains.get(i);
      String name = names.get(i);
      Map<String, Object> kind = input(domain, name);
      if (kind.get("numbers").equals(true)) {
        int least = Math.max(1, domain.shortest());
        replaced(attacks, "a text as " + name, "\"abc\"", 400, names, good, i);
        replaced(attacks, "texts in " + name, "[\"1\", \"2\"]", 400, names, good, i);
        String many = many(Long.toString(domain.least()), domain.longest() + 1);
        replaced(attacks, "too many items in " + name, many, 400, names, good, i);
        String large = many(Long.toString(domain.most() + 1), least);
        replaced(attacks, "a number too large in " + name, large, 400, names, good, i);
      } else if (kind.get("number").equals(true)) {
        replaced(
            attacks,
            "a text as " + name,
            '"' + Long.toString(domain.least()) + '"',
            400,
            names,
            good,
            i);
        replaced(attacks, "a fraction as " + name, domain.least() + ".5", 400, names, good, i);
        String large = Long.toString(domain.most() + 1);
        replaced(attacks, "too large a " + name, large, 400, names, good, i);
      } else {
        replaced(attacks, "a number as " + name, "17", 400, names, good, i);
        String letter = alphabet(domain).substring(0, 1);
        String longText = '"' + letter.repeat(longest(domain) + 1) + '"';
        replaced(attacks, "too long a " + name, longText, 400, names, good, i);
        String foreign = longest(domain) > 8 ? "\"<script>\"" : "\"#\"";
        replaced(attacks, "markup in " + name, foreign, 400, names, good, i);
      }
    }
    return attacks;
  }

  private static String many(String item, int count) {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(item);
    }
    return items.toString();
  }

  private static void replaced(
      List<Map<String, Object>> attacks,
      String title,
      String value,
      int status,
      List<String> names,
      List<Object> good,
      int at) {
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String one = body(List.of(names.get(i)), List.of(good.get(i)));
      fields.add(
          i == at ? '"' + names.get(i) + "\": " + value : one.substring(1, one.length() - 1));
    }
    attack(attacks, title, "{" + String.join(", ", fields) + "}", status);
  }

  private static void attack(
      List<Map<String, Object>> attacks, String title, String body, int status) {
    attacks.add(Map.of("title", title, "body", body, "status", status));
  }
}

package io.seedmill.generators.code.repos;

import io.seedmill.generators.code.repos.Model.Entity;
import io.seedmill.generators.code.repos.Model.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Everything that templates see of a model after some of its commits: no rule that comes later, and
 * names in the spelling of the language.
 */
final class View {

  private static final int MOST_WAYS = 1_000;

  private final Model model;
  private final Spelling spelling;
  private final Set<String> done;
  private final Map<Entity, Map<String, Object>> entities = new LinkedHashMap<>();

  private View(Model model, Spelling spelling, Set<String> done) {
    this.model = model;
    this.spelling = spelling;
    this.done = done;
  }

  /**
   * Returns the variables of the templates.
   *
   * @param done the steps that are done
   */
  static Map<String, Object> of(Model model, Spelling spelling, Set<String> done) {
    return new View(model, spelling, done).variables();
  }

  private Map<String, Object> variables() {
    for (int i = 0; i < model.entities().size(); i++) {
      if (done.contains("entity:" + i)) {
        Entity entity = model.entities().get(i);
        entities.put(entity, entity(entity, i));
      }
    }
    entities.forEach(this::connect);
    entities.values().forEach(View::conclude);
    Map<String, Object> variables = new HashMap<>(model.variants());
    Map<String, Object> on = new HashMap<>();
    for (String step :
        List.of(
            "checks",
            "storage",
            "interface",
            "settings",
            "search",
            "report",
            "export",
            "ci",
            "example")) {
      on.put(step, done.contains(step));
    }
    List<Map<String, Object>> shown = new ArrayList<>(entities.values());
    on.put("states", shown.stream().anyMatch(entity -> entity.get("states") instanceof Map));
    on.put("totals", shown.stream().anyMatch(entity -> entity.get("total") instanceof Map));
    variables.put("on", on);
    variables.put("entities", shown);
    variables.put("name", model.name());
    variables.put("pkg", Name.of(model.name()).snake());
    variables.put("joined", Name.of(model.name()).joined());
    variables.put("Name", Name.of(model.name()).pascal());
    variables.put("env", Name.of(model.name()).snake().toUpperCase(Locale.ROOT));
    variables.put("title", title(model.name()));
    variables.put("about", model.theme().about());
    variables.put("category", model.theme().category());
    variables.put("Core", model.core().pascal());
    variables.put("coreWords", model.core().text());
    variables.put("coreOne", model.core().indefinite());
    List<String> words = model.core().words();
    variables.put("core", words.get(words.size() - 1));
    variables.put("medium", model.medium().id());
    variables.put("storage", storage());
    variables.put("settingsFile", model.settingsFile());
    variables.put("licence", model.licence());
    variables.put("year", String.valueOf(LocalDate.ofEpochDay(model.firstDay()).getYear()));
    Set<String> kinds = new TreeSet<>();
    entities.keySet().forEach(e -> e.fields().forEach(field -> kinds.add(field.type())));
    Map<String, Object> has = new HashMap<>();
    for (String kind : List.of("text", "email", "int", "money", "date", "choice")) {
      has.put(kind, kinds.contains(kind));
    }
    variables.put("has", has);
    String ending = spelling == Spelling.JAVA ? ".properties" : ".json";
    variables.put("settingsName", "settings" + ending);
    variables.put("settingsExample", "settings.example" + ending);
    return variables;
  }

  private String storage() {
    return switch (model.storage()) {
      case MEMORY -> "memory";
      case FILE -> "file";
      case SQLITE -> spelling.hasSqlite() ? "sqlite" : "file";
    };
  }

  private static String lowerFirst(String text) {
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  static String title(String name) {
    String text = name.replace('-', ' ');
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  private Map<String, Object> entity(Entity entity, int index) {
    Map<String, Object> map = new HashMap<>();
    map.put("var", spelling.variable(entity.name()));
    map.put("vars", spelling.variable(entity.plural()));
    map.put("Type", entity.name().pascal());
    map.put("Types", entity.plural().pascal());
    map.put("words", entity.name().text());
    map.put("plural", entity.plural().text());
    map.put("one", entity.name().indefinite());
    map.put("kebab", entity.name().kebab());
    map.put("path", entity.plural().kebab());
    map.put("table", entity.plural().snake());
    map.put("doc", entity.doc());
    map.put("docIs", lowerFirst(entity.doc()));
    map.put("idField", spelling.field(entity.name().with("id")));
    map.put("fn", spelling.part(entity.name()));
    map.put("fns", spelling.part(entity.plural()));
    List<Map<String, Object>> fields = new ArrayList<>();
    for (Field field : entity.fields()) {
      fields.add(field(field, done.contains("unique:" + index)));
    }
    map.put("fields", fields);
    map.put("unique", fields.stream().filter(field -> (boolean) field.get("unique")).toList());
    map.put(
        "texts",
        fields.stream()
            .filter(field -> List.of("text", "email").contains(field.get("kind")))
            .toList());
    map.put("children", new ArrayList<Map<String, Object>>());
    map.put("cascade", entity.cascade());
    map.put("states", has("states", index) ? states(entity.states().orElseThrow()) : false);
    map.put("total", false);
    map.put("adds", false);
    map.put("limit", false);
    map.put("closed", false);
    map.put("takes", false);
    map.put("stock", false);
    return map;
  }

  private boolean has(String step, int index) {
    return done.contains(step + ":" + index);
  }

  private void connect(Entity entity, Map<String, Object> map) {
    int index = model.entities().indexOf(entity);
    List<Map<String, Object>> parents = new ArrayList<>();
    for (Entity parent : entity.parents()) {
      parents.add(parent(parent));
      children(parent).add(map);
    }
    map.put("parents", parents);
    map.put("refusals", !parents.isEmpty() || done.contains("checks"));
    if (has("limit", index)) {
      Model.Limit limit = entity.limit().orElseThrow();
      boolean open = limit.open() && map.get("states") instanceof Map;
      map.put("limit", Map.of("count", limit.count(), "open", open, "parent", parents.get(0)));
    }
    if (has("total", index)) {
      Model.Total total = entity.total().orElseThrow();
      Map<String, Object> adds = new HashMap<>();
      adds.put("child", map);
      adds.put("parent", parents.get(0));
      adds.put("number", fieldOf(entity, total.number()));
      adds.put("price", fieldOf(total.owner().orElse(entity), total.price()));
      adds.put("owner", total.owner().<Object>map(this::parent).orElse(false));
      adds.put("owned", total.owner().isPresent());
      adds.put("same", total.owner().equals(Optional.of(entity.parents().get(0))));
      map.put("adds", adds);
      entities.get(entity.parents().get(0)).put("total", adds);
    }
    if (has("closed", index)) {
      Map<String, Object> of = entities.get(entity.parents().get(0));
      if (of.get("states") instanceof Map) {
        map.put(
            "closed",
            Map.of(
                "parent",
                parents.get(0),
                "states",
                entity.closed(),
                "path",
                way(entity.parents().get(0).states().orElseThrow(), entity.closed()::contains)));
      }
    }
    if (has("takes", index)) {
      Model.Takes takes = entity.takes().orElseThrow();
      entities.get(takes.owner()).put("stock", fieldOf(takes.owner(), takes.stock()));
      map.put(
          "takes",
          Map.of(
              "number", fieldOf(entity, takes.number()),
              "parent", parent(takes.owner()),
              "stock", fieldOf(takes.owner(), takes.stock())));
    }
  }

  /** Notes which parents the rules look at, and whether there is a rule at all. */
  @SuppressWarnings("unchecked")
  private static void conclude(Map<String, Object> map) {
    Map<String, Object> has = new HashMap<>();
    map.put("has", has);
    boolean ruled = !((List<?>) map.get("unique")).isEmpty();
    for (String rule : List.of("states", "limit", "closed", "takes", "total", "stock")) {
      has.put(rule, map.get(rule) instanceof Map);
      ruled |= map.get(rule) instanceof Map;
    }
    map.put("ruled", ruled || !((List<?>) map.get("children")).isEmpty());
    map.put("needsOthers", !((List<?>) map.get("unique")).isEmpty());
    Set<Object> looked = new LinkedHashSet<>();
    for (String rule : List.of("closed", "takes")) {
      if (map.get(rule) instanceof Map<?, ?> of) {
        looked.add(((Map<String, Object>) of.get("parent")).get("var"));
      }
    }
    for (Map<String, Object> parent : (List<Map<String, Object>>) map.get("parents")) {
      parent.put("looked", looked.contains(parent.get("var")));
    }
  }

  /** Returns the states that lead from the first state to one of some others. */
  private static List<String> way(Model.States states, Predicate<String> isEnd) {
    List<List<String>> ways = new ArrayList<>(List.of(List.of(states.all().get(0))));
    for (int i = 0; i < ways.size() && i < MOST_WAYS; i++) {
      List<String> way = ways.get(i);
      String last = way.get(way.size() - 1);
      if (isEnd.test(last)) {
        return way.subList(1, way.size());
      }
      for (Model.Transition transition : states.transitions()) {
        if (transition.from().equals(last)) {
          List<String> longer = new ArrayList<>(way);
          longer.add(transition.to());
          ways.add(longer);
        }
      }
    }
    throw new IllegalStateException("no way to the end of " + states.all());
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> children(Entity parent) {
    return (List<Map<String, Object>>) entities.get(parent).get("children");
  }

  private Map<String, Object> parent(Entity parent) {
    Name id = parent.name().with("id");
    return new HashMap<>(
        Map.of(
            "var", spelling.variable(id),
            "key", spelling.key(id),
            "Field", spelling.field(id),
            "option", id.kebab(),
            "column", id.snake(),
            "entity", entities.get(parent)));
  }

  private Map<String, Object> fieldOf(Entity entity, String name) {
    for (Field field : entity.fields()) {
      if (field.name().text().equals(name)) {
        return field(field, false);
      }
    }
    throw new IllegalArgumentException(entity.name().text() + " has no " + name);
  }

  private Map<String, Object> field(Field field, boolean unique) {
    Map<String, Object> map = new HashMap<>();
    Name name = field.type().equals("money") ? field.name().with("cents") : field.name();
    boolean number = field.type().equals("int") || field.type().equals("money");
    String value = field.values().get(0);
    String other = field.values().get(1);
    map.put("var", spelling.variable(name));
    map.put("key", spelling.key(name));
    map.put("Field", spelling.field(name));
    map.put("Upper", name.pascal());
    map.put("words", name.text());
    map.put("label", field.name().text());
    map.put("option", name.kebab());
    map.put("column", name.snake());
    map.put("kind", field.type());
    map.put("number", number);
    map.put("least", field.least());
    map.put("most", field.most());
    map.put("unique", unique && field.unique());
    map.put("foreign", field.name().text().endsWith(" id"));
    map.put("value", value);
    map.put("other", other);
    map.put("part", value.substring(0, Math.min(4, value.length())).trim());
    map.put("otherPart", other.substring(0, Math.min(4, other.length())).trim());
    map.put("lit", number ? value : '"' + value + '"');
    map.put("otherLit", number ? other : '"' + other + '"');
    map.put("choices", field.values());
    map.put("bad", bad(field));
    return map;
  }

  /** Returns a value, as code, that must be refused. */
  private static String bad(Field field) {
    return switch (field.type()) {
      case "int" -> String.valueOf(field.most() + 1);
      case "money" -> "-1";
      case "email" -> "\"nowhere\"";
      case "date" -> "\"2024-13-01\"";
      case "choice" -> "\"something else\"";
      default -> "\" \"";
    };
  }

  private static Map<String, Object> states(Model.States states) {
    Map<String, Object> map = new HashMap<>();
    List<Map<String, Object>> from = new ArrayList<>();
    for (String state : states.all()) {
      List<String> to =
          states.transitions().stream()
              .filter(transition -> transition.from().equals(state))
              .map(Model.Transition::to)
              .toList();
      String key = state.contains("-") ? '"' + state + '"' : state;
      from.add(Map.of("from", state, "key", key, "to", to));
    }
    map.put("initial", states.all().get(0));
    map.put("all", states.all());
    map.put("from", from);
    map.put("next", states.transitions().get(0).to());
    map.put("final", states.all().stream().filter(states::isFinal).toList());
    Optional<String> unreachable =
        states.all().stream()
            .filter(state -> !state.equals(states.all().get(0)))
            .filter(
                state ->
                    !states
                        .transitions()
                        .contains(new Model.Transition(states.all().get(0), state)))
            .findFirst();
    map.put("never", unreachable.orElse(states.all().get(0)));
    map.put("end", way(states, states::isFinal));
    return map;
  }
}

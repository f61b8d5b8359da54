package io.seedmill.generators.code.repos;

import io.seedmill.generators.code.repos.Model.Entity;
import io.seedmill.generators.code.repos.Model.Field;
import io.seedmill.generators.code.repos.Model.Medium;
import io.seedmill.generators.code.repos.Model.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;

/** Draws models from the themes of a category. */
final class ModelDraw {

  private static final List<String> VARIANTS =
      List.of("opening", "wording", "layout", "order", "doc", "style", "extra");
  private static final List<String> EXTRAS =
      List.of("settings", "search", "report", "export", "ci");
  private static final int FIRST_DAY = 19_000; // days since 1970: in January 2022
  private static final int DAYS = 1_300;

  private final String category;
  private final List<Theme> themes;

  ModelDraw(String category) {
    this.category = category;
    this.themes = ThemeFile.read(category);
  }

  Model draw(UniformRandomProvider random) {
    Theme theme = one(themes, random);
    List<Entity> entities = entities(theme, random);
    if (category.equals("microservices")) {
      return Services.draw(theme, entities, random);
    }
    Medium medium =
        switch (category) {
          case "library" -> Medium.LIBRARY;
          case "open-source-tool" -> Medium.COMMANDS;
          default -> random.nextBoolean() ? Medium.COMMANDS : Medium.HTTP;
        };
    Storage storage = one(List.of(Storage.values()), random);
    if (storage == Storage.MEMORY && medium == Medium.COMMANDS) {
      storage = random.nextBoolean() ? Storage.FILE : Storage.SQLITE;
    }
    return new Model(
        theme,
        one(theme.repositories(), random),
        Name.of(one(cores(theme), random)),
        entities,
        List.of(),
        medium,
        storage,
        random.nextBoolean(),
        licence(random),
        steps(entities, medium, storage, EXTRAS, random),
        variants(8000, random),
        firstDay(random));
  }

  static String licence(UniformRandomProvider random) {
    return random.nextBoolean() ? "MIT" : "Apache-2.0";
  }

  static long firstDay(UniformRandomProvider random) {
    return (long) FIRST_DAY + random.nextInt(DAYS);
  }

  static Map<String, Integer> variants(int port, UniformRandomProvider random) {
    Map<String, Integer> variants = new LinkedHashMap<>();
    VARIANTS.forEach(name -> variants.put(name, random.nextInt(12)));
    variants.put("port", port);
    return variants;
  }

  /** Returns the names of the core that are no kind of record, too. */
  private static List<String> cores(Theme theme) {
    return theme.cores().stream()
        .filter(
            core ->
                theme.kinds().stream()
                    .noneMatch(
                        kind ->
                            core.endsWith(kind.name().text())
                                || core.endsWith(kind.plural().text())))
        .toList();
  }

  private static List<Entity> entities(Theme theme, UniformRandomProvider random) {
    Map<String, Entity> drawn = new LinkedHashMap<>();
    Set<String> needed = needed(theme, random);
    for (Theme.Kind kind : theme.kinds()) {
      if (drawn.keySet().containsAll(kind.parents()) && needed.contains(kind.name().text())) {
        drawn.put(kind.name().text(), entity(kind, theme, drawn, random));
      }
    }
    return List.copyOf(drawn.values());
  }

  private static Set<String> needed(Theme theme, UniformRandomProvider random) {
    Set<String> needed = new LinkedHashSet<>();
    for (Theme.Kind kind : theme.kinds()) {
      if (!kind.optional() || random.nextInt(100) < 60) {
        needed.add(kind.name().text());
      }
    }
    return needed;
  }

  private static Entity entity(
      Theme.Kind kind, Theme theme, Map<String, Entity> drawn, UniformRandomProvider random) {
    List<Field> fields = new ArrayList<>();
    for (Theme.Field field : kind.fields()) {
      if (!field.optional() || random.nextInt(100) < 55) {
        fields.add(
            field(
                field,
                stocks(theme).contains(kind.name().text() + "." + field.name().text()),
                random));
      }
    }
    List<Entity> parents = kind.parents().stream().map(drawn::get).toList();
    Map<String, String> rules = new LinkedHashMap<>();
    for (Theme.Rule rule : kind.rules()) {
      if (!rule.optional() || random.nextInt(100) < 60) {
        rules.put(rule.word(), rule.text());
      }
    }
    Optional<Model.States> states = Optional.ofNullable(rules.get("states")).map(ModelDraw::states);
    List<String> closed =
        rules.containsKey("closed") ? List.of(rules.get("closed").split(", *")) : List.of();
    return new Entity(
        kind.name(),
        kind.plural(),
        kind.doc(),
        fields,
        parents,
        !parents.isEmpty() && random.nextBoolean(),
        states,
        Optional.ofNullable(rules.get("limit"))
            .map(text -> limit(text, rules.containsKey("total") ? 2 : 1, random)),
        Optional.ofNullable(rules.get("total")).map(text -> total(text, drawn)),
        closed,
        Optional.ofNullable(rules.get("takes")).map(text -> takes(text, drawn)));
  }

  /** Returns the fields that others take from, which have to be large in samples. */
  private static List<String> stocks(Theme theme) {
    return theme.kinds().stream()
        .flatMap(kind -> kind.rules().stream())
        .filter(rule -> rule.word().equals("takes"))
        .map(rule -> rule.text().substring(rule.text().indexOf(" from ") + 6))
        .toList();
  }

  private static Field field(Theme.Field field, boolean stock, UniformRandomProvider random) {
    List<String> values = new ArrayList<>();
    if (stock) {
      values.addAll(List.of("40", "60"));
    }
    switch (field.type()) {
      case "text", "email" -> values.addAll(rotated(field.values(), random));
      case "choice" -> values.addAll(field.values());
      case "money" -> {
        int price = 50 * (3 + random.nextInt(60));
        values.addAll(List.of("" + price, "" + (price + 250)));
      }
      case "date" -> {
        int day = 1 + random.nextInt(20);
        String month = "2024-0" + (1 + random.nextInt(9));
        values.addAll(
            List.of(
                String.format(Locale.ROOT, "%s-%02d", month, day),
                String.format(Locale.ROOT, "%s-%02d", month, day + 5)));
      }
      default -> {
        int value = field.least() + Math.min(field.most() - field.least(), 2 + random.nextInt(3));
        values.addAll(List.of("" + value, "" + (value - 1)));
      }
    }
    return new Field(
        field.name(), field.type(), field.least(), field.most(), field.unique(), values);
  }

  private static List<String> rotated(List<String> values, UniformRandomProvider random) {
    int from = random.nextInt(values.size());
    List<String> rotated = new ArrayList<>(values.subList(from, values.size()));
    rotated.addAll(values.subList(0, from));
    return rotated;
  }

  private static Model.States states(String text) {
    Set<String> all = new LinkedHashSet<>();
    Set<Model.Transition> transitions = new LinkedHashSet<>();
    for (String chain : text.split(";", -1)) {
      String[] names = chain.trim().split(" > ", -1);
      for (int i = 0; i < names.length; i++) {
        all.add(names[i]);
        if (i > 0) {
          transitions.add(new Model.Transition(names[i - 1], names[i]));
        }
      }
    }
    return new Model.States(List.copyOf(all), List.copyOf(transitions));
  }

  private static Model.Limit limit(String text, int smallest, UniformRandomProvider random) {
    String[] words = text.split("\\.\\.| ", -1);
    int least = Integer.parseInt(words[0]);
    int most = Integer.parseInt(words[1]);
    return new Model.Limit(
        Math.max(smallest, least + random.nextInt(most - least + 1)), words.length > 2);
  }

  private static Model.Total total(String text, Map<String, Entity> drawn) {
    String[] factors = text.split(" \\* ", -1);
    int dot = factors[1].indexOf('.');
    return dot < 0
        ? new Model.Total(factors[0], factors[1], Optional.empty())
        : new Model.Total(
            factors[0],
            factors[1].substring(dot + 1),
            Optional.of(drawn.get(factors[1].substring(0, dot))));
  }

  private static Model.Takes takes(String text, Map<String, Entity> drawn) {
    String[] words = text.split(" from |\\.", -1);
    return new Model.Takes(words[0], drawn.get(words[1]), words[2]);
  }

  /** Orders what the commits add: at random, but nothing before what it needs. */
  static List<String> steps(
      List<Entity> entities,
      Medium medium,
      Storage storage,
      List<String> extras,
      UniformRandomProvider random) {
    Map<String, Double> places = new LinkedHashMap<>();
    places.put("skeleton", -1.0);
    for (int i = 0; i < entities.size(); i++) {
      places.put("entity:" + i, i * 1.5);
    }
    double last = (entities.size() - 1) * 1.5;
    double spread = 3;
    places.put("checks", 0.1 + spread * random.nextDouble());
    for (int i = 0; i < entities.size(); i++) {
      Entity entity = entities.get(i);
      double from = i * 1.5 + 0.1;
      if (entity.fields().stream().anyMatch(Field::unique)) {
        places.put("unique:" + i, from + spread * random.nextDouble());
      }
      double states = from + spread * random.nextDouble();
      if (entity.states().isPresent()) {
        places.put("states:" + i, states);
      }
      if (entity.limit().isPresent()) {
        places.put("limit:" + i, Math.max(states, from) + 0.1 + spread * random.nextDouble());
      }
      if (entity.total().isPresent()) {
        places.put("total:" + i, from + spread * random.nextDouble());
      }
      if (!entity.closed().isEmpty()) {
        double parent = places.get("states:" + entities.indexOf(entity.parents().get(0)));
        places.put("closed:" + i, Math.max(parent, from) + 0.1 + spread * random.nextDouble());
      }
      if (entity.takes().isPresent()) {
        places.put("takes:" + i, from + spread * random.nextDouble());
      }
    }
    double kept = 0.2 + (last + 1) * random.nextDouble();
    if (storage != Storage.MEMORY) {
      places.put("storage", kept);
    }
    if (medium == Medium.LIBRARY) {
      places.put("example", last + 0.5 + random.nextDouble() * spread);
    } else {
      places.put("interface", kept + 0.1 + 3 * random.nextDouble());
      if (extras.contains("settings")) {
        places.put("settings", places.get("interface") + 0.1 + 3 * random.nextDouble());
      }
    }
    for (String extra : List.of("search", "report", "export")) {
      if (extras.contains(extra) && random.nextInt(100) < 55) {
        places.put(extra, last * random.nextDouble() + 1 + spread * random.nextDouble());
      }
    }
    if (extras.contains("ci")) {
      places.put("ci", random.nextBoolean() ? -0.5 : last + 2 + 3 * random.nextDouble());
    }
    return places.entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .toList();
  }

  static <T> T one(List<T> list, UniformRandomProvider random) {
    return list.get(random.nextInt(list.size()));
  }
}

package io.seedmill.generators.code.repos;

import io.seedmill.generators.code.repos.Model.Entity;
import io.seedmill.generators.code.repos.Model.Field;
import io.seedmill.generators.code.repos.Model.Medium;
import io.seedmill.generators.code.repos.Model.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Divides the kinds of records of a model between two services. A relation to a record of the other
 * service becomes a field with its id; rules that would need the other service are left out.
 */
final class Services {

  private static final int MOST_ENTITIES = 3; // so that a repository has at most 40 files
  private static final int FIRST_PORT = 8000;
  private static final int LARGEST_ID = 1_000_000;

  private Services() {}

  static Model draw(Theme theme, List<Entity> all, UniformRandomProvider random) {
    List<Entity> entities = all.subList(0, Math.min(all.size(), MOST_ENTITIES));
    int first = 1 + random.nextInt(entities.size() - 1);
    List<List<Entity>> groups =
        List.of(entities.subList(0, first), entities.subList(first, entities.size()));
    String licence = ModelDraw.licence(random);
    long firstDay = ModelDraw.firstDay(random);
    Map<String, Integer> variants = ModelDraw.variants(FIRST_PORT, random);
    int kept = random.nextInt(groups.size());
    List<Model> services = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      List<Entity> own = own(groups.get(i));
      Name name = own.get(0).name().with("service");
      Map<String, Integer> varied = new LinkedHashMap<>(variants);
      varied.put("port", FIRST_PORT + i);
      Storage storage = i == kept ? Storage.FILE : Storage.MEMORY;
      services.add(
          new Model(
              theme,
              name.kebab(),
              name,
              own,
              List.of(),
              Medium.HTTP,
              storage,
              false,
              licence,
              ModelDraw.steps(own, Medium.HTTP, storage, List.of("search"), random),
              varied,
              firstDay));
    }
    return new Model(
        theme,
        ModelDraw.one(theme.repositories(), random),
        Name.of(ModelDraw.one(theme.cores(), random)),
        entities,
        services,
        Medium.HTTP,
        Storage.FILE,
        false,
        licence,
        merged(services, random),
        variants,
        firstDay);
  }

  /** Puts the steps of the services into one order, in which each service keeps its own. */
  private static List<String> merged(List<Model> services, UniformRandomProvider random) {
    List<String> steps = new ArrayList<>();
    int[] next = new int[services.size()];
    int all = services.stream().mapToInt(service -> service.steps().size()).sum();
    while (steps.size() < all) {
      int service = steps.size() < 2 ? 0 : random.nextInt(services.size());
      if (next[service] < services.get(service).steps().size()) {
        steps.add(service + "/" + services.get(service).steps().get(next[service]++));
      }
    }
    steps.add(2 + random.nextInt(all - 1), "ci");
    return steps;
  }

  private static List<Entity> own(List<Entity> group) {
    Map<Entity, Entity> own = new LinkedHashMap<>();
    for (Entity entity : group) {
      List<Field> fields = new ArrayList<>();
      List<Entity> parents = new ArrayList<>();
      for (Entity parent : entity.parents()) {
        if (own.containsKey(parent)) {
          parents.add(own.get(parent));
        } else {
          Name id = parent.name().with("id");
          fields.add(new Field(id, "int", 1, LARGEST_ID, false, List.of("1", "2")));
        }
      }
      fields.addAll(entity.fields());
      boolean first = !entity.parents().isEmpty() && own.containsKey(entity.parents().get(0));
      own.put(
          entity,
          new Entity(
              entity.name(),
              entity.plural(),
              entity.doc(),
              fields,
              parents,
              entity.cascade(),
              entity.states(),
              entity.limit().filter(limit -> first),
              entity.total().flatMap(total -> first ? own(total, own) : Optional.empty()),
              first ? entity.closed() : List.of(),
              entity
                  .takes()
                  .filter(takes -> own.containsKey(takes.owner()))
                  .map(
                      takes ->
                          new Model.Takes(takes.number(), own.get(takes.owner()), takes.stock()))));
    }
    return List.copyOf(own.values());
  }

  private static Optional<Model.Total> own(Model.Total total, Map<Entity, Entity> own) {
    if (total.owner().isEmpty()) {
      return Optional.of(total);
    }
    return total
        .owner()
        .map(own::get)
        .map(owner -> new Model.Total(total.number(), total.price(), Optional.of(owner)));
  }
}

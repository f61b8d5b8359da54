package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import io.seedmill.pipeline.matrix.Combination;
import io.seedmill.pipeline.matrix.Matrix;
import io.seedmill.pipeline.matrix.Template;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the generators of one spec, whose names differ and whose cells are not too many. */
final class GeneratorReader {

  static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");
  static final String NAME_ALLOWED =
      "up to 100 of the letters A to Z, digits and dashes, no dash first";

  private static final String UNIQUE = "names that are unique; ";

  private final Catalogue catalogue;
  private final Path folder;
  private final Problems problems;
  private final Set<String> names = new HashSet<>();
  private final Set<String> cellNames = new HashSet<>();
  private long cells;

  /**
   * @param folder where names of files start
   */
  GeneratorReader(Catalogue catalogue, Path folder, Problems problems) {
    this.catalogue = catalogue;
    this.folder = folder;
    this.problems = problems;
  }

  /** The generator; empty, with problems, where it cannot be used. */
  Optional<GeneratorSpec> read(YamlObject item) {
    int before = problems.size();
    Optional<SourceFactory> outside = outside(item);
    Optional<GeneratorKind> factory = outside.map(GeneratorKind.class::cast);
    Optional<String> generator = outside.map(GeneratorKind::name);
    if (outside.isEmpty()) {
      generator = item.requiredText("generator", allowedGenerator());
      factory = inCatalogue(item, generator);
    }
    String name = name(item, generator);
    if (!outside.map(source -> source.traits().countsItself()).orElse(false)) {
      item.requirePresent("samples", Quantity.SAMPLES.allowed());
    }
    List.of("samples", "shardSize").forEach(item::node);
    ParameterSource given =
        outside.isPresent()
            ? ParameterSource.besideOthers(item, outside.get().parameters())
            : ParameterSource.under(item, "params");
    CellReader reader = new CellReader(item, name, given);
    reader.checkConstants(factory);
    UniverseReader universe = new UniverseReader(item, problems, folder);
    MatrixReader matrixReader = new MatrixReader(item, problems);
    Optional<Matrix> matrix = universe.read().flatMap(matrixReader::read);
    List<String> groupBy = groupBy(item, matrix);
    item.refuseOtherKeys();
    matrix.ifPresent(reader::checkPlaceholders);
    if (problems.size() > before) {
      return Optional.empty();
    }
    List<Entry> cells =
        reader.read(factory.orElseThrow(), combinations(item, matrix.orElseThrow()));
    if (cells.isEmpty() || !areNamesUnique(item, cells)) {
      return Optional.empty();
    }
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    if (outside.isEmpty()) {
      source.put("generator", factory.get().name());
    }
    reader.addTo(source, factory.get(), cells.get(0));
    source.setAll(universe.source());
    if (!matrixReader.source().isEmpty()) {
      source.set("matrix", matrixReader.source());
    }
    if (!groupBy.isEmpty()) {
      groupBy.forEach(source.putArray("groupBy")::add);
    }
    return Optional.of(
        new GeneratorSpec(
            name,
            factory.get(),
            matrix.get().axes(),
            groupBy,
            source,
            cells,
            new ParameterPlaces(given, problems)));
  }

  /** The kind of generator from outside that a key asks for; a problem where several do. */
  private Optional<SourceFactory> outside(YamlObject item) {
    List<SourceFactory> asked =
        catalogue.sources().stream().filter(kind -> item.has(kind.name())).toList();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    for (SourceFactory more : asked.subList(1, asked.size())) {
      item.node(more.name());
      item.problem(
          more.name(), "'" + more.name() + "' beside '" + asked.get(0).name() + "'", "one of them");
    }
    if (item.has("generator")) {
      item.node("generator");
      item.problem(
          "generator", "'generator' beside '" + asked.get(0).name() + "'", "one of the two");
    }
    return Optional.of(asked.get(0));
  }

  private String allowedGenerator() {
    List<String> kinds = catalogue.sources().stream().map(GeneratorKind::name).toList();
    String allowed = "the name of a generator";
    return kinds.isEmpty() ? allowed : allowed + ", or in its place " + String.join(", ", kinds);
  }

  private Optional<GeneratorKind> inCatalogue(YamlObject item, Optional<String> generator) {
    Optional<GeneratorKind> factory =
        generator.flatMap(catalogue::generator).map(GeneratorKind.class::cast);
    if (generator.isPresent() && factory.isEmpty()) {
      List<String> known = catalogue.all().stream().map(GeneratorKind::name).toList();
      item.problem(
          "generator", "'" + generator.get() + "'", NearestName.advice(generator.get(), known));
    }
    return factory;
  }

  private String name(YamlObject item, Optional<String> generator) {
    Optional<String> written = item.node("name").filter(YamlValue::isWord).map(YamlValue::text);
    boolean isTemplate = written.isPresent() && !Template.of(written.get()).isConstant();
    Optional<String> given = isTemplate ? written : item.name("name", NAME, NAME_ALLOWED);
    String name = (item.has("name") ? given : generator).orElse("");
    if (!name.isEmpty() && !names.add(name)) {
      item.problem(
          given.isPresent() ? "name" : "generator",
          "the name '" + name + "' a second time",
          UNIQUE + "give this entry a 'name' of its own");
    }
    return name;
  }

  private static List<String> groupBy(YamlObject item, Optional<Matrix> matrix) {
    if (item.node("groupBy").isEmpty()) {
      return List.of();
    }
    String allowed = "a list of axes, each once";
    List<String> axes = item.requiredWords("groupBy", Set.of(), allowed);
    Set<String> known = matrix.map(Matrix::keys).orElse(Set.copyOf(axes));
    for (String axis : axes) {
      if (!known.contains(axis)) {
        item.problem("groupBy", "the axis '" + axis + "'", NearestName.advice(axis, known));
      }
    }
    return axes;
  }

  /** The combinations; none, with a problem, where there are too many or none. */
  private List<Combination> combinations(YamlObject item, Matrix matrix) {
    if (matrix.axes().isEmpty() && matrix.include().isEmpty()) {
      cells++;
      return List.of(Combination.NONE);
    }
    long more = matrix.mostCombinations();
    cells = cells > Long.MAX_VALUE - more ? Long.MAX_VALUE : cells + more;
    if (cells > DatasetSpec.MOST_CELLS) {
      String found = "axes that make %d cells, with those of generators before it";
      item.problem(
          "matrix",
          found.formatted(cells),
          "at most " + DatasetSpec.MOST_CELLS + " cells in a spec");
      return List.of();
    }
    List<Combination> combinations = matrix.combinations();
    if (combinations.isEmpty()) {
      item.problem("matrix", "no combination that is not excluded", "at least one");
    }
    return combinations;
  }

  private boolean areNamesUnique(YamlObject item, List<Entry> entries) {
    for (Entry entry : entries) {
      if (!cellNames.add(entry.name())) {
        item.problem(
            item.has("name") ? "name" : "generator",
            "the name '" + entry.name() + "' a second time",
            UNIQUE + "every axis that tells cells apart belongs in 'name'");
        return false;
      }
    }
    return true;
  }
}

package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.input.Parameters;
import io.seedmill.pipeline.dataset.DatasetSpec.Entry;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.Combination;
import io.seedmill.pipeline.matrix.Matrix;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the generators of one spec, whose names differ and whose cells are not too many. */
final class GeneratorReader {

  private static final String UNIQUE = "names that are unique; ";

  private final Catalogue catalogue;
  private final Path folder;
  private final List<InputProblem> problems;
  private final Set<String> names = new HashSet<>();
  private final Set<String> cellNames = new HashSet<>();
  private long cells;

  /**
   * @param folder where names of files start
   */
  GeneratorReader(Catalogue catalogue, Path folder, List<InputProblem> problems) {
    this.catalogue = catalogue;
    this.folder = folder;
    this.problems = problems;
  }

  /**
   * Returns the generator; empty, with problems, where it cannot be used.
   *
   * @param at where it stands
   * @param json what stands there
   * @param entry the same, checked
   */
  Optional<GeneratorSpec> read(JsonPointer at, ObjectNode json, Parameters entry) {
    int before = problems.size();
    GeneratorKind kind = kind(json);
    String name = entry.optional("name", Parameters::text).orElse(kind.name());
    if (!names.add(name)) {
      refuse(
          at.appendProperty(entry.has("name") ? "name" : "generator"),
          "the name '" + name + "' a second time",
          UNIQUE + "give this entry a 'name' of its own");
    }
    int known = problems.size();
    UniverseReader universe = new UniverseReader(at, problems, folder);
    MatrixReader matrixReader = new MatrixReader(at, folder, problems);
    List<Axis> axes = universe.read(entry);
    Optional<Matrix> matrix = matrixReader.read(json.path("matrix"), axes);
    if (matrix.isEmpty() || problems.size() > known) {
      return Optional.empty(); // references to axes that cannot be read are no further mistakes
    }
    List<String> groupBy = entry.has("groupBy") ? entry.texts("groupBy") : List.of();
    checkAxes(at.appendProperty("groupBy"), groupBy, matrix.get().keys());
    CellReader reader = new CellReader(at, json, kind, name, problems);
    reader.checkPlaceholders(matrix.get());
    if (problems.size() > before) {
      return Optional.empty();
    }
    List<Entry> entries = reader.read(combinations(at, matrix.get()));
    if (entries.isEmpty() || !areNamesUnique(at, entry, entries)) {
      return Optional.empty();
    }
    ObjectNode source = JsonNodeFactory.instance.objectNode();
    if (kind instanceof GeneratorFactory) {
      source.put("generator", kind.name());
    }
    reader.addTo(source, entries.get(0));
    source.setAll(universe.source());
    if (!matrixReader.source().isEmpty()) {
      source.set("matrix", matrixReader.source());
    }
    if (!groupBy.isEmpty()) {
      groupBy.forEach(source.putArray("groupBy")::add);
    }
    return Optional.of(
        new GeneratorSpec(name, kind, matrix.get().axes(), groupBy, source, entries, at));
  }

  /** Returns the generator, or the kind of source, that an entry asks for. */
  private GeneratorKind kind(ObjectNode entry) {
    return entry.has("generator")
        ? catalogue.generator(entry.get("generator").textValue()).orElseThrow()
        : catalogue.sources().stream()
            .filter(source -> entry.has(source.name()))
            .findFirst()
            .orElseThrow();
  }

  private void checkAxes(JsonPointer at, List<String> axes, Set<String> known) {
    for (String axis : axes) {
      if (!known.contains(axis)) {
        refuse(at, "the axis '" + axis + "'", NearestName.advice(axis, known));
      }
    }
  }

  /** Returns the combinations; none, with a problem, where there are too many or none. */
  private List<Combination> combinations(JsonPointer at, Matrix matrix) {
    if (matrix.axes().isEmpty() && matrix.include().isEmpty()) {
      cells++;
      return List.of(Combination.NONE);
    }
    JsonPointer place = at.appendProperty("matrix");
    long more = matrix.mostCombinations();
    cells = cells > Long.MAX_VALUE - more ? Long.MAX_VALUE : cells + more;
    if (cells > DatasetSpec.MOST_CELLS) {
      String found = "axes that make %d cells, with those of generators before it";
      refuse(
          place, found.formatted(cells), "at most " + DatasetSpec.MOST_CELLS + " cells in a spec");
      return List.of();
    }
    List<Combination> combinations = matrix.combinations();
    if (combinations.isEmpty()) {
      refuse(place, "no combination that is not excluded", "at least one");
    }
    return combinations;
  }

  private boolean areNamesUnique(JsonPointer at, Parameters given, List<Entry> entries) {
    for (Entry entry : entries) {
      if (!cellNames.add(entry.name())) {
        refuse(
            at.appendProperty(given.has("name") ? "name" : "generator"),
            "the name '" + entry.name() + "' a second time",
            UNIQUE + "every axis that tells cells apart belongs in 'name'");
        return false;
      }
    }
    return true;
  }

  private void refuse(JsonPointer at, String found, String allowed) {
    problems.add(new InputProblem(at.toString(), found, allowed));
  }
}

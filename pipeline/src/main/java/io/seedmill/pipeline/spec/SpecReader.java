package io.seedmill.pipeline.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.Sample;
import io.seedmill.generators.parameters.InvalidParametersException;
import io.seedmill.generators.parameters.ParameterProblem;
import io.seedmill.generators.parameters.Parameters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a dataset spec from YAML and finds every mistake in it. */
public final class SpecReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,99}");
  private static final String NAME_ALLOWED =
      "up to 100 of the letters A to Z, digits and dashes, no dash first";
  private static final String FIELDS_ALLOWED =
      "a list of the sample's own fields, each once, without "
          + String.join(", ", new TreeSet<>(Sample.RESERVED));

  private final Catalogue catalogue;

  public SpecReader(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Reads a spec.
   *
   * @param file the name that messages give the text
   * @param yaml the text
   * @throws InvalidSpecException with all mistakes, if there are any
   */
  public DatasetSpec read(String file, String yaml) throws InvalidSpecException {
    Problems problems = new Problems();
    Optional<YamlObject> root = YamlFile.parse(yaml, problems);
    if (root.isEmpty()) {
      throw new InvalidSpecException(file, problems.inOrder());
    }
    DatasetSpec spec = read(root.get());
    root.get().refuseOtherKeys();
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(file, problems.inOrder());
    }
    return spec;
  }

  private DatasetSpec read(YamlObject root) {
    String name = root.name("name", NAME, NAME_ALLOWED).orElse("dataset");
    long seed = root.integer("seed", -DatasetSpec.LARGEST_SEED, DatasetSpec.LARGEST_SEED).orElse(0);
    double rate = root.share("maxFailureRate").orElse(0);
    long maxBytes =
        root.integer("maxSampleBytes", 2, 512 << 20).orElse(DatasetSpec.DEFAULT_MAX_SAMPLE_BYTES);
    List<DatasetSpec.Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (YamlObject item :
        root.requiredObjects(
            "generators",
            "a list of at least one generator",
            "a mapping with 'generator' and 'samples'")) {
      entry(item, names).ifPresent(entries::add);
      item.refuseOtherKeys();
    }
    List<String> fields = List.of();
    Optional<YamlObject> dedupe = root.object("dedupe");
    if (dedupe.isPresent()) {
      fields = dedupe.get().requiredWords("fields", Sample.RESERVED, FIELDS_ALLOWED);
      dedupe.get().refuseOtherKeys();
    }
    long parts = 1;
    Optional<YamlObject> output = root.object("output");
    if (output.isPresent()) {
      parts = output.get().integer("parts", 1, DatasetSpec.MOST_PARTS).orElse(1);
      output.get().refuseOtherKeys();
    }
    return new DatasetSpec(name, seed, rate, (int) maxBytes, entries, fields, (int) parts);
  }

  private Optional<DatasetSpec.Entry> entry(YamlObject item, Set<String> names) {
    Optional<String> generator = item.requiredText("generator", "the name of a generator");
    Optional<GeneratorFactory> factory = generator.flatMap(catalogue::find);
    if (generator.isPresent() && factory.isEmpty()) {
      item.problem(
          "generator",
          "'" + generator.get() + "'",
          NearestName.advice(
              generator.get(), catalogue.all().stream().map(GeneratorFactory::name).toList()));
    }
    Optional<String> given = item.name("name", NAME, NAME_ALLOWED);
    String name = (item.has("name") ? given : generator).orElse("");
    if (!name.isEmpty() && !names.add(name)) {
      item.problem(
          given.isPresent() ? "name" : "generator",
          "the name '" + name + "' a second time",
          "names that are unique; give this entry a 'name' of its own");
    }
    OptionalLong samples = item.integer("samples", 0, DatasetSpec.MOST_SAMPLES);
    item.requirePresent("samples", "a whole number from 0 to " + DatasetSpec.MOST_SAMPLES);
    OptionalLong shardSize = item.integer("shardSize", 1, DatasetSpec.MOST_SAMPLES);
    ObjectNode params = item.json("params");
    if (factory.isEmpty()) {
      return Optional.empty();
    }
    return parameters(item, factory.get(), params)
        .map(
            parameters ->
                new DatasetSpec.Entry(
                    name, factory.get(), parameters, samples.orElse(0), shardSize));
  }

  private static Optional<Parameters> parameters(
      YamlObject item, GeneratorFactory factory, ObjectNode params) {
    try {
      return Optional.of(factory.parameters().read(params));
    } catch (InvalidParametersException e) {
      List<String> known =
          factory.parameters().all().stream().map(parameter -> parameter.name()).toList();
      for (ParameterProblem problem : e.problems()) {
        JsonPointer pointer = JsonPointer.compile(problem.path());
        String name = pointer.getMatchingProperty();
        if (name == null || known.contains(name)) {
          item.problemAt("params", pointer, problem.found(), problem.allowed());
        } else {
          item.unknownKeyIn(
              "params",
              name,
              "the unknown parameter '" + name + "'",
              NearestName.advice(name, known));
        }
      }
      return Optional.empty();
    }
  }
}

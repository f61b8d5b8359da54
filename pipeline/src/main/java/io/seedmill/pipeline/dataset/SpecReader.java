package io.seedmill.pipeline.dataset;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Sample;
import io.seedmill.transforms.generate.WorkerSettings.Assets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Reads a dataset spec from YAML and finds every mistake in it. */
public final class SpecReader {

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
   * @param file the name that messages give the text; files that it names lie beside it
   * @param yaml the text
   * @throws InvalidSpecException with all mistakes, if there are any
   */
  public DatasetSpec read(String file, String yaml) throws InvalidSpecException {
    Problems problems = new Problems();
    Optional<YamlObject> root = YamlFile.parse(yaml, problems);
    if (root.isEmpty()) {
      throw new InvalidSpecException(file, problems.inOrder());
    }
    DatasetSpec spec = read(root.get(), new GeneratorReader(catalogue, folder(file), problems));
    root.get().refuseOtherKeys();
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(file, problems.inOrder());
    }
    return spec;
  }

  private DatasetSpec read(YamlObject root, GeneratorReader generators) {
    String name =
        root.name("name", GeneratorReader.NAME, GeneratorReader.NAME_ALLOWED).orElse("dataset");
    long seed = root.integer("seed", -DatasetSpec.LARGEST_SEED, DatasetSpec.LARGEST_SEED).orElse(0);
    double rate = root.share("maxFailureRate").orElse(0);
    long maxBytes =
        root.integer("maxSampleBytes", 2, 512 << 20).orElse(DatasetSpec.DEFAULT_MAX_SAMPLE_BYTES);
    boolean saysCheckpoint = root.has("checkpoint");
    boolean checkpoint = root.flag("checkpoint");
    FailurePolicy failures = FailureReader.read(root);
    boolean incremental = root.flag("incremental");
    List<GeneratorSpec> read = new ArrayList<>();
    for (YamlObject item :
        root.requiredObjects(
            "generators",
            "a list of at least one generator",
            "a mapping with 'generator' and 'samples'")) {
      generators.read(item).ifPresent(read::add);
    }
    List<String> fields = List.of();
    Optional<YamlObject> dedupe = root.object("dedupe");
    if (dedupe.isPresent()) {
      fields = dedupe.get().requiredWords("fields", Sample.RESERVED, FIELDS_ALLOWED);
      dedupe.get().refuseOtherKeys();
    }
    long parts = 1;
    Assets assets = Assets.INLINE;
    Optional<YamlObject> output = root.object("output");
    if (output.isPresent()) {
      parts = output.get().integer("parts", 1, DatasetSpec.MOST_PARTS).orElse(1);
      assets = assets(output.get());
      output.get().refuseOtherKeys();
    }
    return new DatasetSpec(
        name,
        seed,
        rate,
        (int) maxBytes,
        saysCheckpoint ? checkpoint : read.stream().anyMatch(GeneratorSpec::isExpensive),
        failures,
        assets,
        incremental,
        read,
        fields,
        (int) parts,
        Filters.NONE);
  }

  private static Assets assets(YamlObject output) {
    Optional<String> word = output.node("assets").map(YamlValue::text);
    for (Assets assets : Assets.values()) {
      if (word.isEmpty() || word.get().equals(assets.toString())) {
        return assets;
      }
    }
    output.problem(
        "assets", "'" + word.get() + "'", "inline (in the sample) or files (each in its own)");
    return Assets.INLINE;
  }

  /** Where names of files in a spec start: beside it, where it is a file. */
  static Path folder(String file) {
    try {
      Path parent = Path.of(file).getParent();
      return parent == null ? Path.of("") : parent;
    } catch (InvalidPathException e) {
      return Path.of("");
    }
  }
}

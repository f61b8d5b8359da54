package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.GeneratorTraits;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SourceFactory;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.evaluation.EvaluationTexts;
import io.seedmill.transforms.generate.GenerationPlan.Entry.Outside;
import io.seedmill.transforms.generate.Preference;
import io.seedmill.transforms.generate.WorkerSettings.Assets;
import io.seedmill.transforms.near.NearRule;
import io.seedmill.transforms.schema.RecordSchema;
import io.seedmill.transforms.write.DatasetFiles;
import io.seedmill.transforms.write.FileSets;
import io.seedmill.transforms.write.PartFormat;
import io.seedmill.transforms.write.PartFormats;
import io.seedmill.transforms.write.Splits;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A dataset as its author describes it; every value is in range and every generator exists.
 *
 * @param name letters, digits, dashes, underscores and dots
 * @param seed from which all randomness comes
 * @param maxFailureRate the share of samples that may fail, from 0 to 1
 * @param maxSampleBytes the largest content, and the largest metadata, of a sample
 * @param checkpoint whether finished tasks are kept, so that a run can go on after a crash
 * @param failures what is done about a sample that fails
 * @param assets how the assets of samples are kept
 * @param incremental whether a run goes on where the runs before it in the same output ended
 * @param generators what is generated, in order; one that a filter left no cell is still there
 * @param dedupeFields the fields that make two samples equal; empty for the whole content
 * @param preference which of equal samples is kept
 * @param against the evaluation texts that samples must not repeat; null for none
 * @param near the rule by which samples are too much like each other; null for none
 * @param uniqueBatches whether raw files of batches lack the samples that lose to one in them
 * @param splits the splits, and what keeps samples together in one of them
 * @param parts how many files each set of the dataset has
 * @param format the format of these files
 * @param schema the declared fields of samples; none where all samples fit
 * @param byGenerator whether each entry has a folder of its own
 * @param card what its card says of it; empty for nothing
 * @param filter which of its cells are there, where not all of them are
 */
@RecordBuilder
public record DatasetSpec(
    String name,
    long seed,
    double maxFailureRate,
    int maxSampleBytes,
    boolean checkpoint,
    FailurePolicy failures,
    Assets assets,
    boolean incremental,
    List<GeneratorSpec> generators,
    List<String> dedupeFields,
    Preference preference,
    Against against,
    NearRule near,
    boolean uniqueBatches,
    Splits splits,
    int parts,
    PartFormat format,
    RecordSchema schema,
    boolean byGenerator,
    ObjectNode card,
    Filters filter)
    implements DatasetSpecBuilder.With {

  /**
   * The largest sample where the spec names none: 32 MiB, which a picture of 16 MB fits in as
   * Base64.
   */
  public static final int DEFAULT_MAX_SAMPLE_BYTES = 32 << 20;

  /** The largest seed, either side of 0: every reader of JSON keeps it. */
  public static final long LARGEST_SEED = CanonicalJson.MAX_INTEGER;

  /** The most samples of an entry: what many entries add up to is still a {@code long}. */
  public static final long MOST_SAMPLES = 1_000_000_000_000L;

  /** The most unique samples of an entry: to find them, some times as many are made. */
  public static final long MOST_UNIQUE = 1_000_000_000L;

  /** The most cells of all generators together. */
  public static final int MOST_CELLS = 1_000_000;

  /** The most files of a dataset. */
  public static final int MOST_PARTS = 10_000;

  public DatasetSpec {
    generators = List.copyOf(generators);
    dedupeFields = List.copyOf(dedupeFields);
  }

  /**
   * Evaluation texts that samples must not repeat.
   *
   * @param files patterns of their files
   * @param ngrams the number of words in a row that count as repeated
   * @param fields the fields of their rows that are compared; empty for all
   * @param texts what was read; null until it was
   */
  @RecordBuilder
  public record Against(List<String> files, int ngrams, List<String> fields, EvaluationTexts texts)
      implements DatasetSpecAgainstBuilder.With {

    public Against {
      files = List.copyOf(files);
      fields = List.copyOf(fields);
    }
  }

  /**
   * A named part of the dataset: a generator, or a cell of its matrix.
   *
   * @param name the entry's name, unique in the spec
   * @param factory the generator
   * @param parameters the values of its parameters
   * @param samples how many indices, from 0; {@link #ALL} where the generator counts itself
   * @param shardSize how many indices a task takes, where the author wants a certain number
   * @param cell the generator's name in the spec, and the place in its matrix
   * @param prepared what a generator from outside found before the run; null until it has looked
   * @param unique how many samples that no other is equal to; then {@code samples} is as many until
   *     it is known how many indices that takes
   */
  @RecordBuilder
  public record Entry(
      String name,
      GeneratorKind factory,
      Parameters parameters,
      long samples,
      OptionalLong shardSize,
      Cell cell,
      Prepared prepared,
      OptionalLong unique)
      implements DatasetSpecEntryBuilder.With {

    /** As many indices as the generator finds that there are. */
    public static final long ALL = -1;

    /** An entry that is not prepared. */
    public Entry(
        String name,
        GeneratorKind factory,
        Parameters parameters,
        long samples,
        OptionalLong shardSize,
        Cell cell) {
      this(name, factory, parameters, samples, shardSize, cell, null);
    }

    /** An entry with a number of indices. */
    public Entry(
        String name,
        GeneratorKind factory,
        Parameters parameters,
        long samples,
        OptionalLong shardSize,
        Cell cell,
        Prepared prepared) {
      this(name, factory, parameters, samples, shardSize, cell, prepared, OptionalLong.empty());
    }

    /** An entry without a matrix. */
    public Entry(
        String name,
        GeneratorKind factory,
        Parameters parameters,
        long samples,
        OptionalLong shardSize) {
      this(name, factory, parameters, samples, shardSize, Cell.single(name));
    }

    /** Returns a copy with what was found: never more indices than there are. */
    Entry with(Prepared found) {
      long there = found.samples().orElse(samples);
      long wanted = samples == ALL ? there : Math.min(samples, there);
      return with(copy -> copy.samples(wanted).prepared(found));
    }

    /** Returns the names of its samples' fields, where they are known. */
    Optional<Set<String>> fields() {
      return factory.fields(parameters, prepared == null ? Prepared.nothing() : prepared);
    }

    /** Makes its generator, for this machine alone. */
    public Generator open(GeneratorContext context) throws IOException {
      return factory.open(parameters, prepared, context);
    }

    /** The values of its parameters on which samples depend, as canonical JSON. */
    public String dataParameters() {
      return CanonicalJson.write(parameters.toJson().without(factory.traits().settings()));
    }

    /** Returns the generator's name in the spec, which is the cell's where each has its own. */
    public String type() {
      return cell.generator().contains("${") ? name : cell.generator();
    }

    /** Returns the properties of a source; empty for a generator of the catalogue. */
    public Optional<Outside> outside() {
      if (!(factory instanceof SourceFactory)) {
        return Optional.empty();
      }
      GeneratorTraits traits = factory.traits();
      ObjectNode place = JsonNodeFactory.instance.objectNode().setAll(prepared.place());
      JsonNode shared = place.remove(Prepared.SHARED);
      return Optional.of(
          new Outside(
              type(),
              CanonicalJson.write(parameters.toJson().retain(traits.settings())),
              CanonicalJson.write(prepared.identity()),
              CanonicalJson.write(place),
              shared == null ? "" : shared.textValue(),
              traits.severalSamples(),
              traits.reproducible(),
              traits.countsItself()));
    }
  }

  /**
   * The values that the command line replaces in a spec; an empty one replaces nothing.
   *
   * @param samples in place of every generator's count
   * @param politeness rate limits by their name, in place of those of every API
   * @param sweep keys of every sweep; none for no change
   */
  public record Overrides(
      OptionalLong samples,
      OptionalLong seed,
      OptionalLong shardSize,
      OptionalInt parts,
      Map<String, JsonNode> politeness,
      Map<String, JsonNode> sweep) {

    /** Changes nothing. */
    public static final Overrides NONE =
        new Overrides(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalInt.empty(),
            Map.of(),
            Map.of());

    /** Returns the JSON of a spec with the values in place. */
    ObjectNode in(ObjectNode spec) {
      ObjectNode changed = spec.deepCopy();
      seed.ifPresent(value -> changed.put("seed", value));
      if (parts.isPresent()
          && (!changed.has("output") || changed.get("output") instanceof ObjectNode)) {
        changed.withObjectProperty("output").put("parts", parts.getAsInt());
      }
      for (JsonNode entry : changed.path("generators")) {
        if (entry instanceof ObjectNode generator) {
          samples.ifPresent(value -> generator.put("samples", value).remove("unique"));
          shardSize.ifPresent(value -> generator.put("shardSize", value));
          boolean limited = generator.path("politeness") instanceof ObjectNode;
          if (!politeness.isEmpty()
              && generator.has("http")
              && (limited || !generator.has("politeness"))) {
            politeness.forEach(generator.withObjectProperty("politeness")::set);
          }
          if (generator.has("sweep")) {
            sweep.forEach(generator::set);
            if (!generator.has("shardSize")) {
              generator.put("shardSize", 1); // so that a shard is a job, and a batch a matrix
            }
          }
        }
      }
      return changed;
    }
  }

  /** A dataset without generators of its own: tasks name those of the catalogue. */
  public static DatasetSpec ofTasks(String name) {
    return new DatasetSpec(
        name,
        0,
        0,
        DEFAULT_MAX_SAMPLE_BYTES,
        false,
        FailurePolicy.DEFAULT,
        Assets.INLINE,
        false,
        List.of(),
        List.of(),
        Preference.INDEX,
        null,
        null,
        false,
        Splits.NONE,
        1,
        PartFormats.JSON_LINES,
        RecordSchema.NONE,
        false,
        JsonNodeFactory.instance.objectNode(),
        Filters.NONE);
  }

  /**
   * Returns the files that a run writes.
   *
   * @param entries the names of the entries that are generated
   */
  public DatasetFiles files(Collection<String> entries) {
    return new DatasetFiles(parts, format, assets == Assets.FILES, fileSets(entries));
  }

  private FileSets fileSets(Collection<String> entries) {
    return splits.isNone() && !byGenerator
        ? FileSets.ONE
        : new FileSets(splits, entries.stream().distinct().toList(), byGenerator);
  }

  /** Returns what is wrong with the sets of files of all entries together, if anything is. */
  Optional<InputProblem> problemOfFiles() {
    return SplitReader.problemOfFolders(
        fileSets(entries().stream().map(Entry::name).toList()), parts);
  }

  /** Returns all that the split of a sample depends on; empty where there are no splits. */
  public Optional<ObjectNode> splitIdentity() {
    return SplitReader.identity(splits);
  }

  /** Returns true if an entry ends when it has a number of unique samples. */
  public boolean countsUnique() {
    return entries().stream().anyMatch(entry -> entry.unique().isPresent());
  }

  /**
   * Returns this spec with numbers of indices in place of those that its entries have.
   *
   * @param indices by entry
   */
  public DatasetSpec withIndices(long[] indices) {
    int next = 0;
    List<GeneratorSpec> changed = new ArrayList<>();
    for (GeneratorSpec generator : generators) {
      List<Entry> cells = new ArrayList<>();
      for (Entry cell : generator.cells()) {
        cells.add(cell.withSamples(indices[next++]));
      }
      changed.add(generator.withCells(cells));
    }
    return withGenerators(changed);
  }

  /** All cells of all generators, in order: what the names in the dataset stand for. */
  public List<Entry> entries() {
    return generators.stream().flatMap(generator -> generator.cells().stream()).toList();
  }

  /**
   * This spec with the cells that a filter leaves.
   *
   * @throws FilterException if it names an axis that no generator has, or leaves nothing
   */
  public DatasetSpec filtered(Filters filters) throws FilterException {
    return withGenerators(filters.isNone() ? generators : filters.apply(generators))
        .withFilter(filters);
  }

  /** The filters that the cells went through, by option; empty where there were none. */
  public ObjectNode filters() {
    return filter.toJson();
  }

  /**
   * The spec as JSON, every default filled in, in the form in which it can be run again. It is the
   * whole spec, whatever was filtered, and says the same when the members of its objects are
   * sorted.
   */
  public ObjectNode toJson() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.put("name", name);
    spec.put("seed", seed);
    spec.put("maxFailureRate", maxFailureRate);
    spec.put("maxSampleBytes", maxSampleBytes);
    spec.put("checkpoint", checkpoint);
    if (!failures.equals(FailurePolicy.DEFAULT)) {
      spec.set("failures", FailureReader.toJson(failures));
    }
    spec.put("incremental", incremental);
    ArrayNode list = spec.putArray("generators");
    generators.forEach(generator -> list.add(generator.source().deepCopy()));
    if (!dedupeFields.isEmpty()) {
      ArrayNode fields = spec.withObjectProperty("dedupe").putArray("fields");
      dedupeFields.forEach(fields::add);
    }
    if (preference != Preference.INDEX) {
      spec.withObjectProperty("dedupe").put("prefer", preference.toString());
    }
    if (against != null) {
      ObjectNode dedupe = spec.withObjectProperty("dedupe");
      against.files().forEach(dedupe.putArray("against")::add);
      dedupe.put("ngrams", against.ngrams());
      if (!against.fields().isEmpty()) {
        against.fields().forEach(dedupe.putArray("againstFields")::add);
      }
    }
    if (near != null) {
      spec.withObjectProperty("dedupe")
          .putObject("near")
          .put("field", near.field())
          .put("threshold", near.threshold())
          .put("characters", near.characters());
    }
    if (uniqueBatches) {
      spec.putObject("batches").put("dedupe", true);
    }
    SplitReader.write(splits, spec);
    if (!card.isEmpty()) {
      spec.set("card", card.deepCopy());
    }
    ObjectNode output = spec.putObject("output").put("parts", parts);
    if (byGenerator) {
      output.put("partitionBy", "generator");
    }
    if (assets != Assets.INLINE) {
      output.put("assets", assets.toString());
    }
    if (!schema.isNone()) {
      output.set("schema", schema.toJson());
    }
    if (!format.equals(PartFormats.JSON_LINES)) {
      output.put("format", format.name());
      PartFormat named = PartFormats.named(format.name()).orElseThrow();
      if (format.compression() != named.compression()) {
        output.put("compression", format.compression().toString());
      }
      if (format.withoutMetadata().filter(format::equals).isPresent()) {
        output.put("metadata", false);
      }
    }
    return spec;
  }
}

package io.seedmill.pipeline.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.parameters.Parameters;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A dataset as its author describes it; every value is in range and every generator exists.
 *
 * @param name letters, digits and dashes
 * @param seed from which all randomness comes
 * @param maxFailureRate the share of samples that may fail, from 0 to 1
 * @param maxSampleBytes the largest content, and the largest metadata, of a sample
 * @param checkpoint whether finished tasks are kept, so that a run can go on after a crash
 * @param incremental whether a run goes on where the runs before it in the same output ended
 * @param generators what is generated, in order; one that a filter left no cell is still there
 * @param dedupeFields the fields that make two samples equal; empty for the whole content
 * @param parts how many files the dataset has
 * @param filter which of its cells are there, where not all of them are
 */
public record DatasetSpec(
    String name,
    long seed,
    double maxFailureRate,
    int maxSampleBytes,
    boolean checkpoint,
    boolean incremental,
    List<GeneratorSpec> generators,
    List<String> dedupeFields,
    int parts,
    Filters filter) {

  /** The largest sample where the spec names none: 16 MiB. */
  public static final int DEFAULT_MAX_SAMPLE_BYTES = 16 << 20;

  /** The largest seed, either side of 0: every reader of JSON keeps it. */
  public static final long LARGEST_SEED = CanonicalJson.MAX_INTEGER;

  /** The most samples of an entry: what many entries add up to is still a {@code long}. */
  public static final long MOST_SAMPLES = 1_000_000_000_000L;

  /** The most cells of all generators together. */
  public static final int MOST_CELLS = 1_000_000;

  /** The most files of a dataset. */
  public static final int MOST_PARTS = 10_000;

  public DatasetSpec {
    generators = List.copyOf(generators);
    dedupeFields = List.copyOf(dedupeFields);
  }

  /**
   * What one name in the dataset stands for: a generator, or a cell of its matrix.
   *
   * @param name the entry's name, unique in the spec
   * @param factory the generator
   * @param parameters the values of its parameters
   * @param samples how many indices, from 0
   * @param shardSize how many indices a task takes, where the author wants a certain number
   * @param cell the generator's name in the spec, and the place in its matrix
   */
  public record Entry(
      String name,
      GeneratorFactory factory,
      Parameters parameters,
      long samples,
      OptionalLong shardSize,
      Cell cell) {

    /** An entry without a matrix. */
    public Entry(
        String name,
        GeneratorFactory factory,
        Parameters parameters,
        long samples,
        OptionalLong shardSize) {
      this(name, factory, parameters, samples, shardSize, Cell.single(name));
    }

    Entry with(Overrides overrides) {
      return new Entry(
          name,
          factory,
          parameters,
          overrides.samples().orElse(samples),
          overrides.shardSize().isPresent() ? overrides.shardSize() : shardSize,
          cell);
    }
  }

  /**
   * What the command line changes in a spec; what is empty stays as the spec says.
   *
   * @param samples in place of every generator's count
   */
  public record Overrides(
      OptionalLong samples, OptionalLong seed, OptionalLong shardSize, OptionalInt parts) {

    /** Changes nothing. */
    public static final Overrides NONE =
        new Overrides(
            OptionalLong.empty(), OptionalLong.empty(), OptionalLong.empty(), OptionalInt.empty());
  }

  /** A dataset without generators of its own: tasks name those of the catalogue. */
  public static DatasetSpec ofTasks(String name) {
    return new DatasetSpec(
        name, 0, 0, DEFAULT_MAX_SAMPLE_BYTES, false, false, List.of(), List.of(), 1, Filters.NONE);
  }

  /** All cells of all generators, in order: what the names in the dataset stand for. */
  public List<Entry> entries() {
    return generators.stream().flatMap(generator -> generator.cells().stream()).toList();
  }

  /** This spec with some values replaced. */
  public DatasetSpec with(Overrides overrides) {
    return new DatasetSpec(
        name,
        overrides.seed().orElse(seed),
        maxFailureRate,
        maxSampleBytes,
        checkpoint,
        incremental,
        generators.stream().map(generator -> generator.with(overrides)).toList(),
        dedupeFields,
        overrides.parts().orElse(parts),
        filter);
  }

  /**
   * This spec with the cells that a filter leaves.
   *
   * @throws FilterException if it names an axis that no generator has, or leaves nothing
   */
  public DatasetSpec filtered(Filters filters) throws FilterException {
    return new DatasetSpec(
        name,
        seed,
        maxFailureRate,
        maxSampleBytes,
        checkpoint,
        incremental,
        filters.isNone() ? generators : filters.apply(generators),
        dedupeFields,
        parts,
        filters);
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
    spec.put("incremental", incremental);
    ArrayNode list = spec.putArray("generators");
    generators.forEach(generator -> list.add(generator.source().deepCopy()));
    if (!dedupeFields.isEmpty()) {
      ArrayNode fields = spec.putObject("dedupe").putArray("fields");
      dedupeFields.forEach(fields::add);
    }
    JsonNode output = JsonNodeFactory.instance.objectNode().put("parts", parts);
    spec.set("output", output);
    return spec;
  }
}

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
 * @param generators what is generated, in order
 * @param dedupeFields the fields that make two samples equal; empty for the whole content
 * @param parts how many files the dataset has
 */
public record DatasetSpec(
    String name,
    long seed,
    double maxFailureRate,
    int maxSampleBytes,
    List<Entry> generators,
    List<String> dedupeFields,
    int parts) {

  /** The largest sample where the spec names none: 16 MiB. */
  public static final int DEFAULT_MAX_SAMPLE_BYTES = 16 << 20;

  /** The largest seed, either side of 0: every reader of JSON keeps it. */
  public static final long LARGEST_SEED = CanonicalJson.MAX_INTEGER;

  /** The most samples of an entry: what many entries add up to is still a {@code long}. */
  public static final long MOST_SAMPLES = 1_000_000_000_000L;

  /** The most files of a dataset. */
  public static final int MOST_PARTS = 10_000;

  public DatasetSpec {
    generators = List.copyOf(generators);
    dedupeFields = List.copyOf(dedupeFields);
  }

  /**
   * A generator of the dataset.
   *
   * @param name the entry's name, unique in the spec
   * @param factory the generator
   * @param parameters the values of its parameters
   * @param samples how many indices, from 0
   * @param shardSize how many indices a task takes, where the author wants a certain number
   */
  public record Entry(
      String name,
      GeneratorFactory factory,
      Parameters parameters,
      long samples,
      OptionalLong shardSize) {

    private Entry with(OptionalLong newSamples, OptionalLong newShardSize) {
      return new Entry(
          name,
          factory,
          parameters,
          newSamples.orElse(samples),
          newShardSize.isPresent() ? newShardSize : shardSize);
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

  /** This spec with some values replaced. */
  public DatasetSpec with(Overrides overrides) {
    return new DatasetSpec(
        name,
        overrides.seed().orElse(seed),
        maxFailureRate,
        maxSampleBytes,
        generators.stream()
            .map(entry -> entry.with(overrides.samples(), overrides.shardSize()))
            .toList(),
        dedupeFields,
        overrides.parts().orElse(parts));
  }

  /** The spec as JSON, every default filled in, in the form in which it can be run again. */
  public ObjectNode toJson() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.put("name", name);
    spec.put("seed", seed);
    spec.put("maxFailureRate", maxFailureRate);
    spec.put("maxSampleBytes", maxSampleBytes);
    ArrayNode list = spec.putArray("generators");
    for (Entry entry : generators) {
      ObjectNode item = list.addObject();
      item.put("generator", entry.factory().name());
      item.put("name", entry.name());
      item.put("samples", entry.samples());
      entry.shardSize().ifPresent(size -> item.put("shardSize", size));
      item.set("params", entry.parameters().toJson());
    }
    if (!dedupeFields.isEmpty()) {
      ArrayNode fields = spec.putObject("dedupe").putArray("fields");
      dedupeFields.forEach(fields::add);
    }
    JsonNode output = JsonNodeFactory.instance.objectNode().put("parts", parts);
    spec.set("output", output);
    return spec;
  }
}

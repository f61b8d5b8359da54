package io.seedmill.transforms.generate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.input.DurationText;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.schema.RecordSchema;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plan of a run: everything that a worker needs to know, in serializable form.
 *
 * @param entries the generators in the order of the spec; no two have the same name, seed and
 *     parameters
 * @param keyFields the content's fields that make two samples equal; empty for the whole content
 * @param preference which of equal samples is kept
 * @param maxSampleBytes the largest content, and the largest metadata, of a sample
 * @param schema what samples have to fit
 * @param settings how workers go about it; but for how assets are kept, no sample depends on it
 */
@RecordBuilder
public record GenerationPlan(
    List<Entry> entries,
    List<String> keyFields,
    Preference preference,
    int maxSampleBytes,
    RecordSchema schema,
    WorkerSettings settings)
    implements Serializable, GenerationPlanBuilder.With {

  /** Raised when the same samples become other lines. */
  private static final int RECORD_FORMAT = 1;

  public GenerationPlan {
    entries = List.copyOf(entries);
    keyFields = keyFields.stream().sorted().toList();
    Set<Identity> seen = new HashSet<>();
    for (Entry entry : entries) {
      if (!seen.add(new Identity(entry.name(), entry.seed(), entry.parameters()))) {
        throw new IllegalArgumentException(
            "two entries of a plan have the same name, seed and parameters: " + entry);
      }
    }
  }

  /** A plan with the usual settings. */
  public GenerationPlan(List<Entry> entries, List<String> keyFields, int maxSampleBytes) {
    this(
        entries,
        keyFields,
        Preference.INDEX,
        maxSampleBytes,
        RecordSchema.NONE,
        WorkerSettings.DEFAULT);
  }

  private record Identity(String name, long seed, String parameters) {}

  /**
   * One generator of the spec.
   *
   * @param name the entry's name, which its samples carry and their seeds depend on
   * @param generator the generator's name in the catalogue
   * @param version the generator's version when the plan was made
   * @param parameters the values of its parameters, as canonical JSON
   * @param seed the seed from which all its randomness comes
   * @param ranges the indices that are asked for, ascending, apart from each other
   * @param shardSize how many indices one task takes; changes nothing in the data
   * @param outside what there is to know of a generator from outside; null for any other
   */
  @RecordBuilder
  public record Entry(
      String name,
      String generator,
      int version,
      String parameters,
      long seed,
      List<IndexRange> ranges,
      long shardSize,
      Outside outside)
      implements Serializable, GenerationPlanEntryBuilder.With {

    public Entry {
      ranges = List.copyOf(ranges);
      if (shardSize < 1) {
        throw new IllegalArgumentException(
            "entry '%s' needs shardSize >= 1, found %d".formatted(name, shardSize));
      }
      for (int i = 1; i < ranges.size(); i++) {
        if (ranges.get(i).first() < ranges.get(i - 1).end()) {
          throw new IllegalArgumentException(
              "entry '%s' needs ranges that ascend, found %s".formatted(name, ranges));
        }
      }
    }

    /** An entry whose generator is in the catalogue. */
    public Entry(
        String name,
        String generator,
        int version,
        String parameters,
        long seed,
        List<IndexRange> ranges,
        long shardSize) {
      this(name, generator, version, parameters, seed, ranges, shardSize, null);
    }

    /** Returns true if an index may have any number of samples. */
    public boolean givesSeveralSamples() {
      return outside != null && outside.severalSamples();
    }

    /** Returns true if the same index has the same samples at any time. */
    public boolean isReproducible() {
      return outside == null || outside.reproducible();
    }

    /** Returns the generator's name in the spec: the same for all cells of a matrix. */
    String type() {
      return outside == null ? generator : outside.type();
    }

    /** Returns the number of indices. */
    public long samples() {
      return ranges.stream().mapToLong(IndexRange::size).sum();
    }

    /** From the first index that is asked for to the last, with those in between that are not. */
    public IndexRange span() {
      return ranges.isEmpty()
          ? new IndexRange(0, 0)
          : new IndexRange(ranges.get(0).first(), ranges.get(ranges.size() - 1).end());
    }

    /** Returns the number of shards: each range is split by itself, from its first index on. */
    public long shards() {
      return ranges.stream().mapToLong(range -> shards(range.size(), shardSize)).sum();
    }

    /**
     * The properties of a source.
     *
     * @param type the generator's name in the spec
     * @param settings the parameters on which no sample depends, as canonical JSON
     * @param identity what its samples depend on besides the parameters, as canonical JSON
     * @param place what a worker needs to find it, as canonical JSON
     * @param shared what belongs to it and is the same object in other entries
     * @param severalSamples whether an index may have any number of samples
     * @param reproducible whether an index has the same samples at any time
     * @param countsItself whether what lies outside says how many indices there are
     */
    public record Outside(
        String type,
        String settings,
        String identity,
        String place,
        String shared,
        boolean severalSamples,
        boolean reproducible,
        boolean countsItself)
        implements Serializable {

      /** Returns how limits of its resources are enforced, in words; null where it has none. */
      public String limits() {
        return parsed(place).path(Prepared.LIMITS).textValue();
      }

      /** Returns the number of files of which columns without a name are left out. */
      public long withoutIndex() {
        return parsed(place).path(Prepared.WITHOUT_INDEX).asLong();
      }

      /** Returns the age up to which answers are used again, as its cache does; empty for none. */
      public Optional<Duration> ttl() {
        return DurationText.parse(parsed(settings).at("/cache/ttl").asText());
      }

      private static JsonNode parsed(String json) {
        try {
          return CanonicalJson.parse(json.getBytes(UTF_8));
        } catch (IOException e) {
          throw new UncheckedIOException("what is known of a source is always JSON", e);
        }
      }
    }

    static long shards(long samples, long shardSize) {
      return samples == 0 ? 0 : (samples - 1) / shardSize + 1;
    }
  }

  /**
   * The SHA-256, in hex, of all that the samples of an entry depend on: two entries with the same
   * fingerprint have the same sample at the same index.
   */
  public String fingerprint(int entry) {
    Entry planned = entries.get(entry);
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("format", RECORD_FORMAT);
    all.put("name", planned.name());
    all.put("generator", planned.generator());
    all.put("version", planned.version());
    all.put("parameters", planned.parameters());
    all.put("seed", Long.toString(planned.seed()));
    all.put("maxSampleBytes", maxSampleBytes);
    if (!schema.isNone()) {
      all.set("schema", schema.toJson());
    }
    if (planned.outside() != null) {
      all.put("identity", planned.outside().identity());
      all.put("assets", settings.assets().toString());
    }
    byte[] hash = ContentHash.sha256().digest(CanonicalJson.writeBytes(all));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }

  /** Returns the names of all entries. */
  public List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }

  /** Returns the number of indices of all entries. */
  public long samples() {
    return entries.stream().mapToLong(Entry::samples).sum();
  }

  /** Returns the number of shards of all entries. */
  public long shards() {
    return entries.stream().mapToLong(Entry::shards).sum();
  }

  /** Returns the number of packs into which {@link TaskPacks} puts the shards. */
  public long packs() {
    return PackTable.of(this).size();
  }

  /** The tasks, by number. */
  public ShardTable shardTable() {
    return ShardTable.of(this);
  }

  /** Returns the same entries with the indices of some shards only. */
  public GenerationPlan restrictedTo(Collection<TaskShard> shards) {
    List<List<IndexRange>> kept = new ArrayList<>();
    entries.forEach(entry -> kept.add(new ArrayList<>()));
    shards.forEach(shard -> kept.get(shard.entry()).add(shard.range()));
    List<Entry> restricted = new ArrayList<>();
    for (int entry = 0; entry < entries.size(); entry++) {
      restricted.add(entries.get(entry).withRanges(IndexRange.joined(kept.get(entry))));
    }
    return withEntries(restricted);
  }
}

package io.seedmill.transforms;

import java.io.Serializable;
import java.util.List;

/**
 * What is to be generated: everything that a worker needs to know, in a form that travels.
 *
 * @param seed the dataset's seed
 * @param entries the generators in the order of the spec; names are unique
 * @param keyFields the content's fields that make two samples equal; empty for the whole content
 * @param maxSampleBytes the largest content, and the largest metadata, of a sample
 */
public record GenerationPlan(
    long seed, List<Entry> entries, List<String> keyFields, int maxSampleBytes)
    implements Serializable {

  public GenerationPlan {
    entries = List.copyOf(entries);
    keyFields = keyFields.stream().sorted().toList();
    if (entries.stream().map(Entry::name).distinct().count() != entries.size()) {
      throw new IllegalArgumentException("two entries of a plan have the same name: " + entries);
    }
  }

  /**
   * One generator of the spec.
   *
   * @param name the entry's name, which its samples carry and their seeds depend on
   * @param generator the generator's name in the catalogue
   * @param version the generator's version when the plan was made
   * @param parameters the values of its parameters, as canonical JSON
   * @param samples how many indices are asked for, from 0
   * @param shardSize how many indices one task takes; changes nothing in the data
   */
  public record Entry(
      String name, String generator, int version, String parameters, long samples, long shardSize)
      implements Serializable {

    public Entry {
      if (samples < 0 || shardSize < 1) {
        throw new IllegalArgumentException(
            "entry '%s' needs samples >= 0 and shardSize >= 1, found %d and %d"
                .formatted(name, samples, shardSize));
      }
    }

    /** How many tasks the entry is split into. */
    public long shards() {
      return samples == 0 ? 0 : (samples - 1) / shardSize + 1;
    }
  }

  /** How many indices are asked for in all. */
  public long samples() {
    return entries.stream().mapToLong(Entry::samples).sum();
  }

  /** How many tasks there are in all. */
  public long shards() {
    return entries.stream().mapToLong(Entry::shards).sum();
  }
}

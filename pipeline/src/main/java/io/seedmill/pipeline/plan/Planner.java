package io.seedmill.pipeline.plan;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.spec.DatasetSpec;
import io.seedmill.transforms.GenerationPlan;
import io.seedmill.transforms.blocks.ContentHash;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** Decides on shards and buckets. Neither changes anything in the data. */
public final class Planner {

  private static final long LARGEST_SHARD = 10_000;
  private static final long SMALLEST_SHARD = 25;

  /** A shard is this share of its entry, so that progress shows and work is spread evenly. */
  private static final long SHARDS_PER_ENTRY = 32;

  /*
   * A bucket is in memory while it is deduplicated, one a worker, so it is kept to some ten
   * megabytes. Below that fewer buckets are better, because each costs a runner some milliseconds;
   * from a few megabytes on there are enough to keep several workers busy.
   */
  private static final long BYTES_PER_BUCKET = 32L << 20;
  private static final long BYTES_WORTH_SPLITTING = 4L << 20;
  private static final int BUCKETS_FOR_WORKERS = 8;
  private static final int MOST_BUCKETS = 4096;

  /**
   * Plans a dataset.
   *
   * @param buckets a number of buckets to use instead of the computed one
   */
  public Plan plan(DatasetSpec spec, OptionalInt buckets) {
    List<GenerationPlan.Entry> entries =
        spec.generators().stream().map(entry -> planned(spec, entry)).toList();
    GenerationPlan generation =
        new GenerationPlan(entries, spec.dedupeFields(), spec.maxSampleBytes());
    long bytes = new Pilot().estimateBytes(spec);
    return new Plan(generation, buckets.orElseGet(() -> buckets(bytes)), digest(spec), bytes);
  }

  private static GenerationPlan.Entry planned(DatasetSpec spec, DatasetSpec.Entry entry) {
    long share = (entry.samples() + SHARDS_PER_ENTRY - 1) / SHARDS_PER_ENTRY;
    long size = Math.max(SMALLEST_SHARD, Math.min(LARGEST_SHARD, share));
    return new GenerationPlan.Entry(
        entry.name(),
        entry.factory().name(),
        entry.factory().version(),
        entry.parameters().toCanonicalJson(),
        spec.seed(),
        List.of(new IndexRange(0, entry.samples())),
        entry.shardSize().orElse(size));
  }

  private static int buckets(long bytes) {
    if (bytes < BYTES_WORTH_SPLITTING) {
      return 1;
    }
    long wanted = Math.max(BUCKETS_FOR_WORKERS, bytes / BYTES_PER_BUCKET);
    long powerOfTwo = Long.highestOneBit(Math.max(1, wanted - 1)) * 2;
    return (int) Math.min(MOST_BUCKETS, powerOfTwo);
  }

  /** The digest of the seed, the generators with versions and parameters, the counts, the key. */
  private static String digest(DatasetSpec spec) {
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("seed", Long.toString(spec.seed()));
    all.put("maxSampleBytes", spec.maxSampleBytes());
    ArrayNode entries = all.putArray("generators");
    for (DatasetSpec.Entry entry : spec.generators()) {
      entries
          .addObject()
          .put("name", entry.name())
          .put("generator", entry.factory().name())
          .put("version", entry.factory().version())
          .put("samples", Long.toString(entry.samples()))
          .set("params", entry.parameters().toJson());
    }
    ArrayNode fields = all.putArray("dedupe");
    spec.dedupeFields().stream().sorted().forEach(fields::add);
    byte[] hash = ContentHash.sha256().digest(CanonicalJson.writeBytes(all));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }
}
